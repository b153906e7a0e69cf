"""The note on disk: everything typed and said is kept a moment later, and the screen says whether it is."""

from __future__ import annotations

from textual import on
from textual.message import Message
from textual.screen import Screen

from assistant.errors import ReedError
from assistant.store import Autosave, Keeper
from assistant.tui.session import Session


class Keeping(Screen[None]):
    """Holds the session and keeps it.

    Args:
        autosave: where unfinished work is kept; one without a folder keeps nothing.
    """

    class Kept(Message):
        """What was typed is on disk."""

    class NotKept(Message):
        """What was typed could not be kept."""

        def __init__(self, error: ReedError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, autosave: Autosave) -> None:
        super().__init__()
        self.autosave = autosave
        self.keeper = Keeper(autosave, lambda: self._tell(self.Kept()), lambda e: self._tell(self.NotKept(e)))
        self.session = Session()
        self.touched = False
        """Something was typed or said since the note came in, or since it was saved."""
        self.trouble: ReedError | None = None
        self._kept = False

    @property
    def private(self) -> bool:
        """Nothing is kept on disk."""
        return self.autosave.folder is None

    def keep(self) -> None:
        """Have the session as it stands put on disk; one that was emptied does not replace what is there."""
        self.touched = True
        if not self.session.empty:
            self.keeper.put(self.session.to_json)

    def keeping(self) -> str:
        """What becomes of what is typed, in a word or two."""
        if self.private:
            return "private: nothing kept"
        return "NOT KEPT" if self.trouble else "kept" if self._kept else ""

    def show_status(self) -> None:
        """Show how things stand."""

    def _tell(self, message: Message) -> None:
        # From the keeper's thread, perhaps after the screen is gone.
        if self.is_running:
            self.post_message(message)

    @on(Kept)
    def _is_kept(self) -> None:
        if not self._kept or self.trouble:
            self._kept, self.trouble = True, None
            self.show_status()

    @on(NotKept)
    def _is_not_kept(self, event: NotKept) -> None:
        if self.trouble is None:
            self.notify(f"{event.error.message} {event.error.hint}", severity="error", timeout=15)
        self.trouble = event.error
        self.show_status()
