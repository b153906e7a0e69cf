"""What a template is given: marks of passages, answers, figures and blanks, sorted by where they belong.

``templates/README.md`` lists the names that a template may use; `Material.names` is what they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.conversation.times import superseded
from assistant.conversation.values import NOTE, Answer, Decline
from assistant.drafting.fragments import Fragment, NoteWords, Part, Sheet, blank
from assistant.drafting.placing import PLACES, placed, places
from assistant.drafting.said import renewals, said, with_renewed
from assistant.drafting.times import blank_times, computed_times, named_times, said_times
from assistant.drafting.weaving import woven
from assistant.facts import Span
from assistant.requirements.wording import wording
from assistant.results import Requirement, Review

ENTRY = "entry"
"""Place of what belongs to the making of a document, and not to the note."""
_LOOSE = ",;:.-\u2013\u2014|"
"""Signs that end or begin a quotation without being part of it."""
# A sign that stands by itself and belongs to the next word (*// bars*, *> 30 s*). At the head of a line > is a bullet.
_SIGN_BEFORE = re.compile(r"(?:^|\s)(//|(?<=\S )[~±<>≥≤+]=?)[ \t]+$")
_PAIRS = {'"': '"', "“": "”", "”": "“", "(": ")", ")": "(", "[": "]", "]": "["}


class Material:
    """Marks for one draft; `names` is what the template sees, `sheet` what the marks stand for."""

    def __init__(self, review: Review, answers: Sequence[Answer], declines: Iterable[Decline] = ()) -> None:
        self.sheet = Sheet()
        self.review = review
        self.absent = {d.topic for d in declines if d.how == "not-done"}
        corrected = next((a for a in answers if a.requirement == NOTE), None)
        answers = [a for a in answers if a.requirement != NOTE]
        standing = superseded(tuple(answers))
        note = review.note.text
        self.words = NoteWords(note, corrected)
        whole = [(e.start, e.end) for e in self.words.exchanges]
        found = placed(note, review.facts, whole)
        self.passages = [(p, self._mark(self.words(p.start, p.end), p.place)) for p in found]
        self.said: dict[str, list[str]] = {}
        renewed = renewals(answers, standing)
        for s in said(answers):
            self.said.setdefault(s.place, []).append(self._mark(with_renewed(s, renewed), s.place))
        self.times = [self._mark(f, "time") for f in said_times(standing)]
        self.computed = [self._mark(f, "time") for f in computed_times(review)]
        self.blanks = {r.id: self._blanks(r) for r in review.requirements}
        self.names = self._names()

    def _mark(self, fragment: Fragment, place: str) -> str:
        return self.sheet.mark(*fragment, place=place)

    def _blanks(self, requirement: Requirement) -> list[str]:
        if requirement.status == "met" or requirement.id in self.absent:
            return []
        if requirement.id == "time":
            return [self._mark(f, "time") for f in blank_times(self.review)]
        asks = places()["asks"][requirement.status][requirement.id]
        return [self._mark((blank(requirement.id, asks),), places()["requirements"][requirement.id])]

    def _names(self) -> dict[str, Any]:
        added = self._added()
        lists = {place: [m for p, m in self.passages if p.place == place] + added[place] for place in PLACES}
        elements = [self._element(r) for r in self.review.requirements]
        return {
            **lists,
            "narrative": woven(self.review.note.text, self.passages, self._labelled(added)),
            "elements": elements,
            "answered": self._answered(elements),
            "computed": self.computed,
            "entry": self._entry(),
        }

    def _added(self) -> dict[str, list[str]]:
        """By place, what is not of the note: answers, figures of answers, blanks, arithmetic."""
        added = {place: list(self.said.get(place, ())) for place in PLACES}
        added["time"] += self.times
        for name, marks in self.blanks.items():
            added[places()["requirements"][name]] += marks
        added["time"] += self.computed
        return added

    def _labelled(self, added: dict[str, list[str]]) -> dict[str, list[str]]:
        """Added words for a narrative, which has no headings: with a label where none of their kind are in the note."""
        own = {p.place for p, _ in self.passages}
        labels = {place: text for place, text in places()["labels_of"].items() if place not in own and place != "time"}
        return {
            place: [self._with_label(labels[place], mark) for mark in marks] if place in labels else marks
            for place, marks in added.items()
        }

    def _with_label(self, label: str, mark: str) -> str:
        number = self.sheet.number(mark)
        return self.sheet.mark(Part(label), *self.sheet.fragments[number], place=self.sheet.places[number])

    def _element(self, requirement: Requirement) -> dict[str, Any]:
        place = places()["requirements"][requirement.id]
        own = [m for p, m in self.passages if p.place == place]
        answered = [*self.said.get(place, ()), *(self.times if requirement.id == "time" else ())]
        record = self._record(requirement, place)
        return {
            "id": requirement.id,
            "title": wording()[requirement.id]["title"],
            "words": own + answered,
            "answered": answered,
            "record": record,
            "evidence": record + answered,
            "blanks": self.blanks[requirement.id],
        }

    def _answered(self, elements: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Titles with the words of answers under them: the six first, then all other places."""
        six = [{"title": e["title"], "words": e["answered"]} for e in elements if e["answered"]]
        rest = (p for p in PLACES if p in self.said and p not in places()["requirements"].values())
        return six + [{"title": places()["titles"][p], "words": self.said[p]} for p in rest]

    def _record(self, requirement: Requirement, place: str) -> list[str]:
        """The words of the note that an element rests on."""
        spans = [s for s in self.review.evidence(requirement) if s.source.kind == "note" and s.text.strip()]
        note = self.review.note.text
        if requirement.id == "time":
            return [self._mark(f, place) for f in named_times(self.words, spans)]
        return [self._mark(self.words(*_quoted(note, s)), place) for s in _apart(spans)]

    def _entry(self) -> dict[str, Any]:
        """Blanks for the making of a document; ``original`` is empty where the header holds a date already."""
        asks = places()["asks"]["entry"]
        header = [p for p, _ in self.passages if p.place == "header"]
        dates = self.review.facts.cues_of("date")
        dated = any(p.start <= c.start < p.end for p in header for c in dates if c.start < c.end)
        return {
            "date": self._mark((blank("late-entry-marked", asks["late-entry-marked"]),), ENTRY),
            "original": "" if dated else self._mark((blank("date-of-service", asks["date-of-service"]),), ENTRY),
            "signature": self._mark((blank("signature-credentials", asks["signature-credentials"]),), ENTRY),
        }


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Spans without those that lie within another one: no words twice."""
    out: list[Span] = []
    for s in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not out or s.end > out[-1].end:
            out.append(s)
    return out


def _quoted(note: str, span: Span) -> tuple[int, int]:
    """A stretch that can be quoted: no word or figure is cut, and no quotation mark or bracket stands without its half.

    What the reader found may end within *5/18*; quoted like that it would say something else.
    """
    start, end = span.start, span.end
    while start > 0 and not note[start - 1].isspace():
        start -= 1
    if sign := _SIGN_BEFORE.search(note, max(0, start - 12), start):
        start = sign.start(1)
    while end < len(note) and not note[end].isspace():
        end += 1
    while end > start and (note[end - 1] in _LOOSE or _is_half(note[end - 1], note[start:end])):
        end -= 1
    while start < end and (note[start] in _LOOSE or _is_half(note[start], note[start:end])):
        start += 1
    if end - start > 2 and note[start] in '(["“' and _PAIRS[note[start]] == note[end - 1]:
        inside = note[start + 1 : end - 1]
        if note[start] not in inside and note[end - 1] not in inside:
            start, end = start + 1, end - 1
    return start, end


def _is_half(sign: str, words: str) -> bool:
    other = _PAIRS.get(sign)
    if other is None:
        return False
    return words.count(sign) % 2 == 1 if sign == other else words.count(sign) > words.count(other)
