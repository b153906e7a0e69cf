"""Which clock times of a note begin and end treatment.

Two times that stand together are judged by their form, by what joins them and by the words before and after; several
such ranges are a split session, the ranges of single codes, or rivals of which the best attested stays.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from nlp_models.components.clock_forms import ClockForm
from nlp_models.components.clock_place import gap_cost, matched, within
from nlp_models.components.clock_words import Cues

RANGE = re.compile(
    r"[\s,;()\]]{0,3}(?:hrs|h)?[\s,]{0,2}"
    r"(?:[-\u2013\u2014]{1,3}>?|=?>|\u2192|~|to|until|till|til|thru|through|and until)[\s(\[]{0,3}"
    r"(?:about |around |approx\.? )?",
    re.IGNORECASE,
)
BESIDE = re.compile(r"\]? ?[ |,/\n\t] {0,2}(?:\| )?\[?")
IN_OUT = re.compile(r" ?\(?(?:in|start)\)?[\s,;/|]{1,3}", re.IGNORECASE)
OUT_AFTER = re.compile(r" ?\(?(?:out|end|stop)\b", re.IGNORECASE)
AFTER_CUE = re.compile(
    r"[\s:=|@(\[*./-]{0,4}(?:(?:at|by|about|around|time|approximately|approx|was|is|a)[\s:=|(\[]{1,2}){0,2}",
    re.IGNORECASE,
)
STOP = re.compile(r"[.!?](?=\s|$)|\n|;\s")
STRENGTH = {"clock": 2.0, "word": 0.75, "four": 1.0, "dot": 0.5, "three": 0.5, "hour": 0.0, "year": 0.0}
ENOUGH = 3.0


class Range(NamedTuple):
    """Two clock times that stand together."""

    first: ClockForm
    second: ClockForm
    begin: int
    finish: int
    score: float
    code: str | None = None

    @property
    def length(self) -> int:
        """Minutes between the two."""
        return (self.finish - self.begin) % 1440


def sentence_start(text: str, at: int, width: int) -> int:
    """Where the words before a place begin: the sentence, the line, or so many characters back."""
    lo = max(0, at - width)
    return max((m.end() for m in STOP.finditer(text, lo, at)), default=lo)


def find_ranges(cues: Cues, forms: list[ClockForm]) -> tuple[list[Range], list[ClockForm]]:
    """Pairs of clock times that are treatment, and the forms that stand alone."""
    ranges: list[Range] = []
    alone: list[ClockForm] = []
    i = 0
    while i < len(forms):
        r = _pair(cues, *forms[i : i + 3]) if i + 1 < len(forms) else None
        if r:
            ranges.append(r)
            i += 1
        else:
            alone.append(forms[i])
        i += 1
    return _sorted_out(cues, ranges), alone


def _pair(cues: Cues, a: ClockForm, b: ClockForm, following: ClockForm | None = None) -> Range | None:
    """Two neighbouring forms as the start and end of treatment; words behind the form `following` are its own."""
    if b.start - a.end > 44:
        return None
    text = cues.words.text
    joined = _joined(cues, a, b)
    if joined is None:
        return None
    begin, finish = resolved(a, b, cues.has("clock.evening", max(0, a.start - 60), min(len(text), b.end + 60)))
    length = (finish - begin) % 1440
    if not 5 <= length <= 300:
        return None
    forms = sum(2.0 if f.sure and f.kind != "hour" else 1.5 if f.sure else STRENGTH[f.kind] for f in (a, b))
    hours = a.kind == b.kind == "hour" and not (a.sure or b.sure)
    width = 12 if hours else 30
    after = _billing_after(cues, b.end, min(width, following.start - b.end) if following else width)
    score = joined + forms + (0.5 if length <= 150 else -1.0) + (1.5 if after else 0.0)
    if "|" in text[a.end : b.start] and within(cues.codes, a.start - 45, a.start):
        score += 1.5
    score += min(_said_before(cues, a.start, after), 0.5 if hours else 9.0)
    return Range(a, b, begin, finish, score) if score >= ENOUGH else None


def _joined(cues: Cues, a: ClockForm, b: ClockForm) -> float | None:
    """What the stretch between two times adds to their being a range; None where it does not join them."""
    text = cues.words.text
    gap = text[a.end : b.start]
    if RANGE.fullmatch(gap):
        return 1.0
    if IN_OUT.fullmatch(gap) and OUT_AFTER.match(text, b.end):
        return 2.0
    if _ends_with_cue(cues, "clock.end", a.end, b.start) and len(gap.split()) <= 6 and "\n\n" not in gap:
        lo = sentence_start(text, a.start, 34)
        told = cues.has("clock.start", lo, a.start) or cues.has("clock.context", lo, a.start)
        return 2.0 if told or len(gap) < 16 else 0.5
    if BESIDE.fullmatch(gap) and all(f.sure or STRENGTH[f.kind] >= 0.5 for f in (a, b)):
        return -0.5
    return None


def _said_before(cues: Cues, at: int, after: bool) -> float:
    """What the words before a range add to its being treatment, or take from it; `after` where billing follows."""
    text = cues.words.text
    lo = sentence_start(text, at, 34)
    cue = at if _ends_with_cue(cues, "clock.start", lo, at) else cues.last("clock.context", max(lo, at - 22), at)
    since = cues.last("clock.from", lo, at)
    score = 0.0
    if cue >= 0 or (since >= at - 2 > 0 and not text[lo : since - 7].strip()):
        score = 1.5
    elif not text[lo:at].strip(" *-(\t|."):
        score = 0.5
    elif any(c.numeric or at - c.end <= 2 for c in within(cues.codes, lo, at)):
        score = 1.5
    never = cues.last("clock.never", max(lo, text.rfind(",", lo, at) + 1), at)
    if never >= 0 and never > cue:
        score -= 0.5 if after else 4.0
    # Somebody else's time; in a note without full stops the words farther off are another sentence's.
    lo = sentence_start(text, at, 20 if after else 48)
    if cues.has("clock.others", max(lo, text.rfind(",", lo, at) + 1), at):
        score -= 6.0
    return score


def _ends_with_cue(cues: Cues, kind: str, lo: int, hi: int) -> bool:
    cue = cues.last(kind, lo, hi)
    return cue >= 0 and AFTER_CUE.fullmatch(cues.words.text, cue, hi) is not None


def _billing_after(cues: Cues, at: int, width: int) -> bool:
    """A code, or words that the session is one code's, stand right behind a place."""
    text = cues.words.text
    hi = min(len(text), at + width)
    if within(cues.codes, at, hi) or within(cues.weak, at, min(hi, at + 12)):
        return True
    return (
        cues.has("claims.code", at, hi + 8)
        or cues.has("claims.all", at, min(hi, at + 16))
        or cues.has("claims.billed", at, hi)
    )


def _sorted_out(cues: Cues, ranges: list[Range]) -> list[Range]:
    """Ranges of single codes know their code; of several without one a split session or the best attested stays."""
    if len(ranges) < 2:
        return ranges
    spans = [(r.first.start, r.second.end) for r in ranges]
    pairs = matched(spans, [(c.start, c.end) for c in cues.codes], lambda a, b, f: gap_cost(cues, a, b, f))
    coded = [r._replace(code=cues.codes[pairs[i]].code) if i in pairs else r for i, r in enumerate(ranges)]
    if len({r.code for r in coded if r.code}) >= 2:
        ranges = coded
    plain = [r for r in ranges if r.code is None]
    if len(plain) < 2:
        return ranges
    best = max(plain, key=lambda r: r.score)
    kept = [r for r in plain if r is best or _split(cues.words.text, best, r)]
    return sorted([r for r in ranges if r.code] + kept, key=lambda r: r.first.start)


def _split(text: str, best: Range, other: Range) -> bool:
    """Whether two ranges are parts of one session: side by side in the note, apart in time, alike well attested."""
    a, b = (best, other) if best.first.start < other.first.start else (other, best)
    between = b.first.start - a.second.end
    if between > 60 or "\n\n" in text[a.second.end : b.first.start]:
        return False
    apart = a.finish <= b.begin or b.finish <= a.begin
    return apart and (other.score >= best.score - 1.5 or between <= 12)


def by_cue(cues: Cues, forms: list[ClockForm]) -> tuple[list[Range], list[tuple[ClockForm, str]]]:
    """A start and an end that stand apart, each by a word that says so."""
    text = cues.words.text
    found: list[tuple[ClockForm, str]] = []
    for f in forms:
        lo = sentence_start(text, f.start, 30)
        ends, starts = cues.last("clock.end", lo, f.start), cues.last("clock.start", lo, f.start)
        cue = max(ends, starts)
        if cue < 0 or cues.last("clock.never", lo, f.start) >= cue - 12 > 0 or cues.has("clock.others", lo, f.start):
            continue
        if not AFTER_CUE.fullmatch(text, cue, f.start) or (
            not f.sure and f.kind not in ("four", "dot", "word", "three")
        ):
            continue
        found.append((f, "end" if ends > starts else "start"))
    starts_ = [f for f, role in found if role == "start"][:9]
    ends_ = [f for f, role in found if role == "end"][:9]
    for a in starts_:
        for b in ends_:
            begin, finish = resolved(a, b, False)
            if (b.start > a.start or (a.sure and b.sure and a.start - b.end < 60)) and 5 <= (
                finish - begin
            ) % 1440 <= 240:
                return [Range(a, b, begin, finish, ENOUGH)], []
    return [], [(f, role) for f, role in found if f.sure and f.kind != "word"][:1]


def agreeing(forms: list[ClockForm], minutes: list[int], totals: list[int]) -> Range | None:
    """Two sure times anywhere in a note whose distance is just the minutes that it gives."""
    sure = [f for f in forms if f.sure][:8]
    wanted = {*totals, sum(minutes)} - {0}
    for i, a in enumerate(sure):
        for b in sure[i + 1 :]:
            begin, finish = resolved(a, b, False)
            if (finish - begin) % 1440 in wanted and finish > begin:
                return Range(a, b, begin, finish, ENOUGH)
    return None


def resolved(a: ClockForm, b: ClockForm, evening: bool) -> tuple[int, int]:
    """Start and end on the 24 hour clock: a half-day mark on one serves both; without any, clinic hours decide."""
    x, y = a.minutes, b.minutes
    last = 600 if evening else 360
    if a.half is None and not a.full:
        if b.half == "p" and x < 720 and x + 720 <= y:
            x += 720
        elif b.half is None:
            # Without am or pm one to five is afternoon in a clinic; six is morning but for an evening visit.
            x += 720 if 60 <= x < last and not (b.full and y < 720) else 0
    if b.half is None and not b.full:
        if a.half is None:
            y += 720 if 60 <= y < last else 0
        if y < x and y < 720:
            y += 720
    return x % 1440, y % 1440
