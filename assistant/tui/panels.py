"""The lists beside and below the note: the six elements and the findings."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.results import Finding, Requirement, Review
from assistant.tui import palette, showing
from assistant.tui.hanging import Hanging
from assistant.tui.themes import scheme


class RowList(OptionList):
    """An option list whose rows change without losing the place in it."""

    _detail = True

    def set_rows(self, rows: list[Hanging]) -> None:
        """Show these rows; the highlight stays on its row where there still is one."""
        if len(rows) != self.option_count:
            place = self.highlighted
            self.clear_options()
            self.add_options([Option(row) for row in rows])
            if rows:
                self.highlighted = min(place or 0, len(rows) - 1)
            return
        for index, row in enumerate(rows):
            if not row.same(self.get_option_at_index(index).prompt):
                self.replace_option_prompt_at_index(index, row)

    def on_mount(self) -> None:
        """Follow the theme."""
        self.watch(self.app, "theme", self.repaint, init=False)
        self.repaint()

    def on_focus(self) -> None:
        """Say what the list is for, while the keys go to it."""
        self.border_subtitle = "enter: words  w: why"

    def on_blur(self) -> None:
        """Say nothing."""
        self.border_subtitle = ""

    def repaint(self) -> None:
        """Build the rows anew."""

    def show_detail(self, detail: bool) -> None:
        """With what lies behind each row below it, or one line for each."""
        if detail != self._detail:
            self._detail = detail
            self.repaint()

    @property
    def _scheme(self) -> str:
        return scheme(self.app)


class ElementList(RowList):
    """The six elements with status and evidence."""

    HELP = "The six elements. Enter shows the words an element rests on; the same key comes back."
    BINDING_GROUP_TITLE = "Elements"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,f2,ctrl+g",
            "select",
            "Show words",
            show=False,
            id="elements.show",
            tooltip="Go to the words in the note this element rests on; again for the next ones",
        ),
        Binding(
            "w",
            "why",
            "Why",
            show=False,
            id="elements.why",
            tooltip="What this element rests on, and what would change the verdict",
        ),
        Binding("escape", "screen.focus_note", "Note", show=False, id="elements.leave", tooltip="Go to the note"),
    ]

    class Asked(Message):
        """What would change the verdict is asked of a requirement."""

        def __init__(self, requirement: str) -> None:
            super().__init__()
            self.requirement = requirement

    class Chosen(Message):
        """A requirement was selected."""

        def __init__(self, requirement: str) -> None:
            super().__init__()
            self.requirement = requirement

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._review: Review | None = None
        self._why = "waiting"

    def show_review(self, review: Review | None, why: str = "waiting") -> None:
        """Show a review; or, without one, six rows that say why there is none."""
        self._review, self._why = review, why
        self.repaint()

    def repaint(self) -> None:
        """Build the rows anew."""
        review = self._review
        if review is None:
            self.set_rows([showing.waiting_row(r, self._scheme, self._why) for r in palette.elements()])
        else:
            rows = [showing.element_row(r, review, self._scheme, detail=self._detail) for r in review.requirements]
            self.set_rows(rows)

    def requirement(self, name: str) -> Requirement | None:
        """The requirement as last reviewed."""
        found = self._review.requirements if self._review else ()
        return next((r for r in found if r.id == name), None)

    def id_at(self, place: int) -> str:
        """Id of the requirement in a row."""
        return palette.elements()[place]

    def highlight(self, name: str) -> None:
        """Put the highlight on an element."""
        self.highlighted = palette.elements().index(name)

    def action_why(self) -> None:
        """Ask what would change the verdict."""
        self.post_message(self.Asked(self.id_at(self.highlighted or 0)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Announce the choice as a requirement."""
        event.stop()
        self.post_message(self.Chosen(palette.elements()[event.option_index]))


class FindingList(RowList):
    """What the rules say beyond the six elements."""

    HELP = "What the rules raise. Enter shows the words in the note."
    BINDING_GROUP_TITLE = "Findings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select",
            "Show words",
            show=False,
            id="findings.show",
            tooltip="Go to the words in the note, if there are any",
        ),
        Binding(
            "d",
            "dispute",
            "Dismiss",
            show=False,
            id="findings.dismiss",
            tooltip="Dismiss this finding with a reason, or have it count again",
        ),
        Binding(
            "u",
            "screen.undo_dismissal",
            "Undo",
            show=False,
            id="findings.undo",
            tooltip="Take the last dismissal back",
        ),
        Binding("escape", "screen.focus_note", "Note", show=False, id="findings.leave", tooltip="Go to the note"),
    ]

    class Disputed(Message):
        """A finding is to be dismissed, or to count again."""

        def __init__(self, finding: Finding) -> None:
            super().__init__()
            self.finding = finding

    class Chosen(Message):
        """A finding was selected."""

        def __init__(self, finding: Finding) -> None:
            super().__init__()
            self.finding = finding

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._findings: list[Finding] = []
        self._nothing = ""

    def on_focus(self) -> None:
        """Say what the list is for, while the keys go to it."""
        self.border_subtitle = "enter: words  d: dismiss"

    def action_dispute(self) -> None:
        """Dismiss the highlighted finding, or have it count again."""
        place = self.highlighted
        if place is not None and place < len(self._findings):
            self.post_message(self.Disputed(self._findings[place]))

    def show_findings(self, findings: tuple[Finding, ...], nothing: str) -> None:
        """Show findings, the heaviest first; without any, the words `nothing`."""
        self._findings, self._nothing = showing.ordered(findings), nothing
        self.repaint()

    def repaint(self) -> None:
        """Build the rows anew."""
        rows = [showing.finding_row(f, self._scheme, detail=self._detail) for f in self._findings]
        self.set_rows(rows or [showing.empty_row(self._nothing)])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Announce the choice as a finding."""
        event.stop()
        if event.option_index < len(self._findings):
            self.post_message(self.Chosen(self._findings[event.option_index]))
