"""Which passages of the clinician's answers a draft places, and where. Words that only give times are left to `times`.

A passage is verbatim. What is cut away at its ends are clauses that hold nothing but times, which `times` quotes under
their names: nothing is said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.conversation.hearing import content_words, trimmed
from assistant.conversation.values import OTHER, Answer
from assistant.drafting.passages import passages
from assistant.drafting.placing import places
from assistant.drafting.times import is_figure
from assistant.facts import Span

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
        answers: those that stand; several may belong to one utterance, which is placed once.
    """
    out: list[Said] = []
    for turn in dict.fromkeys(a.turn for a in answers):
        group = [a for a in answers if a.turn == turn]
        for start, end in _stretches(group[0], group):
            start, end = _without_times(start, end, group)
            place = _place_of(start, end, group)
            if place is not None:
                out.append(Said(group[0], start, end, place))
    return out


def _stretches(answer: Answer, group: Iterable[Answer]) -> list[tuple[int, int]]:
    """Passages of the part of an utterance that answers."""
    words = answer.text[answer.start : answer.end]
    whole = [(s.start - answer.start, s.end - answer.start) for a in group for s in a.spans]
    return [(a + answer.start, b + answer.start) for a, b in passages(words, whole=whole)]


def _without_times(start: int, end: int, group: Sequence[Answer]) -> tuple[int, int]:
    """The stretch without clauses at its ends that only give times; one that is nothing else stays as it is."""
    text = group[0].text
    spans = [s for a in group for s in a.spans]
    cuts = [m.span() for m in _BETWEEN.finditer(text, start, end)]
    cuts = [(a, b) for a, b in cuts if not any(s.start < b and a < s.end for s in spans)]
    first, last = start, end
    for a, b in cuts:
        if _gives_times(first, a, group, spans):
            first = b
    for a, b in reversed(cuts):
        if a > first and _gives_times(b, last, group, spans):
            last = a
    if _gives_times(first, last, group, spans):
        return start, end
    return trimmed(text, first, last) if (first, last) != (start, end) else (start, end)


def _gives_times(start: int, end: int, group: Sequence[Answer], spans: Iterable[Span]) -> bool:
    within = [s for s in spans if s.start < end and start < s.end]
    return bool(within) and all(is_figure(s) for s in within) and _only_times(start, end, group)


def _place_of(start: int, end: int, group: Sequence[Answer]) -> str | None:
    """Where a passage of an utterance goes; None for one that only gives times."""
    table = places()
    within = [(a, s) for a in group for s in a.spans if s.start < end and start < s.end]
    carried: dict[str, float] = {}
    for a, s in within:
        if not is_figure(s):
            carried[a.requirement] = carried.get(a.requirement, 0.0) + (s.end - s.start) * s.score
    carried.pop(OTHER, None)
    if carried:
        return str(table["requirements"][max(carried, key=lambda name: carried[name])])
    if within and any(is_figure(s) for _, s in within):
        return None if _only_times(start, end, group) else "time"
    return _by_default(start, end, group)


def _only_times(start: int, end: int, group: Sequence[Answer]) -> bool:
    text, at, rest = group[0].text, start, ""
    for s in sorted((s for a in group for s in a.spans if is_figure(s)), key=lambda s: s.start):
        if start <= s.start < end:
            rest += text[at : s.start] + " "
            at = s.end
    return len(content_words(rest + text[at:end])) < 2


def _by_default(start: int, end: int, group: Sequence[Answer]) -> str:
    """Words without an element: by a cue in them, else with the first thing the utterance answers."""
    table = places()
    kinds = [c.kind for a in group for c in a.cues if start <= c.start < end]
    first = table["requirements"].get(group[0].requirement, "rest")
    return str(next((place for kind, place in table["cues"].items() if kind in kinds), first))
