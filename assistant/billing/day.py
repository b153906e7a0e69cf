"""One patient's day under one plan of care: clock times and minutes in, units, modifiers and remarks out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.billing.agreement import check_limit, check_total_alone, check_totals, check_units
from assistant.billing.assistant_modifier import modifier_of
from assistant.billing.codes import BillingError, code
from assistant.billing.modifiers import Line, agree, lines_of, marks_of, plan_of, plan_steps
from assistant.billing.pairs import Pair, pairs_among, set_apart
from assistant.billing.remarks import Remark
from assistant.billing.times import Clocked, Stretch, clock_minutes
from assistant.billing.units import METHODS, UnitCount, count_units, units_for

Given = Mapping[str, Iterable["int | Stretch"]]
"""For each code, minutes and stretches of clock time, which add up."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the note or the claim says, to be held against the minutes."""

    billed: Mapping[str, int] = field(default_factory=dict)
    """Units billed of each code."""
    timed_total: int | None = None
    """Total of timed minutes."""
    total: int | None = None
    """Total treatment minutes, timed and untimed."""
    session: Stretch | None = None
    """The patient's time in and out."""


@dataclass(frozen=True, slots=True)
class Day:
    """The units of a day with everything that goes on their lines."""

    count: UnitCount
    modifiers: dict[str, list[str]]
    """Modifiers of each code: the plan's where one is told, the assistant's, 59 where a pair and the times bear it."""
    lines: tuple[Line, ...]
    pairs: tuple[Pair, ...]
    """Every pair of the codes given."""
    other_units: int
    """Units in all by the other method."""
    remarks: tuple[Remark, ...]
    steps: tuple[str, ...]

    @property
    def other_method(self) -> str:
        """``ama`` beside ``cms``, ``cms`` beside ``ama``."""
        return next(method for method in METHODS if method != self.count.method)

    def to_dict(self) -> dict[str, Any]:
        """The object that ``reed units --format json`` prints."""
        return self.count.to_dict() | {
            "modifiers": {number: list(marks) for number, marks in self.modifiers.items()},
            "steps": list(self.steps),
            "tied_codes": list(self.count.tied_codes),
            "choices": list(self.count.choices()),
            "assistant_units": dict(self.count.assistant_units),
            "unsettled": list(self.count.unsettled),
            "lines": [{"code": n.code, "units": n.units, "modifiers": list(n.modifiers)} for n in self.lines],
            "other_method": {"method": self.other_method, "total_units": self.other_units},
            "pairs": [each.to_dict() for each in self.pairs],
            "findings": [remark.to_dict() for remark in self.remarks],
        }


def count_day(
    given: Given,
    method: str = "cms",
    *,
    assistant: Given | None = None,
    breaks: Iterable[Stretch] = (),
    less: Mapping[str, int] | None = None,
    plan: str | None = None,
    discipline: str | None = None,
    prefer: Collection[str] = (),
    written: Written | None = None,
) -> Day:
    """Count a day.

    Args:
        given: minutes and clock times of each code, therapist and assistant together.
        method: see `count_units`.
        assistant: what of it an assistant gave alone.
        breaks: stretches taken out of all clock times, the assistant's too.
        less: minutes of break taken out of a code's minutes.
        plan: PT, OT or SLP; adds GP, GO or GN and decides between CQ and CO.
        discipline: decides between CQ and CO where no plan is told.
        prefer: see `count_units`.
        written: what the note or the claim says.

    Raises:
        BillingError: codes, minutes, times or a plan that cannot be counted.
    """
    said = written or Written()
    pauses = tuple(breaks)
    clocked = clock_minutes(_stretches(given), pauses, said.session)
    minutes = _minutes(given, clocked, less or {})
    helped_at = clock_minutes(_stretches(assistant or {}), pauses)
    helped = _minutes(assistant or {}, helped_at, {})
    under = plan_of(plan) if plan else None
    if under:
        agree(under, discipline, bool(helped))
    by = discipline or (under.plan if under else None)
    count = count_units(minutes, method, helped, discipline=by, prefer=prefer)
    # A code is shown apart by its times alone, so minutes without times leave it out.
    known = {n: held for n, held in clocked.covered.items() if minutes[n] == len(held)}
    apart, pair_steps = set_apart(minutes, known)
    # An untimed service is one unit, if it was given; a code without units has no line.
    units = {number: count.units.get(number, int(n > 0)) for number, n in minutes.items()}
    carried = {number: (modifier_of(by), n) for number, n in count.assistant_units.items()} if helped else {}
    lines = lines_of(units, under, carried, apart)
    other = _other(minutes, method)
    steps = (*clocked.steps, *_less_steps(less or {}), *count.steps, *_then_steps(count.units))
    steps += _other_step(count, other)
    remarks = (
        *clocked.remarks,
        *_elsewhere(known, helped_at.covered),
        *check_totals(minutes, said.timed_total, said.total, said.session),
    )
    if said.billed:
        remarks += tuple(check_units(count, minutes, said.billed))
    return Day(
        count=count,
        modifiers=marks_of(lines),
        lines=lines,
        pairs=pairs_among(minutes),
        other_units=other,
        remarks=(*remarks, *check_limit(count.units, said.billed)),
        steps=(*steps, *(plan_steps(under, units) if under else ()), *pair_steps),
    )


def count_total(timed_total: int, billed: Mapping[str, int]) -> Day:
    """Units of a day of which only the timed total and the units billed are known, by total time.

    Raises:
        BillingError: minutes that a day does not have.
    """
    if not 0 <= timed_total <= 1440:
        raise BillingError(f"{timed_total} minutes are not the minutes of a day. Give 0 to 1440.")
    may = units_for(timed_total)
    step = f"{timed_total} timed minutes support {may} unit{'s' * (may != 1)} in all; by code nothing is known."
    count = UnitCount("cms", timed_total, may, steps=(step,))
    remarks = (*check_total_alone(timed_total, billed), *check_limit({}, billed))
    return Day(count, {}, (), pairs_among(billed), may, remarks, (step,))


def _stretches(given: Given) -> dict[str, tuple[Stretch, ...]]:
    found = {number: tuple(each for each in values if isinstance(each, Stretch)) for number, values in given.items()}
    return {number: stretches for number, stretches in found.items() if stretches}


def _minutes(given: Given, clocked: Clocked, less: Mapping[str, int]) -> dict[str, int]:
    minutes = {
        number: sum(each for each in values if not isinstance(each, Stretch)) + clocked.minutes.get(number, 0)
        for number, values in given.items()
    }
    for number, n in less.items():
        if n > minutes.get(number, 0):
            raise BillingError(
                f"A break of {n} minutes does not fit into the {minutes.get(number, 0)} minutes of {number}. "
                f"Give the minutes of {number} with the break in them."
            )
        minutes[number] -= n
    return minutes


def _elsewhere(known: Mapping[str, frozenset[int]], helped: Mapping[str, frozenset[int]]) -> Iterable[Remark]:
    """Clock times of the assistant that are none of the code's."""
    for number, held in helped.items():
        if number in known and (outside := len(held - known[number])):
            says = f"{outside} of the assistant's minutes of {number} lie outside the times of {number}."
            yield Remark("start-end-agree-with-minutes", "error", says)


def _other(minutes: Mapping[str, int], method: str) -> int:
    return count_units(minutes, next(other for other in METHODS if other != method)).total_units


def _other_step(count: UnitCount, other: int) -> tuple[str, ...]:
    """Which method a payer uses is its contract's affair, so a difference is always told."""
    if other == count.total_units:
        return ()
    name = "Counted code by code (ama)" if count.method == "cms" else "By total time (cms)"
    return (f"{name} the same minutes would give {other} unit{'s' * (other != 1)}; the payer's contract decides.",)


def _then_steps(units: Mapping[str, int]) -> tuple[str, ...]:
    firsts = ((number, n, code(number).then) for number, n in units.items())
    return tuple(
        f"{number} takes the first unit only: the further {n - 1} would go on {then}; give its minutes there."
        for number, n, then in firsts
        if then and n > 1
    )


def _less_steps(less: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(f"{number}: {n} minute{'s' * (n != 1)} of break taken out." for number, n in less.items())
