"""Times in answers: what a lone figure means under the question asked, and how answers change the clock of a note.

Nothing is guessed: a clock time that could be the start or the end is neither until the person says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.billing.codes import is_timed
from assistant.conversation.hearing import Heard, read_under, settings, trimmed
from assistant.conversation.retelling import clock_value, retold
from assistant.conversation.values import Answer
from assistant.facts import Clock, CodeLine, Facts, Interval, Span
from assistant.note import reading_copy

SELF = "97112"
PARTS = {"start time": "start", "end time": "end", "97112 minutes": "minutes", "total time": "total"}
"""Role of the TIME span that gives each part of the time; the total is asked for by nobody, but may be corrected."""
FIGURES = {"start": "start", "end": "end", "minutes": "minutes_97112", "total": "total_minutes"}
"""Field of the clock for each role."""
LONGEST_CLOCK = 200
"""Characters; in a longer answer a stray clock time is not what was meant."""
LONGEST = 300
"""Minutes between start and end beyond which a difference is a slip and not a length of treatment."""
_NUMBER = re.compile(r"\s*(?:\D{0,24}?\s)?~?\d{1,3}\s*[.!]?\s*", re.ASCII)
_SIDE_BY_SIDE = re.compile(
    r"(?<![\d:])(\d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?)([ ,;]{1,3})(?=\d{1,2}:\d{2}(?![\d:]))", re.IGNORECASE
)


def hear_time(alone: Heard, text: str, lacking: tuple[str, ...]) -> Heard:
    """What an answer about time says, with a lone figure read as the part that was asked for."""
    roles = {s.role for s in alone.spans if s.label == "TIME"}
    if roles & {"start", "end", "minutes"}:
        return alone
    parts = {PARTS[p] for p in lacking}
    words = settings()["time"]
    if "total" in roles or _bare_number(text):
        role = "total" if _of_session(text) or parts == {"total"} else "minutes"
        # *38* and *38 minutes* are read alike.
        ending = " minutes" if _bare_number(text) else ""
        return _with_times(alone, read_under(words[role], text.rstrip(" .!\n\t"), ending), role)
    joined = _SIDE_BY_SIDE.sub(lambda m: m[1] + "-".center(len(m[2])), text)
    if joined != text:
        return _with_times(alone, read_under(words["start"], text, shown=joined), "start", "end")
    # Without a word beside it a clock time is the part asked for, if only one of the two is.
    if len(parts & {"start", "end"}) == 1:
        role = "start" if "start" in parts else "end"
        if (value := clock_value(text)) is not None:
            return _at(text, role, value)
        return _with_times(alone, read_under(words[role], text), role)
    return alone


def _at(text: str, role: str, value: int) -> Heard:
    """A text that is one clock time, with its role known."""
    start, end = trimmed(text, 0, len(text.rstrip(" .!")))
    span = Span("TIME", start, end, text[start:end], role=role, why=("the clock time asked for",))
    return Heard((span,), with_figure(Clock(), role, value))


def with_figure(clock: Clock, role: str, value: int | None) -> Clock:
    """A clock with the figure of one role set, or with None taken away."""
    match role:
        case "start":
            return replace(clock, start=value)
        case "end":
            return replace(clock, end=value)
        case "minutes":
            return replace(clock, minutes_97112=value)
        case _:
            return replace(clock, total_minutes=value)


def unclear_clock(text: str) -> bool:
    """True where an answer holds a clock time that its words make neither start nor end."""
    if len(text) > LONGEST_CLOCK:
        return False
    told = retold(text)
    under = read_under(settings()["time"]["start"], told.text if told else text)
    return any(s.label == "TIME" and s.role == "start" for s in under.spans)


def _bare_number(text: str) -> bool:
    return len(text) <= 40 and bool(_NUMBER.fullmatch(reading_copy(text)))


def _of_session(text: str) -> bool:
    return not set(re.findall(r"\w+", reading_copy(text).lower())).isdisjoint(settings()["time"]["session"])


def _with_times(alone: Heard, under: Heard, *roles: str) -> Heard:
    """The unaided reading with the times of the other, if it has the wanted ones."""
    times = tuple(s for s in under.spans if s.label == "TIME" and s.role in roles)
    if not times:
        return alone
    rest = (s for s in alone.spans if s.label != "TIME" and not any(s.start < t.end and t.start < s.end for t in times))
    kept = {FIGURES[r]: getattr(under.clock, FIGURES[r]) for r in roles}
    return Heard(tuple(sorted((*rest, *times), key=lambda s: s.start)), Clock(**kept), alone.codes, alone.cues)


def spoken(text: str, span: Span) -> tuple[int, int]:
    """A figure with the words before it that make it less than sure (*about 36 minutes*)."""
    hedges = "|".join(re.escape(h) for h in sorted(settings()["time"]["hedges"], key=len, reverse=True))
    first = max(0, span.start - 40)
    m = re.search(rf"(?<!\w)(?:(?:{hedges})[ ]*)+$", reading_copy(text[first : span.start]), re.IGNORECASE)
    return (first + m.start() if m else span.start), span.end


def superseded(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers without times that a later answer states anew."""
    out: list[Answer] = []
    later: set[str] = set()
    for answer in reversed(answers):
        gone = {r for r in later if getattr(answer.clock, FIGURES[r]) is not None}
        spans = tuple(s for s in answer.spans if not (s.label == "TIME" and s.role in gone))
        later |= {r for r, figure in FIGURES.items() if getattr(answer.clock, figure) is not None}
        if spans or answer.requirement != "time":
            out.append(replace(answer, spans=spans, clock=_without(answer.clock, gone)) if gone else answer)
    return tuple(reversed(out))


def _without(clock: Clock, roles: set[str]) -> Clock:
    gone = {FIGURES[r] for r in roles}
    return Clock(**{f: getattr(clock, f) for f in FIGURES.values() if f not in gone})


def fold_codes(codes: tuple[CodeLine, ...], answers: Sequence[Answer]) -> tuple[CodeLine, ...]:
    """Code lines of the note with figures that answers state; codes that only answers name come last."""
    lines = {c.code: c for c in codes}
    for line in (c for a in answers for c in a.codes):
        old = lines.get(line.code, line)
        lines[line.code] = replace(
            old,
            minutes=line.minutes if line.minutes is not None else old.minutes,
            billed_units=line.billed_units if line.billed_units is not None else old.billed_units,
            modifiers=tuple(dict.fromkeys((*old.modifiers, *line.modifiers))),
        )
    return tuple(lines.values())


def fold_clock(facts: Facts, codes: tuple[CodeLine, ...], answers: Sequence[Answer]) -> Clock:
    """The clock of the note with what answers state; what was worked out from changed figures is worked out again.

    Args:
        facts: what the note says.
        codes: code lines, answers included.
        answers: in the order given; a later one holds over an earlier one and over the note.
    """
    said = _stated(a.clock for a in answers)
    other = {c.code: c.minutes for c in codes if c.code != SELF and is_timed(c.code)}
    if not said and not any(c.minutes for a in answers for c in a.codes):
        return facts.clock
    base = facts.clock
    start, end = said.get("start", base.start), said.get("end", base.end)
    length = _length(start, end)
    computed: list[str] = []
    minutes = said.get("minutes_97112", _written(base, "minutes_97112"))
    if minutes is None and length is not None and not other:
        minutes = length
        computed.append("minutes_97112")
    total = said.get("total_minutes", _written_total(facts))
    if total is None and length is not None:
        total = length
        computed.append("total_minutes")
    timed = _timed(minutes, other)
    if timed is not None:
        computed.append("timed_minutes")
    intervals = _intervals(base, said, start, end)
    return Clock(start, end, minutes, timed, total, tuple(computed), intervals)


def _stated(clocks: Iterable[Clock]) -> dict[str, int]:
    said: dict[str, int] = {}
    for clock in clocks:
        said |= {f: v for f in FIGURES.values() if (v := getattr(clock, f)) is not None}
    return said


def _length(start: int | None, end: int | None) -> int | None:
    if start is None or end is None:
        return None
    length = (end - start) % 1440
    return length if 0 < length <= LONGEST else None


def _written(clock: Clock, figure: str) -> int | None:
    value: int | None = getattr(clock, figure)
    return None if figure in clock.computed else value


def _written_total(facts: Facts) -> int | None:
    # The reader's total may be a sum it does not name as one; only words make it a written one.
    roles = {s.role for s in facts.spans if s.label == "TIME"}
    return _written(facts.clock, "total_minutes") if "total" in roles else None


def _timed(minutes: int | None, other: dict[str, int | None]) -> int | None:
    if minutes is None or any(m is None for m in other.values()):
        return None
    return minutes + sum(m or 0 for m in other.values())


def _intervals(base: Clock, said: dict[str, int], start: int | None, end: int | None) -> tuple[Interval, ...]:
    if "start" not in said and "end" not in said:
        return base.intervals
    others = tuple(i for i in base.intervals if i.code not in (None, SELF))
    return others if start is None else (*others, Interval(start, end, None))
