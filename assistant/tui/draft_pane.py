"""The draft pane: the drafted note with its blanks standing out, and where its words come from."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.display import safe_display
from assistant.tui.services import Draft

DOES = Content.from_markup(
    "[@click=screen.copy_draft]c copies[/], [@click=screen.save_draft]s saves[/], "
    "[@click=screen.next_template]t next template[/], [@click=screen.print_draft]p prints[/]"
)
"""What can be done with a draft, by key or by a click."""
BLANK = "bold reverse"
ANSWERED = "italic"


class DraftPane(Vertical):
    """A draft, read-only."""

    HELP = "The draft. Blanks stand out; words of your answers are in italics; the rest is of the note, or a heading."
    BINDING_GROUP_TITLE = "Draft"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c",
            "screen.copy_draft",
            "Copy",
            show=False,
            id="draft.copy",
            tooltip="Copy the draft to the clipboard",
        ),
        Binding(
            "s",
            "screen.save_draft",
            "Save",
            show=False,
            id="draft.save",
            tooltip="Save the draft as text, Markdown, DOCX or JSON",
        ),
        Binding(
            "t",
            "screen.next_template",
            "Template",
            show=False,
            id="draft.template",
            tooltip="Draft with the next template",
        ),
        Binding(
            "p", "screen.print_draft", "Print", show=False, id="draft.print", tooltip="Send the draft to the printer"
        ),
        Binding("escape", "screen.focus_note", "Note", show=False, id="draft.leave", tooltip="Go to the note"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.draft: Draft | None = None

    def compose(self) -> ComposeResult:
        """A line about the draft above the draft."""
        yield Static("", id="draft-about", markup=False)
        with VerticalScroll(id="draft-scroll", can_focus=True):
            yield Static("", id="draft-text", markup=False)

    def show_draft(self, draft: Draft, template: str) -> None:
        """Show a draft."""
        self.draft = draft
        blanks = len(draft.blanks)
        count = "no blanks" if not blanks else "1 blank to fill in" if blanks == 1 else f"{blanks} blanks to fill in"
        about = Content.from_markup("$template · $count · ", template=template, count=count)
        self.query_one("#draft-about", Static).update(about + DOES)
        self.query_one("#draft-text", Static).update(styled(draft))

    def show_nothing(self, why: str) -> None:
        """Say why there is no draft."""
        self.draft = None
        self.query_one("#draft-about", Static).update(Content(""))
        self.query_one("#draft-text", Static).update(Content.assemble((why, "dim")))


def styled(draft: Draft) -> Content:
    """The draft with blanks and answered words set apart; its offsets hold, because it stays as long as it was."""
    content = Content(safe_display(draft.text), strip_control_codes=False)
    for claim in draft.claims:
        if _kind(claim) == "answer":
            content = content.stylize(ANSWERED, claim.start, claim.end)
    for blank in draft.blanks:
        content = content.stylize(BLANK, blank.start, blank.end)
    return content


def _kind(claim: Any) -> str:
    return str(getattr(getattr(claim, "source", None), "kind", ""))
