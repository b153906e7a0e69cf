"""The workbench: note, elements, conversation and draft on one screen in the terminal.

>>> from assistant.tui import run
>>> run("note.txt")  # doctest: +SKIP
0
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.note import Note

__all__ = ["run"]


def run(note: str | Note | None = None, *, private: bool = False, payer: str | None = None) -> int:
    """Open the workbench and come back when the person leaves it.

    Args:
        note: a note, or the path of one; without it, the note that was left unfinished comes back.
        private: keep nothing on disk.
        payer: name of a payer profile; without it, the default one.

    Returns:
        0.

    Raises:
        ReedError: there is no terminal, the note cannot be read, or Reed failed. Its message holds no text of the note.
    """
    from assistant.tui.launch import launch

    return launch(note, private=private, payer=payer)
