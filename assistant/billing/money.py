"""Dollars and cents."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """An amount in dollars, rounded to the cent, halves up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def dollars(amount: Decimal | int) -> str:
    """``$1,234.50``; whole dollars without cents where the figure is a whole number."""
    return f"${amount:,}" if isinstance(amount, int) else f"${cents(amount):,}"
