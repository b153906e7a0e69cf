"""Where codes, clock times and amounts stand in a note, and what stands between and around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, TypeVar

from nlp_models.components.clock_forms import NOT_A_CLOCK, MinuteForm
from nlp_models.components.clock_words import CodeMention, Cues

SELF = "97112"
FAR = 30.0
"""Cost from which code and amount are strangers."""
MARKS = {",": 4, ";": 10, "/": 7, "+": 6, "&": 6, "|": 1, "\n": 12, ")": 5, "\t": 1}
"""What marks between code and amount cost."""
SENTENCE = re.compile(r"(?<!\bmin)(?<!\bmins)[.!?](?=\s|$)")
STOP = re.compile(r"[.!?][\"')]?(?=\s|$)|[;\n]")
CLAUSE = re.compile(r"[,;\n()]|[.!?](?=\s|$)")
BARE_END = re.compile(r" ?(?:units?\b|u\b|[xX#]|to \d{1,3}\b|(?:st|nd|rd|th)\b)|/\d{1,2}(?!\d)|[.,:]\d|-\d")
WITH = re.compile(r" ?(?:incl|including|with\b|w/|in the\b|total|session)", re.IGNORECASE)


class Amount(NamedTuple):
    """A number of minutes and what it was found to be."""

    start: int
    end: int
    minutes: int
    role: str = ""
    """minutes, total, timed, or empty."""
    code: str | None = None
    why: str = ""
    bare: bool = False
    """Written without a word for minutes."""


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


P = TypeVar("P", bound=_Placed)


def within(items: Sequence[P], lo: int, hi: int) -> Sequence[P]:
    """Those of the sorted items that begin between two places."""
    i = bisect_left(items, lo, key=lambda item: item.start)
    return items[i : bisect_left(items, hi, lo=i, key=lambda item: item.start)]


def overlaps(spans: Sequence[tuple[int, int]], a: int, b: int) -> bool:
    """Whether a stretch meets one of the sorted spans."""
    i = bisect_left(spans, (b, 0))
    return any(spans[k][1] > a for k in range(max(0, i - 2), i))


def merged(text: str, codes: Sequence[CodeMention]) -> list[CodeMention]:
    """Names of one code that stand together (``97112 neuro re-ed``) as one."""
    out: list[CodeMention] = []
    for c in codes:
        if out and out[-1].code == c.code and c.start - out[-1].end <= 5 and "\n" not in text[out[-1].end : c.start]:
            last = out.pop()
            c = CodeMention(c.code, last.start, c.end, numeric=last.numeric or c.numeric)
        out.append(c)
    return out


def matched(
    left: Sequence[tuple[int, int]], right: Sequence[tuple[int, int]], cost: Callable[[int, int, bool], float]
) -> dict[int, int]:
    """For each of `left` joined to a neighbour of `right` at least cost, its place there.

    ``cost(a, b, forward)`` is the cost of the stretch between; `forward` where the one of `right` comes first.
    """
    items = sorted([(s, 0, i) for i, s in enumerate(left)] + [(s, 1, i) for i, s in enumerate(right)])
    best: list[tuple[float, bool]] = [(0.0, False)]
    for n, (span, side, _) in enumerate(items):
        choice = (best[n][0] + (FAR if side == 0 else 0.0), False)
        if n and items[n - 1][1] != side:
            price = cost(items[n - 1][0][1], span[0], side == 0) + best[n - 1][0]
            if price < choice[0]:
                choice = (price, True)
        best.append(choice)
    out: dict[int, int] = {}
    n = len(items)
    while n:
        if best[n][1]:
            pair = {items[n - 1][1]: items[n - 1][2], items[n - 2][1]: items[n - 2][2]}
            out[pair[0]] = pair[1]
            n -= 2
        else:
            n -= 1
    return out


def gap_cost(cues: Cues, a: int, b: int, forward: bool) -> float:
    """How much stands between a code and an amount; `forward` where the code comes first."""
    w = cues.words
    if b - a > 110:
        return FAR + 1
    gap = w.text[a:b]
    if b - a <= 1:
        return float(MARKS.get(gap, 0))
    total = float(sum(MARKS.get(ch, 0) for ch in gap))
    if forward:
        total -= 4 * gap.startswith(")")
    else:
        # A bracket or colon after an amount opens what explains it.
        total += 3 * ("(" in gap) + 6 * (":" in gap)
    if "." in gap or "!" in gap or "?" in gap:
        total += 25 * len(SENTENCE.findall(gap)) + 8 * gap.startswith(". ")
    strange = 0
    for k in range(w.index(a), w.index(b)):
        if w.words[k].isdigit():
            total += 0 if w.word(k + 1) in ("u", "unit", "units") else 3
        elif not cues.has("gap.free", w.starts[k], w.ends[k]):
            strange += 4
    if cues.has("gap.block", a, b):
        total += 25
    if forward and strange and ":" in gap[:-2]:
        total += 12
    return total + strange


class Place:
    """A note's text with the clock times and minutes found in it."""

    def __init__(self, cues: Cues, forms: Sequence[MinuteForm], clocks: list[tuple[int, int]]) -> None:
        self.cues, self.words, self.text = cues, cues.words, cues.words.text
        self.clocks = clocks
        self.forms = [f for f in forms if not overlaps(clocks, f.start, f.end)]
        self._doses: dict[int, bool] = {}

    def sentence_start(self, at: int, width: int) -> int:
        """Where the sentence or line of a place begins, or so many characters back."""
        lo = max(0, at - width)
        return max((m.end() for m in STOP.finditer(self.text, lo, at)), default=lo)

    def sentence(self, a: Amount) -> tuple[int, int]:
        """The sentence of an amount."""
        m = STOP.search(self.text, a.end, a.end + 120)
        return self.sentence_start(a.start, 220), (m.start() if m else min(len(self.text), a.end + 120))

    def head(self, at: int) -> bool:
        """Whether a line or sentence begins here."""
        return not self.text[self.sentence_start(at, 60) : at].strip(" *-(\t")

    def clause(self, a: Amount, width: int) -> tuple[int, int]:
        """The words around an amount up to the next comma, bracket or full stop.

        Where nothing stands between the amount and the comma before it, the clause before belongs to it too.
        """
        lo = max(0, a.start - width)
        cuts = [m.end() for m in CLAUSE.finditer(self.text, lo, a.start)]
        if cuts and self.text[cuts[-1] - 1] in ",(" and not self.text[cuts[-1] : a.start].strip():
            cuts.pop()
        m = CLAUSE.search(self.text, a.end, a.end + width)
        return (cuts[-1] if cuts else lo), (m.start() if m else min(len(self.text), a.end + width))

    def dose(self, a: Amount) -> bool:
        """Whether words of an exercise, a test, a tolerance stand in the clause."""
        known = self._doses.get(a.start)
        if known is None:
            lo, hi = self.clause(a, 26)
            before = self.cues.has("minutes.never", lo, a.start)
            known = before or (not WITH.match(self.text, a.end) and self.cues.has("minutes.never", a.end, hi))
            self._doses[a.start] = known
        return known

    def own_line(self, at: int) -> bool:
        """Whether an amount has a line for itself, perhaps with a label."""
        lo, hi = self.text.rfind("\n", max(0, at - 30), at) + 1, self.text.find("\n", at, at + 16)
        return lo > 0 and (hi >= 0 or len(self.text) < at + 16) and len(self.text[lo:at].strip()) <= 16

    def own_clause(self, a: Amount) -> bool:
        """Whether an amount stands between commas."""
        before = self.text[max(0, a.start - 2) : a.start].strip()
        return before == "," and not re.match(r" ?\w", self.text[a.end : a.end + 2])

    def free(self, a: int, b: int, taken: Sequence[tuple[int, int]]) -> bool:
        """Whether a number may be minutes: nothing else took it, and no unit, decimal or score follows."""
        return not (BARE_END.match(self.text, b) or NOT_A_CLOCK.match(self.text, b) or overlaps(taken, a, b))
