"""``reed chat``: the conversation in plain lines, for a terminal without the workbench and for scripts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.cli import streams
from assistant.cli.streams import ExitCode, asks_a_person, emit, emit_json, emit_text, tell
from assistant.errors import InputError, ReedError

if TYPE_CHECKING:
    from assistant.conversation import Conversation, Turn
    from assistant.note import Note

END = b"."
"""A line with nothing else ends a pasted note."""


@click.command(short_help="Talk about a note, in plain lines.")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="jsonl gives one object a turn, the opening (turn 0) first.",
)
@click.option("--payer", metavar="NAME", default="medicare", show_default=True, help="Payer profile to review by.")
@click.option(
    "--transcript",
    metavar="FILE",
    type=click.Path(),
    help="Keep the conversation in FILE, and go on with the one that FILE holds.",
)
@click.argument("path", required=False, type=click.Path())
def chat(form: str, payer: str, transcript: str | None, path: str | None) -> int:
    """Talk about a note: Reed asks for what is missing, one utterance a line answers. Ctrl-D ends it.

    Without PATH the note is pasted first, ended by a line with a single full stop.

    \b
      reed chat note.txt
      reed chat --format jsonl note.txt < said.txt
      reed chat --transcript talk.jsonl note.txt      (again without note.txt: goes on where it ended)

    A transcript holds the note and all that was said. It is readable by your account alone and not encrypted.

    Exit code: 0 nothing is left to report, 1 findings remain, 2 the input could not be used.
    """
    from assistant.cli.reviews import check_length, check_payer, load, needs_clinician
    from assistant.intake import read_note

    check_payer(payer)
    kept = Kept(transcript)
    if kept.text is None:
        note = _pasted() if path in (None, "-") else read_note(str(path))
        check_length(note.text, note.source)
        load()
    else:
        load()
        note = _same(path, kept)
    from assistant.conversation import say, start

    show = _json if form == "jsonl" else _text
    conversation = kept.conversation or start(note, payer=payer)
    kept.keep(conversation)
    # A script gets every turn; a person sees where the conversation stands.
    for turn in conversation.turns if form == "jsonl" else conversation.turns[-1:]:
        show(turn)
    for utterance in _said():
        check_length(utterance, "-")
        conversation = say(conversation, utterance)
        kept.keep(conversation)
        show(conversation.turns[-1])
        if conversation.finished and asks_a_person():
            break
    return ExitCode.FINDINGS if needs_clinician(conversation.review) else ExitCode.CLEAN


class Kept:
    """The file that a conversation is kept in; without a name it keeps nothing.

    Raises:
        ReedError: the file cannot be read or written, or it holds something else than a transcript.
    """

    def __init__(self, name: str | None) -> None:
        from assistant.intake import read_text

        self.path = None if name is None else Path(name)
        self.at: dict[int, str] = {}
        self.text: str | None = None
        self.conversation: Conversation | None = None
        if self.path is not None and self.path.exists():
            self.text = read_text(str(name))[0]

    def open(self) -> Conversation:
        """The conversation that the file holds."""
        from assistant.conversation.transcript import load

        reopened = load(self.text or "")
        self.conversation, self.at = reopened.conversation, dict(reopened.at)
        if reopened.differs:
            turns = ", ".join(str(n) for n in reopened.differs)
            tell(f"Replies differ now from those in the transcript (turn {turns}): the file or Reed has changed since.")
        return self.conversation

    def keep(self, conversation: Conversation) -> None:
        """Put the conversation into the file, whole, in place of what was there."""
        if self.path is None:
            return
        from assistant.conversation.transcript import dump
        from assistant.store import save_text

        now = datetime.now().astimezone().isoformat(timespec="seconds")
        for turn in conversation.turns:
            self.at.setdefault(turn.number, now)
        save_text(self.path, dump(conversation, self.at), overwrite=True)


def _same(path: str | None, kept: Kept) -> Note:
    """The note of a transcript; one given beside it must be the same.

    Raises:
        ReedError: it is another.
    """
    from assistant.intake import read_note

    note = kept.open().note
    if path is not None and read_note(path).text != note.text:
        raise ReedError(f"{kept.path} holds a conversation about another note.", "Give another file to --transcript.")
    return note


def _json(turn: Turn) -> None:
    emit_json(turn.to_dict())
    streams.flush()


def _text(turn: Turn) -> None:
    emit_text(turn.reply)
    emit("")
    streams.flush()


def _pasted() -> Note:
    """The note as pasted, up to a line with a single full stop or the end of input."""
    from assistant.intake import LIMIT, as_note, decode

    if asks_a_person():
        tell("Paste the note. A line with a single full stop ends it.")
    taken: list[bytes] = []
    size = 0
    for line in _lines():
        if line.strip() == END:
            break
        taken.append(line)
        size += len(line)
        if size > LIMIT:
            raise InputError(f"The pasted note is more than the {LIMIT // 1_000_000} MB that Reed reads as one note.")
    return as_note(*decode(b"".join(taken), "-"))


def _said() -> Iterator[str]:
    """Utterances, one a line; an empty line is one too, so that a script gets a turn for every line."""
    lines = _lines()
    while True:
        if asks_a_person():
            streams.prompt("> ")
        line = next(lines, None)
        if line is None:
            return
        # Typed in a terminal of another encoding, a line must still be understood.
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
        yield text.rstrip("\r\n")


def _lines() -> Iterator[bytes]:
    if sys.stdin is None:
        return
    # Read as bytes, and only as far as one line: what follows a pasted note is the conversation.
    yield from iter(sys.stdin.buffer.readline, b"")
