"""From a call to the running workbench, and back with the terminal as it was."""

from __future__ import annotations

from assistant.errors import ReedError
from assistant.note import Note
from assistant.tui import crash, terminal


def launch(note: str | Note | None, *, private: bool, payer: str | None = None) -> int:
    """See `assistant.tui.run`."""
    terminal.require_terminal()
    terminal.close_leaks()
    if isinstance(note, str):
        from assistant.intake import read_note

        note = read_note(note)

    from assistant.store import Autosave, state_folder
    from assistant.tui.app import Workbench
    from assistant.tui.filing import check_length
    from assistant.tui.services import services_for

    if note is not None:
        check_length(note)
    app = Workbench(note, Autosave(None if private else state_folder()), services_for(payer), offer_tour=True)
    with crash.hushed():
        app.run()
    if app.failure:
        raise ReedError(app.failure)
    return 0
