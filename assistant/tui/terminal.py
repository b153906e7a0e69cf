"""The one place between Reed and the terminal: what goes out is made harmless, what comes in cannot end the program.

This is the second line of defence. The first is `assistant.display.safe_display`, which every text that is shown has
passed already; the guard here catches what a widget forgot, and what Textual itself shows, such as the answer line.
"""

from __future__ import annotations

import codecs
import os
import sys
from functools import wraps
from typing import Any

from assistant.display import safe_display
from assistant.errors import ReedError

# Textual reads them once, when it is imported. They write note text to a log, a screenshot or a developer's console.
LEAKS = (
    "TEXTUAL",
    "TEXTUAL_DEBUG",
    "TEXTUAL_LOG",
    "TEXTUAL_SCREENSHOT",
    "TEXTUAL_SCREENSHOT_FILENAME",
    "TEXTUAL_SCREENSHOT_LOCATION",
    "TEXTUAL_SHOW_RETURN",
)

WEB_DRIVER = "textual.drivers.web_driver:WebDriver"


def require_terminal() -> None:
    """Refuse to start where there is no screen to draw on or no keyboard to read from.

    Raises:
        ReedError: standard input, output or error (which Textual draws on) is not a terminal.
    """
    if in_browser():
        return
    hint = "To review without one, use `reed check PATH`, or `reed check -` for a note on standard input."
    if os.environ.get("TERM") == "dumb":
        raise ReedError("The workbench cannot draw on this terminal (TERM=dumb).", hint)
    streams = (("input", sys.__stdin__), ("output", sys.__stdout__), ("error", sys.__stderr__))
    for name, stream in streams:
        if stream is None or stream.closed or not stream.isatty():
            raise ReedError(f"The workbench needs a terminal, and standard {name} is not one.", hint)


def in_browser() -> bool:
    """Whether `reed web` has started this process: the screen is then a page, and standard streams are pipes to it."""
    return os.environ.get("TEXTUAL_DRIVER") == WEB_DRIVER


def close_leaks() -> None:
    """Forget the settings by which Textual would write what is on the screen elsewhere; call before importing it."""
    for name in LEAKS:
        os.environ.pop(name, None)


def guard() -> None:
    """Put both guards in place; calling it again changes nothing."""
    _guard_output()
    _guard_input()


def _guard_output() -> None:
    from rich.console import Console
    from textual.strip import Strip

    if hasattr(Strip.render, "__wrapped__"):
        return
    original = Strip.render

    @wraps(original)
    def render(self: Strip, console: Console) -> str:
        # One cheap question for each piece of a line; nearly every piece is harmless.
        if all(text.isprintable() for text, _, _ in self):
            return original(self, console)
        return original(harmless(self), console)

    Strip.render = render  # type: ignore[method-assign]


def harmless(strip: Any) -> Any:
    """The strip with nothing in it that a terminal obeys, and as wide as before."""
    from rich.segment import Segment
    from textual.strip import Strip

    clean = Strip([Segment(safe_display(text, keep_newlines=False), style) for text, style, _ in strip])
    return clean if clean.cell_length == strip.cell_length else clean.adjust_cell_length(strip.cell_length)


def _guard_input() -> None:
    if sys.platform == "win32":
        return
    # The driver decodes strictly: one byte that is not UTF-8, such as é pasted from an old program, would end the
    # session with everything typed in it. It looks the decoder up in its own module, so it is replaced there.
    from textual.drivers import linux_driver

    vars(linux_driver)["getincrementaldecoder"] = lenient_decoder


def lenient_decoder(encoding: str) -> Any:
    """As `codecs.getincrementaldecoder`, but what cannot be decoded becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)

    def make(errors: str = "replace") -> codecs.IncrementalDecoder:
        return decoder("replace" if errors == "strict" else errors)

    return make
