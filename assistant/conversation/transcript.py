"""A conversation kept as text and opened again: what was said, and for the record what was asked and answered.

A transcript is JSON Lines. Its first line holds the note, the payer and the version of the rules; each further line one
turn. Only what the person said and chose is read back: the rest is worked out again, and has to come out the same.

>>> from assistant.conversation import say, start
>>> from assistant.conversation.transcript import dump, load
>>> talk = say(start("Worked on standing balance."), "started 10:05")
>>> load(dump(talk)).conversation == talk
True
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant import __version__
from assistant.conversation.questions import bank_data
from assistant.conversation.talk import choose, say, start
from assistant.conversation.values import Conversation
from assistant.errors import ReedError
from assistant.note import Note
from assistant.results import REQUIREMENTS

SCHEMA = "reed.transcript/1"


class TranscriptError(ReedError):
    """A text that is no transcript; says which line and what is wrong with it, never what it holds."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """A conversation opened from a transcript."""

    conversation: Conversation
    differs: tuple[int, ...] = ()
    """Turns whose recorded reply is not what comes out now: the transcript was changed, or Reed was."""
    at: Mapping[int, str] = field(default_factory=dict)
    """When each turn was, as recorded; only for the record."""


def dump(conversation: Conversation, at: Mapping[int, str] | None = None) -> str:
    """The transcript of a conversation; ``load`` of it gives an equal one. Holds the whole note.

    Args:
        conversation: as it stands.
        at: when each turn was, by its number, where that is to be on record.
    """
    return "".join(f"{json.dumps(line)}\n" for line in _lines(conversation, at or {}))


def _lines(conversation: Conversation, at: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    note = conversation.note
    yield {
        "schema": SCHEMA,
        "note": note.text,
        "source": note.source,
        "encoding": note.encoding,
        "payer": conversation.payer,
        "reed": __version__,
        "questions": bank_data()["digest"],
    }
    for turn in conversation.turns:
        told = turn.to_dict()
        record = {k: told[k] for k in ("turn", "said", "kind", "intent", "about", "reply", "asked", "question")}
        if turn.chosen is not None:
            record["chosen"] = turn.chosen
        if turn.number in at:
            record["at"] = at[turn.number]
        yield record


def load(text: str, *, does: Iterable[str] = ()) -> Reopened:
    """Open a conversation from its transcript by saying everything again.

    Args:
        text: the transcript.
        does: as for `start`.

    Raises:
        TranscriptError: the text is no transcript.
    """
    rows = [_row(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not rows or rows[0].get("schema") != SCHEMA or not isinstance(rows[0].get("note"), str):
        raise TranscriptError("This is no transcript of a conversation.", "Give a file that --transcript has written.")
    head = rows[0]
    note = Note(head["note"], str(head.get("source", "-")), str(head.get("encoding", "utf-8")))
    talk = start(note, payer=str(head.get("payer", "medicare")), does=does)
    differs = [0] if _other(rows[1:2], talk) else []
    for number, row in enumerate(rows[2:], 3):
        said, chosen = row.get("said"), row.get("chosen")
        if not isinstance(said, str) or (chosen is not None and chosen not in REQUIREMENTS):
            raise TranscriptError(f"Line {number} of the transcript says nothing that was said.", "It may be damaged.")
        talk = say(choose(talk, chosen) if chosen else talk, said)
        if _other([row], talk):
            differs.append(talk.turns[-1].number)
    at = {n: str(row["at"]) for n, row in enumerate(rows[1:]) if "at" in row}
    return Reopened(talk, tuple(differs), at)


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise TranscriptError(f"Line {number} of the transcript is no JSON object.", "It may be damaged.")
    return row


def _other(rows: list[dict[str, Any]], talk: Conversation) -> bool:
    return any("reply" in row and row["reply"] != talk.turns[-1].reply for row in rows)
