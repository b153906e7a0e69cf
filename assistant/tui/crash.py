"""What a person is told when Reed fails: where, never with what. A traceback with its locals would print the note."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from assistant.errors import ReedError

PACKAGES = Path(__file__).parents[2]


def describe(error: BaseException) -> str:
    """Kind of error and place, such as ``KeyError in assistant/tui/desk.py, line 81``; no message, no values."""
    place = _place(error.__traceback__)
    name = type(error).__name__
    return f"{name} in {place}" if place else name


def report(error: BaseException | None, *, kept: bool) -> str:
    """The last words of a session that failed.

    Args:
        error: what happened, if known.
        kept: the note is on disk and comes back at the next start.
    """
    what = describe(error) if error is not None else "unknown error"
    after = (
        "Your note was kept: start `reed` again to get it back."
        if kept
        else "Nothing was kept, because this was a private session."
    )
    return f"Reed failed and had to stop ({what}). {after}"


def load_trouble(error: BaseException) -> str:
    """What a person is told when the reader cannot be loaded."""
    from nlp_models import ModelError

    if isinstance(error, ReedError):
        what = f"{error.message} {error.hint}".strip()
    else:
        # A ModelError names a folder and what to do; other messages might quote anything.
        what = str(error) if isinstance(error, ModelError) else describe(error)
    return f"The reader could not be loaded: {what}. You can write and save, but nothing is reviewed."


@contextmanager
def hushed() -> Iterator[None]:
    """Within, say only kind and place of errors that nobody caught in a thread; the full report may quote the note."""
    before = threading.excepthook
    threading.excepthook = lambda args: _say(args.exc_value)
    try:
        yield
    finally:
        threading.excepthook = before


def _say(error: BaseException | None) -> None:
    if error is not None and not isinstance(error, (SystemExit, KeyboardInterrupt)):
        print(f"reed: {describe(error)}", file=sys.stderr)


def _place(trace: TracebackType | None) -> str:
    """The innermost place within Reed, or else the innermost of all."""
    inner = own = ""
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        inner = f"{file.name}, line {trace.tb_lineno}"
        if file.is_relative_to(PACKAGES / "assistant") or file.is_relative_to(PACKAGES / "nlp_models"):
            own = f"{file.relative_to(PACKAGES).as_posix()}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return own or inner
