"""Folders walked for notes, always in the same order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.errors import InputError

SUFFIXES = (".txt", ".md", ".note")


def find_notes(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """Files to read for these paths: a folder stands for its notes, anything else for itself.

    Raises:
        InputError: a folder holds no notes, or may not be read.
    """
    return (Path(each) for each in note_paths(paths))


def note_paths(paths: Iterable[str | os.PathLike[str]]) -> Iterator[str]:
    """As `find_notes`, with the paths spelt as they were given (``./a.txt`` stays ``./a.txt``).

    Raises:
        InputError: a folder holds no notes, or may not be read; what was found before is given first.
    """
    for each in paths:
        path = os.fspath(each)
        if path != "-" and os.path.isdir(path):
            yield from _inside(path)
        else:
            # What is no folder is for `read_note` to judge: it says what is wrong with it.
            yield path


def _inside(folder: str) -> Iterator[str]:
    """Notes of a folder and its subfolders, sorted by path; hidden folders and linked ones are left out."""
    closed: list[OSError] = []
    found: list[str] = []
    for here, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = (f for f in folders if not f.startswith("."))
        found += (os.path.join(here, f) for f in files if f.lower().endswith(SUFFIXES) and not f.startswith("."))
    yield from sorted(found, key=Path)
    for error in closed:
        hint = "Ask its owner for read access; the other notes were found."
        raise InputError(f"{error.filename}: you may not look into this folder.", hint)
    if not found:
        raise InputError(
            f"{folder}: no notes in this folder.", f"Reed looks for files that end in {', '.join(SUFFIXES)}."
        )
