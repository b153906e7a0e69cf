"""``reed check``: formats, exit codes, several inputs."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_material import review_of

from assistant.cli import main
from assistant.cli.reviews import AT_ONCE, Tally, needs_clinician, reviews
from assistant.note import Note
from assistant.results import Finding, Review


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("no_pipeline")
class TestCheck:
    def test_exit_codes(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """0 for a compliant note, 1 for one with findings, 2 for one that cannot be read."""
        (folder / "good.txt").write_text("good")
        (folder / "poor.txt").write_text("poor")
        assert main(["check", "good.txt"]) == 0
        assert main(["check", "poor.txt"]) == 1
        assert main(["check", "none.txt"]) == 2
        assert "none.txt: no such file." in capsys.readouterr().err

    def test_one_bad_file_among_several(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """The others are reviewed in the order given, the bad one is named on standard error, the exit code is 2."""
        (folder / "a.txt").write_text("good")
        (folder / "b.txt").write_bytes(b"\x00\x01")
        (folder / "c.txt").write_text("good")
        assert main(["check", "--format", "jsonl", "a.txt", "b.txt", "c.txt"]) == 2
        out, err = capsys.readouterr()
        assert [json.loads(line)["source"] for line in out.splitlines()] == ["a.txt", "c.txt"]
        assert err.startswith("reed: b.txt is not text")
        assert err.count("\n") == 1

    def test_json(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """One array, whether it holds one note or several, or none that could be read."""
        for name in "ab":
            (folder / f"{name}.txt").write_text("good")
        main(["check", "--format", "json", "a.txt"])
        assert [r["schema"] for r in json.loads(capsys.readouterr().out)] == ["reed.review/1"]
        main(["check", "--format", "json", "a.txt", "b.txt"])
        assert len(json.loads(capsys.readouterr().out)) == 2
        main(["check", "--format", "json", "none.txt"])
        assert json.loads(capsys.readouterr().out) == []

    def test_folder(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A folder stands for its notes; the text report counts them at the end."""
        (folder / "notes").mkdir()
        (folder / "notes" / "a.txt").write_text("good")
        (folder / "notes" / "b.md").write_text("poor")
        assert main(["check", "notes"]) == 1
        assert capsys.readouterr().out.endswith("2 notes: 1 compliant, 1 needs work\n")

    def test_standard_input(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        """``-`` is standard input, and the review's source."""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"good")))
        assert main(["check", "-f", "jsonl", "-"]) == 0
        assert json.loads(capsys.readouterr().out)["source"] == "-"

    def test_characters_survive_json(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """JSON is ASCII and gives back every character of the source, DEL and lone surrogates with them."""
        name = "caf\u00e9\x7f\u202e.txt"
        (folder / name).write_text("good")
        main(["check", "-f", "jsonl", name])
        out = capsys.readouterr().out
        assert out.isascii()
        assert "\x7f" not in out
        assert json.loads(out)["source"] == name

    def test_no_path(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Without a path the command says what to give; it never waits for a keyboard."""
        assert main(["check"]) == 2
        assert "No note is named" in capsys.readouterr().err

    def test_unknown_payer(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A payer without a profile is refused, not ignored."""
        (folder / "a.txt").write_text("good")
        assert main(["check", "--payer", "medicrae", "a.txt"]) == 2
        assert "medicare" in capsys.readouterr().err

    def test_too_long(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A text longer than the pipeline takes is refused with the limit; the next note is reviewed."""
        (folder / "a.txt").write_text("x" * 1_000_001)
        (folder / "b.txt").write_text("good")
        assert main(["check", "-f", "jsonl", "a.txt", "b.txt"]) == 2
        out, err = capsys.readouterr()
        assert "1,000,000" in err
        assert json.loads(out)["source"] == "b.txt"


class TestInterrupted:
    @pytest.mark.parametrize("form", ["text", "json", "jsonl"])
    def test_what_was_reviewed_stays_usable(
        self, form: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Ctrl-C leaves whole reviews, an array that is closed, the number of notes, and 130."""

        def batch(notes: list[Note], *_: object) -> Iterator[Review]:
            yield review_of(notes[0])
            raise KeyboardInterrupt

        monkeypatch.setattr("assistant.cli.reviews._batch", batch)
        for name in ("a.txt", "b.txt"):
            (folder / name).write_text("good")
        assert main(["check", "-f", form, "a.txt", "b.txt"]) == 130
        out, err = capsys.readouterr()
        assert err == "Interrupted after 1 note.\n"
        if form != "text":
            found = json.loads(out)
            assert [r["source"] for r in (found if form == "json" else [found])] == ["a.txt"]


class TestReviews:
    def test_a_note_that_reed_stumbles_over(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """It is named without a word of it; all others are reviewed, in order."""

        def one(note: Note, payer: str) -> Review:
            if "bad" in note.text:
                raise ValueError(f"Zebrawood {note.text}")
            return review_of(note)

        monkeypatch.setattr("assistant.cli.reviews.load", lambda: None)
        monkeypatch.setattr("assistant.review", one, raising=False)
        monkeypatch.setattr("assistant.review_many", lambda notes, payer: (one(n, payer) for n in notes), raising=False)
        tally = Tally()
        texts = ["a", "bad Zebrawood", "c"]
        found = list(reviews([Note(t, f"{i}.txt") for i, t in enumerate(texts)], "medicare", tally))
        assert [r.note.source for r in found] == ["0.txt", "2.txt"]
        assert (tally.reviewed, tally.unusable, tally.code) == (2, 1, 2)
        err = capsys.readouterr().err
        assert "1.txt" in err
        assert "ValueError" in err
        assert "Zebrawood" not in err

    def test_notes_are_not_held(self, no_pipeline: list[Note]) -> None:
        """Of a long stream, no more than a batch is read ahead."""
        read = 0

        def notes() -> Iterator[Note]:
            nonlocal read
            for _ in range(10 * AT_ONCE):
                read += 1
                yield Note("good")

        next(reviews(notes(), "medicare", Tally()))
        assert read <= AT_ONCE


class TestNeedsClinician:
    @pytest.mark.parametrize(
        ("verdict", "severities", "needs"),
        [
            ("compliant", [], False),
            ("compliant", ["info"], False),
            ("compliant", ["warning"], True),
            ("needs-work", [], True),
            ("not-billable", [], True),
        ],
    )
    def test_law(self, verdict: str, severities: list[str], needs: bool) -> None:
        """A verdict other than compliant needs the clinician, and so does a finding graver than a hint."""
        findings = tuple(Finding("x", severity, "m") for severity in severities)
        assert needs_clinician(review_of("ok", findings=findings, verdict=verdict)) is needs
