"""Which passages of the clinician's answers a draft places, and where. Words that only give times are left to `times`.

A passage is verbatim. What is cut away at its ends are clauses that hold nothing but times, which `times` quotes under
their names: nothing is said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from assistant.conversation.hearing import content_words, trimmed
from assistant.conversation.times import SELF
from assistant.conversation.values import OTHER, Answer
from assistant.drafting.fragments import Fragment, Part, answer_words
from assistant.drafting.passages import passages
from assistant.drafting.placing import places
from assistant.drafting.times import is_figure
from assistant.facts import Span

_TELLING = ("DEFICIT", "INTERVENTION", "SKILL", "RESPONSE", "FUNCTION")
_BETWEEN = re.compile(r"[,;]\s+(?:(?:and|then|also)\s+)?|\s+(?:and|then)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of an answer and where it goes."""

    answer: Answer = field(repr=False)
    start: int
    end: int
    """Exclusive. Characters of ``answer.text``."""
    place: str


def said(answers: Sequence[Answer]) -> list[Said]:
    """The passages of the answers that hold more than times, in the order they were said.

    Args:
        answers: several may belong to one utterance, which is placed once.
    """
    out: list[Said] = []
    for turn in dict.fromkeys(a.turn for a in answers):
        group = [a for a in answers if a.turn == turn]
        for stretch in _stretches(group[0], group):
            for start, end in _by_element(*_without_times(*stretch, group), group):
                place = _place_of(start, end, group)
                if place is not None:
                    out.append(Said(group[0], start, end, place))
    return out


Renewals = dict[tuple[int, Span], Fragment]
"""By turn and figure that a later answer states anew: the words it was stated in."""


def renewals(answers: Sequence[Answer], standing: Sequence[Answer]) -> Renewals:
    """Figures in answers that no longer hold, with what holds instead.

    Args:
        answers: all answers.
        standing: the same without times that a later one states anew (`assistant.conversation.times.superseded`).
    """
    now = {str(s.role): (a, s) for a in standing for s in a.spans if is_figure(s)}
    kept = {(a.turn, s) for a in standing for s in a.spans}
    return {
        (a.turn, s): answer_words(now[str(s.role)][0], now[str(s.role)][1].start, now[str(s.role)][1].end)
        for a in answers
        for s in a.spans
        if is_figure(s) and (a.turn, s) not in kept and str(s.role) in now
    }


def with_renewed(passage: Said, renewed: Renewals) -> Fragment:
    """The words of a passage, with a figure that no longer holds replaced by the later one."""
    out: list[Part] = []
    at = passage.start
    stale = ((s, words) for (turn, s), words in renewed.items() if turn == passage.answer.turn)
    for span, words in sorted(stale, key=lambda pair: pair[0].start):
        if at <= span.start and span.end <= passage.end:
            out += (*answer_words(passage.answer, at, span.start), *words)
            at = span.end
    return (*out, *answer_words(passage.answer, at, passage.end))


def _stretches(answer: Answer, group: Iterable[Answer]) -> list[tuple[int, int]]:
    """Passages of the part of an utterance that answers."""
    words = answer.text[answer.start : answer.end]
    whole = [(s.start - answer.start, s.end - answer.start) for a in group for s in a.spans]
    return [(a + answer.start, b + answer.start) for a, b in passages(words, whole=whole)]


def _without_times(start: int, end: int, group: Sequence[Answer]) -> tuple[int, int]:
    """The stretch without clauses at its ends that only give times; one that is nothing else stays as it is."""
    text = group[0].text
    cuts = [m.span() for m in _BETWEEN.finditer(text, start, end)]
    first, last = start, end
    for a, b in cuts:
        if _gives_times(first, a, group):
            first = b
    for a, b in reversed(cuts):
        if a > first and _gives_times(b, last, group):
            last = a
    if (first, last) == (start, end) or _gives_times(first, last, group):
        return start, end
    return trimmed(text, first, last)


def _by_element(start: int, end: int, group: Sequence[Answer]) -> list[tuple[int, int]]:
    """A sentence that speaks of several elements, cut between them where a clause ends."""
    text = group[0].text
    known = [(s, a.requirement) for a in group for s in a.spans if s.label in _TELLING and not is_figure(s)]
    out: list[tuple[int, int]] = []
    for m in _BETWEEN.finditer(text, start, end):
        a, b = m.span()
        before = [(s.end, name) for s, name in known if start <= s.start < a]
        after = [(s.start, name) for s, name in known if b <= s.start < end]
        torn = any(s.start < b and a < s.end for s, _ in known)
        if before and after and not torn and max(before)[1] != min(after)[1]:
            out.append((start, a))
            start = b
    return [trimmed(text, *piece) for piece in (*out, (start, end))] if out else [(start, end)]


def _gives_times(start: int, end: int, group: Sequence[Answer]) -> bool:
    """Figures of time, and beside them only words that say which they are."""
    rest = _beside_times(start, end, group)
    if rest is None or any(c.isdigit() for c in rest.replace(SELF, "")):
        return False
    return set(re.findall(r"[^\W\d_][\w-]*", rest.lower())) <= _words_of_time()


@cache
def _words_of_time() -> frozenset[str]:
    return frozenset(places()["words_of_time"]["words"])


def _beside_times(start: int, end: int, group: Sequence[Answer]) -> str | None:
    """What a stretch holds beside figures of time; None where it holds none."""
    figures = {(s.start, s.end) for a in group for s in a.spans if is_figure(s) and start <= s.start and s.end <= end}
    text, at, rest = group[0].text, start, ""
    for a, b in sorted(figures):
        rest += text[at:a] + " "
        at = max(at, b)
    return rest + text[at:end] if figures else None


def _place_of(start: int, end: int, group: Sequence[Answer]) -> str | None:
    """Where a passage of an utterance goes; None for one that only gives times."""
    table = places()
    within = [(a, s) for a in group for s in a.spans if s.start < end and start < s.end]
    carried: dict[str, float] = {}
    for a, s in within:
        if not is_figure(s):
            carried[a.requirement] = carried.get(a.requirement, 0.0) + (s.end - s.start) * s.score
    carried.pop(OTHER, None)
    if _gives_times(start, end, group):
        return None
    # Words that have a daily activity for their goal hold it within themselves, and so would always outweigh it.
    inner = [a for a, s in within if s.label == "FUNCTION" and a.requirement != OTHER and _is_within(s, within)]
    if inner:
        return str(table["requirements"][inner[0].requirement])
    if carried:
        return str(table["requirements"][max(carried, key=lambda name: carried[name])])
    if within and any(is_figure(s) for _, s in within):
        few = len(content_words(_beside_times(start, end, group) or "")) < 2
        return None if few else "time"
    return _by_default(start, end, group)


def _is_within(span: Span, others: Sequence[tuple[Answer, Span]]) -> bool:
    return any(o.start <= span.start and span.end <= o.end and o.label != span.label for _, o in others)


def _by_default(start: int, end: int, group: Sequence[Answer]) -> str:
    """Words without an element: by a cue in them, else with the first thing the utterance answers."""
    table = places()
    kinds = [c.kind for a in group for c in a.cues if start <= c.start < end]
    first = table["requirements"].get(group[0].requirement, "rest")
    return str(next((place for kind, place in table["cues"].items() if kind in kinds), first))
