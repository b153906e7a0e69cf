"""What a template is given: marks of passages, answers, figures and blanks, sorted by where they belong.

Names that a template may use (all lists of marks unless said otherwise)::

    header subjective history deficits interventions skilled other_treatment response function time
    objective assessment goals plan rest signature
                    the words of note and answers by place; open elements end in a blank
    narrative       the note in its own order: a list of paragraphs, each a list of marks
    elements        the six in order; each has .title .words .evidence .answered .blanks
    answered        elements with words of answers only; each has .title .words
    computed        sentences of arithmetic
    entry           .date .original .signature: blanks for the making of an addendum
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.conversation.hearing import content_words
from assistant.conversation.times import superseded
from assistant.conversation.values import OTHER, Answer
from assistant.drafting.fragments import Fragment, Sheet, answer_words, blank, note_words
from assistant.drafting.passages import passages
from assistant.drafting.placing import PLACES, Passage, placed, places
from assistant.drafting.times import blank_times, computed_times, is_figure, said_times
from assistant.requirements.wording import wording
from assistant.results import Requirement, Review

_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


class Material:
    """Marks for one draft; `names` is what the template sees, `sheet` what the marks stand for."""

    def __init__(self, review: Review, answers: Sequence[Answer]) -> None:
        self.sheet = Sheet()
        self.review = review
        self.answers = superseded(tuple(answers))
        note = review.note.text
        self.passages = [(p, self._mark(note_words(note, p.start, p.end), p.place)) for p in placed(note, review.facts)]
        self.said = self._said()
        self.times = [self._mark(f, "time") for f in said_times(self.answers)]
        self.computed = [self._mark(f, "time") for f in computed_times(review)]
        self.blanks = {r.id: self._blanks(r) for r in review.requirements}
        self.names = self._names()

    def _mark(self, fragment: Fragment, place: str) -> str:
        return self.sheet.mark(*fragment, place=place)

    def _said(self) -> dict[str, list[str]]:
        """Passages of the answers by place. One that holds nothing but times is quoted figure by figure instead."""
        said: dict[str, list[str]] = {}
        for turn in dict.fromkeys(a.turn for a in self.answers):
            group = [a for a in self.answers if a.turn == turn]
            for start, end in _stretches(group[0], group):
                place = _place_of(start, end, group)
                if place is not None:
                    said.setdefault(place, []).append(self._mark(answer_words(group[0], start, end), place))
        return said

    def _blanks(self, requirement: Requirement) -> list[str]:
        if requirement.status == "met":
            return []
        if requirement.id == "time":
            return [self._mark(f, "time") for f in blank_times(self.review)]
        asks = places()["asks"][requirement.status][requirement.id]
        return [self._mark((blank(requirement.id, asks),), places()["requirements"][requirement.id])]

    def _names(self) -> dict[str, Any]:
        lists: dict[str, list[str]] = {place: [] for place in PLACES}
        for passage, mark in self.passages:
            lists[passage.place].append(mark)
        for place, marks in self.said.items():
            lists[place] += marks
        lists["time"] += self.times
        for name, marks in self.blanks.items():
            lists[places()["requirements"][name]] += marks
        lists["time"] += self.computed
        elements = [self._element(r) for r in self.review.requirements]
        asks = places()["asks"]["entry"]
        return {
            **lists,
            "narrative": self._narrative(),
            "elements": elements,
            "answered": [{"title": e["title"], "words": e["answered"]} for e in elements if e["answered"]],
            "computed": self.computed,
            "entry": {
                "date": self._mark((blank("late-entry-marked", asks["late-entry-marked"]),), "entry"),
                "original": self._mark((blank("date-of-service", asks["date-of-service"]),), "entry"),
                "signature": self._mark((blank("signature-credentials", asks["signature-credentials"]),), "entry"),
            },
        }

    def _element(self, requirement: Requirement) -> dict[str, Any]:
        place = places()["requirements"][requirement.id]
        own = [m for p, m in self.passages if p.place == place]
        answered = [*self.said.get(place, ()), *(self.times if requirement.id == "time" else ())]
        return {
            "title": wording()[requirement.id]["title"],
            "words": own + answered,
            "answered": answered,
            "evidence": self._evidence(requirement, place, answered),
            "blanks": self.blanks[requirement.id],
        }

    def _evidence(self, requirement: Requirement, place: str, answered: list[str]) -> list[str]:
        """The words of the note that an element rests on, then those of answers."""
        spans = [s for s in self.review.evidence(requirement) if s.source.kind == "note" and s.text.strip()]
        marks = [self._mark(note_words(self.review.note.text, s.start, s.end), place) for s in spans]
        return marks + answered

    def _narrative(self) -> list[list[str]]:
        """The note's passages in order, in paragraphs as the note has them."""
        text = self.review.note.text
        out: list[list[str]] = []
        before: Passage | None = None
        for passage, mark in sorted(self.passages, key=lambda pair: pair[0].start):
            if before is None or _EMPTY_LINE.search(text, before.end, passage.start):
                out.append([])
            out[-1].append(mark)
            before = passage
        return out


def _stretches(answer: Answer, group: Iterable[Answer]) -> list[tuple[int, int]]:
    """Passages of the part of an utterance that answers."""
    words = answer.text[answer.start : answer.end]
    whole = [(s.start - answer.start, s.end - answer.start) for a in group for s in a.spans]
    return [(a + answer.start, b + answer.start) for a, b in passages(words, whole=whole)]


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
