"""``reed`` as a process of its own, and without the language pipeline."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_material import Run, environment, review_of

from assistant.note import Note
from assistant.results import Review


@pytest.fixture
def reed(tmp_path: Path) -> Run:
    """Run ``reed`` as a process in an empty folder."""

    def run(*args: str, stdin: str | bytes = b"", **env: str) -> subprocess.CompletedProcess[str]:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-m", "assistant.cli", *args],
            input=data,
            capture_output=True,
            cwd=tmp_path,
            env=environment() | env,
            timeout=120,
        )
        out, err = done.stdout.decode("utf-8", "surrogateescape"), done.stderr.decode("utf-8", "surrogateescape")
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run


@pytest.fixture
def no_pipeline(monkeypatch: pytest.MonkeyPatch) -> list[Note]:
    """Reviews without the language pipeline: compliant where the note says *good*, else in need of work."""
    seen: list[Note] = []

    def batch(notes: list[Note], payer: str, tally: object) -> Iterator[Review]:
        for note in notes:
            seen.append(note)
            yield review_of(note, verdict="compliant" if "good" in note.text else "needs-work")

    monkeypatch.setattr("assistant.cli.reviews._batch", batch)
    return seen
