"""The one place that writes to standard output and standard error and knows the exit codes.

Standard output is the result, standard error is talk. Everything written passes through `safe_display` here, so that no
command can forget it; colours are added afterwards, by name, and only where a person looks.
"""

from __future__ import annotations

import codecs
import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import IntEnum
from typing import Any, TextIO

from assistant.display import safe_display
from assistant.errors import ReedError


class ExitCode(IntEnum):
    """What ``reed`` leaves with."""

    CLEAN = 0
    """Nothing to report."""
    FINDINGS = 1
    """Findings that need the clinician."""
    UNUSABLE = 2
    """The input or the command could not be used."""
    INTERRUPTED = 130
    """Ctrl-C."""
    PIPE_CLOSED = 141
    """The reader of standard output left (``reed check … | head``)."""


class PipeClosedError(Exception):
    """Nobody reads standard output any more."""


Piece = str | tuple[str, str]
"""Text, or text with the name of a style."""

_STYLES = {
    "error": "1;31",
    "missing": "1;31",
    "not-billable": "1;31",
    "warning": "1;33",
    "weak": "1;33",
    "needs-work": "1;33",
    "info": "1;36",
    "met": "32",
    "compliant": "1;32",
    "bold": "1",
    "dismissed": "2",
    "dim": "2",
}
MOST_COLUMNS = 110
"""Prose over longer lines is hard to read."""


_PLAIN = {"\u2022": "*", "\u2026": "~", "\u00b7": "-", "\ufffd": "?"} | {chr(c): "?" for c in range(0x2400, 0x2420)}
"""Stand-ins of one column for what Reed itself puts into a layout."""


def prepare() -> None:
    """Make both streams unable to fail on, or to lose, a character that the terminal's encoding lacks."""
    codecs.register_error("reed", _stand_in)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="reed")


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """Signs of the layout get a plain one; a character of the note is spelt out, for *?* could stand for any."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_PLAIN.get(ch) or ch.encode("ascii", "backslashreplace").decode() for ch in bad), error.end


def emit(*pieces: Piece, end: str = "\n") -> None:
    """Write one line of the result.

    Raises:
        PipeClosedError: the reader left.
        ReedError: the system took the output back (a full disk).
    """
    _write(sys.stdout, pieces, end)


def emit_lines(lines: Iterable[Iterable[Piece]]) -> None:
    """Write lines of the result."""
    for line in lines:
        emit(*line)


def emit_text(text: str) -> None:
    """Write a text as it is but for hidden characters; it ends in one line end."""
    emit(text.replace("\r\n", "\n").removesuffix("\n"))


def emit_json(value: Any, start: str = "", end: str = "\n", indent: int | None = None) -> None:
    """Write a value as JSON in plain ASCII, which no terminal obeys and every encoding has."""
    # DEL is the one control character that JSON leaves unescaped.
    emit(start, json.dumps(value, indent=indent).replace("\x7f", "\\u007f"), end=end)


def tell(*pieces: Piece) -> None:
    """Write one line of talk."""
    with suppress(PipeClosedError, ReedError):
        # What was found before comes first; a failure here is met again, and told, when the command ends.
        flush()
    try:
        _write(sys.stderr, pieces, "\n")
        if sys.stderr is not None:
            sys.stderr.flush()
    except (PipeClosedError, ReedError, OSError):
        # Nothing is left to say it with; the exit code still does.
        return


def prompt(text: str) -> None:
    """Ask for input on standard error, so that standard output stays the result."""
    flush()
    if sys.stderr is not None:
        _write(sys.stderr, (text,), "")
        sys.stderr.flush()


def complain(error: ReedError) -> None:
    """Say on one line what went wrong and what to do."""
    tell("reed: ", safe_display(f"{error.message} {error.hint}".rstrip(), keep_newlines=False))


def flush() -> None:
    """Send what was written; the same errors as `emit`."""
    if sys.stdout is not None:
        _guarded(sys.stdout.flush)


def unwritable(error: OSError) -> ReedError:
    """What to say when the system takes no more output."""
    return ReedError(f"The output could not be written: {error.strerror}.", "Nothing of the note was changed.")


def asks_a_person() -> bool:
    """Whether somebody types at standard input."""
    return sys.stdin is not None and sys.stdin.isatty()


def columns() -> int:
    """Columns for prose: those of the terminal (``COLUMNS`` wins), 100 where there is none."""
    return max(40, min(shutil.get_terminal_size((100, 24)).columns, MOST_COLUMNS))


def abandon() -> None:
    """Give up standard output, so that the interpreter does not complain about it while it ends."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        # A stream without a file behind it needs no such care.
        return


def _write(stream: TextIO | None, pieces: Iterable[Piece], end: str) -> None:
    if stream is None:
        return
    coloured = _coloured(stream)
    text = "".join(_styled(piece, coloured) for piece in pieces) + end
    _guarded(lambda: stream.write(text))


def _guarded(action: Callable[[], object]) -> None:
    try:
        action()
    except BrokenPipeError:
        raise PipeClosedError from None
    except OSError as error:
        raise unwritable(error) from None


def _styled(piece: Piece, coloured: bool) -> str:
    if isinstance(piece, str):
        return safe_display(piece)
    text, style = safe_display(piece[0]), _STYLES.get(piece[1], "")
    return f"\x1b[{style}m{text}\x1b[0m" if style and coloured and text else text


def _coloured(stream: TextIO) -> bool:
    """NO_COLOR beats FORCE_COLOR, which beats what the stream is."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
