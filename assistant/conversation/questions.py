"""What to ask next, and in which words.

The most important missing element comes first, missing before weak. Each element is asked for once; only a time that
was given in part is asked for a second time, for the rest of it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.conversation.values import State
from assistant.conversation.wording import line_of, quote
from assistant.facts import Span
from assistant.requirements.time import lacking
from assistant.requirements.wording import wording
from assistant.results import Requirement, Review

BANK_FILE = Path(__file__).with_name("questions.toml")
REASONS = ("missing", "vague", "partial")
REST_OF_TIME = "rest-of-time"
"""Marks in `State.closed` that the question for the rest of the time was answered."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of the bank, as data."""

    id: str
    requirement: str
    reason: str
    quotes: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    lead: str = ""
    bare: str = ""
    ask: str = ""

    @property
    def words(self) -> str:
        """The question itself."""
        return self.ask or element_question(self.requirement)


def element_question(requirement: str) -> str:
    """The question on an element that stands by itself."""
    return str(wording()[requirement]["question"])


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready to be put."""

    id: str
    requirement: str
    ask: str
    lead: str = ""
    """What in the note raised it; quoted words are safe to show."""
    evidence: Span | None = None
    """The words quoted in `lead`."""

    @property
    def about(self) -> Span | None:
        """The words that the question points at with *this* or *it*, and cannot be understood without."""
        by_itself = self.requirement == "time" or self.ask == element_question(self.requirement)
        return None if by_itself else self.evidence

    @property
    def text(self) -> str:
        """Lead, question and the ways to leave it open."""
        return " ".join(part for part in (self.lead, self.ask, bank_data()["ways_out"]) if part)


@cache
def bank_data() -> dict[str, Any]:
    """``questions.toml`` as read."""
    return tomllib.loads(BANK_FILE.read_text(encoding="utf-8"))


@cache
def bank() -> tuple[Entry, ...]:
    """Every question, in the order of the file."""
    return tuple(_read(entry) for entry in bank_data()["question"])


def _read(entry: dict[str, Any]) -> Entry:
    lead, bare, ask = (str(entry.get(k, "")) for k in ("lead", "bare", "ask"))
    quotes, lacks = (tuple(entry.get(k, ())) for k in ("quotes", "lacks"))
    return Entry(entry["id"], entry["requirement"], entry["reason"], quotes, lacks, lead, bare, ask)


def next_question(state: State) -> Question | None:
    """The question to put now; None when there is nothing left to ask."""
    if state.finished:
        return None
    for requirement in by_importance(state.review):
        if requirement.id in state.declined or requirement.dismissed is not None:
            continue
        if requirement.id not in state.closed:
            return question_for(requirement, state.review)
        if requirement.id == "time" and _partly_answered(state):
            return question_for(requirement, state.review, rest=True)
    return None


def standing_question(state: State) -> Question | None:
    """The question that is open, as it was put; None where none is."""
    for requirement in state.review.requirements:
        if requirement.id == state.asked:
            return question_for(requirement, state.review, rest=requirement.id in state.closed)
    return None


def by_importance(review: Review) -> tuple[Requirement, ...]:
    """Open elements in the order they are asked for: missing before weak, otherwise the order of the six."""
    return tuple(sorted(review.open_requirements, key=lambda r: r.status != "missing"))


def _partly_answered(state: State) -> bool:
    given = any(a.requirement == "time" and not a.kept for a in state.answers)
    return given and REST_OF_TIME not in state.closed


def question_for(requirement: Requirement, review: Review, *, rest: bool = False) -> Question:
    """The bank's question for an element as it stands in this review."""
    entry = _entry(requirement, review, rest)
    evidence = _evidence(entry, review)
    if evidence is not None:
        lead = entry.lead.format(quote=quote(evidence.text), line=line_of(evidence, review.note))
        return Question(entry.id, requirement.id, entry.words, lead, evidence)
    # *This* in the entry's own question would point at nothing.
    ask = entry.words if entry.bare or requirement.id == "time" else element_question(requirement.id)
    return Question(entry.id, requirement.id, ask, entry.bare)


def _entry(requirement: Requirement, review: Review, rest: bool) -> Entry:
    reason = "missing" if requirement.status == "missing" else "partial" if requirement.id == "time" else "vague"
    lacks = lacking(review.facts) if requirement.id == "time" and reason == "partial" else ()
    entries = [e for e in bank() if e.requirement == requirement.id and e.reason == reason]
    if len(lacks) < 3 or rest:
        for e in entries:
            if e.lacks == lacks:
                return e
    return next(e for e in entries if not e.lacks)


def _evidence(entry: Entry, review: Review) -> Span | None:
    """Words of the note that raise the question; for the time an answer's words will do."""
    for label in entry.quotes:
        spans = [s for s in review.facts.of(label) if s.text.strip() and s.score >= 0.5]
        # The clearest words, and the first among equals, so that a stray short match is not what is quoted.
        own = [s for s in spans if s.source.kind == "note" or label == "TIME"]
        if own:
            return own[0] if label == "TIME" else max(own, key=lambda s: (round(s.score, 1), len(s.text) > 8, -s.start))
    return None
