"""One file, or standard input, read as a note."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from typing import BinaryIO

from assistant.errors import InputError
from assistant.intake.decoding import decode, name
from assistant.note import Note

LIMIT = 10_000_000
"""Bytes that one note may have. A long evaluation has 20,000: more is an export, or no note."""

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def read_note(path: str | os.PathLike[str]) -> Note:
    """Read a note; ``-`` reads standard input to its end.

    Line ends stay as they are in the input, and the note's `source` is the path as given.

    Raises:
        InputError: as `read_text`, or there is nothing but white space.
    """
    source = os.fspath(path)
    return as_note(*read_text(source), source)


def read_text(path: str | os.PathLike[str]) -> tuple[str, str]:
    """The text of a file and its encoding; the text may be empty.

    Raises:
        InputError: there is no such file, it may not be read, it is no regular file, it is larger than `LIMIT`, or it
            is not text (see `decode`).
    """
    source = os.fspath(path)
    if not source:
        raise InputError("The name of a file is empty.", "Name a file, or give `-` for standard input.")
    data = _standard_input() if source == "-" else _file(source)
    if len(data) > LIMIT:
        raise _too_large(source, "more than")
    return decode(data, source)


def as_note(text: str, encoding: str = "utf-8", source: str = "-") -> Note:
    """A note of this text.

    Raises:
        InputError: there is nothing but white space.
    """
    if not text.strip():
        why = "holds nothing but white space" if text else "is empty"
        raise InputError(f"{name(source)} {why}.", "Give the text of a treatment note.")
    return Note(text, source, encoding)


def _standard_input() -> bytes:
    # sys.stdin is None in a process that was started without one.
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise InputError("There is no standard input to read.", "Name a file instead of `-`.")
    return stream.read(LIMIT + 1)


def _file(source: str) -> bytes:
    try:
        # Looked at before it is opened: opening a pipe waits for its writer, opening a device may act on it.
        _refuse_odd(os.stat(source).st_mode, source)
        with os.fdopen(os.open(source, os.O_RDONLY | _FLAGS), "rb") as file:
            found = os.fstat(file.fileno())
            _refuse_odd(found.st_mode, source)
            if found.st_size > LIMIT:
                raise _too_large(source, f"{found.st_size / 1e6:,.1f} MB, more than")
            return file.read(LIMIT + 1)
    except FileNotFoundError:
        raise InputError(f"{source}: no such file.", _missing_hint(source)) from None
    except PermissionError:
        raise InputError(
            f"{source}: you may not read this file.", "Ask its owner for read access, or copy the note."
        ) from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "not a file name"
        raise InputError(f"{_short(source)}: cannot be opened ({why}).", "Check the name of the file.") from None


# Should a pipe take the file's place between the look and the opening, do not wait for it.
_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def _refuse_odd(mode: int, source: str) -> None:
    if stat.S_ISREG(mode):
        return
    kind = next((kind for is_kind, kind in _KINDS if is_kind(mode)), "not a regular file")
    hint = "To read from a pipe, give `-`." if kind == "a pipe" else "Name a text file."
    raise InputError(f"{source} is {kind}, not a text file.", hint)


def _too_large(source: str, size: str) -> InputError:
    return InputError(
        f"{name(source)} is {size} the {LIMIT // 1_000_000} MB that Reed reads as one note.",
        "Give each note in a file of its own.",
    )


def _short(source: str, most: int = 60) -> str:
    # A whole note given by mistake in place of a path must not be repeated on the screen and in logs of it.
    return source if len(source) <= most else f"{source[:most]}… ({len(source):,} characters)"


def _missing_hint(source: str) -> str:
    folder = os.path.dirname(source) or "."
    if not os.path.isdir(folder):
        return f"There is no folder {folder} either."
    from assistant.errors import did_you_mean

    names: list[str] = []
    with suppress(OSError):
        names = os.listdir(folder)
    near = did_you_mean(os.path.basename(source), names, key=_stem)
    return near or "Check its name, or give `-` for text on standard input."


def _stem(file: str) -> str:
    """What tells files apart: with the ending that all notes have, any two short names would look alike."""
    return os.path.splitext(file)[0].casefold()
