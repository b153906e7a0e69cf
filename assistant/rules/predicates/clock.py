"""Clock times against minutes, and figures against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from assistant.billing.codes import codes
from assistant.billing.times import HALF_DAY
from assistant.facts import Interval
from assistant.results import hhmm
from assistant.rules.registry import NMR, Context, Hit, place, predicate, quoted

LONGEST_VISIT = 480
"""Minutes; a longer stretch is none, on a clock of 12 hours or of 24."""
_CLOCK = re.compile(r"(\d{1,2}):?(\d{2})(?!\d)")


@predicate("start-end-agree-with-minutes")
def start_end_agree_with_minutes(ctx: Context) -> Iterator[Hit]:
    """Minutes claimed have to fit between start and end; times of the code itself are preferred to the session's."""
    yield from _backwards(ctx)
    by_code = _by_code(ctx)
    for code, intervals in by_code.items():
        yield from _code_against_clock(ctx, code, intervals)
    clock = ctx.clock
    if NMR in by_code or clock.start is None or clock.end is None:
        return
    at = _end_of_clock(ctx)
    span = (clock.end - clock.start) % 1440
    if span > HALF_DAY:
        yield Hit(*at, f"The end {hhmm(clock.end)} comes before the start {hhmm(clock.start)}.")
        return
    given = ctx.written("minutes_97112")
    if given is not None and given > span:
        stretch = f"{hhmm(clock.start)} to {hhmm(clock.end)} is {span} minutes"
        yield Hit(*at, f"{stretch}; the note gives {given} minutes for 97112.")


def _backwards(ctx: Context) -> Iterator[Hit]:
    """A range that no reading of its clock makes a visit: its end stands before its start."""
    for mark in ctx.facts.marks_of("clock-range"):
        (h1, m1), (h2, m2) = _CLOCK.findall(mark.text)[-2:]
        length = (int(h2) * 60 + int(m2) - int(h1) * 60 - int(m1)) % HALF_DAY
        read = any(i.at[0] < mark.end and mark.start < i.at[1] for i in ctx.clock.intervals)
        if length > LONGEST_VISIT and not read:
            yield Hit(mark.start, mark.end, f"{quoted(mark.text)}: the end comes before the start.")
            return


def _by_code(ctx: Context) -> dict[str, list[Interval]]:
    """Complete intervals of each code, a stretch that the note states twice counted once."""
    found: dict[str, list[Interval]] = {}
    seen: set[tuple[str, int, int]] = set()
    for interval in ctx.clock.intervals:
        if interval.code is None or interval.finish is None:
            continue
        key = (interval.code, interval.begin, interval.finish)
        if key not in seen:
            seen.add(key)
            found.setdefault(interval.code, []).append(interval)
    return found


def _code_against_clock(ctx: Context, code: str, intervals: list[Interval]) -> Iterator[Hit]:
    for interval in intervals:
        if _length(interval) > HALF_DAY:
            says = f"The end {hhmm(interval.finish)} comes before the start {hhmm(interval.begin)} ({code})."
            yield Hit(*_at(interval), says)
            return
    total = sum(_length(interval) for interval in intervals)
    given = ctx.written("minutes_97112") if code == NMR else None
    if given is None:
        stated = [line.minutes for line in ctx.lines(code) if line.minutes is not None]
        given = sum(stated) if stated else None
    if given is None or given == total:
        return
    if given < total and any(line.minutes for line in ctx.facts.codes if line.code != code):
        # The stretch is the session's: it holds the minutes of the other codes too.
        return
    stretches = " and ".join(_stretch(interval) for interval in intervals)
    says = f"{stretches} make {total} minutes of {code}; the note gives {given}."
    # More clock than minutes is explained by a break as often as not.
    yield Hit(*_at(intervals[-1]), says, None if given > total else "info")


@predicate("no-overlapping-times")
def no_overlapping_times(ctx: Context) -> Iterator[Hit]:
    """Two codes whose clock times share minutes; supervised modalities may run alongside."""
    known = codes()
    timed = [
        interval
        for code, intervals in _by_code(ctx).items()
        for interval in intervals
        if _length(interval) <= HALF_DAY and not (code in known and known[code].group == "modality")
    ]
    for first, second in combinations(timed, 2):
        shared = min(_last(first), _last(second)) - max(first.begin, second.begin)
        if first.code != second.code and shared > 0:
            amount = "1 minute" if shared == 1 else f"{shared} minutes"
            says = f"{first.code} {_stretch(first)} and {second.code} {_stretch(second)} share {amount}."
            yield Hit(*_at(second), says)


def minutes_beyond_a_total(ctx: Context) -> Iterator[Hit]:
    """Minutes of 97112 that exceed a written total they are part of."""
    given = ctx.written("minutes_97112")
    for figure, name in (("timed_minutes", "timed minutes"), ("total_minutes", "total treatment minutes")):
        whole = ctx.written(figure)
        if given is not None and whole is not None and given > whole:
            says = f"97112 is given {given} minutes, more than the {whole} {name} it is part of."
            yield Hit(*_end_of_clock(ctx), says, "error")
            return


def _length(interval: Interval) -> int:
    return interval.minutes or 0


def _last(interval: Interval) -> int:
    """End on a clock that runs on past midnight."""
    return interval.begin + _length(interval)


def _stretch(interval: Interval) -> str:
    return f"{hhmm(interval.begin)} to {hhmm(interval.finish)}"


def _at(interval: Interval) -> tuple[int | None, int | None]:
    return interval.at if interval.at[1] > interval.at[0] else (None, None)


def _end_of_clock(ctx: Context) -> tuple[int | None, int | None]:
    """The words that give the end of the session, or nowhere."""
    return next((place(span) for span in ctx.facts.of("TIME") if span.role == "end"), (None, None))
