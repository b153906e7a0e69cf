"""How long until something is there: imports, ``reed --help``, the first paint of the workbench."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Sequence

from table import Row, process, show

PYTHON = sys.executable
EMPTY_CLICK = "import click; click.command()(lambda: None).main(['--help'])"
EMPTY_APP = """
from textual.app import App
from textual.widgets import Footer, Header, TextArea
class Empty(App):
    def compose(self):
        yield Header()
        yield TextArea()
        yield Footer()
Empty().run()
"""
PAINTED = 500
"""Characters after which a screen counts as painted: a frame has thousands, the set-up of the terminal a few dozen."""
_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|.)")


def first_paint(words: Sequence[str], limit: float = 30.0) -> float:
    """Milliseconds from the start of a process until its screen is painted, in a terminal of 120 x 40.

    Raises:
        RuntimeError: nothing was painted within `limit` seconds.
    """
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    env = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    before = time.perf_counter()
    app = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True)
    os.close(theirs)
    seen = b""
    try:
        while time.perf_counter() - before < limit:
            if select.select([ours], [], [], 0.05)[0]:
                seen += os.read(ours, 65536)
                if len(_SEQUENCE.sub(b"", seen.partition(b"\x1b[?1049h")[2])) > PAINTED:
                    return (time.perf_counter() - before) * 1000
        raise RuntimeError(f"nothing was painted within {limit:.0f} s")
    finally:
        app.kill()
        app.wait()
        os.close(ours)


def imports() -> list[Row]:
    """Fresh processes that import and end."""
    bare = process([PYTHON, "-c", "pass"])
    spacy = process([PYTHON, "-c", "import spacy"], runs=3)
    return [
        Row("import assistant", process([PYTHON, "-c", "import assistant"]), "python -c pass", bare),
        Row("import assistant.cli.app", process([PYTHON, "-c", "import assistant.cli.app"]), "python -c pass", bare),
        Row(
            "pipeline loaded",
            process([PYTHON, "-c", "from assistant.reading import pipeline; pipeline()"], runs=3),
            "import spacy",
            spacy,
        ),
    ]


def commands() -> list[Row]:
    """Commands that read no note, and one that does."""
    click = process([PYTHON, "-c", EMPTY_CLICK])
    reed = [PYTHON, "-m", "assistant.cli"]
    light = (
        ["--help"],
        ["--version"],
        ["units", "97112=24", "97110=23"],
        ["fee", "97112=3", "--date", "2026-05-01"],
        ["rule", "time"],
        ["rule"],
    )
    rows = [Row(f"reed {' '.join(w)}", process([*reed, *w]), "an empty click command", click, 250) for w in light]
    sample = subprocess.run([*reed, "example", "--path"], capture_output=True, text=True, check=True).stdout.strip()
    blank = process([PYTHON, "-c", "import spacy; spacy.blank('en')('x')"], runs=3)
    checked = process([*reed, "check", sample], runs=3)
    return [*rows, Row("reed check (one sample note)", checked, "spacy.blank('en')", blank, 3500)]


def paint() -> list[Row]:
    """The workbench beside an empty Textual app."""
    if sys.platform == "win32":
        return []
    empty = min(first_paint([PYTHON, "-c", EMPTY_APP]) for _ in range(5))
    ours = min(first_paint([PYTHON, "-m", "assistant.cli", "--private"]) for _ in range(5))
    return [Row("reed --private, first paint", ours, "an empty Textual app", empty, 1200)]


def main() -> None:
    """Print all of them."""
    show("Imports (fresh process, best of several)", imports())
    show("Commands (fresh process, best of several)", commands())
    show("First paint (120 x 40, best of 5)", paint())


if __name__ == "__main__":
    main()
