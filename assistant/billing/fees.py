"""What the fee schedule holds: conversion factors, relative value units, geographic indices (rulebook D).

An amount is (work x index + practice expense x index + malpractice x index) x conversion factor. The tables know what
the sources gave: for most years only the total of 97112, for 2026 its parts as well. Nothing is filled in by guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.billing.codes import BillingError, code
from assistant.billing.table import rows_on, table


@dataclass(frozen=True, slots=True)
class Gpci:
    """Geographic indices of a locality; 1 for the nation."""

    work: Decimal = Decimal(1)
    practice: Decimal = Decimal(1)
    malpractice: Decimal = Decimal(1)


NATIONAL = Gpci()


@dataclass(frozen=True, slots=True)
class Rvu:
    """Relative value units of one unit of a code."""

    total: Decimal
    work: Decimal | None = None
    """None, like the other two parts, where only the total is known."""
    practice: Decimal | None = None
    malpractice: Decimal | None = None
    source: str = "given by the user"
    sure: str = "as given"
    first: date | None = None
    """First and last date of service the values apply to; None for values that are given."""
    last: date | None = None

    @property
    def parts(self) -> tuple[Decimal, Decimal, Decimal] | None:
        """Work, practice expense and malpractice, or None where only the total is known."""
        if self.work is None or self.practice is None or self.malpractice is None:
            return None
        return self.work, self.practice, self.malpractice

    @classmethod
    def of(cls, work: Decimal, practice: Decimal, malpractice: Decimal) -> Rvu:
        """Values that the user gives."""
        return cls(work + practice + malpractice, work, practice, malpractice)


@dataclass(frozen=True, slots=True)
class Factor:
    """Dollars for one relative value unit."""

    value: Decimal
    first: date
    """First date of service it applies to."""
    last: date
    source: str
    sure: str


def factor(on: date, *, qualifying: bool = False) -> Factor:
    """The conversion factor of a date of service (rulebook D.2).

    Args:
        on: date of service. 2024 has two factors, the second from 9 March.
        qualifying: for a participant in an advanced payment model; told apart from 2026 on.

    Raises:
        BillingError: the table has no factor for this date; the message says which dates it has.
    """
    for row in rows_on("fees", "conversion_factor", on):
        if qualifying and "qualifying" not in row:
            raise BillingError(
                f"The offline table has one conversion factor for {on}. Leave the qualifying one (--qp) to 2026."
            )
        value = row["qualifying" if qualifying else "value"]
        return Factor(value, row["from"], row["to"], row["source"], row["sure"])
    rows = table("fees")["conversion_factor"]
    raise BillingError(
        f"The offline table has no conversion factor for {on}. "
        f"Give a date of service from {rows[0]['from']} to {rows[-1]['to']}."
    )


def rvu(number: str, on: date) -> Rvu:
    """Relative value units of a code on a date of service (rulebook D.3).

    Raises:
        BillingError: an unknown code, or one without values for this date; the message says for which it has any.
    """
    code(number)
    for row in rows_on("fees", "rvu", on):
        if row["code"] == number:
            parts = (row.get("work"), row.get("practice"), row.get("malpractice"))
            return Rvu(row["total"], *parts, row["source"], row["sure"], row["from"], row["to"])
    years = [_years(row) for row in table("fees")["rvu"] if row["code"] == number]
    held = f"it has {number} for {', '.join(years)}" if years else "it has none of any year"
    raise BillingError(
        f"The offline table has no relative values of {number} for {on}: {held}. "
        f"Give them yourself: --rvu {number}=WORK,PRACTICE,MALPRACTICE."
    )


def percent(kind: str, on: date) -> int | None:
    """A percentage of the fee table (``reduction``, ``assistant_payment``, ``coinsurance``) on a date, or None."""
    return next((row["percent"] for row in rows_on("fees", kind, on)), None)


def notes(numbers: set[str], on: date) -> tuple[str, ...]:
    """Sentences to show beside amounts of these codes, each with how sure it is."""
    rows = (r for r in rows_on("fees", "note", on) if "codes" not in r or numbers & set(r["codes"]))
    return tuple(f"{row['text']} ({row['sure']})" for row in rows)


def _years(row: dict[str, Any]) -> str:
    return str(row["from"].year)
