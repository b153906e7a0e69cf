"""The desk: the one screen on which note, elements, conversation, review, draft, changes and findings lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import Footer, Static, TabbedContent, TabPane

from assistant.display import safe_display
from assistant.results import Review
from assistant.tui import showing
from assistant.tui.changes_pane import ChangeList, ChangesPane
from assistant.tui.disputing import Disputing
from assistant.tui.draft_pane import DraftPane
from assistant.tui.editor import MAX_CHARACTERS, NoteEditor
from assistant.tui.marks import marks_of
from assistant.tui.panels import ElementList, FindingList
from assistant.tui.review_pane import ReviewPane, TimeStrip
from assistant.tui.talk import AnswerLine, TalkPane
from assistant.tui.timestrip import Visit, visit_of

PLACEHOLDER = "Paste or type a note here,\nor open a file with ctrl+o.\n\nNew here? ctrl+p, then Tour."
KEYS = (("f1", "help", "app.help"), ("f4", "draft", "screen.draft"))
MENU = (("^p", "menu", "app.command_palette"), ("^q", "quit", "app.leave"))
FEW_KEYS = Content("  ").join(
    [Content.from_markup(f"[@click={do}][b]{key}[/b] {word}[/]") for key, word, do in (*KEYS, *MENU)]
)
"""For a window too narrow for the footer; each can be clicked."""
TABS = {
    "tab-talk": ("Conversation", "Talk"),
    "tab-review": ("Review", "Review"),
    "tab-draft": ("Draft", "Draft"),
    "tab-changes": ("Changes", "Diff"),
    "tab-findings": ("Findings", "Rules"),
}
"""Tab to its name, and to the one for a narrow window."""
NARROW, MEDIUM, WIDE = 34, 70, 110
"""Columns from which there is one column, two, and a side as high as the window."""
SHORT, ROOMY, TALL = 14, 28, 34
"""Rows from which there is anything to see, for the time in words, and for what lies behind a row."""


class Desk(Disputing):
    """What is seen and how one gets about; the work behind it is done by `Filing` and `Reviewer`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.help", "Help", id="desk.help", tooltip="Keys, legend, and what becomes of your note"),
        Binding(
            "f2,ctrl+g",
            "evidence",
            "Elements",
            key_display="f2",
            id="desk.evidence",
            tooltip="Between an element and its words in the note, there and back",
        ),
        Binding("f3,ctrl+t", "talk", "Talk", key_display="f3", id="desk.talk", tooltip="Answer Reed's question"),
        Binding("f4,ctrl+r", "draft", "Draft", key_display="f4", id="desk.draft", tooltip="The drafted note"),
        Binding(
            "f5,ctrl+l", "findings", "Findings", key_display="f5", id="desk.findings", tooltip="What the rules raise"
        ),
        Binding(
            "f6",
            "review",
            "Review",
            show=False,
            id="desk.review",
            tooltip="The verdict, and what would change it element by element",
        ),
        Binding(
            "f7", "changes", "Changes", show=False, id="desk.changes", tooltip="What the draft would add to the note"
        ),
        Binding(
            "f8",
            "enlarge",
            "Enlarge",
            show=False,
            id="desk.enlarge",
            tooltip="Give the whole window to one half, and back",
        ),
        Binding("ctrl+o", "open", "Open", show=False, id="desk.open", tooltip="Open a note from a file"),
        Binding("ctrl+s", "save", "Save as", show=False, id="desk.save", tooltip="Save the note to a file"),
        Binding("ctrl+n", "new", "New", show=False, id="desk.new", tooltip="Begin a new note beside this one"),
        Binding("alt+w", "put_away", "Put away", show=False, id="desk.away", tooltip="Close this note"),
        Binding(
            "alt+e", "edit_outside", "Editor", show=False, id="desk.edit", tooltip="Open the note in your own editor"
        ),
        Binding(
            "alt+c", "copy_note", "Copy note", show=False, id="desk.copy", tooltip="Copy the note to the clipboard"
        ),
    ]

    _told_status = ("", "")
    _told_title = ""

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

    def compose(self) -> ComposeResult:
        """Status line, notice, note beside elements, tabs below."""
        with Horizontal(id="status"):
            yield Static("Reed", id="where", markup=False)
            yield Static("", id="state", markup=False)
        yield Static("", id="open-notes", markup=False)
        yield Static("", id="notice", markup=False)
        yield Static(
            Content(f"Reed needs a larger window:\nat least {NARROW} columns and {SHORT} rows."),
            id="too-small",
            markup=False,
        )
        yield TimeStrip(id="strip")
        with Grid(id="desk"):
            yield NoteEditor(id="editor", placeholder=PLACEHOLDER)
            with Vertical(id="side"):
                yield ElementList(id="elements")
                yield FindingList(id="findings-short")
            with TabbedContent(id="lower", initial="tab-talk"):
                with TabPane(TABS["tab-talk"][0], id="tab-talk"):
                    yield TalkPane()
                with TabPane(TABS["tab-review"][0], id="tab-review"):
                    yield ReviewPane()
                with TabPane(TABS["tab-draft"][0], id="tab-draft"):
                    yield DraftPane()
                with TabPane(TABS["tab-changes"][0], id="tab-changes"):
                    yield ChangesPane()
                with TabPane(TABS["tab-findings"][0], id="tab-findings"):
                    yield FindingList(id="findings")
        yield Footer()
        yield Static(FEW_KEYS, id="few-keys", markup=False)

    def on_mount(self) -> None:
        """Name the frames; nothing here may wait."""
        self.editor.border_title = "Note"
        self.elements.border_title = "97112"
        self.brief.border_title = "Findings"
        self.begin()
        self.editor.focus()
        # Not before the first paint: importing the reader takes a second.
        self.call_after_refresh(self.load_reader)

    def on_resize(self, event: Resize) -> None:
        """Show as much as there is room for."""
        wide, tall = event.size.width >= WIDE, event.size.height >= TALL
        self.elements.show_detail(tall and event.size.width >= MEDIUM)
        self.brief.show_detail(tall and wide)
        self.strip.show_words(event.size.height >= ROOMY)
        for name, (long, short) in TABS.items():
            tab, label = self.tabs.get_tab(name), long if event.size.width >= MEDIUM else short
            if tab.label.plain != label:
                tab.label = Content(label)

    # What is shown

    def show_review(self, review: Review | None) -> None:
        """Show a review everywhere but in the conversation; without one, say why there is none."""
        why = self.why_waiting()
        self.elements.show_review(review, why)
        findings = review.findings if review else ()
        nothing = "Nothing else is raised." if review else why
        self.brief.show_findings(findings, nothing)
        self.findings.show_findings(findings, nothing)
        _entitle(self.brief, f"Findings: {showing.counted(findings)}" if review else "Findings")
        _entitle(self.elements, f"97112: {showing.met(review)}" if review else "97112")
        self.editor.show_marks(marks_of(review) if review else ())
        visit = visit_of(review) if review else Visit()
        self.strip.show_visit(visit)
        self.strip.set_class(bool(visit.length), "-shown")
        self.write_review(review)

    def write_review(self, review: Review | None) -> None:
        """Write the review in full words, if it is in sight."""
        if self.tabs.active != "tab-review":
            return
        if review is None:
            self.review_pane.show_nothing(showing.WAITING[self.why_waiting()])
        else:
            self.review_pane.show_review(review, self.session.dismissed)

    def show_open(self, titles: Sequence[str], place: int) -> None:
        """Show which notes are open, this one set apart; nothing where it is the only one."""
        parts = []
        for n, title in enumerate(titles):
            style = "reverse" if n == place else ""
            name = Content.from_markup(f"[@click=app.front({n})] {n + 1} $title [/]", title=title)
            parts.append(name.stylize(style) if style else name)
        bar = self.query_one("#open-notes", Static)
        bar.update(Content(" ").join(parts))
        bar.set_class(len(titles) > 1, "-shown")

    def show_talk(self) -> None:
        """Show the conversation and what was said since."""
        conversation = self.conversation
        turns = conversation.turns if conversation else ()
        pending = [s.text for s in self.session.said[sum(bool(t.said) for t in turns) :]]
        waiting = "" if conversation and not pending else showing.WAITING[self.why_waiting()]
        self.talk.show_turns(turns, pending, waiting)
        asked = conversation.asked if conversation else None
        self.talk.ask(showing.invitation(asked, conversation is not None))

    def show_status(self) -> None:
        """Show file, review in a line, reader and keeping."""
        review = self.review
        where = f"Reed · {self.title_of_note}" + (f" · {showing.summary(review)}" if review else "")
        state = " · ".join(filter(None, (self.reading(), self.keeping())))
        if self.title_of_note != self._told_title:
            self._told_title = self.title_of_note
            self.post_message(self.Elsewhere("titled"))
        # Every key comes through here: what has not changed costs no layout.
        if (where, state) != self._told_status:
            self._told_status = (where, state)
            self.query_one("#where", Static).update(Content(where))
            self.query_one("#state", Static).update(Content(state))

    def show_notice(self, text: str) -> None:
        """Say something that stays in sight; an empty text takes it away."""
        notice = self.query_one("#notice", Static)
        notice.update(Content(safe_display(text, keep_newlines=False)))
        notice.set_class(bool(text), "-shown")

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


def _entitle(widget: Widget, title: str) -> None:
    if str(widget.border_title) != title:  # A title that is set is painted anew, changed or not.
        widget.border_title = title
