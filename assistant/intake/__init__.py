"""Files, folders and standard input read as notes; nothing here judges what a note says.

>>> from assistant.intake import read_note
>>> note = read_note("note.txt")  # doctest: +SKIP

Every refusal is an `assistant.errors.InputError` that says what is wrong with the input and what to do.
"""

from __future__ import annotations

from assistant.intake.decoding import decode, name
from assistant.intake.files import LIMIT, as_note, read_note, read_text
from assistant.intake.folders import find_notes, note_paths

__all__ = ["LIMIT", "as_note", "decode", "find_notes", "name", "note_paths", "read_note", "read_text"]
