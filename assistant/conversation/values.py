"""The values of a conversation: what was said, what was taken from it, and where it stands.

The words of a note and of the clinician are health information: no repr in this file shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.dismissals import Dismissed
from assistant.facts import Clock, CodeLine, Cue, Facts, Span
from assistant.note import Note
from assistant.results import Review

NO_TIMES = Clock()
OTHER = "other"
"""Stands for a requirement in answers that belong to none of the six."""
NOTE = "note"
"""Stands for a requirement in the note with words corrected (`State.note`)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one utterance."""

    turn: int
    """0 for the note, in the note with words corrected."""
    start: int
    end: int
    """Exclusive."""


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What one utterance says to one requirement; an utterance that says several things gives several answers.

    `text` is the utterance as typed. Where a later utterance corrected single words of it, `text` has the new words,
    `turn` is the correcting turn and `pieces` tell where each stretch of `text` was said.
    """

    turn: int
    requirement: str
    """One of the six, ``other`` for facts of none of them, or ``note`` for the note with words corrected."""
    text: str
    spans: tuple[Span, ...] = ()
    """Offsets count characters of `text`."""
    start: int = 0
    """Stretch of `text` that is the answer, without words such as *make that*."""
    end: int = 0
    """Exclusive."""
    kept: bool = False
    """The reader found nothing of the element in the words: they stand as given and count as weak."""
    denied: bool = False
    """The words say that there was none of it."""
    clock: Clock = NO_TIMES
    """Times that the utterance states; nothing in it is worked out."""
    codes: tuple[CodeLine, ...] = ()
    cues: tuple[Cue, ...] = ()
    pieces: tuple[Piece, ...] = ()
    """Where the characters of `text` were said, in order."""

    def __repr__(self) -> str:
        return f"Answer(turn={self.turn}, requirement={self.requirement!r}, {len(self.text)} characters)"

    def said(self, start: int, end: int) -> Iterator[Piece]:
        """Where a stretch of `text` was said, piece by piece."""
        at = 0
        for piece in self.pieces or (Piece(self.turn, 0, len(self.text)),):
            length = piece.end - piece.start
            a, b = max(start, at), min(end, at + length)
            if a < b:
                yield Piece(piece.turn, piece.start + a - at, piece.start + b - at)
            at += length


@dataclass(frozen=True, slots=True, repr=False)
class Turn:
    """One utterance and what came back; the opening is turn 0 and has nothing said."""

    number: int
    said: str
    reply: str
    """Safe to show: control, hidden and reordering characters are visible pictures."""
    asked: str | None
    """Id of the requirement that the reply asks for."""
    review: Review
    """The review with all answers so far."""
    intent: str = ""
    """What the utterance was taken as: ``answer``, ``correction``, ``draft``, ``undo`` and so on."""
    question: str | None = None
    """Id of the question in the bank."""
    about: tuple[str, ...] = ()
    """Requirements that the utterance bore on."""
    form: str | None = None
    """For ``draft``: the form as named, such as ``soap`` or ``narrative``; None where none was."""
    argument: str = ""
    """For ``draft``: name of the template; for ``save-as`` and ``export``: what was named."""
    chosen: str | None = None
    """Requirement that the person picked to answer instead of the one asked for."""
    then: str = ""
    """A request in the same utterance, behind the answer: *10:05 to 10:43, draft it*."""

    def __repr__(self) -> str:
        return f"Turn({self.number}, intent={self.intent!r}, asked={self.asked!r})"

    @property
    def kind(self) -> str:
        """``answer``, ``correct``, ``decline``, ``ask``, ``command`` or ``unclear``; ``opening`` for turn 0."""
        from assistant.conversation.intents import kind_of

        return "opening" if self.number == 0 else kind_of(self.intent)

    @property
    def named(self) -> str:
        """The intent as records name it: a draft asked for by its form is ``soap``, ``narrative`` or ``bulleted``."""
        if self.intent != "draft" or self.form is None:
            return self.intent
        if "soap" in self.form:
            return "soap"
        return self.argument if self.argument in ("narrative", "bulleted") else self.intent

    def to_dict(self) -> dict[str, Any]:
        """The turn as one object of ``reed chat --format jsonl``."""
        return {
            "turn": self.number,
            "said": self.said,
            "kind": self.kind,
            "intent": self.named,
            "about": list(self.about),
            "argument": self.argument or None,
            "reply": self.reply,
            "asked": self.asked,
            "question": self.question,
            "review": self.review.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Decline:
    """A question that the person left open, and how: the three ways say different things."""

    topic: str
    """Id of a requirement, or of a question on what is claimed."""
    how: str
    """``skip`` (left as written), ``unknown`` (cannot be told) or ``not-done`` (did not take place)."""
    turn: int


@dataclass(frozen=True, slots=True, repr=False)
class State:
    """Everything that *undo* takes back."""

    review: Review
    answers: tuple[Answer, ...] = ()
    note: Answer | None = None
    """The note with words corrected (`assistant.conversation.corrected`); None where none are."""
    facts: Facts | None = None
    """What that says; offsets count the note as written. None where nothing of the note is corrected."""
    declines: tuple[Decline, ...] = ()
    """What the person passed over, in the order said; it is not asked for again."""
    closed: frozenset[str] = frozenset()
    """Requirements that were asked for and answered, ``rest-of-time``, and ids of questions on what is claimed."""
    told: frozenset[str] = frozenset()
    """Requirements of which it was said what the answers leave open."""
    asked: str | None = None
    question: str | None = None
    finished: bool = False

    @property
    def declined(self) -> frozenset[str]:
        """Topics the person passed over."""
        return frozenset(d.topic for d in self.declines)

    def __repr__(self) -> str:
        return f"State({len(self.answers)} answers, asked={self.asked!r})"


@dataclass(frozen=True, slots=True)
class Step:
    """A state that *undo* goes back to, and the turn that led away from it."""

    state: State
    turn: int


@dataclass(frozen=True, slots=True, repr=False)
class Conversation:
    """A conversation as it stands after its last turn."""

    note: Note
    facts: Facts
    """Facts of the note alone."""
    state: State
    turns: tuple[Turn, ...] = ()
    past: tuple[Step, ...] = ()
    """The latest last; *undo* takes it away."""
    payer: str = "medicare"
    dismissed: tuple[Dismissed, ...] = ()
    """What the person disputes; it is marked in every review of the conversation and not asked for."""
    does: frozenset[str] = frozenset()
    """Commands that what shows the conversation carries out by itself: ``copy``, ``save-as``, ``export``."""

    def __repr__(self) -> str:
        return f"Conversation({self.note!r}, {len(self.turns)} turns, asked={self.asked!r})"

    @property
    def review(self) -> Review:
        """The note judged together with the answers so far."""
        return self.state.review

    @property
    def asked(self) -> str | None:
        """Id of the requirement now asked for; None when there is nothing left to ask."""
        return self.state.asked

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Answers that stand, in the order given; corrected and withdrawn ones are gone.

        Where words of the note itself were corrected, the last one holds the note with them (``note``): drafts need it.
        """
        return (*self.state.answers, *((self.state.note,) if self.state.note else ()))

    @property
    def read(self) -> Facts:
        """Facts of the note with the words that were corrected; what answers add is not in them."""
        return self.state.facts or self.facts

    @property
    def declined(self) -> frozenset[str]:
        """Topics the person passed over."""
        return self.state.declined

    @property
    def declines(self) -> tuple[Decline, ...]:
        """What was passed over and how: *not done* is a fact about the visit, *don't know* is not."""
        return self.state.declines

    @property
    def finished(self) -> bool:
        """True once the person has ended the conversation."""
        return self.state.finished
