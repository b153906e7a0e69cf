"""Drafting behind the desk: the draft and what it would change, and what is asked for in the conversation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual import getters, on, work
from textual.message import Message
from textual.widgets import TabbedContent

from assistant.store import Autosave
from assistant.tui import showing
from assistant.tui.changes_pane import ChangesPane
from assistant.tui.diffing import not_yet_in
from assistant.tui.draft_pane import DraftPane
from assistant.tui.keeping import Keeping
from assistant.tui.services import Services

CARRIED_OUT = ("draft", "copy", "save-as", "export")
"""Requests of a conversation that the workbench does something for."""
DRAFTED = ("tab-draft", "tab-changes")
"""Tabs for which a draft is written."""


class Drafter(Keeping):
    """Writes drafts in a thread.

    Args:
        services: the rooms behind the workbench.
        autosave: where unfinished work is kept; one without a folder keeps nothing.
    """

    draft_pane: getters.query_one[DraftPane]
    changes_pane: getters.query_one[ChangesPane]
    tabs: getters.query_one[TabbedContent]

    class Drafted(Message):
        """A draft was written."""

        def __init__(self, conversation: Any, template: str, draft: Any, changes: Sequence[Any]) -> None:
            super().__init__()
            self.conversation = conversation
            self.template = template
            self.draft = draft
            self.changes = changes

    def __init__(self, services: Services, autosave: Autosave) -> None:
        super().__init__(autosave)
        self.services = services
        self.conversation: Any = None
        """The conversation as last read; None until there is one for this note."""
        self._template = 0
        self._after_draft: Callable[[], None] | None = None

    def why_waiting(self) -> str:
        """In a word or two, why there is no review."""
        return "no note"

    def write_draft(self) -> None:
        """Write the draft anew, if it or what it would change is in sight."""
        if self.tabs.active not in DRAFTED:
            return
        if self.conversation is None:
            why = showing.WAITING[self.why_waiting()]
            self.draft_pane.show_nothing(why)
            self.changes_pane.show_nothing(why)
        else:
            self._write(self.conversation, self._template)

    @work(thread=True, exclusive=True, group="draft", exit_on_error=False, description="write the draft")
    def _write(self, conversation: Any, template: int) -> None:
        names = self.services.templates()
        name = names[template % len(names)]
        draft = self.services.draft(conversation.review, conversation.answers, name)
        found = not_yet_in(conversation.note.text, self.services.changes(conversation.note.text, draft))
        self.post_message(self.Drafted(conversation, name, draft, found))

    @on(Drafted)
    def _is_drafted(self, event: Drafted) -> None:
        if event.conversation is self.conversation:
            self.draft_pane.show_draft(event.draft, event.template)
            self.changes_pane.show_changes(event.changes, event.template)
            then, self._after_draft = self._after_draft, None
            if then is not None:
                then()

    def draft_with(self, template: int) -> None:
        """Show the draft by the template at this place in the list."""
        self._template = template
        self.action_draft()
        self.write_draft()

    def action_draft(self) -> None:
        """Go to the draft."""
        self.tabs.active = "tab-draft"

    def action_next_template(self) -> None:
        """Draft with the next template."""
        self._template += 1
        self.write_draft()

    def carry_out(self, turn: Any) -> None:
        """Do what the last utterance asked for beyond a reply."""
        asked, argument = getattr(turn, "intent", ""), getattr(turn, "argument", "")
        asked = asked if asked in CARRIED_OUT else getattr(turn, "then", "")
        if asked == "draft":
            names = self.services.templates()
            self._template = names.index(argument) if argument in names else self._template
            self.notify("f4 shows the draft by itself, to copy or to save.")
        elif asked == "copy":
            self._with_draft(self.action_copy_draft)
        elif asked in ("save-as", "export"):
            self._with_draft(lambda: self.save_draft(argument if asked == "save-as" else ""))

    def _with_draft(self, then: Callable[[], None]) -> None:
        self._after_draft = then
        self._write(self.conversation, self._template)

    def action_copy_draft(self) -> None:
        """Copy the draft."""

    def save_draft(self, name: str = "") -> None:
        """Save the draft, under this name to begin with."""
