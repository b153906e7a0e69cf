"""Reading what the billing commands are given: CODE=MINUTES, CODE=UNITS, clock times, dollars."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from assistant.billing.times import Stretch, is_stretch, stretch
from assistant.errors import ReedError

MOST_DIGITS = 9


def whole(value: str) -> int | None:
    """A whole number of digits alone, or None."""
    value = value.strip()
    # Digits without end are slow to turn into a number; what is refused later needs no more of them.
    return int(value) if value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS else None


def decimal(value: str) -> Decimal | None:
    """A plain number of 0 or more, with or without decimals, or None."""
    value = value.strip()
    if not (value.isascii() and 0 < len(value) <= 2 * MOST_DIGITS and set(value) <= set("0123456789.")):
        return None
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def split(word: str, missing: str, how: str) -> tuple[str, str]:
    """A word of the form CODE=VALUE as its two sides.

    Raises:
        ReedError: it has not this form; says what is `missing` and `how` to write it.
    """
    number, equals, value = word.partition("=")
    number = number.strip().upper()
    if not (equals and number and value.strip()):
        raise ReedError(f"{word[:40]!r} {missing}.", how)
    return number, value


def counts(words: Iterable[str], missing: str, how: str) -> dict[str, int]:
    """CODE=NUMBER words as numbers; a code named twice is added up.

    Raises:
        ReedError: a word that is no such pair.
    """
    found: dict[str, int] = {}
    for word in words:
        number, value = split(word, missing, how)
        n = whole(value)
        if n is None:
            raise ReedError(f"{word[:40]!r} {missing}.", how)
        found[number] = found.get(number, 0) + n
    return found


def times(value: str, name: str) -> tuple[int | Stretch, ...] | None:
    """Minutes or clock times, several with commas between them; None for anything else.

    Raises:
        BillingError: clock times that cannot be.
    """
    found: list[int | Stretch] = []
    for part in value.split(","):
        each = stretch(part, name) if is_stretch(part) else whole(part)
        if each is None:
            return None
        found.append(each)
    return tuple(found)
