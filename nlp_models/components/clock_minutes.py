"""Which number of minutes belongs to which code, to the session, or to neither.

Codes and amounts of a note are laid side by side in the order of the text and joined neighbour with neighbour so that
the words and marks between the joined ones cost least; ``97112 25, 97110 15`` and ``25 of 97112, 15 of 97110`` come out
alike. What is left over is the session's where words or place say so, and else not a time of treatment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from nlp_models.components.clock_forms import MinuteForm
from nlp_models.components.clock_place import FAR, SELF, Amount, Place, gap_cost, matched, merged, overlaps, within
from nlp_models.components.clock_totals import number_of_rest, session_amounts, total_numbers
from nlp_models.components.clock_words import CodeMention, Cues

LINKS = frozenset(" :=|x\u00d7X([]@*-~")
CELL = re.compile(r"[|\t] *(\d{1,3}) *(?:min(?:utes|s)?\.? *)?(?=[|\t\n]|$)")
MODIFIER_59 = 59


def read_minutes(
    cues: Cues, forms: Sequence[MinuteForm], clocks: list[tuple[int, int]], length: int = 0
) -> list[Amount]:
    """Every amount with a role; `length` is the session's by its clock times, 0 where the note has none."""
    return _Reader(Place(cues, forms, clocks)).read(length)


class _Reader:
    """The amounts of one note and the codes they are laid beside."""

    def __init__(self, place: Place) -> None:
        self.place, self.cues, self.words, self.text = place, place.cues, place.words, place.text
        self.names = merged(self.text, self.cues.codes)
        self.totals = total_numbers(place, bool(self.names))
        self.cells = self._cells()
        forms = [(f.start, f.end) for f in place.forms]
        self.spans = sorted({*forms, *place.clocks, *((t.start, t.end) for t in self.totals)})
        self.taken = sorted({*self.spans, *((a.start, a.end) for a in self.cells)})

    def read(self, length: int) -> list[Amount]:
        known = {a.start for a in (*self.totals, *self.cells)}
        amounts = [Amount(f.start, f.end, f.minutes) for f in self.place.forms if f.start not in known]
        codes = [c for c in self.names if not any(a.code == c.code for a in within(self.cells, c.end, c.end + 120))]
        amounts += [b for c in codes for b in self._beside(c) if b.start not in known]
        amounts = _in_order(a for a in amounts if self._plausible(a, codes))
        weak, more = self._weak(amounts)
        amounts, codes = _in_order((*amounts, *more)), sorted((*codes, *weak), key=lambda c: c.start)
        owned, rest = self._owned(amounts, codes, weak)
        out = self.totals + self.cells + owned
        out += self._sentences(rest, [*out, *(a for a in amounts if not a.bare)])
        out += number_of_rest(self.place, out, self.spans, length)
        done = {a.start for a in out}
        out += session_amounts(self.place, [a for a in rest if a.start not in done], out)
        return _in_order(out)

    def _plausible(self, a: Amount, codes: Sequence[CodeMention]) -> bool:
        """An amount that is no exercise's, or that a code stands right beside."""
        if self.cues.has("minutes.untimed", a.end, min(len(self.text), a.end + 18)):
            return False
        return a.bare or not self.place.dose(a) or self._tight(a, codes)

    def _tight(self, a: Amount, codes: Sequence[CodeMention]) -> bool:
        for c in within(codes, a.start - 50, a.end + 13):
            if 0 <= a.start - c.end <= 12 and gap_cost(self.cues, c.end, a.start, True) <= 1:
                return True
            if 0 <= c.start - a.end <= 12 and gap_cost(self.cues, a.end, c.start, False) <= 1:
                return True
        return False

    def _owned(
        self, amounts: list[Amount], codes: Sequence[CodeMention], weak: Sequence[CodeMention]
    ) -> tuple[list[Amount], list[Amount]]:
        """Amounts with their codes, and those that found none."""
        vague = {at for c in weak if c.code == "rest" for at in (c.start, c.end)}
        loose = {at for c in weak for at in (c.start, c.end)}

        def price(a: int, b: int, forward: bool) -> float:
            if "\n" in self.text[a:b] and not self.place.own_line(b if forward else a):
                return FAR + 1
            cost = gap_cost(self.cues, a, b, forward) + (2 if a in vague or b in vague else 0)
            return FAR + 1 if cost > 10 and (a in loose or b in loose) else cost

        pairs = matched([(a.start, a.end) for a in amounts], [(c.start, c.end) for c in codes], price)
        single = [a for i, a in enumerate(amounts) if i not in pairs and not a.bare]
        owned, rest = [], []
        for i, a in enumerate(amounts):
            if i not in pairs:
                rest += [] if a.bare else [a]
            elif not self._doubtful(a, code := codes[pairs[i]], single):
                owned.append(a._replace(role="minutes", code=code.code, why=f"minutes by {code.code}"))
        return owned, rest

    def _doubtful(self, a: Amount, c: CodeMention, single: Sequence[Amount]) -> bool:
        """Whether so much stands between code and amount that it is more likely one activity's time than the code's."""
        cost = gap_cost(self.cues, min(a.end, c.end), max(a.start, c.start), a.start >= c.end)
        if cost <= 6:
            return False
        if within(self.place.forms, min(a.end, c.end), max(a.start, c.start)):
            return True
        return a.minutes < 8 or (cost > 10 and bool(within(single, *self.place.sentence(a))))

    def _near_other(self, at: int) -> bool:
        """Other codes, clock times or minutes stand near: the words speak of billing."""
        if overlaps(self.spans, at - 70, at + 70):
            return True
        return any(c.start != at for c in within(self.cues.codes, at - 69, at + 70))

    def _beside(self, c: CodeMention) -> list[Amount]:
        """Numbers without a unit directly after or before a code."""
        anchored = c.numeric or self._near_other(c.start)
        found = (self._after(c, anchored), self._ahead(c, anchored))
        return [a for a in found if a]

    def _after(self, c: CodeMention, anchored: bool) -> Amount | None:
        w = self.words
        i = k = w.index(c.end)
        while k < i + 3 and k < len(w.words) and not w.number(k) and self.cues.has("gap.free", w.starts[k], w.ends[k]):
            k += 1
        longer = w.number(k + 1)
        if longer and longer[1] == k and w.word(k + 1).isalpha():
            k += 1
        number = w.number(k)
        if number is None:
            return None
        value, a, b = number[0], w.starts[number[1]], w.ends[k]
        gap = self.text[c.end : a]
        links = (gap == "/" and c.numeric) or (all(ch in LINKS or ch.isalpha() for ch in gap) and b - c.end < 34)
        times = any(ch in "x\u00d7*" for ch in gap)
        if value == MODIFIER_59 or (gap == "-" and c.numeric) or not links or not (anchored or c.end - c.start > 2):
            return None
        least = 7 if times or not c.numeric else 5  # fewer are units
        return Amount(a, b, value, bare=True) if least <= value <= 150 and self.place.free(a, b, self.taken) else None

    def _ahead(self, c: CodeMention, anchored: bool) -> Amount | None:
        w = self.words
        j = k = w.index(c.start) - 1
        while k > j - 3 and k >= 0 and not w.number(k) and self.cues.has("gap.free", w.starts[k], w.ends[k]):
            k -= 1
        number = w.number(k) if k >= 0 else None
        if number is None or not 5 <= number[0] <= 120:
            return None
        a, b = w.starts[number[1]], w.ends[k]
        gap, left = self.text[b : c.start], self.text[max(0, a - 2) : a]
        joined = (gap == "/" and c.numeric) or all(ch in " -" or ch.isalpha() for ch in gap)
        if not joined or not (anchored or self.place.head(a)):
            return None
        if left and (left[-1].isalnum() or left[-1] in "-/:.#$<>" or left == "x "):
            return None
        if self._follows_number(number[1]):
            return None
        free = not overlaps(self.taken, a, b) if gap == "m " else self.place.free(a, b, self.taken)
        return Amount(a, b, number[0], bare=True) if free else None

    def _follows_number(self, i: int) -> bool:
        """Whether a number not yet accounted for stands right before a word, as in ``10 43``."""
        w = self.words
        before = w.word(i - 1)
        if not (before.isdigit() and len(before) <= 2 and w.gap(i - 1) == " "):
            return False
        return not overlaps(self.taken, w.starts[i - 1], w.ends[i - 1])

    def _cells(self) -> list[Amount]:
        """Numbers in a cell of their own, in the row of a code."""
        out: list[Amount] = []
        text = self.text
        for i, c in enumerate(self.names):
            line = text.find("\n", c.end, c.end + 140)
            stop = line if line >= 0 else min(len(text), c.end + 140)
            if i + 1 < len(self.names):
                stop = min(stop, self.names[i + 1].start)
            if "|" not in text[c.end : stop] and "\t" not in text[c.end : stop]:
                continue
            for m in CELL.finditer(text, c.end, min(stop + 8, len(text))):
                a, b = m.span(1)
                if b <= stop and 7 <= int(m[1]) <= 180 and not overlaps(self.place.clocks, a, b):
                    out.append(Amount(a, b, int(m[1]), "minutes", c.code, "cell of a code's row"))
                    break
        return out

    def _weak(self, amounts: Sequence[Amount]) -> tuple[list[CodeMention], list[Amount]]:
        """Weak names of codes right beside an amount, in words that speak of billing, and bare numbers beside them."""
        names: list[CodeMention] = []
        more: list[Amount] = []
        starts, ends = {a.start for a in amounts}, {a.end for a in amounts}
        for c in self.cues.weak:
            near = [a for a in within(amounts, c.start - 40, c.end + 15) if a.minutes >= 5]
            near = [a for a in near if 0 <= a.start - c.end <= 14 or 0 <= c.start - a.end <= 14]
            costs = [gap_cost(self.cues, min(a.end, c.end), max(a.start, c.start), a.start > c.start) for a in near]
            best, anchored = min(costs, default=FAR), self._billing(c)
            found = [b for b in self._beside(c) if b.start not in starts and b.end not in ends] if anchored else []
            if (anchored and (best <= 4 or found)) or (c.code == SELF and best <= 3):
                more += found
                names.append(c)
        return names, more

    def _billing(self, c: CodeMention) -> bool:
        """A clock time, a code proper or other minutes stand near a weak name."""
        if overlaps(self.place.clocks, c.start - 90, c.start + 60) or within(
            self.cues.codes, c.start - 59, c.start + 60
        ):
            return True
        lo, hi = max(0, c.start - 50), min(len(self.text), c.end + 50)
        if self.cues.has("minutes.total_word", lo, c.start) or self.cues.has("claims.code", c.end, hi):
            return True
        return any(o.code != c.code and SELF in (o.code, c.code) for o in within(self.cues.weak, lo, hi))

    def _sentences(self, rest: Sequence[Amount], found: Sequence[Amount]) -> list[Amount]:
        """One code and one amount in a sentence belong together over any words between."""
        out = []
        every = _in_order((*rest, *found))
        for a in rest:
            if a.minutes < 8 or self.place.dose(a):
                continue
            lo, hi = self.place.sentence(a)
            codes = {c.code for c in within(self.names, lo, hi)}
            if len(codes) == 1 and len(within(every, lo, hi)) == 1:
                why = "one code and one number of minutes in the sentence"
                out.append(a._replace(role="minutes", code=codes.pop(), why=why))
        return out


def _in_order(amounts: Iterable[Amount]) -> list[Amount]:
    """Amounts by their place, one for each."""
    by_start: dict[int, Amount] = {}
    for a in amounts:
        by_start.setdefault(a.start, a)
    return [by_start[at] for at in sorted(by_start)]
