"""Opening, saving, putting away and bringing back: what becomes of the note as a file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.errors import ReedError
from assistant.note import Note
from assistant.store import StoreError, save_text
from assistant.tui.dialogs import Confirm, PathDialog
from assistant.tui.editor import MAX_CHARACTERS
from assistant.tui.reviewer import Reviewer
from assistant.tui.session import Session, from_json


class Filing(Reviewer):
    """The note's way in and out."""

    def begin(self) -> None:
        """Start with the note that was named, or else with what was left unfinished."""
        given = self.given
        if given is not None:
            self.put(Session(given.text, given.source))
            self._tell_of_waiting()
        elif not self._bring_back():
            self.put(Session())
        if self.autosave.damaged:
            self.notify(f"A kept note was damaged and set aside in {self.autosave.folder}.", severity="warning")

    def end(self) -> None:
        """Leave: what is unfinished is kept for the next start, what is finished or empty is not."""
        if self.session.empty or not self.touched:
            with suppress(StoreError):  # It cannot be told any more; what could not be removed waits at the next start.
                self.keeper.drop()
        self.keeper.close()

    # What was left unfinished

    def _bring_back(self) -> bool:
        kept = self.autosave.recover()
        if kept is None:
            return False
        self.put(from_json(kept), touched=True)
        self.show_notice(f"Your unfinished note is back. ctrl+n puts it away and begins a new one.{self._others()}")
        return True

    def _others(self) -> str:
        waiting = self.autosave.waiting
        if not waiting:
            return ""
        return f" {waiting} more {'is' if waiting == 1 else 'are'} kept (ctrl+p, Bring back)."

    def _tell_of_waiting(self) -> None:
        waiting = self.autosave.waiting
        if waiting:
            notes = "An unfinished note is" if waiting == 1 else f"{waiting} unfinished notes are"
            self.show_notice(f"{notes} kept from before. ctrl+p, Bring back, opens it in place of this one.")

    def action_bring_back(self) -> None:
        """Open the newest unfinished note; the one at hand takes its place."""
        self.keeper.flush()
        if not self._bring_back():
            self.notify("No other unfinished note is kept.")

    def _forget(self) -> None:
        try:
            self.keeper.drop()
        except StoreError as error:
            self.notify(f"{error.message} {error.hint}", severity="error", timeout=15)
        self._kept = False

    # New, open, save

    def action_new(self) -> None:
        """Put the note away and begin a new one."""
        self._unless_unsaved("Begin a new note?", "Yes, put it away", self._begin_new)

    def _begin_new(self) -> None:
        self._forget()
        self.show_notice("")
        self.put(Session())
        self.editor.focus()

    def action_open(self) -> None:
        """Open a note from a file."""
        self._unless_unsaved("Open another note?", "Yes, open another", self._ask_open)

    def _ask_open(self) -> None:
        self.app.push_screen(PathDialog("Open a note", self._read_file), self._opened)

    def _read_file(self, path: str, confirmed: bool) -> Note:
        # Absolute, so that no name means anything else than a file: "-" would be the keyboard.
        note = self.services.read(str(Path(path).expanduser().absolute()))
        check_length(note)
        return note

    def _opened(self, note: Any) -> None:
        if note is not None:
            self._forget()
            self.show_notice("")
            self.put(Session(note.text, note.source))
            self.editor.focus()

    def action_save(self) -> None:
        """Save the note to a file."""
        text = self.editor.document.text
        if not text.strip():
            self.notify("There is no note to save yet.")
            return
        initial = "" if self.session.source == "-" else self.session.source
        self.app.push_screen(PathDialog("Save the note as", saver(text), initial), self._saved)

    def _saved(self, path: Any) -> None:
        if path is None:
            return
        self.session = replace(self.session, source=path)
        if not self.session.said:
            # It is in the file now; a second copy would only be one more to look after.
            self.touched = False
            self._forget()
        self.show_status()
        self.notify(f"Saved: {path}")

    # The draft

    def action_save_draft(self) -> None:
        """Save the draft to a file."""
        draft = self.draft_pane.draft
        if draft is None:
            self.notify("There is no draft yet.")
            return
        self.app.push_screen(PathDialog("Save the draft as", saver(draft.text)), self._draft_saved)

    def _draft_saved(self, path: Any) -> None:
        if path is not None:
            self.notify(f"Saved: {path}")

    # Leaving

    def action_quit(self) -> None:
        """Leave."""
        if self.private and self.touched and not self.session.empty:
            question = "This is a private session: the note is not kept. Leave without it?"
            self._ask(Confirm(question, "Yes, lose it and leave"), self.app.exit)
        else:
            self.app.exit()

    def _unless_unsaved(self, question: str, yes: str, then: Callable[[], Any]) -> None:
        if self.touched and not self.session.empty:
            self._ask(Confirm(f"{question} What is here is not saved to a file and will be forgotten.", yes), then)
        else:
            then()

    def _ask(self, dialog: Confirm, then: Callable[[], Any]) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                then()

        self.app.push_screen(dialog, answered)


def check_length(note: Note) -> None:
    """Refuse a note that the editor would not hold.

    Raises:
        ReedError: it is too long.
    """
    if len(note.text) > MAX_CHARACTERS:
        raise ReedError(
            f"The note has {len(note.text):,} characters; the workbench holds {MAX_CHARACTERS:,}.",
            "Is it one note? `reed audit` reviews files of many notes.",
        )


def saver(text: str) -> Callable[[str, bool], str]:
    """An attempt that saves `text` under a name and gives the name back."""

    def save(path: str, confirmed: bool) -> str:
        target = Path(path).expanduser()
        try:
            save_text(target, text, overwrite=confirmed)
        except StoreError as error:
            if target.is_file() and not confirmed:
                raise ReedError(error.message, "Press Enter again to replace it.") from None
            raise
        return str(target)

    return save
