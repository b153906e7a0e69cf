"""Getting about on the desk: from page to page, from an element to its words and back, and through the tour."""

from __future__ import annotations

from textual import getters, on
from textual.widgets import TabbedContent

from assistant.results import Review
from assistant.tui import showing
from assistant.tui.changes_pane import ChangeList, ChangesPane
from assistant.tui.disputing import Disputing
from assistant.tui.draft_pane import DraftPane
from assistant.tui.editor import MAX_CHARACTERS, NoteEditor
from assistant.tui.panels import ElementList, FindingList
from assistant.tui.review_pane import ReviewPane, TimeStrip
from assistant.tui.talk import AnswerLine, TalkPane


class Moving(Disputing):
    """What lies on the desk, and how one gets from one thing to the other."""

    editor = getters.query_one("#editor", NoteEditor)
    elements = getters.query_one("#elements", ElementList)
    brief = getters.query_one("#findings-short", FindingList)
    findings = getters.query_one("#findings", FindingList)
    talk = getters.query_one(TalkPane)
    draft_pane = getters.query_one(DraftPane)
    changes_pane = getters.query_one(ChangesPane)
    review_pane = getters.query_one(ReviewPane)
    strip = getters.query_one("#strip", TimeStrip)
    tabs = getters.query_one("#lower", TabbedContent)

    def write_review(self, review: Review | None) -> None:
        """Write the review in full words, if it is in sight."""
        if self.tabs.active != "tab-review":
            return
        if review is None:
            self.review_pane.show_nothing(showing.WAITING[self.why_waiting()])
        else:
            self.review_pane.show_review(review, self.session.dismissed)

    # Getting about

    def action_focus_note(self) -> None:
        """Go to the note."""
        self._show_half("upper")
        self.editor.focus()

    def action_focus_elements(self) -> None:
        """Go to the elements."""
        self._show_half("upper")
        self.elements.focus()

    def action_evidence(self) -> None:
        """From the note, or anywhere else, to the element; the list itself goes the other way."""
        if self.focused is self.editor and (here := self._element_here()):
            self.elements.highlight(here)
        self.action_focus_elements()

    def action_talk(self) -> None:
        """Go to the answer line."""
        self._show_tab("tab-talk")
        self.query_one(AnswerLine).focus()

    def action_draft(self) -> None:
        """Go to the draft."""
        self._show_tab("tab-draft")
        self.query_one("#draft-scroll").focus()

    def action_review(self) -> None:
        """Go to the review; from an element, to what is said of it."""
        at = self.elements.highlighted
        name = self.elements.id_at(at) if self.focused is self.elements and at is not None else None
        if self.focused is self.editor:
            name = self._element_here()
        self._review_at(name)

    def _review_at(self, name: str | None) -> None:
        self._show_tab("tab-review")
        self.write_review(self.review)
        self.query_one("#review-scroll").focus()
        if name is not None:
            self.review_pane.go_to(name)

    def explain(self, name: str) -> None:
        """Show what would change the verdict, for one element."""
        self.elements.highlight(name)
        self._review_at(name)

    def action_changes(self) -> None:
        """Go to what the draft would add."""
        self._show_tab("tab-changes")
        self.query_one(ChangeList).focus()

    def action_findings(self) -> None:
        """Go to the findings."""
        self._show_tab("tab-findings")
        self.findings.focus()

    def action_enlarge(self) -> None:
        """Give the window to the half that has the focus, and back."""
        if self.has_class("-enlarged-upper", "-enlarged-lower"):
            self.remove_class("-enlarged-upper", "-enlarged-lower")
            return
        focused = self.focused
        lower = focused is not None and self.tabs in focused.ancestors_with_self
        self.add_class("-enlarged-lower" if lower else "-enlarged-upper")

    def _show_half(self, half: str) -> None:
        other = "lower" if half == "upper" else "upper"
        if self.has_class(f"-enlarged-{other}"):
            self.remove_class(f"-enlarged-{other}")

    def _show_tab(self, name: str) -> None:
        self._show_half("lower")
        # In a small window a page to read has it all; the conversation stays beside what it speaks of.
        if self.has_class("-narrow") and self.has_class("-short"):
            self.set_class(name != "tab-talk", "-enlarged-lower")
        self.tabs.active = name

    def _element_here(self) -> str | None:
        caret = self.editor.caret
        at = [m.element for m in self.editor.marks if m.start <= caret <= m.end]
        if self.visited and self.visited[0] in at:
            return self.visited[0]
        return at[0] if at else None

    # Choices in the lists

    @on(ElementList.Chosen)
    def _to_element(self, event: ElementList.Chosen) -> None:
        self.go_to(event.requirement)

    def go_to(self, name: str) -> None:
        """Show the words of an element; each call the next of them."""
        found = [m for m in self.editor.marks if m.element == name]
        if not found:
            self._no_words(name)
            return
        before, place = self.visited or ("", -1)
        place = (place + 1) % len(found) if before == name else 0
        self.visited = (name, place)
        self.editor.border_subtitle = f"{showing.title(name)}: {place + 1} of {len(found)}"
        self.editor.reveal(found[place].start, found[place].end)
        self.action_focus_note()

    def _no_words(self, name: str) -> None:
        requirement = self.elements.requirement(name)
        if requirement is None:
            self.notify("There is no review yet.")
            return
        answered = bool(requirement.evidence)
        self.notify("Its words are in your answers below." if answered else "The note has no words for it yet.")
        self.action_talk()

    @on(ElementList.Asked)
    def _why(self, event: ElementList.Asked) -> None:
        self._review_at(event.requirement)

    @on(TimeStrip.Chosen)
    def _to_time(self, event: TimeStrip.Chosen) -> None:
        start, end = event.stretch.at
        if end > start and self.conversation and self.conversation.note.text == self.editor.text:
            self.editor.reveal(start, end)
            self.action_focus_note()
        else:
            self.go_to("time")

    @on(FindingList.Chosen)
    def _to_finding(self, event: FindingList.Chosen) -> None:
        finding, conversation = event.finding, self.conversation
        if finding.start is None or finding.end is None:
            self.notify(showing.plain(finding.fix or finding.message))
        elif conversation is None or conversation.note.text != self.editor.text:
            self.notify("The note has changed since; wait for the next review.")
        else:
            self.editor.reveal(finding.start, finding.end)
            self.action_focus_note()

    @on(TabbedContent.TabActivated)
    def _tab_shown(self, event: TabbedContent.TabActivated) -> None:
        event.stop()
        self.write_draft()
        self.write_review(self.review)

    @on(NoteEditor.Refused)
    def _too_long(self, event: NoteEditor.Refused) -> None:
        event.stop()
        self.notify(
            f"That would make the note {event.characters:,} characters long; the limit is {MAX_CHARACTERS:,}. "
            "Nothing was changed.",
            severity="error",
        )

    @on(AnswerLine.TooLong)
    def _answer_too_long(self) -> None:
        self.notify("That is too long for an answer. Paste notes into the note above.", severity="error")

    # The tour

    def show_for_tour(self, do: str) -> None:
        """Bring into view what a step of the tour speaks of."""
        word, _, name = do.partition(" ")
        if word == "words":
            self.go_to(name)
        elif word == "why":
            self.explain(name)
        else:
            {
                "note": self.action_focus_note,
                "talk": self.action_talk,
                "draft": self.action_draft,
                "changes": self.action_changes,
                "findings": self.action_findings,
            }[word]()
