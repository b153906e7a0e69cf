"""Clock times and minutes of treatment: which are in a note, what each one is, and what they add up to.

Forms come from `clock_forms`, words that tell their role from ``lexicon/clock.toml`` through `clock_words`; minutes
find their code in `clock_minutes`. A form whose words leave open whether it is treatment time at all (``10 min`` after
an exercise) is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from nlp_models.components.clock_forms import ClockForm, clock_forms, minute_forms
from nlp_models.components.clock_minutes import read_minutes
from nlp_models.components.clock_place import SELF, Amount, within
from nlp_models.components.clock_ranges import STOP, Range, agreeing, by_cue, find_ranges, resolved, sentence_start
from nlp_models.components.clock_totals import breaks
from nlp_models.components.clock_words import UNTIMED, CodeMention, Cues, Words

__all__ = ["ClockReading", "CodeMention", "TimeSpan", "read_clock"]

MOST = 800
"""Times, amounts and codes looked at in one text: many times what a note holds."""
NAMELESS = frozenset(("eval", "other", "rest"))
"""Services that take time and have no one code."""

CLAIM_GAP = re.compile(r"[ ,(-]{0,3}(?:(?:the|for the|was|is|for) )?", re.IGNORECASE)
ONE_LEG = re.compile(r"[ -](?:leg|limb|arm|task|plane|step|four|of\b)", re.IGNORECASE)
UNITS = re.compile(r"(?<![\w.])(\d{1,2}) ?(?:units?|u)\b", re.IGNORECASE)
TIMES_UNITS = re.compile(r" *[x\u00d7*@] ?(\d{1,2})(?![\d:]|\.\d| ?(?:min|'|\d|x))", re.IGNORECASE)
MODIFIER = re.compile(r"(?<![\w.])(?:GP|GO|GN|CQ|CO|KX|59|X[ESPU])(?![\w.%/])")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time of treatment found in the text: offsets, role (start, end, minutes, total, other) and value in minutes."""

    start: int
    end: int
    role: str
    minutes: int
    code: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ClockReading:
    """All times of a note; every figure None where the note does not say."""

    spans: tuple[TimeSpan, ...] = ()
    codes: tuple[CodeMention, ...] = ()
    intervals: tuple[tuple[int, int, str | None, int, int], ...] = ()
    """Begin and finish in minutes after midnight, code, and the characters read."""
    start: int | None = None
    end: int | None = None
    minutes_97112: int | None = None
    timed: int | None = None
    total: int | None = None
    computed: tuple[str, ...] = ()


def read_clock(text: str) -> ClockReading:
    """The times of a note."""
    words = Words(text)
    cues = Cues.of(words)
    forms, amounts = clock_forms(text, words)[:MOST], minute_forms(text, words)[:MOST]
    del cues.codes[MOST:], cues.weak[MOST:]
    if not (forms or amounts or cues.codes or cues.weak or "minutes.total_word" in cues.hits):
        return ClockReading()
    ranges, loose = find_ranges(cues, forms)
    alone: list[tuple[ClockForm, str]] = []
    if not ranges:
        ranges, alone = by_cue(cues, loose)
    clocks = sorted((f.start, f.end) for f in (*(f for r in ranges for f in r[:2]), *(f for f, _ in alone)))
    rests = frozenset(breaks(cues, amounts))
    amounts = [f for f in amounts if f not in rests] if rests else amounts
    read = read_minutes(cues, amounts, clocks, sum(r.length for r in ranges if r.code is None))
    if not ranges and (
        r := agreeing(
            loose, [a.minutes for a in read if a.role == "minutes"], [a.minutes for a in read if a.role == "total"]
        )
    ):
        ranges, alone = [r], []
    return _Sum(cues, ranges, alone, read, sum(f.minutes for f in rests)).reading()


@dataclass(frozen=True, slots=True)
class _Sum:
    """The parts of a note's time and what they come to."""

    cues: Cues
    ranges: list[Range]
    alone: list[tuple[ClockForm, str]]
    amounts: list[Amount]
    break_minutes: int

    def reading(self) -> ClockReading:
        """Every figure that the note states or that follows from what it states."""
        computed: list[str] = []
        by_code = self._by_code(computed)
        plain = [r for r in self.ranges if r.code is None]
        start, end = self._ends(plain)
        length = sum(r.length for r in plain) - self.break_minutes if plain else None
        stated = max((a.minutes for a in self.amounts if a.role == "total"), default=None)
        minutes = by_code.get(SELF)
        whole = stated if stated is not None else length
        if (
            minutes is None
            and whole is not None
            and (part := self._part(plain, by_code, min(whole, length or whole), length))
        ):
            minutes = by_code[SELF] = part
            computed.append("minutes_97112")
        unknown = {c.code for c in self.cues.codes if c.numeric} - set(by_code)
        timed = max((a.minutes for a in self.amounts if a.role == "timed"), default=None)
        if timed is None and not unknown - UNTIMED:
            timed = sum(m for c, m in by_code.items() if c not in UNTIMED) or None
            if timed is not None:
                computed.append("timed_minutes")
        total = whole
        if total is None and by_code and not unknown:
            total = sum(by_code.values())
        if total is not None and stated is None:
            computed.append("total_minutes")
        return ClockReading(
            self._spans(), self._codes(by_code), self._intervals(), start, end, minutes, timed, total, tuple(computed)
        )

    def _by_code(self, computed: list[str]) -> dict[str, int]:
        owned = [a for a in self.amounts if a.role == "minutes" and a.code]
        found = _told(owned)
        longest = max([a.minutes for a in self.amounts if a.role == "total"] + [sum(r.length for r in self.ranges)])
        if longest and sum(map(sum, found.values())) > longest:
            # Minutes of a single activity told elsewhere are in the statement beside the clock times already.
            at = sorted(
                [x for r in self.ranges for x in (r.first.start, r.second.end)] or [max(a.start for a in owned)]
            )
            beside = _told([a for a in owned if _nearest(at, a.start) < 90])
            found = beside if 0 < sum(map(sum, beside.values())) <= longest else {c: v[-1:] for c, v in found.items()}
        by_code = {code: sum(values) for code, values in found.items()}
        for r in self.ranges:
            if r.code and r.code not in found:
                by_code[r.code] = by_code.get(r.code, 0) + r.length
                computed.append(f"minutes of {r.code}")
        return by_code

    def _ends(self, plain: list[Range]) -> tuple[int | None, int | None]:
        """Start and end of the session, or of 97112 where only single codes have times."""
        ranges = plain or [r for r in self.ranges if r.code == SELF] or self.ranges
        if ranges:
            return min(r.begin for r in ranges), max(r.finish for r in ranges)
        times = {role: resolved(f, f, False)[0] for f, role in self.alone}
        return times.get("start"), times.get("end")

    def _part(self, plain: list[Range], by_code: dict[str, int], whole: int, length: int | None) -> int:
        """The minutes of the session that are 97112's though no number says so, or 0."""
        cues, text = self.cues, self.cues.words.text
        strong = {c for c in cues.codes if c.code == SELF}
        names = sorted((c for c in (*cues.codes, *cues.weak) if c.code == SELF), key=lambda c: c.start)
        if by_code:
            rest = any(cues.has("claims.rest", max(0, c.start - 24), c.start) for c in names)
            return max(0, whole - sum(by_code.values())) if rest else 0
        if any(cues.has("claims.half", max(0, c.start - 26), c.start) for c in names):
            return whole // 2
        others = {c.code for c in cues.codes if c.numeric} - {SELF}
        near = [(max(0, r.first.start - 50), min(len(text), r.second.end + 75)) for r in plain]
        if not others and any(cues.has("claims.code", lo, hi) for lo, hi in near):
            return whole
        beside = {c.start for lo, hi in near for c in within(names, lo, hi)}
        if any((c.start in beside or (c in strong and not others)) and self._claimed(c) for c in names):
            return whole
        if length is None or others or self._company(plain):
            return 0
        return whole if any(c.numeric or c.start in beside for c in strong) else 0

    def _claimed(self, c: CodeMention) -> bool:
        """Words by the code say that all of the time was its own."""
        cues, text = self.cues, self.cues.words.text
        if cues.has("claims.billed", max(0, c.start - 16), c.start):
            return True
        if cues.has("claims.all", sentence_start(text, c.start, 18), c.start):
            return True
        after = cues.first("claims.all", c.end, min(len(text), c.end + 20))
        return (
            after is not None
            and CLAIM_GAP.fullmatch(text, c.end, after[0]) is not None
            and not ONE_LEG.match(text, after[1])
        )

    def _company(self, plain: list[Range]) -> bool:
        """Another service is named where the clock times stand."""
        cues, text = self.cues, self.cues.words.text
        for r in plain:
            lo, hi = max(0, r.first.start - 40), r.second.end + 60
            if any(c.code != SELF for c in within(cues.codes, lo, hi)):
                return True
            lo = sentence_start(text, r.first.start, 40)
            m = STOP.search(text, r.second.end, r.second.end + 45)
            hi = m.start() if m else r.second.end + 45
            if any(
                (c.code == "eval" if c.start < r.first.start else c.code != SELF) for c in within(cues.weak, lo, hi)
            ):
                return True
        return False

    def _intervals(self) -> tuple[tuple[int, int, str | None, int, int], ...]:
        return tuple((r.begin, r.finish, r.code, r.first.start, r.second.end) for r in self.ranges)

    def _spans(self) -> tuple[TimeSpan, ...]:
        out = []
        for r in self.ranges:
            theirs = r.code not in (None, SELF)
            why = f"clock range of {r.code}" if r.code else "clock range"
            out.append(TimeSpan(r.first.start, r.first.end, "other" if theirs else "start", r.begin, r.code, why))
            out.append(TimeSpan(r.second.start, r.second.end, "other" if theirs else "end", r.finish, r.code, why))
        out += [TimeSpan(f.start, f.end, role, resolved(f, f, False)[0], None, "cue before") for f, role in self.alone]
        for a in self.amounts:
            role = ("minutes" if a.code == SELF else "other") if a.role == "minutes" else "total"
            code = a.code if a.code not in NAMELESS else None
            out.append(TimeSpan(a.start, a.end, role, a.minutes, code, a.why))
        return tuple(sorted(out, key=lambda s: s.start))

    def _codes(self, by_code: dict[str, int]) -> tuple[CodeMention, ...]:
        """Codes named, with the units and modifiers beside them; weak names only where minutes made them codes."""
        text, strong = self.cues.words.text, {c.code for c in self.cues.codes}
        more = {c.code: c for c in self.cues.weak if c.code in by_code and c.code not in strong | NAMELESS}
        out = []
        for c in sorted((*self.cues.codes, *more.values()), key=lambda c: c.start):
            after = text[c.end : c.end + 40]
            units = UNITS.search(re.split(r"[,;\n]", after)[0]) or TIMES_UNITS.match(after)
            marks = MODIFIER.findall(re.split(r"[,;\n]|9[0-9]{4}", after)[0]) if c.numeric else []
            n = int(units[1]) if units and int(units[1]) <= 8 else None
            out.append(replace(c, minutes=by_code.get(c.code), units=n, modifiers=tuple(dict.fromkeys(marks))))
        return tuple(out)


def _told(amounts: list[Amount]) -> dict[str, list[int]]:
    """Minutes by code; the same minutes told twice are not twice the minutes."""
    found: dict[str, list[int]] = {}
    for a in amounts:
        values = found.setdefault(a.code or "", [])
        if a.minutes not in values:
            values.append(a.minutes)
    return found


def _nearest(places: list[int], at: int) -> int:
    """How far the nearest of the sorted places is."""
    i = bisect_left(places, at)
    return min(abs(at - x) for x in places[max(0, i - 1) : i + 1])
