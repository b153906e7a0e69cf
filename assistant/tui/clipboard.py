"""Copying out of Reed: every way that is there is tried, and the person is told which of them is sure to have worked.

OSC 52 asks the terminal to take the text, and no terminal answers whether it did. A program of the desktop (or tmux,
where Reed runs in it) can be asked for success. Where neither is likely, the text is put in a private file.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import which

from assistant.errors import ReedError
from assistant.store.files import write_private
from assistant.store.folders import make_private

OSC52_LIMIT = 74_000
"""Bytes; terminals cut or refuse more than about 100,000 characters of base64."""
PATIENCE = 2.0
FILE = "copied.txt"
SILENT = ("linux", "vt100", "vt220")
"""Terminals (``TERM``) without OSC 52."""


@dataclass(frozen=True, slots=True)
class Copied:
    """How far a text got."""

    sure: str = ""
    """Name of the program that took it."""
    sent: bool = False
    """It was sent to the terminal by OSC 52, and no more is known."""
    file: Path | None = None
    """It was written here instead."""

    def told(self, what: str) -> str:
        """The outcome for a person; `what` is what was copied, as in *The draft*."""
        if self.sure:
            return f"{what} is in the clipboard ({self.sure})."
        if self.file is not None:
            return f"{what} is in {self.file} (readable by you alone; removed when Reed ends): no clipboard was found."
        if self.sent:
            return (
                f"{what} was sent to the terminal's clipboard (OSC 52); no terminal confirms that. "
                "If it did not arrive, save it: ctrl+p, Export."
            )
        return f"{what} could not be copied: no clipboard was found. Save it: ctrl+p, Export."


def programs(environment: Mapping[str, str]) -> list[list[str]]:
    """Commands that take a clipboard's text on standard input, the most likely first."""
    found = []
    if environment.get("TMUX"):
        found.append(["tmux", "load-buffer", "-w", "-"])
    if not environment.get("SSH_CONNECTION"):  # There they would fill the clipboard of a machine nobody sits at.
        if environment.get("WAYLAND_DISPLAY"):
            found.append(["wl-copy"])
        if environment.get("DISPLAY"):
            found += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
        found += [["pbcopy"], ["clip.exe"]]
    return [[full, *words[1:]] for words in found if (full := which(words[0], path=environment.get("PATH")))]


def copy(
    text: str, osc52: Callable[[str], None] | None, folder: Path | None, environment: Mapping[str, str] = os.environ
) -> Copied:
    """Copy `text` by every way there is.

    Args:
        text: what to copy.
        osc52: sends a text to the terminal's clipboard; None where there is no terminal.
        folder: where it may be put instead; None for nowhere (a private session).
        environment: tells what there is.
    """
    data = text.encode("utf-8", "replace")
    sent = osc52 is not None and len(data) <= OSC52_LIMIT and environment.get("TERM", "") not in SILENT
    if sent and osc52 is not None:
        osc52(text)
    for words in programs(environment):
        if fed(words, data):
            return Copied(sure=Path(words[0]).name, sent=sent)
    if sent or folder is None:
        return Copied(sent=sent)
    try:
        make_private(folder)
        write_private(folder / FILE, data)
    except (OSError, ReedError):
        return Copied()
    return Copied(file=folder / FILE)


def remove_copy(folder: Path | None) -> None:
    """Take away the file that stood in for a clipboard."""
    if folder is not None:
        (folder / FILE).unlink(missing_ok=True)


def printer(environment: Mapping[str, str]) -> list[str] | None:
    """The command that prints its standard input, or None."""
    found = (which(name, path=environment.get("PATH")) for name in ("lp", "lpr"))
    return next(([full] for full in found if full), None)


def fed(words: list[str], data: bytes) -> bool:
    """Give a program these bytes on its standard input; whether it took them."""
    try:
        done = subprocess.run(
            words, input=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
