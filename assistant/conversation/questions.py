"""What to ask next, and in which words.

The most important missing element comes first, missing before weak. Each element is asked for once; only a time that
was given in part is asked for a second time, for the rest of it. After the elements comes what the note claims beyond
what it shows, and figures that do not go together. A compliant note is asked nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
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
REASONS = ("missing", "vague", "partial", "conflict", "claim")
ABOUT_CLAIMS = ("conflict", "claim")
"""Reasons of questions on what the note says, not on what it leaves out."""
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
    rules: tuple[str, ...] = ()
    flag: str = ""
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
    reason: str = ""

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
    quotes, lacks, rules = (tuple(entry.get(k, ())) for k in ("quotes", "lacks", "rules"))
    flag = str(entry.get("flag", ""))
    return Entry(entry["id"], entry["requirement"], entry["reason"], quotes, lacks, rules, flag, lead, bare, ask)


@cache
def claim_questions() -> frozenset[str]:
    """Ids of questions on what is claimed or does not go together."""
    return frozenset(e.id for e in bank() if e.reason in ABOUT_CLAIMS)


def next_question(state: State) -> Question | None:
    """The question to put now; None when there is nothing left to ask."""
    if state.finished:
        return None
    for requirement in by_importance(state.review):
        if requirement.id in state.declined:
            continue
        if requirement.id not in state.closed:
            return question_for(requirement, state.review)
        if requirement.id == "time" and _partly_answered(state):
            return question_for(requirement, state.review, rest=True)
    return next(claims(state), None)


def claims(state: State) -> Iterator[Question]:
    """Questions on what the note claims, that were neither answered nor passed over."""
    if state.review.verdict == "compliant":
        return
    done = state.closed | state.declined
    for entry in bank():
        if entry.reason not in ABOUT_CLAIMS or entry.id in done:
            continue
        # The element itself was asked for: the same issue is not raised in other words.
        if not entry.flag and entry.reason == "claim" and entry.requirement in done:
            continue
        if (question := claim_question(entry, state.review)) is not None:
            yield question


def claim_question(entry: Entry, review: Review) -> Question | None:
    """The question of an entry on claims, with the words that raise it; None where nothing does."""
    if entry.flag and entry.flag not in review.flags:
        return None
    for f in review.findings:
        if f.rule in entry.rules and f.dismissed is None and f.start is not None and f.end is not None:
            if f.severity == "info" or not review.note.text[f.start : f.end].strip():
                continue
            evidence = Span(next(iter(entry.quotes), "OTHER"), f.start, f.end, review.note.text[f.start : f.end])
            lead = entry.lead.format(quote=quote(evidence.text), line=line_of(evidence, review.note))
            return Question(entry.id, entry.requirement, entry.words, lead, evidence, entry.reason)
    return None


def standing_question(state: State) -> Question | None:
    """The question that is open, as it was put; None where none is."""
    if state.question in claim_questions():
        entry = next(e for e in bank() if e.id == state.question)
        return claim_question(entry, state.review)
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
    implied = _implied(entry, review) if evidence is None and entry.reason == "vague" else None
    if (shown := evidence or implied) is not None:
        lead = entry.lead.format(quote=quote(shown.text), line=line_of(shown, review.note))
        # A diagnosis or a plan is shown, but it is not what *this* asks about.
        ask = element_question(requirement.id) if implied else entry.words
        return Question(entry.id, requirement.id, ask, lead, shown, entry.reason)
    # *This* in a question on what is vague would point at nothing.
    by_itself = entry.reason != "vague" or requirement.id == "time"
    ask = entry.words if by_itself else element_question(requirement.id)
    return Question(entry.id, requirement.id, ask, entry.bare, None, entry.reason)


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


def _implied(entry: Entry, review: Review) -> Span | None:
    """Words of the note that only name or imply an element: a goal, a plan, a diagnosis, the name of the code."""
    requirement = next(r for r in review.requirements if r.id == entry.requirement)
    planned = [s for s in review.evidence(requirement) if s.source.kind == "note" and s.text.strip()]
    if planned:
        return planned[0]
    hints = {"deficits": ("diagnosis",), "interventions": ("named-code",)}.get(entry.requirement, ())
    for kind in (*(f"hint {label}" for label in entry.quotes), *hints):
        for cue in review.facts.cues_of(kind):
            if cue.text.strip() and cue.end:
                return Span(entry.quotes[0], cue.start, cue.end, cue.text)
    return None
