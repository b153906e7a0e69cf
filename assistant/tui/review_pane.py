"""The review pane: the verdict, the time, what would change the verdict element by element, and the units."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from assistant.dismissals import Dismissed
from assistant.results import Review
from assistant.tui import palette
from assistant.tui.hanging import HangingText
from assistant.tui.themes import scheme
from assistant.tui.timestrip import Stretch, TimeBar, Visit, stretch_at, visit_of


class TimeStrip(Static):
    """The visit as a bar; a click on a stretch goes to its words."""

    class Chosen(Message):
        """A stretch of time was clicked."""

        def __init__(self, stretch: Stretch) -> None:
            super().__init__()
            self.stretch = stretch

    def __init__(self, *, id: str | None = None, words: bool = True) -> None:
        super().__init__("", id=id, markup=False)
        self._words = words
        self.visit = Visit()

    def on_mount(self) -> None:
        """Follow the theme."""
        self.watch(self.app, "theme", self._paint, init=False)

    def show_words(self, words: bool) -> None:
        """With the line of words below the bar, or without."""
        if words != self._words:
            self._words = words
            self._paint()

    def show_visit(self, visit: Visit) -> None:
        """Show a visit."""
        if visit != self.visit:
            self.visit = visit
            self._paint()

    def _paint(self) -> None:
        colour = palette.element("time").style(scheme(self.app))
        self.update(TimeBar(self.visit, colour, words=self._words))

    def on_click(self, event: Click) -> None:
        """Go to the words of the stretch under the mouse."""
        width = self.content_size.width
        first, room = TimeBar(self.visit, "", words=False).room(width)
        place = event.get_content_offset(self)
        if place is None or place.y != 0 or not first <= place.x < first + room:
            return
        if (stretch := stretch_at(self.visit, place.x - first, room)) is not None:
            self.post_message(self.Chosen(stretch))


class ReviewPane(Vertical):
    """The review in full words."""

    HELP = "The verdict and what would change it. Arrow keys scroll."
    BINDING_GROUP_TITLE = "Review"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.focus_note", "Note", show=False, id="review.leave", tooltip="Go to the note"),
    ]

    def compose(self) -> ComposeResult:
        """A scroll, which is filled when it is first looked at: it is no part of the first paint."""
        yield VerticalScroll(id="review-scroll", can_focus=True)

    def _fill(self) -> None:
        scroll = self.query_one("#review-scroll", VerticalScroll)
        if not scroll.children:
            names = ["verdict", *(f"why-{name}" for name in palette.elements()), "units"]
            texts = [HangingText("", id=name, classes="prose", markup=False) for name in names]
            scroll.mount(texts[0], TimeStrip(id="review-time"), *texts[1:])

    def show_review(self, review: Review, dismissed: Iterable[Dismissed]) -> None:
        """Show a review with what would change it."""
        # Imported when there is something to judge: the rules are no part of the first paint.
        from assistant.counterfactuals import what_if
        from assistant.tui import judgement

        self._fill()
        colours = scheme(self.app)
        self.query_one("#verdict", HangingText).update(judgement.verdict_entries(review))
        self.query_one("#review-time", TimeStrip).show_visit(visit_of(review))
        for requirement, what in zip(review.requirements, what_if(review, dismissed), strict=True):
            text = judgement.element_entries(requirement, what, review, colours)
            self.query_one(f"#why-{requirement.id}", HangingText).update(text)
        self.query_one("#units", HangingText).update(judgement.money_entries(review))

    def show_nothing(self, why: str) -> None:
        """Say why there is no review."""
        self._fill()
        for text in self.query(HangingText):
            text.update("")
        self.query_one("#review-time", TimeStrip).show_visit(Visit())
        self.query_one("#verdict", HangingText).update(Content.assemble((why, "dim")))

    def go_to(self, requirement: str) -> None:
        """Bring an element into view at the top, once everything has its place."""
        target = self.query_one(f"#why-{requirement}")
        scroll = self.query_one("#review-scroll", VerticalScroll)
        # The first refresh shows the pane, and only the second knows how high its texts are.
        self.call_after_refresh(
            self.call_after_refresh, scroll.scroll_to_widget, target, top=True, animate=False, force=True
        )
