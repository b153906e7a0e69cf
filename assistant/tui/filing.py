"""Opening, saving, putting away and bringing back: what becomes of the note as a file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual.message import Message

from assistant.display import safe_display
from assistant.errors import ReedError
from assistant.note import Note
from assistant.store import StoreError, save_text
from assistant.tui import sidecar
from assistant.tui.dialogs import Confirm, PathDialog
from assistant.tui.editor import MAX_CHARACTERS
from assistant.tui.reviewer import Reviewer
from assistant.tui.session import Session, from_json


class Filing(Reviewer):
    """The note's way in and out."""

    mode = ""
    """Name of the app's mode whose base this desk is."""
    label = ""
    """What to call a note without a file that nobody has changed yet."""

    class Elsewhere(Message):
        """Something is to happen on another desk."""

        def __init__(self, do: str, value: Any = None) -> None:
            super().__init__()
            self.do = do
            """``session``, ``note``, ``bring-back``, ``close``, ``saved`` or ``titled``."""
            self.value = value

    def begin(self) -> None:
        """Start with what was given, or else with what was left unfinished."""
        given = self.given
        if isinstance(given, Session):
            self.put(given)
        elif given is not None:
            self.put(self._with_disputes(Session(given.text, given.source)))
            self._tell_of_waiting()
        elif not self.bring_back():
            self.put(Session())
        if self.autosave.damaged:
            self.notify(f"A kept note was damaged and set aside in {self.autosave.folder}.", severity="warning")

    def end(self) -> None:
        """Leave: what is unfinished is kept for the next start, what is finished or empty is not."""
        if self.session.empty or not self.touched:
            with suppress(StoreError):  # It cannot be told any more; what could not be removed waits at the next start.
                self.keeper.drop()
        self.keeper.close()

    @property
    def vacant(self) -> bool:
        """Nothing is here that another note would displace."""
        return self.session.empty

    @property
    def title_of_note(self) -> str:
        """A short name for the note, safe to show: its file, or its first words."""
        if self.session.source != "-":
            return safe_display(self.session.source.rsplit("/", 1)[-1], keep_newlines=False)
        if self.label and not self.touched:
            return self.label
        return "unsaved note" if self.session.text.strip() else "new note"

    # What was left unfinished

    def bring_back(self) -> bool:
        """Take the newest unfinished note over; False where none waits."""
        kept = self.autosave.recover()
        if kept is None:
            return False
        self.put(from_json(kept), touched=True)
        self.show_notice(f"Your unfinished note is back. alt+w puts it away, ctrl+n begins another.{self._others()}")
        return True

    def _others(self) -> str:
        waiting = self.autosave.waiting
        if not waiting:
            return ""
        return f" {waiting} more {'is' if waiting == 1 else 'are'} kept (f9 lists them)."

    def _tell_of_waiting(self) -> None:
        waiting = self.autosave.waiting
        if waiting:
            notes = "An unfinished note is" if waiting == 1 else f"{waiting} unfinished notes are"
            self.show_notice(f"{notes} kept from before. f9 lists what can be opened beside this one.")

    def action_bring_back(self) -> None:
        """Open the newest unfinished note beside this one."""
        self.keeper.flush()
        self.post_message(self.Elsewhere("bring-back"))

    def _with_disputes(self, session: Session) -> Session:
        if self.private or session.source == "-":
            return session
        try:
            return replace(session, dismissed=sidecar.read(session.source))
        except ReedError as error:
            self.notify(f"{error.message} {error.hint}", severity="warning", timeout=10)
            return session

    def _forget(self) -> None:
        try:
            self.keeper.drop()
        except StoreError as error:
            self.notify(f"{error.message} {error.hint}", severity="error", timeout=15)
        self._kept = False

    # New, open, put away, save

    def action_new(self) -> None:
        """Begin a new note beside this one."""
        if self.vacant:
            self.notify("This note is empty: write here.")
        else:
            self.post_message(self.Elsewhere("session", Session()))

    def action_open(self) -> None:
        """Open a note from a file, beside this one where there is something here."""
        self.app.push_screen(PathDialog("Open a note", self.read_file), self._opened)

    def read_file(self, path: str, confirmed: bool = False) -> Note:
        """The note in a file.

        Raises:
            ReedError: it cannot be read, or is too long.
        """
        # Absolute, so that no name means anything else than a file: "-" would be the keyboard.
        note = self.services.read(str(Path(path).expanduser().absolute()))
        check_length(note)
        return note

    def _opened(self, note: Any) -> None:
        if note is not None:
            self.post_message(self.Elsewhere("note", note))

    def receive(self, note: Note) -> None:
        """Take a note that was read from a file in place of the empty one here."""
        self._forget()
        self.show_notice("")
        self.put(self._with_disputes(Session(note.text, note.source)))
        self.editor.focus()

    def action_put_away(self) -> None:
        """Close this note."""
        self._unless_unsaved("Put this note away?", "Yes, put it away", self._put_away)

    def _put_away(self) -> None:
        self._forget()
        self.post_message(self.Elsewhere("close"))

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
        self.session = replace(self.session, source=str(Path(path).absolute()))
        if self.session.dismissed:
            self.write_disputes()
        self.post_message(self.Elsewhere("saved", self.session.source))
        if not self.session.said:
            # It is in the file now; a second copy would only be one more to look after.
            self.touched = False
            self._forget()
        self.show_status()
        self.notify(f"Saved: {path}")

    def write_disputes(self) -> None:
        """Write what is disputed beside the note's file."""
        try:
            sidecar.write(self.session.source, self.session.dismissed)
        except ReedError as error:
            self.notify(f"{error.message} {error.hint}", severity="warning", timeout=10)

    # The draft

    def action_save_draft(self) -> None:
        """Save the draft to a file."""
        self.save_draft()

    def save_draft(self, name: str = "") -> None:
        """Ask for a file to save the draft to: text, Markdown, DOCX or JSON by the ending of its name."""
        draft = self.draft_pane.draft
        if draft is None:
            self.notify("There is no draft yet.")
            return

        def attempt(path: str, confirmed: bool) -> str:
            target = Path(path).expanduser()
            try:
                return self.services.export(draft, path, confirmed, self.session.source)
            except StoreError as error:
                if target.is_file() and not confirmed and not self._is_the_note(target):
                    raise ReedError(error.message, "Press Enter again to replace it.") from None
                raise

        title = "Save the draft as (.txt, .md, .docx or .json)"
        self.app.push_screen(PathDialog(title, attempt, name), self._draft_saved)

    def _is_the_note(self, target: Path) -> bool:
        return self.session.source != "-" and target.absolute() == Path(self.session.source).absolute()

    def _draft_saved(self, told: Any) -> None:
        if told is not None:
            self.notify(told)

    # Leaving

    @property
    def at_risk(self) -> bool:
        """What is here is lost when Reed ends."""
        return self.private and self.touched and not self.session.empty

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
