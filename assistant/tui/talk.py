"""The conversation pane: what was said on both sides, and the line to answer on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input

from assistant.display import safe_display
from assistant.tui.hanging import Entry, Hanging, HangingText
from assistant.tui.services import Turn

SHOWN = 200
"""Turns shown; a log that grows without end would slow the screen."""
LONGEST = 5_000
"""Characters of one utterance."""
YOU, REED = "You   ", "Reed  "
SPEAKER = {YOU: "bold", REED: "$text-accent bold"}


class AnswerLine(Input):
    """One line to answer on. Pasted lines are joined instead of being cut after the first."""

    HELP = "Answer in your own words and press Enter. What you do not know you can pass over with “skip”."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.focus_note", "Note", show=False, id="answer.leave", tooltip="Go to the note"),
    ]

    class TooLong(Message):
        """What was pasted is too long for an answer."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key.startswith("alt+"):
            event.character = None  # A letter with alt is a command, and no letter.

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        line = safe_display(" ".join(event.text.split()), keep_newlines=False)
        if len(line) + len(self.value) > LONGEST:
            self.post_message(self.TooLong())
        elif self.selection.is_empty:
            self.insert_text_at_cursor(line)
        else:
            self.replace(line, *self.selection)


class TalkPane(Vertical):
    """Log and answer line."""

    class Said(Message):
        """The clinician said something."""

        def __init__(self, utterance: str) -> None:
            super().__init__()
            self.utterance = utterance

        def __repr__(self) -> str:
            return f"Said({len(self.utterance)} characters)"

    def compose(self) -> ComposeResult:
        """Log above, line below."""
        with VerticalScroll(id="log", can_focus=True):
            yield HangingText("", id="turns", markup=False)
        yield AnswerLine(id="answer", max_length=LONGEST, select_on_focus=False)

    def on_mount(self) -> None:
        """Nothing is asked yet."""
        self._count = (0, 0)
        self._rows: list[tuple[str, str, str]] = []
        self.ask("")

    def show_turns(self, turns: Sequence[Turn], pending: Sequence[str] = (), waiting: str = "") -> None:
        """Show the conversation.

        Args:
            turns: all turns.
            pending: utterances that are not answered yet.
            waiting: said below them, in place of Reed's reply.
        """
        left_out = max(0, len(turns) - SHOWN)
        rows = [("", f"({left_out} earlier turns are not shown)", "dim")] if left_out else []
        for turn in turns[left_out:]:
            rows += [(who, text, "") for who, text in ((YOU, turn.said), (REED, turn.reply)) if text]
        rows += [(YOU, said, "") for said in pending]
        if waiting:
            rows.append(("", waiting, "dim"))
        if rows == self._rows:
            return
        self._rows = rows
        self.query_one("#turns", HangingText).update(Hanging([_entry(*row) for row in rows]))
        count = len(turns), len(pending)
        if count != self._count:
            # What was asked last is in sight; but whoever reads further up is left there while nothing new is said.
            self._count = count
            self.call_after_refresh(self.query_one("#log", VerticalScroll).scroll_end, animate=False)

    def ask(self, placeholder: str) -> None:
        """What the empty answer line says."""
        line = self.query_one(AnswerLine)
        if line.placeholder != placeholder:
            line.placeholder = placeholder

    @on(Input.Submitted, "#answer")
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        utterance = event.value.strip()
        if utterance:
            event.input.clear()
            self.post_message(self.Said(utterance))


def _entry(who: str, text: str, style: str) -> Entry:
    head = Content.assemble((who, SPEAKER.get(who, "")))
    return Entry(head, Content.assemble((safe_display(text).rstrip(), style)))
