"""What leaves the workbench when a person asks for it: to the clipboard, to their editor, into the note."""

from __future__ import annotations

import os

from textual.app import SuspendNotSupported
from textual.message import Message

from assistant.errors import ReedError
from assistant.tui import clipboard, external, terminal
from assistant.tui.dialogs import Confirm
from assistant.tui.filing import Filing

NOT_HERE = "An editor cannot be opened from here: it needs a terminal, with `reed` in it."


class Outgoing(Filing):
    """Copying, the external editor, and the accepted insertions."""

    class CopyOut(Message):
        """A person asked for this text in the clipboard."""

        def __init__(self, text: str, what: str) -> None:
            super().__init__()
            self.text = text
            self.what = what
            """What it is, as in *The draft*."""

    # To the clipboard

    def action_copy_draft(self) -> None:
        """Copy the draft."""
        draft = self.draft_pane.draft
        if draft is None:
            self.notify("There is no draft yet.")
            return
        left = "" if not draft.blanks else f" with {_counted(len(draft.blanks), 'blank')}"
        self.post_message(self.CopyOut(draft.text, f"The draft{left}"))

    def action_copy_changed(self) -> None:
        """Copy the note with the insertions that are accepted."""
        if (text := self._changed_text()) is not None:
            self.post_message(self.CopyOut(text, "The note with what you accepted"))

    def action_copy_note(self) -> None:
        """Copy the note."""
        text = self.editor.document.text
        if text.strip():
            self.post_message(self.CopyOut(text, "The note"))
        else:
            self.notify("There is no note to copy yet.")

    def action_print_draft(self) -> None:
        """Send the draft to the printer, once the person has agreed to that."""
        draft = self.draft_pane.draft
        if draft is None:
            self.notify("There is no draft yet: f4 shows it.")
            return
        program = clipboard.printer(os.environ)
        if program is None or terminal.in_browser():
            self.notify("No printer program (lp or lpr) was found. Save the draft as .docx and print that.")
            return

        def agreed(yes: bool | None) -> None:
            if yes:
                done = clipboard.fed(program, draft.text.encode())
                self.notify("Sent to the printer." if done else "The printer did not take it.")

        left = f" It has {_counted(len(draft.blanks), 'blank')}." if draft.blanks else ""
        self.app.push_screen(Confirm(f"Print the draft on the default printer?{left}", "Yes, print it"), agreed)

    # Into the note

    def action_put_changes(self) -> None:
        """Put the accepted insertions into the note, as one edit that ctrl+z takes back."""
        changes = self.changes_pane.list
        accepted = changes.decisions.accepted(changes.insertions)
        text = self._changed_text()
        if text is None:
            return
        if not accepted:
            self.notify("Nothing is accepted yet: a accepts the insertion that is highlighted.")
            return
        self._replace_note(text)
        self.notify(f"{_counted(len(accepted), 'insertion')} put into the note. ctrl+z there takes it back.")

    def _changed_text(self) -> str | None:
        changes = self.changes_pane.list
        if self.conversation is None or not changes.found:
            self.notify("There is no draft to take anything from yet.")
            return None
        if self.conversation.note.text != self.editor.document.text:
            self.notify("The note has changed since; wait for the next review.")
            return None
        accepted = changes.decisions.accepted(changes.insertions)
        return self.services.apply(self.conversation.note.text, changes.found, accepted)

    def _replace_note(self, text: str) -> None:
        self.editor.replace(text, (0, 0), self.editor.document.end, maintain_selection_offset=False)
        self.editor.history.checkpoint()
        self.action_focus_note()

    def action_focus_note(self) -> None:
        """Go to the note."""
        self.editor.focus()

    # To the person's own editor

    def action_edit_outside(self) -> None:
        """Open the note in the person's own editor and take back what they made of it."""
        before = self.editor.document.text
        if terminal.in_browser():
            self.notify(NOT_HERE, severity="warning")
            return
        try:
            command = external.editor_command()
            with self.app.suspend():
                after = external.edited(before, command)
        except SuspendNotSupported:
            self.notify(NOT_HERE, severity="warning")
            return
        except ReedError as error:
            self.notify(f"{error.message} {error.hint}", severity="warning", timeout=10)
            return
        self.app.refresh()
        if after == before + "\n":
            after = before  # Most editors end the last line of a file.
        if after == before:
            self.notify("The note came back from the editor unchanged.")
            return
        self._replace_note(after)
        self.notify("The note came back from the editor. ctrl+z undoes that.")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
