"""The changes pane: what the draft would add to the note, each insertion accepted or rejected by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.tui import palette
from assistant.tui.diffing import ACCEPTED, OPEN, REJECTED, Decisions, rows, told
from assistant.tui.hanging import Entry, Hanging
from assistant.tui.panels import RowList
from assistant.tui.themes import scheme

KEYS = Content.from_markup("a accept  r reject  [@click=screen.put_changes]p put into the note[/]")
"""The keys; a click on an insertion turns it, and one here puts what is accepted into the note."""


class ChangeList(RowList):
    """The note with the insertions in it; only these can be chosen."""

    HELP = "The note with what the draft would add. What the draft leaves out stays in the note; only additions count."
    BINDING_GROUP_TITLE = "Changes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "decide('accepted')", "Accept", show=False, id="changes.accept", tooltip="Accept this insertion"),
        Binding("r", "decide('rejected')", "Reject", show=False, id="changes.reject", tooltip="Reject this insertion"),
        Binding(
            "enter,space",
            "select",
            "Accept or reject",
            show=False,
            id="changes.toggle",
            tooltip="Accept this insertion, or reject it where it is accepted",
        ),
        Binding(
            "A",
            "decide_all('accepted')",
            "Accept all",
            show=False,
            id="changes.all",
            tooltip="Accept all but the blanks",
        ),
        Binding("R", "decide_all('rejected')", "Reject all", show=False, id="changes.none", tooltip="Reject all"),
        Binding("u", "undo", "Undo", show=False, id="changes.undo", tooltip="Take the last decision back"),
        Binding(
            "p",
            "screen.put_changes",
            "Put into the note",
            show=False,
            id="changes.put",
            tooltip="Put what is accepted into the note (ctrl+z there takes it back)",
        ),
        Binding(
            "c",
            "screen.copy_changed",
            "Copy",
            show=False,
            id="changes.copy",
            tooltip="Copy the note with what is accepted",
        ),
        Binding(
            "t",
            "screen.next_template",
            "Template",
            show=False,
            id="changes.template",
            tooltip="Draft with the next form",
        ),
        Binding("escape", "screen.focus_note", "Note", show=False, id="changes.leave", tooltip="Go to the note"),
    ]

    class Decided(Message):
        """Decisions have changed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.found: tuple[Any, ...] = ()
        self.decisions = Decisions()
        self._why = ""
        self._changes: list[Any] = []

    def on_focus(self) -> None:
        """The keys stand in the line above."""

    def on_blur(self) -> None:
        """The keys stand in the line above."""

    def show_changes(self, found: Sequence[Any], why: str = "") -> None:
        """Show changes; without any, why there are none."""
        self.found, self._why = tuple(found), why
        self.repaint()

    def repaint(self) -> None:
        """Build the rows anew; the highlight stays on its insertion."""
        colour = palette.status("met").colour(scheme(self.app))
        laid = rows(self.found, self.decisions, colour)
        before = self._changes[self.highlighted] if self.highlighted is not None and self._changes else None
        self._changes = [row.change for row in laid]
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            self.add_options([Option(row.shown, disabled=row.change is None) for row in laid])
            if not laid:
                self.add_option(Option(Hanging([Entry(Content.assemble((self._why, "dim")))]), disabled=True))
        places = [n for n, c in enumerate(self._changes) if c is not None]
        if places:
            same = [n for n in places if before is not None and self._changes[n].text == before.text]
            self.highlighted = same[0] if same else places[0]

    @property
    def insertions(self) -> list[Any]:
        """The insertions, in order."""
        return [c for c in self.found if c.kind == "inserted"]

    def action_decide(self, what: str) -> None:
        """Accept or reject the highlighted insertion, and go on to the next that is open."""
        change = self._here()
        if change is None:
            return
        self.decisions = self.decisions.decide([change], what)
        self._decided()
        after = [n for n, c in enumerate(self._changes) if c is not None and self.decisions.of(c) == OPEN]
        here = self.highlighted or 0
        if after:
            self.highlighted = next((n for n in after if n > here), after[0])

    def action_decide_all(self, what: str) -> None:
        """Accept all but the blanks, or reject all."""
        meant = [i for i in self.insertions if what == REJECTED or i.source != "blank"]
        if meant:
            self.decisions = self.decisions.decide(meant, what)
            self._decided()

    def action_undo(self) -> None:
        """Take the last decision back."""
        if self.decisions.before is None:
            self.notify("Nothing was decided yet.")
            return
        self.decisions = self.decisions.undone()
        self._decided()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Accept, or reject what was accepted."""
        event.stop()
        change = self._changes[event.option_index] if event.option_index < len(self._changes) else None
        if change is not None:
            what = REJECTED if self.decisions.of(change) == ACCEPTED else ACCEPTED
            self.decisions = self.decisions.decide([change], what)
            self._decided()

    def _here(self) -> Any:
        place = self.highlighted
        return self._changes[place] if place is not None and place < len(self._changes) else None

    def _decided(self) -> None:
        self.repaint()
        self.post_message(self.Decided())


class ChangesPane(Vertical):
    """What the draft would add, with a line about it above."""

    def compose(self) -> ComposeResult:
        """Line and list."""
        yield Static("", id="changes-about", markup=False)
        yield ChangeList(id="changes")

    @property
    def list(self) -> ChangeList:
        """The list."""
        return self.query_one(ChangeList)

    def show_changes(self, found: Sequence[Any], template: str) -> None:
        """Show the changes of a draft."""
        self._template = template
        self.list.show_changes(found, "")
        self._tell()

    def show_nothing(self, why: str) -> None:
        """Say why there is nothing."""
        self._template = ""
        self.list.show_changes((), why)
        self.query_one("#changes-about", Static).update(Content(""))

    @on(ChangeList.Decided)
    def _tell(self) -> None:
        found = self.list.found
        parts = [Content(told(found, self.list.decisions))]
        if self.list.insertions:
            parts.append(KEYS)
        if self._template:
            parts.append(Content(self._template))
        self.query_one("#changes-about", Static).update(Content(" · ").join(parts))
