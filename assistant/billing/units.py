"""Minutes to units, by Medicare's total time (``cms``) or code by code (``ama``).

Both methods read one chart: a unit is earned once 8 of its 15 minutes are passed. They differ in what goes into it,
the day's timed minutes together (rulebook B.1) or the minutes of each code by itself (rulebook B.2).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, islice
from typing import Any

from assistant.billing.assistant_modifier import HALF, UNIT, assistant_share
from assistant.billing.codes import BillingError, code

METHODS = ("cms", "ama")
DAY = 1440
"""Minutes of a day: more cannot have been given."""
FIRST = "97112"
"""The code that Reed is about comes first where nothing else tells tied codes apart."""
MOST_CHOICES = 20
"""Ways to settle a tie that are written out; many equal codes have thousands."""


@dataclass(frozen=True, slots=True)
class UnitCount:
    """Units that minutes support, with the reasoning in sentences."""

    method: str
    """``cms`` or ``ama``."""
    total_minutes: int
    """Timed minutes; untimed codes are left out."""
    total_units: int
    units: dict[str, int] = field(default_factory=dict)
    """Units of each timed code, in the order given; they sum to `total_units`."""
    modifiers: dict[str, list[str]] = field(default_factory=dict)
    """Assistant modifiers; only codes that have any."""
    assistant_units: dict[str, int] = field(default_factory=dict)
    """How many units of a code carry the modifier; only codes that have any."""
    tie: bool = False
    """True when equal remainders leave the last units to the clinician's choice."""
    tied_codes: tuple[str, ...] = ()
    """Codes among which the clinician may choose; empty without a tie."""
    tied_units: int = 0
    """Units to hand out among the tied codes, fewer than there are such codes; 0 without a tie."""
    tied_base: dict[str, int] = field(default_factory=dict)
    """Units that each tied code has whatever is chosen."""
    unsettled: tuple[str, ...] = ()
    """Codes whose last unit carries the assistant modifier by one accepted computation and not by the other."""
    steps: tuple[str, ...] = ()

    def choices(self) -> tuple[dict[str, int], ...]:
        """The units of each code for every way to settle the tie, the one shown first; at most `MOST_CHOICES`."""
        chosen = tuple(n for n in self.tied_codes if self.units[n] > self.tied_base[n])
        ways = (way for way in combinations(self.tied_codes, self.tied_units) if way != chosen)
        found = [chosen, *islice(ways, MOST_CHOICES - 1)] if self.tie else []
        return tuple({n: self.tied_base.get(n, units) + (n in way) for n, units in self.units.items()} for way in found)

    def to_dict(self) -> dict[str, Any]:
        """The object that ``reed units --format json`` prints."""
        return {
            "method": self.method,
            "total_minutes": self.total_minutes,
            "total_units": self.total_units,
            "units": dict(self.units),
            "modifiers": {number: list(marks) for number, marks in self.modifiers.items()},
            "tie": self.tie,
            "steps": list(self.steps),
        }


def units_for(minutes: int) -> int:
    """Units on the chart for this many minutes: 0 to 7 give none, 8 to 22 one, 23 to 37 two, and so on."""
    return (minutes + UNIT - HALF) // UNIT


def count_units(
    minutes: Mapping[str, int],
    method: str = "cms",
    assistant: Mapping[str, int] | None = None,
    *,
    discipline: str | None = None,
    prefer: Collection[str] = (),
) -> UnitCount:
    """Count the units that one patient's minutes of one day and one discipline support.

    Args:
        minutes: direct minutes of each code. Untimed codes may be among them; they are left out.
        method: ``cms`` pools the timed minutes, ``ama`` counts each code alone.
        assistant: minutes of each code that an assistant gave alone.
        discipline: PT, PTA, OT or COTA; decides between CQ and CO, CQ when None.
        prefer: codes that the clinician chose to have the units of a tie.

    Raises:
        BillingError: an unknown code or method, minutes that cannot be, or a choice where there is none.
    """
    if method not in METHODS:
        raise BillingError(f"{method!r} is not a way of counting. Use cms (total time) or ama (each code alone).")
    _check(minutes, assistant or {})
    timed = {number: n for number, n in minutes.items() if code(number).timed}
    steps = [
        f"{number} ({code(number).description}) is untimed: its {_minutes(n)} stay out of the timed total."
        for number, n in minutes.items()
        if number not in timed
    ]
    steps.append(_sum(timed))
    units, tied = _pooled(timed, steps, prefer) if method == "cms" else _each(timed, steps)
    _check_choice(prefer, tied)
    base = {number: timed[number] // UNIT for number in tied}
    modifiers, carried, unsettled = _modifiers(minutes, units, assistant or {}, discipline, steps)
    return UnitCount(
        method=method,
        total_minutes=sum(timed.values()),
        total_units=sum(units.values()),
        units=units,
        modifiers=modifiers,
        assistant_units=carried,
        tie=bool(tied),
        tied_codes=tied,
        tied_units=sum(units[number] - n for number, n in base.items()),
        tied_base=base,
        unsettled=unsettled,
        steps=tuple(steps),
    )


def _check(minutes: Mapping[str, int], assistant: Mapping[str, int]) -> None:
    for number, n in (*minutes.items(), *assistant.items()):
        code(number)
        if not isinstance(n, int) or isinstance(n, bool):
            raise BillingError(f"The minutes of {number} are {n!r}. Give a whole number, for example {number}=23.")
        if n < 0:
            raise BillingError(f"The minutes of {number} are {n}. Give the minutes as 0 or more.")
        if n > DAY:
            raise BillingError(f"The minutes of {number} are {n}, and a day has {DAY}. Give the minutes of one day.")
    for number, n in assistant.items():
        if number not in minutes:
            raise BillingError(f"Assistant minutes are given for {number}, which has no minutes. Add {number}=MINUTES.")
        if n > minutes[number]:
            raise BillingError(
                f"The assistant's {n} minutes of {number} are more than its {minutes[number]} in all. "
                f"Give {number} the minutes of therapist and assistant together."
            )


def _check_choice(prefer: Collection[str], tied: tuple[str, ...]) -> None:
    for number in prefer:
        if number not in tied:
            among = f"The choice is between {_and(tied)}." if tied else "There is no tie to settle."
            raise BillingError(f"{number} has no part in a tie. {among}")


def _pooled(
    timed: Mapping[str, int], steps: list[str], prefer: Collection[str]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Total time: the sum fixes the units, full quarter hours are dealt first, then the largest remainders."""
    total = sum(timed.values())
    supported = units_for(total)
    steps.append(f"{_minutes(total)} together support {_units(supported)} ({_range(supported)}).")
    if not supported:
        return dict.fromkeys(timed, 0), ()
    full = {number: n // UNIT for number, n in timed.items()}
    rest = {number: n % UNIT for number, n in timed.items()}
    if any(full.values()):
        steps.append(f"Every full {UNIT} minutes earn their code a unit: {_list(full)}.")
    left = supported - sum(full.values())
    units = full
    tied: tuple[str, ...] = ()
    if left:
        units, tied = _deal(full, rest, left, steps, prefer)
    for number, n in timed.items():
        if n and not units[number]:
            steps.append(f"{number} takes no unit; its {_minutes(n)} still count in the total and stay in the note.")
    steps.append(f"Units: {_list(units)}.")
    return units, tied


def _deal(
    full: Mapping[str, int], rest: Mapping[str, int], left: int, steps: list[str], prefer: Collection[str]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Give the units that are left to the largest remainders; among equals, to the code with fewer units first.

    Which code was named first does not matter.
    """
    order = sorted(rest, key=lambda n: (-rest[n], n not in prefer, full[n], n != FIRST, n))
    chosen = order[:left]
    edge = rest[chosen[-1]]
    rivals = tuple(number for number in rest if rest[number] == edge)
    tied = rivals if any(number not in chosen for number in rivals) else ()
    steps.append(f"{_units(left)} left over, for the largest remainder: {_list(rest, ' min')}.")
    if tied:
        taken = [number for number in chosen if number in tied]
        even = len({full[number] for number in tied}) > 1
        reason = "which spreads the units more evenly" if even else "though any of them would do"
        reason = "as chosen" if prefer else reason
        steps.append(
            f"{_and(tied)} tie with {_minutes(edge)} each for {_units(len(taken))}: the clinician chooses. "
            f"Shown with {_and(taken)}, {reason}."
        )
    return {number: n + (number in chosen) for number, n in full.items()}, tied


def _each(timed: Mapping[str, int], steps: list[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Midpoint: every code by itself, nothing pooled."""
    units = {number: units_for(n) for number, n in timed.items()}
    for number, n in timed.items():
        steps.append(f"{number} by itself: {_minutes(n)} support {_units(units[number])} ({_range(units[number])}).")
    steps.append(f"Nothing is pooled between codes: {_units(sum(units.values()))} in all.")
    return units, ()


def _modifiers(
    minutes: Mapping[str, int],
    units: Mapping[str, int],
    assistant: Mapping[str, int],
    discipline: str | None,
    steps: list[str],
) -> tuple[dict[str, list[str]], dict[str, int], tuple[str, ...]]:
    modifiers: dict[str, list[str]] = {}
    carried: dict[str, int] = {}
    unsettled: list[str] = []
    for number, given in assistant.items():
        timed = number in units
        # An untimed service is one unit, however long it took.
        earned = units[number] if timed else 1
        share = assistant_share(number, earned, minutes[number], given, discipline, timed=timed)
        steps.extend(share.steps)
        if share.unsettled:
            unsettled.append(number)
        if share.units_with:
            modifiers[number] = [share.modifier]
            carried[number] = share.units_with
    return modifiers, carried, tuple(unsettled)


def _sum(timed: Mapping[str, int]) -> str:
    if not timed:
        return "No timed code was given, so there are no timed minutes to count."
    if len(timed) == 1:
        return f"Timed minutes: {_list(timed)}."
    return f"Timed minutes: {' + '.join(f'{number} {n}' for number, n in timed.items())} = {sum(timed.values())}."


def _range(units: int) -> str:
    return f"0 to {HALF - 1} minutes" if not units else f"{UNIT * units - 7} to {UNIT * units + 7} minutes"


def _list(values: Mapping[str, int], unit: str = "") -> str:
    return ", ".join(f"{number} {n}{unit}" for number, n in values.items())


def _and(numbers: Iterable[str]) -> str:
    *first, last = numbers
    return f"{', '.join(first)} and {last}" if first else last


def _units(n: int) -> str:
    return "1 unit" if n == 1 else f"{n} units"


def _minutes(n: int) -> str:
    return "1 minute" if n == 1 else f"{n} minutes"
