"""The desk: the one screen on which note, elements, conversation, review, draft, changes and findings lie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

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
from assistant.tui.changes_pane import ChangesPane
from assistant.tui.draft_pane import DraftPane
from assistant.tui.editor import NoteEditor
from assistant.tui.marks import marks_of
from assistant.tui.moving import Moving
from assistant.tui.panels import ElementList, FindingList
from assistant.tui.review_pane import ReviewPane, TimeStrip
from assistant.tui.talk import TalkPane
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


class Desk(Moving):
    """What is seen; how one gets about in it is told in `Moving`, the work behind it in `Filing` and `Reviewer`."""

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


def _entitle(widget: Widget, title: str) -> None:
    if str(widget.border_title) != title:  # A title that is set is painted anew, changed or not.
        widget.border_title = title
