"""``reed`` as a process: what it imports, what it writes, how it ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli_material import FORBIDDEN, HOSTILE, Run, environment

from assistant.cli import main

REED = (sys.executable, "-m", "assistant.cli")
LIGHT = (
    ["--help"],
    ["--version"],
    ["check", "--help"],
    ["units", "97112=24", "97110=23"],
    ["units", "97112=10:05-10:20", "97140=10:20-10:30", "--assistant", "97112=5", "--plan", "PT"],
    ["fee", "97112=3", "--date", "2026-05-01"],
    ["fee", "--threshold", "2026", "--spent", "2450"],
    ["pair", "97112", "97140"],
    ["measure", "berg"],
    ["rule"],
    ["rule", "time"],
    ["example"],
    ["completion", "bash"],
)
BUDGET = 0.25
"""Seconds for a command that needs no language pipeline, the interpreter included."""


class TestStart:
    @pytest.mark.parametrize("words", LIGHT, ids=" ".join)
    def test_imports_nothing_heavy(self, words: list[str], tmp_path: Path) -> None:
        """Commands that read no note load neither spaCy nor Textual nor Jinja2."""
        code = (
            "import sys; from assistant.cli import main; main(sys.argv[1:]); "
            "heavy = ('spacy', 'thinc', 'numpy', 'textual', 'rich', 'jinja2'); "
            "print([m for m in heavy if m in sys.modules], file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, *words], capture_output=True, text=True, cwd=tmp_path, env=environment()
        )
        assert done.stderr.splitlines()[-1] == "[]"

    @pytest.mark.parametrize("words", [["--help"], ["rule", "time"], ["units", "97112=24"]], ids=" ".join)
    def test_time(self, words: list[str], tmp_path: Path) -> None:
        """They are done within the budget: the best of several runs, as other work on the machine only adds."""
        best = BUDGET + 1
        for _ in range(10):
            before = time.perf_counter()
            subprocess.run([*REED, *words], capture_output=True, cwd=tmp_path, env=environment(), check=True)
            best = min(best, time.perf_counter() - before)
            if best < BUDGET:
                return
        pytest.fail(f"reed {' '.join(words)} took {best:.2f} s at best")


class TestHostileInput:
    @pytest.fixture
    def note(self, tmp_path: Path) -> str:
        """A hostile note under a hostile name."""
        name = "n\x1b]0;owned\x07\u202e\n[b]x[b].txt"
        text = f"PT note\n{HOSTILE}\nImpaired balance{HOSTILE}. Balance training, 10:05-10:43{HOSTILE}\n97112 x 4\n"
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        return name

    @pytest.mark.parametrize("form", ["text", "json", "jsonl"])
    def test_check(self, form: str, note: str, reed: Run) -> None:
        """Nothing in note or file name that a terminal obeys is written raw, in any format."""
        done = reed("check", "--format", form, note, FORCE_COLOR="" if form == "text" else "1")
        assert done.returncode == 1
        assert not [ch for ch in FORBIDDEN if ch in done.stdout + done.stderr]
        if form == "jsonl":
            assert json.loads(done.stdout)["source"] == note

    @pytest.mark.parametrize(
        "place", ["path", "command", "option", "choice", "payer", "rule", "units", "fee", "pair", "measure", "example"]
    )
    def test_words_of_the_command_line(self, place: str, reed: Run) -> None:
        """What is repeated of a bad command line is on one line and harmless."""
        words = {
            "path": ["check", HOSTILE + ".txt"],
            "command": [HOSTILE.replace(".", "")],
            "option": ["check", f"--{HOSTILE}"],
            "choice": ["check", "--format", HOSTILE, "x"],
            "payer": ["check", "--payer", HOSTILE, "x"],
            "rule": ["rule", HOSTILE],
            "units": ["units", HOSTILE],
            "fee": ["fee", HOSTILE],
            "pair": ["pair", "97112", HOSTILE],
            "measure": ["measure", HOSTILE],
            "example": ["example", HOSTILE],
        }[place]
        done = reed(*words)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert not [ch for ch in FORBIDDEN if ch in done.stdout + done.stderr]

    @pytest.mark.skipif(sys.platform == "win32", reason="file names are text there")
    def test_name_that_is_no_utf8(self, tmp_path: Path, reed: Run) -> None:
        """A file name with a byte that is no text can be reviewed, and is shown with a replacement."""
        name = os.fsdecode(b"n\xff.txt")
        try:
            (tmp_path / name).write_text("Pt seen.")
        except OSError:
            pytest.skip("the file system takes no such names")
        done = reed("check", name)
        assert done.returncode == 1
        assert done.stdout.startswith("n\ufffd.txt: ")

    def test_a_fault_tells_nothing(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        """An error that nobody foresaw leaves one line: its kind and place, no traceback, no word of its message."""

        def fail(*_: object) -> None:
            raise KeyError("Zebrawood")

        monkeypatch.setattr("assistant.cli.units.count_day", fail)
        monkeypatch.setattr("assistant.cli.units._pairs", fail)
        assert main(["units", "97112=10"]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert "KeyError" in err
        assert err.count("\n") == 1
        assert "Zebrawood" not in err


class TestColour:
    def test_none_in_a_pipe(self, reed: Run) -> None:
        """Without a terminal there is no colour."""
        assert "\x1b" not in reed("units", "97112=24").stdout

    def test_forced(self, reed: Run) -> None:
        """FORCE_COLOR colours a pipe; NO_COLOR beats it; an empty value is none."""
        assert "\x1b[1m" in reed("units", "97112=24", FORCE_COLOR="1").stdout
        assert "\x1b" not in reed("units", "97112=24", FORCE_COLOR="1", NO_COLOR="1").stdout
        assert "\x1b[1m" in reed("units", "97112=24", FORCE_COLOR="1", NO_COLOR="").stdout

    @pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
    def test_in_a_terminal(self, tmp_path: Path) -> None:
        """On a terminal there is colour, but not on a dumb one and not with NO_COLOR."""
        assert b"\x1b[1m" in on_terminal(["units", "97112=24"], tmp_path, TERM="xterm")
        assert b"\x1b" not in on_terminal(["units", "97112=24"], tmp_path, TERM="dumb")
        assert b"\x1b" not in on_terminal(["units", "97112=24"], tmp_path, TERM="xterm", NO_COLOR="1")


class TestEnds:
    @pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
    def test_the_reader_leaves(self, tmp_path: Path) -> None:
        """A closed pipe ends the command quietly."""
        script = f'"{sys.executable}" -m assistant.cli rule --full | head -n 1; exit ${{PIPESTATUS[0]}}'
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=tmp_path, env=environment())
        assert (done.returncode, done.stderr, done.stdout.count("\n")) == (141, "", 1)

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
    def test_full_disk(self, tmp_path: Path) -> None:
        """Output that cannot be written is told on one line, with exit code 2."""
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [*REED, "rule"], stdout=full, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environment()
            )
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "could not be written" in done.stderr

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
    def test_help_on_a_full_disk(self, tmp_path: Path) -> None:
        """The help, which click writes, fails as any other output does."""
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [*REED, "--help"], stdout=full, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environment()
            )
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "could not be written" in done.stderr

    @pytest.mark.skipif(sys.platform == "win32", reason="pipes differ there")
    def test_help_that_nobody_reads(self, tmp_path: Path) -> None:
        """The help ends as any other output does when its reader left; 1 would mean findings."""
        ours, theirs = os.pipe()
        os.close(ours)
        done = subprocess.run([*REED, "--help"], stdout=theirs, stderr=subprocess.PIPE, cwd=tmp_path, env=environment())
        os.close(theirs)
        assert (done.returncode, done.stderr) == (141, b"")

    @pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
    def test_no_streams_at_all(self, tmp_path: Path) -> None:
        """Without standard streams a command ends as it would with them."""
        script = f'"{sys.executable}" -m assistant.cli units 97112=24 <&- >&- 2>&-'
        assert subprocess.run(["sh", "-c", script], cwd=tmp_path, env=environment()).returncode == 0

    def test_a_terminal_of_few_characters(self, reed: Run) -> None:
        """A stream that cannot carry a character gets a replacement, not an error."""
        done = reed("rule", "time", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        assert done.returncode == 0
        assert done.stdout.isascii()

    def test_no_word_of_a_note_is_lost(self, reed: Run, tmp_path: Path) -> None:
        """A character of a note that the stream lacks is spelt out: a mere *?* could stand for any sign."""
        (tmp_path / "n.txt").write_text("Balance impaired, reach \u2265 10 cm \x1b.", encoding="utf-8")
        done = reed("draft", "--template", "bulleted", "n.txt", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        assert "reach \\u2265 10 cm ?." in done.stdout
        assert "\n* " in done.stdout

    def test_interrupted(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        """Ctrl-C leaves 130 and no traceback."""

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("assistant.cli.units._pairs", interrupt)
        assert main(["units", "97112=10"]) == 130
        assert capsys.readouterr().err.strip() == "Interrupted."

    def test_interrupted_while_it_starts(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Ctrl-C before any command runs leaves 130 as well."""

        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("assistant.cli.app.run", interrupt)
        assert main(["units", "97112=10"]) == 130
        assert "Traceback" not in capsys.readouterr().err

    @pytest.mark.skipif(sys.platform == "win32", reason="signals differ there")
    def test_interrupted_while_it_waits(self, tmp_path: Path) -> None:
        """Ctrl-C while the conversation waits for an answer ends it with 130."""
        talk = subprocess.Popen(
            [*REED, "chat"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env=environment(),
            # Tests that run in the background of a script inherit an ignored Ctrl-C.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        assert talk.stdin is not None
        assert talk.stdout is not None
        talk.stdin.write(b"Pt seen.\n.\n")
        talk.stdin.flush()
        talk.stdout.readline()
        talk.send_signal(signal.SIGINT)
        _, err = talk.communicate(timeout=30)
        assert talk.returncode == 130
        assert b"Traceback" not in err


def on_terminal(words: list[str], folder: Path, **env: str) -> bytes:
    """What a command writes on a terminal."""
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.Popen([*REED, *words], stdin=theirs, stdout=theirs, cwd=folder, env=environment() | env)
    os.close(theirs)
    taken = b""
    # The terminal of a process that ended reads as an error on Linux and as its end elsewhere.
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        taken += piece
    os.close(ours)
    assert done.wait(timeout=30) == 0
    return taken
