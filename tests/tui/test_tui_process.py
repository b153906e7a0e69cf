"""The workbench as a process of its own in a terminal of its own, with the real reader."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.store import Autosave
from assistant.tui.session import from_json

pty = pytest.importorskip("pty")

ROOT = Path(__file__).parents[2]
RUN = """
import sys
from assistant.errors import ReedError
from assistant.tui import run
try:
    paths = [a for a in sys.argv[1:] if a != "private"]
    sys.exit(run(*paths, private="private" in sys.argv))
except ReedError as error:
    print("reed:", error.message, error.hint, file=sys.stderr)
    sys.exit(2)
"""
PATIENCE = 30.0


class Terminal:
    """A program in a pseudo-terminal of 120 by 40."""

    def __init__(self, home: Path, *arguments: str, code: str = RUN) -> None:
        self.output = b""
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", PYTHONPATH=str(ROOT), XDG_STATE_HOME=str(home))
            os.execv(sys.executable, [sys.executable, "-c", code, *arguments])
        import fcntl
        import struct
        import termios

        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        os.set_blocking(self._handle, False)

    def wait_for(self, condition: Callable[[], bool]) -> bool:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self._read()
            if condition():
                return True
            time.sleep(0.01)
        return False

    def shows(self, text: str) -> bool:
        return self.wait_for(lambda: text.encode() in self.output)

    def send(self, data: bytes) -> None:
        self.output = b""
        os.write(self._handle, data)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.pid = 0

    def code(self) -> int | None:
        """Exit code, once the program has ended by itself."""
        status: list[int] = []

        def ended() -> bool:
            pid, found = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                status.append(found)
            return bool(pid)

        if not self.wait_for(ended):
            return None
        self.pid = 0
        return os.waitstatus_to_exitcode(status[0])

    def close(self) -> None:
        if self.pid:
            self.kill()
        os.close(self._handle)

    def _read(self) -> None:
        try:
            self.output += os.read(self._handle, 65536)
        except (BlockingIOError, OSError):
            return


@pytest.fixture(name="open_terminal")
def _open_terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    remembered = tmp_path / "reed" / "workbench.json"
    remembered.parent.mkdir(mode=0o700)
    remembered.write_text('{"theme": "", "toured": true}')

    def open_one(*arguments: str, code: str = RUN) -> Terminal:
        opened.append(Terminal(tmp_path, *arguments, code=code))
        return opened[-1]

    yield open_one
    for terminal in opened:
        terminal.close()


def test_kill_9_loses_nothing(open_terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    """After kill -9 right behind the last key, the next start has everything that was on the screen."""
    first = open_terminal()
    assert first.shows("no note")
    first.send(b"\x1b[200~Pasted note line one\rline two\x1b[201~")
    assert first.shows("line two")
    first.send(b" and qq")
    assert first.shows("q")
    time.sleep(0.1)
    first.kill()
    second = open_terminal()
    assert second.shows("unfinished note is back")
    assert second.shows("line two and qq")
    second.kill()
    kept = Autosave(tmp_path / "reed").recover()
    assert kept is not None
    assert from_json(kept).text == "Pasted note line one\nline two and qq"


def test_undecodable_byte(open_terminal: Callable[..., Terminal]) -> None:
    """A byte that is not UTF-8 is shown as a replacement character, and Reed goes on."""
    terminal = open_terminal("private")
    assert terminal.shows("no note")
    terminal.send(b"caf\xe9 x")
    assert terminal.shows("\ufffd")
    terminal.send(b"still here")
    assert terminal.shows("e")
    terminal.send(b"\x11y")
    assert terminal.code() == 0


def test_title_is_never_the_notes(open_terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    """A note full of escape sequences, opened from a file, sends none of them to the terminal."""
    (tmp_path / "n.txt").write_bytes(b"Zebrawood \x1b]0;owned\x07 \x1b]52;c;b3duZWQ=\x07 \xc2\x9d0;owned\xc2\x9c\n")
    terminal = open_terminal(str(tmp_path / "n.txt"))
    assert terminal.shows("Zebrawood")
    assert terminal.shows("of 6 met")
    terminal._read()
    for sequence in (b"\x1b]0;", b"\x1b]2;", b"\x1b]52", b"\xc2\x9d"):
        assert sequence not in terminal.output
    terminal.send(b"\x11")
    assert terminal.code() == 0


def test_terminate_keeps_the_note(open_terminal: Callable[..., Terminal], tmp_path: Path) -> None:
    """A polite request to end keeps the note and leaves the terminal as it was."""
    terminal = open_terminal()
    assert terminal.shows("no note")
    terminal.send(b"typed")
    assert terminal.shows("d")
    os.kill(terminal.pid, signal.SIGTERM)
    assert terminal.code() == 0
    assert b"\x1b[?1049l" in terminal.output
    kept = Autosave(tmp_path / "reed").recover()
    assert kept is not None
    assert from_json(kept).text == "typed"


def test_crash_says_one_line(open_terminal: Callable[..., Terminal]) -> None:
    """A crash ends with one line on the restored terminal, exit code 2, and nothing of the note."""
    broken = (
        """
import assistant.tui.desk as desk
def fail(self, *args):
    held = self.editor.document.text
    if "Zebra" in held:
        raise ValueError(held)
desk.Desk.show_status = fail
"""
        + RUN
    )
    terminal = open_terminal(code=broken)
    assert terminal.shows("no note")
    terminal.send(b"Zebra")
    assert terminal.code() == 2
    after = terminal.output.split(b"\x1b[?1049l")[-1]
    assert b"Reed failed and had to stop (ValueError in " in after
    assert b"Zebra" not in after
    assert b"Traceback" not in terminal.output


@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr"])
def test_no_terminal(closed: str, tmp_path: Path) -> None:
    """Without a terminal Reed says so in one line, with exit code 2 and without any escape sequence."""
    master, slave = os.openpty()
    streams = {name: subprocess.PIPE if name == closed else slave for name in ("stdin", "stdout", "stderr")}
    ended = subprocess.run(
        [sys.executable, "-c", RUN],
        env={**os.environ, "TERM": "xterm", "PYTHONPATH": str(ROOT), "XDG_STATE_HOME": str(tmp_path)},
        timeout=PATIENCE,
        check=False,
        **streams,  # type: ignore[arg-type]
    )
    os.close(slave)
    os.set_blocking(master, False)
    try:
        seen = os.read(master, 65536)
    except (BlockingIOError, OSError):
        seen = b""
    finally:
        os.close(master)
    seen += (ended.stdout or b"") + (ended.stderr or b"")
    assert ended.returncode == 2
    assert b"needs a terminal" in seen
    assert b"\x1b" not in seen
