"""Which number of minutes belongs to which code, to the session, or to neither.

Codes and amounts of a note are laid side by side in the order of the text and joined neighbour with neighbour so that
the words and marks between the joined ones cost least; ``97112 25, 97110 15`` and ``25 of 97112, 15 of 97110`` come out
alike. What is left over is the session's where words or place say so, and else not a time of treatment.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from nlp_models.components.clock_forms import NOT_A_CLOCK, MinuteForm
from nlp_models.components.clock_words import CodeMention, Cues

SELF = "97112"
EDGES = frozenset((" ", "(", "", "+", "\n", "-"))
FAR = 30.0
"""Cost from which code and amount are strangers."""
LINKS = frozenset(" :=|x\u00d7X([]@*-~")
MARKS = {",": 4, ";": 10, "/": 7, "+": 6, "&": 6, "|": 1, "\n": 12, ")": 5, "\t": 1}
SENTENCE = re.compile(r"(?<!\bmin)(?<!\bmins)[.!?](?=\s|$)")
STOP = re.compile(r"[.!?][\"')]?(?=\s|$)|[;\n]")
CLAUSE = re.compile(r"[,;\n()]|[.!?](?=\s|$)")
BARE_END = re.compile(r" ?(?:units?\b|u\b|[xX#]|to \d{1,3}\b|(?:st|nd|rd|th)\b)|/\d{1,2}(?!\d)|[.,:]\d|-\d")
CELL = re.compile(r"[|\t] *(\d{1,3}) *(?:min(?:utes|s)?\.? *)?(?=[|\t\n]|$)")
TOTAL_BARE = re.compile(r"[ ]?(?:time|treatment|tx|session|visit|min(?:ute)?s?|timed|[:=|,\u2013\u2014-]|\(| ){0,6}(\d{1,3})(?![\d.:%/]|-\d)")


SESSION_AFTER = re.compile(r" (?:visit|session|appointment|appt|treatment session|tx session|treatment)\b", re.IGNORECASE)
SESSION_BEFORE = re.compile(r"\b(?:visit|session|total time)[ :=]{1,2}$", re.IGNORECASE)
WITH = re.compile(r" ?(?:incl|including|with\b|w/|in the\b|total|session)", re.IGNORECASE)
ALL_LINE = re.compile(r"\n?[Aa]ll:? \d{2,3}(?:\n.*)?")


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
    if b - a > 110:
        return FAR + 1
    if b - a <= 1:
        return float(MARKS.get(cues.words.text[a:b], 0))
    gap, w = cues.words.text[a:b], cues.words
    total = float(sum(MARKS.get(ch, 0) for ch in gap))
    if gap.startswith(")") and forward:
        total -= 4
    if not forward:
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


class Minutes:
    """The amounts of one note."""

    def __init__(self, cues: Cues, forms: list[MinuteForm], clocks: list[tuple[int, int]], length: int = 0) -> None:
        """`length` is that of the session by its clock times, 0 where the note has none."""
        self.length = length
        self.cues, self.words, self.text = cues, cues.words, cues.words.text
        self.clocks = clocks
        self.forms = [f for f in forms if not _overlaps(clocks, f.start, f.end)]
        self.spans = sorted([(f.start, f.end) for f in self.forms] + clocks)
        self.names = _merged(self.text, cues.codes)

    def read(self) -> list[Amount]:
        """Every amount with a role."""
        totals = self._total_numbers()
        self.spans = sorted(self.spans + [(t.start, t.end) for t in totals])
        known = {(t.start, t.end) for t in totals}
        amounts = [Amount(*_of(f)) for f in self.forms if (f.start, f.end) not in known]
        cells = self._cells()
        codes = [c for c in self.names if not any(a.start >= c.end and a.code == c.code and a.start - c.end < 120 for a in cells)]
        taken = sorted(self.spans + [(a.start, a.end) for a in cells])
        bare = [b for c in codes for b in self._beside(c, taken)]
        amounts += bare
        amounts = [a for a in amounts if not any(c.start == a.start for c in cells)]
        plausible = [a for a in amounts if a.bare or not self._dose(a) or self._tight(a, codes)]
        weak = self._weak(plausible, taken)
        amounts += [a for a in plausible if a not in amounts]
        codes += weak
        codes.sort(key=lambda c: c.start)
        amounts = sorted({a.start: a for a in amounts}.values())
        kept = [a for a in amounts if a.bare or not self._dose(a) or self._tight(a, codes)]
        kept = [a for a in kept if not self.cues.has("minutes.untimed", a.end, min(len(self.text), a.end + 18))]
        vague = {at for c in weak if c.code == "rest" for at in (c.start, c.end)}
        loose = {at for c in weak for at in (c.start, c.end)}

        def price(a: int, b: int, forward: bool) -> float:
            if "\n" in self.text[a:b] and not self._own_line(b if forward else a):
                return FAR + 1
            cost = gap_cost(self.cues, a, b, forward) + (2 if a in vague or b in vague else 0)
            return FAR + 1 if cost > 10 and (a in loose or b in loose) else cost

        pairs = matched(
            [(a.start, a.end) for a in kept],
            [(c.start, c.end) for c in codes],
            price,
        )
        out = totals + cells
        rest = []
        for i, a in enumerate(kept):
            if i in pairs and self._loose(a, codes[pairs[i]], [o for j, o in enumerate(kept) if j not in pairs and not o.bare]):
                continue
            if i in pairs:
                out.append(a._replace(role="minutes", code=codes[pairs[i]].code, why=f"minutes by {codes[pairs[i]].code}"))
            elif not a.bare:
                rest.append(a)
        out += self._sentences(rest, out)
        out += self._remainder(out)
        done = {a.start for a in out}
        out += self._session([a for a in rest if a.start not in done], out)
        return sorted(out)

    def _loose(self, a: Amount, c: CodeMention, others: list[Amount]) -> bool:
        """Whether so much stands between code and amount that it is more likely one activity's time than the code's."""
        forward = a.start >= c.end
        cost = gap_cost(self.cues, min(a.end, c.end), max(a.start, c.start), forward)
        if cost <= 6:
            return False
        lo, hi = self._sentence(a)
        return a.minutes < 8 or (cost > 10 and any(lo <= o.start < hi for o in others))

    def _own_line(self, at: int) -> bool:
        """Whether an amount has a line for itself, perhaps with a label."""
        lo, hi = self.text.rfind("\n", max(0, at - 30), at) + 1, self.text.find("\n", at, at + 16)
        return lo > 0 and (hi >= 0 or len(self.text) < at + 16) and len(self.text[lo:at].strip()) <= 16

    def _near_other(self, at: int) -> bool:
        """Other codes in digits, clock times or minutes stand near: the words speak of billing."""
        i = bisect_left(self.spans, (at - 70, 0))
        if i < len(self.spans) and self.spans[i][0] < at + 70:
            return True
        return any(abs(c.start - at) < 70 and c.start != at for c in self.cues.codes)

    def _beside(self, c: CodeMention, taken: list[tuple[int, int]]) -> list[Amount]:
        """Numbers without a unit directly after or before a code."""
        out = []
        w, text = self.words, self.text
        anchored = c.numeric or self._near_other(c.start)
        i = k = w.index(c.end)
        times = False
        while k < i + 3 and k < len(w.words) and not w.number(k) and self.cues.has("gap.free", w.starts[k], w.ends[k]):
            times = times or w.words[k] == "x"
            k += 1
        if k < len(w.words) and w.number(k):
            if w.number(k + 1) and (w.number(k + 1) or (0, 0))[1] == k and w.words[k + 1].isalpha():
                k += 1
            value, first = w.number(k) or (0, 0)
            a, b = w.starts[first], w.ends[k]
            gap = text[c.end : a]
            times = times or "\u00d7" in gap or "*" in gap
            links = (gap == "/" and c.numeric) or (all(ch in LINKS or ch.isalpha() for ch in gap) and b - c.end < 34)
            least = 7 if times or not c.numeric else 5
            if value == 59 or (gap == "-" and c.numeric):
                least = 200
            if links and (anchored or c.end - c.start > 2) and least <= value <= 150 and self._free(a, b, taken):
                out.append(Amount(a, b, value, bare=True))
        k = j = w.index(c.start) - 1
        while k > j - 3 and k >= 0 and not w.number(k) and self.cues.has("gap.free", w.starts[k], w.ends[k]):
            k -= 1
        if k >= 0 and (n := w.number(k)) and (anchored or self._head(w.starts[n[1]])):
            a, b = w.starts[n[1]], w.ends[k]
            gap = text[b : c.start]
            left = text[max(0, a - 2) : a]
            plain = not left or (not left[-1].isalnum() and left[-1] not in "-/:.#$<>" and not (left[-1] == " " and left[:1] == "x"))
            if plain and ((gap == "/" and c.numeric) or all(ch in " -" or ch.isalpha() for ch in gap)) and 5 <= n[0] <= 120 and (
                (gap == "m " and not _overlaps(taken, a, b)) or self._free(a, b, taken)
            ):
                out.append(Amount(a, b, n[0], bare=True))
        return out

    def _head(self, at: int) -> bool:
        """Whether a line or sentence begins here."""
        return not self.text[self._sentence_start(at, 60) : at].strip(" *-(\t")

    def _free(self, a: int, b: int, taken: list[tuple[int, int]]) -> bool:
        return not (BARE_END.match(self.text, b) or NOT_A_CLOCK.match(self.text, b) or _overlaps(taken, a, b))

    def _cells(self) -> list[Amount]:
        """Numbers in a cell of their own, in the row of a code."""
        out = []
        for i, c in enumerate(self.names):
            stop = self.text.find("\n", c.end, c.end + 140)
            stop = stop if stop >= 0 else min(len(self.text), c.end + 140)
            if i + 1 < len(self.names):
                stop = min(stop, self.names[i + 1].start)
            if "|" not in self.text[c.end : stop] and "\t" not in self.text[c.end : stop]:
                continue
            for m in CELL.finditer(self.text, c.end, min(stop + 8, len(self.text))):
                if m.end(1) <= stop and 7 <= int(m[1]) <= 180 and not _overlaps(self.clocks, m.start(1), m.end(1)):
                    out.append(Amount(m.start(1), m.end(1), int(m[1]), "minutes", c.code, "cell of a code's row"))
                    break
        return out

    def _weak(self, amounts: list[Amount], taken: list[tuple[int, int]]) -> list[CodeMention]:
        """Weak names of codes right beside an amount, in words that speak of billing."""
        out: list[CodeMention] = []
        starts, ends = {a.start for a in amounts}, {a.end for a in amounts}
        for c in self.cues.weak:
            near = [a for a in amounts if a.minutes >= 5 and (0 <= a.start - c.end <= 14 or 0 <= c.start - a.end <= 14)]
            best = min((gap_cost(self.cues, min(a.end, c.end), max(a.start, c.start), a.start > c.start) for a in near), default=99)
            anchored = self._billing(c)
            found = [b for b in self._beside(c, taken) if b.start not in starts and b.end not in ends] if anchored else []
            if (anchored and (best <= 4 or found)) or (c.code == SELF and best <= 3 and near):
                amounts += found
                out.append(c)
        return out

    def _billing(self, c: CodeMention) -> bool:
        """A clock range or a code proper stands near a weak name."""
        i = bisect_left(self.clocks, (c.start - 90, 0))
        if i < len(self.clocks) and self.clocks[i][0] < c.start + 60:
            return True
        if any(abs(o.start - c.start) < 60 for o in self.cues.codes):
            return True
        lo, hi = max(0, c.start - 50), min(len(self.text), c.end + 50)
        if self.cues.has("minutes.total_word", lo, c.start) or self.cues.has("claims.code", c.end, hi):
            return True
        return any(o.code != c.code and SELF in (o.code, c.code) and o.start < hi and o.end > lo for o in self.cues.weak)

    def _tight(self, a: Amount, codes: list[CodeMention]) -> bool:
        return any(
            (0 <= a.start - c.end <= 12 and gap_cost(self.cues, c.end, a.start, True) <= 1)
            or (0 <= c.start - a.end <= 12 and gap_cost(self.cues, a.end, c.start, False) <= 1)
            for c in codes
            if abs(c.start - a.start) < 40
        )

    def _clause(self, a: Amount, width: int) -> tuple[int, int]:
        """The stretch around an amount up to the next comma, bracket or full stop; where nothing stands left of it, the clause before too."""
        lo = max(0, a.start - width)
        cuts = [m.end() for m in CLAUSE.finditer(self.text, lo, a.start)]
        if cuts and not self.text[cuts[-1] : a.start].strip():
            cuts.pop() if self.text[cuts[-1] - 1] in ",(" else None
        m = CLAUSE.search(self.text, a.end, a.end + width)
        return (cuts[-1] if cuts else lo), (m.start() if m else min(len(self.text), a.end + width))

    def _dose(self, a: Amount) -> bool:
        """Words of an exercise, a test, a tolerance stand in the clause."""
        lo, hi = self._clause(a, 26)
        if self.cues.has("minutes.never", lo, a.start):
            return True
        return not WITH.match(self.text, a.end) and self.cues.has("minutes.never", a.end, hi)

    def _total_numbers(self) -> list[Amount]:
        """Numbers after ``total``, with or without a unit, and cells of a row of totals."""
        out = []
        starts, ends = self.cues.hits.get("minutes.total_word", ([], []))
        for f in self.forms:
            before = SESSION_BEFORE.search(self.text, max(0, f.start - 14), f.start)
            after = SESSION_AFTER.match(self.text, f.end) or (before and before.end() == f.start)
            if after and not self._dose(Amount(*_of(f))):
                out.append(Amount(*_of(f), "total", None, "session minutes"))
        for a, b in zip(starts, ends, strict=True):
            if self.text[a:b].lower() == "all" and not ALL_LINE.fullmatch(self.text[max(0, a - 1) : b + 6].split("\n\n")[0]):
                continue
            if f := next((f for f in self.forms if 0 <= a - f.end <= 1 and "\n" not in self.text[f.end : a]), None):
                out.append(Amount(*_of(f), "total", None, "total"))
                continue
            m = TOTAL_BARE.match(self.text, b)
            if m and not NOT_A_CLOCK.match(self.text, m.end()) is None and not re.match(r" ?min", self.text[m.end() : m.end() + 5]):
                m = None
            at, end, value = (m.start(1), m.end(1), int(m[1])) if m else (0, 0, 0)
            if not m and (f := next((f for f in self.forms if 0 <= f.start - b <= 30 and not STOP.search(self.text, b, f.start)), None)):
                at, end, value = f.start, f.end, f.minutes
            stop = self.text.find("\n", b, b + 90)
            c = None if value else CELL.search(self.text, b, stop + 1 if stop >= 0 else min(len(self.text), b + 90))
            if c and not self.text[c.end(1) : c.end(1) + 1].isdigit():
                at, end, value = c.start(1), c.end(1), int(c[1])
            form = next((f for f in self.forms if f.start == at), None)
            if form and value:
                end = form.end
                value = 0 if self.cues.has("minutes.rule", form.end, form.end + 8) else value
            if value < 8 or value > 300 or (not form and _overlaps(self.clocks, at, end)) or any(o.start == at for o in out):
                continue
            bare = not form and not any(ch.isalpha() for ch in self.text[b:at])
            if bare and not (self.names or self.clocks or self.forms):
                continue
            timed = self.cues.has("minutes.timed", max(0, a - 8), at)
            out.append(Amount(at, end, value, "timed" if timed else "total", None, "total"))
        return out

    def _remainder(self, found: list[Amount]) -> list[Amount]:
        """The number in the statement of minutes that makes it as long as the session belongs to a code unnamed."""
        owned = [a for a in found if a.role == "minutes"]
        whole = self.length or max((a.minutes for a in found if a.role == "total"), default=0)
        left = whole - sum({(a.code, a.minutes): a.minutes for a in owned}.values())
        if not owned or left < 5:
            return []
        taken = sorted(self.clocks + [(a.start, a.end) for a in found])
        lo, hi = self._sentence_start(owned[0].start, 100), self._sentence(owned[-1])[1]
        w = self.words
        unnamed = any(c.code == "eval" and lo <= c.start < hi for c in self.cues.weak) or self.cues.has("minutes.untimed", lo, hi)
        for k in range(w.index(lo), w.index(hi)):
            a, b = w.starts[k], w.ends[k]
            if w.words[k] == str(left) and self.text[max(0, a - 1) : a] in EDGES and (self._free(a, b, taken) or _overlaps(self.spans, a, b)):
                if not _overlaps(taken, a, b) and not any(f.start <= a < f.end and self._dose(Amount(*_of(f))) for f in self.forms):
                    return [Amount(a, b, left, "minutes", "eval" if unnamed else "rest", "the rest of the session")]
        return []

    def _sentences(self, rest: list[Amount], found: list[Amount]) -> list[Amount]:
        """One code and one amount in a sentence belong together over any words between."""
        out = []
        for a in rest:
            if a.minutes < 8 or self._dose(a):
                continue
            lo, hi = self._sentence(a)
            codes = {c.code for c in self.names if lo <= c.start < hi}
            others = [o for o in (*rest, *found) if o.start != a.start and lo <= o.start < hi]
            if len(codes) == 1 and not others:
                out.append(a._replace(role="minutes", code=codes.pop(), why="one code and one number of minutes in the sentence"))
        return out

    def _sentence(self, a: Amount) -> tuple[int, int]:
        lo = self._sentence_start(a.start, 220)
        m = STOP.search(self.text, a.end, a.end + 120)
        return lo, (m.start() if m else min(len(self.text), a.end + 120))

    def _sentence_start(self, at: int, width: int) -> int:
        lo = max(0, at - width)
        return max((m.end() for m in STOP.finditer(self.text, lo, at)), default=lo)

    def _session(self, rest: list[Amount], found: list[Amount]) -> list[Amount]:
        """Amounts that are the whole session's."""
        sure, likely = [], []
        for a in rest:
            lo, hi = self._clause(a, 30)
            s_lo, s_hi = self._sentence(a)
            if self.cues.has("minutes.untimed", lo, hi) or self._dose(a) or a.minutes < 8:
                continue
            if "x" in self.text[a.start : a.end].lower():
                continue
            if a.minutes < 15 and not self.cues.has("minutes.setting", a.start - 8, a.start):
                continue
            if self.cues.has("minutes.timed", lo, hi):
                sure.append(a._replace(role="timed", why="timed minutes"))
            elif self._beside_clock(a):
                sure.append(a._replace(role="total", why="beside a clock range"))
            elif self.cues.has("minutes.total", max(lo, a.start - 22), a.start) or self.cues.has("minutes.total", a.end, min(hi, a.end + 14)):
                sure.append(a._replace(role="total", why="session minutes"))
            elif not self.text[s_lo : a.start].strip(" *-(\t"):
                likely.append(a._replace(role="total", why="at the head of its sentence"))
            elif self._own_clause(a) and self.cues.has("minutes.setting", s_lo, a.start):
                likely.append(a._replace(role="total", why="beside the kind of visit"))
        if not (sure or likely or found or self.clocks) and len(rest) == 1 and rest[0].minutes >= 20 and self._unpunctuated() and not self._dose(rest[0]):
            likely = [rest[0]._replace(role="total", why="the only minutes of a note without full stops")]
        if sure or len({a.minutes for a in likely}) != 1 or any(o.role == "total" for o in found):
            return sure
        return likely[:1]

    def _unpunctuated(self) -> bool:
        return len(STOP.findall(self.text)) * 25 < len(self.words.words)

    def _own_clause(self, a: Amount) -> bool:
        """Whether an amount stands between commas."""
        return self.text[max(0, a.start - 2) : a.start].strip() == "," and not re.match(r"[ ]?\w", self.text[a.end : a.end + 2])

    def _beside_clock(self, a: Amount) -> bool:
        i = bisect_left(self.clocks, (a.start, 0)) - 1
        if i >= 0 and 0 <= a.start - self.clocks[i][1] <= 12:
            gap = self.text[self.clocks[i][1] : a.start]
            return not any(ch.isdigit() for ch in gap) and len(re.findall(r"[A-Za-z]+", gap)) <= 2
        return False


def breaks(cues: Cues, forms: list[MinuteForm]) -> list[MinuteForm]:
    """Minutes that the note takes off its own length: ``minus 5 min rest``."""
    n = len(cues.words.text)
    return [
        f
        for f in forms
        if (cues.last("minutes.minus", max(0, f.start - 28), f.start) >= 0 or cues.has("minutes.untimed", f.end, min(n, f.end + 36)))
        and cues.has("minutes.rest", max(0, f.start - 24), min(n, f.end + 18))
    ]


def _of(f: MinuteForm) -> tuple[int, int, int]:
    return f.start, f.end, f.minutes


def _overlaps(spans: list[tuple[int, int]], a: int, b: int) -> bool:
    """Whether a stretch meets one of the sorted spans."""
    i = bisect_left(spans, (b, 0))
    return any(spans[k][1] > a for k in range(max(0, i - 2), i))


def _merged(text: str, codes: list[CodeMention]) -> list[CodeMention]:
    """Names of one code that stand together (``97112 neuro re-ed``) as one."""
    out: list[CodeMention] = []
    for c in codes:
        if out and out[-1].code == c.code and c.start - out[-1].end <= 5 and "\n" not in text[out[-1].end : c.start]:
            last = out.pop()
            c = CodeMention(c.code, last.start, c.end, numeric=last.numeric or c.numeric)
        out.append(c)
    return out
