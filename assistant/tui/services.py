"""What the workbench asks of the other rooms, imported when it is needed: nothing here may delay the first paint."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

from assistant.note import Note
from assistant.results import Review


class Turn(Protocol):
    """One exchange: what was said (None at the opening) and what Reed replied."""

    @property
    def number(self) -> int:
        """0 is the opening."""

    @property
    def said(self) -> str | None:
        """The clinician's words."""

    @property
    def reply(self) -> str:
        """Reed's words."""


class Conversation(Protocol):
    """A conversation about one note; a frozen value."""

    @property
    def note(self) -> Note:
        """The note it is about."""

    @property
    def review(self) -> Review:
        """The review with the answers folded in."""

    @property
    def turns(self) -> Sequence[Turn]:
        """All turns, the opening first."""

    @property
    def asked(self) -> str | None:
        """Id of the requirement that is asked for now."""

    @property
    def answers(self) -> Sequence[Any]:
        """What was answered; drafting knows how to use it."""

    @property
    def finished(self) -> bool:
        """There is nothing left to ask."""


class Draft(Protocol):
    """A drafted note."""

    @property
    def text(self) -> str:
        """The draft; a blank in it reads ``[____: what is needed]``."""

    @property
    def claims(self) -> Sequence[Any]:
        """Where every stretch of it comes from."""

    @property
    def blanks(self) -> Sequence[Any]:
        """What is still to be filled in."""


@dataclass(frozen=True, slots=True)
class Services:
    """The rooms behind the workbench. Tests put others in their place."""

    load: Callable[[], None]
    """Load the reader; slow once."""
    start: Callable[[Note], Any]
    """Open a conversation about a note."""
    say: Callable[[Any, str], Any]
    """The conversation after one utterance."""
    asking: Callable[[Any, str | None], Any]
    """The conversation with this requirement asked for, whatever it would ask for by itself."""
    draft: Callable[[Review, Sequence[Any], str], Any]
    """A draft from a review and answers, by template name."""
    templates: Callable[[], tuple[str, ...]]
    """Names of templates, the default first."""
    read: Callable[[str], Note]
    """The note in a file."""
    changes: Callable[[str, Any], Sequence[Any]] = lambda text, draft: ()
    """A draft against the text of its note."""
    apply: Callable[[str, Sequence[Any], Collection[int]], str] = lambda text, found, accepted: text
    """The note with the accepted insertions."""
    export: Callable[[Any, str, bool, str], str] = lambda draft, path, confirmed, source: path
    """Write a draft to a file in the format its ending names, and say what was done. The third is True where the
    person agreed to replace a file, the last is the note's own file, or ``-``."""


COMMANDS = frozenset(("copy", "save-as", "export"))
"""Requests of a conversation that the workbench carries out."""


def _load() -> None:
    from assistant.reading import pipeline

    pipeline()


def _start(note: Note, payer: str | None = None) -> Conversation:
    from assistant.conversation import start

    # What an utterance can ask for beyond words is done by `Reviewer`.
    return start(note, payer=payer, does=COMMANDS) if payer else start(note, does=COMMANDS)


def _say(conversation: Any, utterance: str) -> Conversation:
    from assistant.conversation import say

    return say(conversation, utterance)


def _asking(conversation: Any, asked: str | None) -> Any:
    if conversation.asked == asked:
        return conversation
    return replace(conversation, state=replace(conversation.state, asked=asked, question=None))


def _draft(review: Review, answers: Sequence[Any], template: str) -> Draft:
    from assistant.drafting import draft

    return draft(review, answers, template)


def _templates() -> tuple[str, ...]:
    from assistant.drafting import template_names

    return template_names()


def _changes(text: str, draft: Any) -> Sequence[Any]:
    from assistant.drafting import changes

    return changes(text, draft)


def _apply(text: str, found: Sequence[Any], accepted: Collection[int]) -> str:
    from assistant.drafting import apply

    return apply(text, found, accepted)


def _export(draft: Any, path: str, confirmed: bool, source: str) -> str:
    from pathlib import Path

    from assistant.exporting import blanks_left, export, format_of, save

    target = Path(path).expanduser()
    save(export(draft, format_of(target)), target, force=confirmed, beside=None if source == "-" else Path(source))
    return f"Saved: {target}. {blanks_left(draft)}".rstrip()


def _read(path: str) -> Note:
    from assistant.intake import read_note

    return read_note(path)


SERVICES = Services(_load, _start, _say, _asking, _draft, _templates, _read, _changes, _apply, _export)


def services_for(payer: str | None) -> Services:
    """The rooms, with notes reviewed by this payer's profile where one is named."""
    return replace(SERVICES, start=partial(_start, payer=payer)) if payer else SERVICES
