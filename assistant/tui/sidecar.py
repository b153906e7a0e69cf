"""Disputes kept beside the note they belong to: ``note.txt.dismissed.toml``, in the form ``reed check`` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from assistant.dismissals import Dismissed, read_dismissals
from assistant.errors import ReedError
from assistant.store.errors import refused
from assistant.store.files import write_private

SUFFIX = ".dismissed.toml"
HEAD = "# Findings that were dismissed with a reason. `reed check --dismissals` reads this file.\n"
LARGEST = 1_000_000


def beside(source: str) -> Path:
    """The file for the disputes of a note."""
    return Path(source + SUFFIX)


def to_toml(entries: Iterable[Dismissed]) -> str:
    """Entries as ``[[dismissed]]`` tables."""
    tables = []
    for entry in entries:
        pairs = {"rule": entry.rule, "reason": entry.dismissal.reason, "by": entry.dismissal.by}
        pairs |= {"when": entry.dismissal.when, "words": entry.words, "note": entry.note}
        lines = [f"{key} = {_string(value)}" for key, value in pairs.items() if value]
        tables.append("\n".join(["[[dismissed]]", *lines]))
    return "\n\n".join(tables)


def read(source: str) -> tuple[Dismissed, ...]:
    """The disputes kept beside a note; none where there is no such file.

    Raises:
        ReedError: there is one that cannot be used.
    """
    file = beside(source)
    try:
        if source == "-" or not file.is_file() or file.stat().st_size > LARGEST:
            return ()
        return read_dismissals(file.read_text(encoding="utf-8"), file.name)
    except (OSError, UnicodeDecodeError):
        raise ReedError(f"{file} cannot be read.", "The findings dismissed in it are shown as open.") from None


def write(source: str, entries: Iterable[Dismissed]) -> Path | None:
    """Keep disputes beside a note; without any, the file is taken away.

    Returns:
        The file, or None where there is nothing to keep.

    Raises:
        ReedError: the system refused.
    """
    file, kept = beside(source), tuple(entries)
    try:
        if not kept:
            file.unlink(missing_ok=True)
            return None
        write_private(file, (HEAD + "\n" + to_toml(kept) + "\n").encode())
    except OSError as error:
        raise refused("written", file, error, "The dismissal counts in this session only.") from None
    return file


def _string(text: str) -> str:
    # JSON's escapes are TOML's, but for the one control character that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
