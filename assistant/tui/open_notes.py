"""Several notes open at once: each has a desk of its own, and one of them is in front."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.app import App
from textual.screen import Screen

from assistant.note import Note
from assistant.store import Autosave
from assistant.tui.desk import Desk
from assistant.tui.recent import Recent
from assistant.tui.services import Services
from assistant.tui.session import Session

MOST = 20
"""Notes open at once; each holds a conversation and the history of its edits."""


class OpenNotes(App[None]):
    """The desks, in the order in which they were opened.

    Args:
        note: a note to start with; without one, what was left unfinished comes back.
        autosave: where the first note is kept while unfinished; further ones are kept beside it.
        services: the rooms behind it.
    """

    def __init__(self, note: Note | None, autosave: Autosave, services: Services) -> None:
        super().__init__()
        self.services = services
        self.folder: Path | None = autosave.folder
        """Where unfinished notes, recent paths and settings are kept; None keeps nothing."""
        self.recent = Recent(self.folder)
        self._count = 0
        self._front = Desk(services, autosave, note)
        self._front.mode = self.DEFAULT_MODE
        self.desks: list[Desk] = [self._front]
        if note is not None and note.source != "-":
            self.recent.add(note.source)

    def _named(self, desk: Desk) -> Desk:
        # Each desk is the base of a mode of its own, so that what lies over it (a dialog) stays with it.
        self._count += 1
        desk.mode = f"note-{self._count}"
        self.add_mode(desk.mode, lambda: desk)
        return desk

    def get_default_screen(self) -> Screen[Any]:
        """The first desk. Textual paints a default screen while it is still being filled, and any other only then."""
        return self.desks[0]

    def adopt_first(self) -> None:
        """Let one come back to the first desk: Textual does not list the mode of the default screen by itself."""
        first = self.desks[0]
        self._modes[first.mode] = lambda: first

    @property
    def desk(self) -> Desk:
        """The desk in front."""
        return self._front

    @property
    def private(self) -> bool:
        """Nothing is kept on disk."""
        return self.folder is None

    # Opening, going about, closing

    def open_session(self, session: Session, label: str = "") -> Desk:
        """Open a session: in front if that is an empty desk, or else on one of its own.

        Args:
            session: what to begin with.
            label: what to call it while nobody has changed it and it has no file.
        """
        desk = self._front
        if desk.vacant:
            desk.label = label
            desk.put(session)
            desk.editor.focus()
            self.tell_desks()
        else:
            desk = Desk(self.services, Autosave(self.folder), session)
            desk.label = label
            self._add(desk)
        return desk

    def open_note(self, note: Note) -> None:
        """Open a note that was read from a file; one that is open already comes to the front."""
        for desk in self.desks:
            if note.source != "-" and desk.session.source == note.source:
                self.front(desk)
                return
        self.open_session(Session(note.text, note.source))
        if note.source != "-":
            self.recent.add(note.source)

    def bring_back(self) -> None:
        """Open the newest note that an earlier session left unfinished."""
        if self._front.vacant:
            self._front.bring_back()
        elif Autosave(self.folder).waiting:
            self._add(Desk(self.services, Autosave(self.folder)))
        else:
            self.notify("No other unfinished note is kept.")

    def front(self, desk: Desk) -> None:
        """Bring a desk to the front."""
        if desk is self._front:
            return
        while self.screen is not self._front:
            self.pop_screen()
        self._front = desk
        self.switch_mode(desk.mode)
        self.tell_desks()

    def action_front(self, place: int) -> None:
        """Bring the note at this place, counted from 0, to the front."""
        if 0 <= place < len(self.desks):
            self.front(self.desks[place])

    def action_turn(self, by: int) -> None:
        """Bring the next note (1) or the one before (-1) to the front."""
        if len(self.desks) == 1:
            self.notify("One note is open. ctrl+o opens another, ctrl+n begins one.")
            return
        self.front(self.desks[(self.desks.index(self._front) + by) % len(self.desks)])

    def close_note(self, desk: Desk) -> None:
        """Take a desk away; its note was put away before. The last one stays, empty."""
        if len(self.desks) == 1:
            desk.label = ""
            desk.put(Session())
            desk.show_notice("")
            desk.editor.focus()
            return
        place = self.desks.index(desk)
        self.desks.remove(desk)
        if desk is self._front:
            self.front(self.desks[min(place, len(self.desks) - 1)])
        desk.end()
        self.remove_mode(desk.mode)
        self.tell_desks()

    def _add(self, desk: Desk) -> None:
        if len(self.desks) >= MOST:
            self.notify(f"{MOST} notes are open. Put one away first (f9 lists them).", severity="warning")
            return
        self.desks.append(self._named(desk))
        self.front(desk)
        desk.call_after_refresh(self.tell_desks)  # It has no widgets before.

    def tell_desks(self) -> None:
        """Have every desk show which notes are open."""
        titles = [desk.title_of_note for desk in self.desks]
        for place, desk in enumerate(self.desks):
            if desk.is_mounted:
                desk.show_open(titles, place)
