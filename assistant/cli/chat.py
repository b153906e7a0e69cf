"""``reed chat``: the conversation in plain lines, for a terminal without the workbench and for scripts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from assistant.cli import streams
from assistant.cli.streams import ExitCode, asks_a_person, emit, emit_json, emit_text, tell
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.conversation import Turn
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
    "--dismissals", type=click.Path(), metavar="FILE", help="Findings that are disputed (TOML); they are not asked for."
)
@click.argument("path", required=False, type=click.Path())
def chat(form: str, payer: str, dismissals: str | None, path: str | None) -> int:
    """Talk about a note: Reed asks for what is missing, one utterance a line answers. Ctrl-D ends it.

    Without PATH the note is pasted first, ended by a line with a single full stop.

    \b
      reed chat note.txt
      reed chat --format jsonl note.txt < said.txt

    Exit code: 0 nothing is left to report, 1 findings remain, 2 the input could not be used.
    """
    from assistant.cli.disputes import Disputes
    from assistant.cli.reviews import check_length, check_payer, load, needs_clinician
    from assistant.intake import read_note

    check_payer(payer)
    disputes = Disputes(dismissals)
    note = _pasted() if path in (None, "-") else read_note(str(path))
    check_length(note.text, note.source)
    load()
    from assistant.conversation import say, start

    show = _json if form == "jsonl" else _text
    conversation = start(note, payer=payer, dismissed=disputes.entries)
    show(conversation.turns[-1])
    for utterance in _said():
        check_length(utterance, "-")
        conversation = say(conversation, utterance)
        show(conversation.turns[-1])
        if conversation.finished and asks_a_person():
            break
    disputes.settle(conversation.review)
    disputes.tell_unmet()
    return ExitCode.FINDINGS if needs_clinician(conversation.review) else ExitCode.CLEAN


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
