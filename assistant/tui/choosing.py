"""Small windows in which something is chosen or said: the notes, and the reason for which a finding is dismissed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.display import safe_display

LONGEST = 500
"""Characters of a reason."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the list of notes."""

    kind: str
    """``open``, ``recent``, ``sample``, ``waiting`` or ``clear`` (forget the recent ones)."""
    key: str
    """Place among the open notes, path, or name of the sample."""
    label: str


class NotesDialog(ModalScreen[Choice | None]):
    """Lists open notes, recent ones and samples; closes with the one chosen.

    Args:
        choices: in the order in which they are shown; a heading is put before each kind.
    """

    HELP = "Enter opens or brings to the front. Escape goes back."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f9", "dismiss(None)", "Back", key_display="esc", id="notes.back", tooltip="Go back"),
    ]
    HEADINGS: ClassVar[dict[str, str]] = {
        "open": "Open now",
        "waiting": "Left unfinished",
        "recent": "Opened or saved lately",
        "sample": "Invented notes to try",
    }

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._rows: list[Choice | None] = []
        self._labels: list[Content] = []
        kind = ""
        for choice in choices:
            if choice.kind != kind and choice.kind in self.HEADINGS:
                kind = choice.kind
                self._rows.append(None)
                self._labels.append(Content.assemble((self.HEADINGS[kind], "bold")))
            self._rows.append(choice)
            self._labels.append(Content(f"  {safe_display(choice.label, keep_newlines=False)}"))

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(classes="dialog -wide"):
            yield Static("Notes", classes="dialog-title", markup=False)
            rows = zip(self._rows, self._labels, strict=True)
            yield OptionList(
                *(Option(label, disabled=row is None) for row, label in rows), id="notes-list", markup=False
            )
            yield Static("Enter opens, Escape goes back.", classes="dialog-say", markup=False)

    @on(OptionList.OptionSelected, "#notes-list")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._rows[event.option_index])


def recent_label(path: str) -> str:
    """A path with its name first, for it is the name that one looks for."""
    pure = PurePath(path)
    return f"{pure.name}   ({pure.parent})"


class ReasonDialog(ModalScreen[tuple[str, str] | None]):
    """Asks why a finding is dismissed and by whom; closes with both, or with None.

    Args:
        finding: what is dismissed, in its own words.
        by: name to start from.
        where: what becomes of it, in one sentence.
    """

    HELP = "Say why the finding does not hold for this note, and who says so."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="reason.back", tooltip="Leave the finding as it is"),
    ]

    def __init__(self, finding: str, by: str, where: str) -> None:
        super().__init__()
        self._finding, self._by, self._where = finding, by, where

    def compose(self) -> ComposeResult:
        """The finding, two lines to fill in, and two buttons."""
        with Vertical(classes="dialog"):
            yield Static("Dismiss this finding?", classes="dialog-title", markup=False)
            yield Static(Content(safe_display(self._finding)), markup=False)
            yield Input(id="reason", placeholder="why it does not hold here", max_length=LONGEST)
            yield Input(self._by, id="by", placeholder="who says so", max_length=100, select_on_focus=False)
            yield Static(Content(safe_display(self._where)), id="reason-say", classes="dialog-say", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Dismiss it", id="yes", variant="primary", compact=True)
                yield Button("Go back", id="no", compact=True)

    @on(Input.Submitted, "#reason")
    def _next(self) -> None:
        self.query_one("#by", Input).focus()

    @on(Input.Submitted, "#by")
    @on(Button.Pressed, "#yes")
    def _done(self) -> None:
        reason, by = (" ".join(self.query_one(name, Input).value.split()) for name in ("#reason", "#by"))
        if not reason or not by:
            self.query_one("#reason-say", Static).update(Content("Both are needed: the reason, and who says so."))
            self.query_one("#by" if reason else "#reason", Input).focus()
            return
        self.dismiss((reason, by))

    @on(Button.Pressed, "#no")
    def _back(self) -> None:
        self.dismiss(None)
