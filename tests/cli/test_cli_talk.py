"""``chat`` and ``draft``: the conversation in plain lines, and the note drafted from it."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cli_material import FORBIDDEN, HOSTILE

from assistant.cli import main
from assistant.drafting.values import Blank
from assistant.results import Review

NOTE = "Outpatient PT. Poor balance. Balance training. 97112 x 2.\n"


@pytest.fixture
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file with a poor note, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "n.txt").write_text(NOTE)
    return "n.txt"


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Type at standard input."""
    return lambda text: monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def turns(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


class TestChat:
    def test_opening(self, note: str, says: Any, capsys: pytest.CaptureFixture[str]) -> None:
        """Without an utterance there is the opening alone, with the review that `check` gives."""
        says("")
        assert main(["chat", "--format", "jsonl", note]) == 1
        (opening,) = turns(capsys)
        assert opening["turn"] == 0
        assert opening["said"] == ""
        assert opening["asked"] in [r["id"] for r in opening["review"]["requirements"]]
        main(["check", "--format", "jsonl", note])
        assert turns(capsys) == [opening["review"]]

    def test_one_turn_a_line(self, note: str, says: Any, capsys: pytest.CaptureFixture[str]) -> None:
        """Each line of input gives one object, in order, whatever it says and however lines end."""
        says("10:05 to 10:43\r\n\nI don't know\nlast without end")
        main(["chat", "--format", "jsonl", note])
        found = turns(capsys)
        assert [t["turn"] for t in found] == [0, 1, 2, 3, 4]
        assert [t["said"] for t in found] == ["", "10:05 to 10:43", "", "I don't know", "last without end"]
        assert all(t["reply"] for t in found)

    def test_answers_count(self, note: str, says: Any, capsys: pytest.CaptureFixture[str]) -> None:
        """What is said becomes part of the review."""
        says("97112 from 10:05 to 10:43\n")
        main(["chat", "--format", "jsonl", note])
        assert turns(capsys)[-1]["review"]["time"]["minutes_97112"] == 38

    def test_pasted(self, says: Any, capsys: pytest.CaptureFixture[str]) -> None:
        """Without a path the note is the input up to a single full stop; what follows is said."""
        says(f"{NOTE}\nSecond line.\n.\n10:05 to 10:43\n")
        main(["chat", "--format", "jsonl"])
        found = turns(capsys)
        assert [t["said"] for t in found] == ["", "10:05 to 10:43"]
        assert found[0]["review"]["source"] == "-"
        main_text = f"{NOTE}\nSecond line.\n"
        assert all(s["text"] == main_text[s["start"] : s["end"]] for s in found[0]["review"]["spans"])

    def test_pasted_to_the_end(self, says: Any, capsys: pytest.CaptureFixture[str]) -> None:
        """The end of input ends the note as well."""
        says(NOTE)
        assert main(["chat", "--format", "jsonl"]) == 1
        assert [t["turn"] for t in turns(capsys)] == [0]

    def test_nothing_pasted(self, says: Any, capsys: pytest.CaptureFixture[str]) -> None:
        """An empty note is refused."""
        says("\n.\n")
        assert main(["chat"]) == 2
        assert "standard input" in capsys.readouterr().err

    def test_text(self, note: str, says: Any, capsys: pytest.CaptureFixture[str]) -> None:
        """Plain lines: one reply a turn, nothing a terminal obeys."""
        says(f"{HOSTILE}\n")
        main(["chat", note])
        out = capsys.readouterr().out
        assert out.count("\n\n") >= 2
        assert not [ch for ch in FORBIDDEN if ch in out]

    def test_unreadable(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A note that cannot be read ends it with 2."""
        assert main(["chat", "none.txt"]) == 2
        assert "no such file" in capsys.readouterr().err


class TestTranscript:
    def test_kept_and_gone_on_with(self, note: str, says: Any, capsys: pytest.CaptureFixture[str]) -> None:
        """A conversation is in the file after every turn, and goes on from there without the note."""
        says("10:05 to 10:43\nskip\n")
        main(["chat", "-f", "jsonl", "--transcript", "talk.jsonl", note])
        first = turns(capsys)
        if os.name == "posix":
            assert Path("talk.jsonl").stat().st_mode & 0o777 == 0o600
        says("undo\n")
        main(["chat", "-f", "jsonl", "--transcript", "talk.jsonl"])
        again = turns(capsys)
        assert again[:3] == first
        assert again[3]["intent"] == "undo"
        says("")
        main(["chat", "-f", "jsonl", "--transcript", "talk.jsonl", note])
        assert turns(capsys) == again

    def test_kind_and_intent(self, note: str, says: Any, capsys: pytest.CaptureFixture[str]) -> None:
        """Each turn says what it was read as."""
        says("10:05 to 10:43\nmake that 36 minutes\nskip\nunits?\nSOAP please\nblorp\nsave as x.txt\n")
        main(["chat", "-f", "jsonl", note])
        read = [(t["kind"], t["intent"]) for t in turns(capsys)]
        assert read == [
            ("opening", "opening"),
            ("answer", "answer"),
            ("correct", "correction"),
            ("decline", "skip"),
            ("ask", "units"),
            ("command", "soap"),
            ("unclear", "not-understood"),
            ("command", "save-as"),
        ]
        assert not Path("x.txt").exists()

    def test_refusals(self, note: str, says: Any, capsys: pytest.CaptureFixture[str]) -> None:
        """A file that is no transcript is not written over, and one of another note is not gone on with."""
        says("")
        assert main(["chat", "--transcript", note, note]) == 2
        assert Path(note).read_text() == NOTE
        main(["chat", "--transcript", "talk.jsonl", note])
        Path("other.txt").write_text("Another note.")
        capsys.readouterr()
        assert main(["chat", "--transcript", "talk.jsonl", "other.txt"]) == 2
        assert "another note" in capsys.readouterr().err
        assert main(["chat", "--transcript", "no/folder/t.jsonl", note]) == 2

    def test_a_changed_transcript_is_told(self, note: str, says: Any, capsys: pytest.CaptureFixture[str]) -> None:
        """Where a reply comes out otherwise now, that is said on standard error."""
        says("skip\n")
        main(["chat", "--transcript", "talk.jsonl", note])
        text = Path("talk.jsonl").read_text()
        Path("talk.jsonl").write_text(text.replace("Left as written", "Left out"))
        capsys.readouterr()
        main(["chat", "--transcript", "talk.jsonl"])
        assert "turn 1" in capsys.readouterr().err


class TestTooLong:
    @pytest.mark.parametrize(
        "words", [["chat", "long.txt"], ["draft", "long.txt"], ["draft", "--answers", "long.txt", "n.txt"]]
    )
    def test_of_a_file(self, words: list[str], note: str, says: Any, capsys: pytest.CaptureFixture[str]) -> None:
        """More than Reed reads at once is refused with the limit, as `check` refuses it."""
        says("")
        Path("long.txt").write_text("x" * 1_000_001)
        assert main(words) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.startswith("reed: long.txt: 1,000,001 characters are more than the 1,000,000")

    def test_of_an_utterance(self, note: str, says: Any, capsys: pytest.CaptureFixture[str]) -> None:
        """So is an endless line of a conversation; what was said before it stands."""
        says("held the pelvis\n" + "x" * 1_000_001)
        assert main(["chat", "-f", "jsonl", note]) == 2
        out, err = capsys.readouterr()
        assert len(out.splitlines()) == 2
        assert err.startswith("reed: standard input: 1,000,001 characters")


@dataclass
class FakeDraft:
    text: str
    blanks: tuple[Blank, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "claims": [], "blanks": [b.to_dict() for b in self.blanks]}


class TestDraftCommand:
    """How the command calls `assistant.drafting`, which is tested in its own room."""

    @pytest.fixture
    def drafting(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Review, Sequence[Any], str]]:
        """Calls of `draft`; the draft has a blank unless the note was talked about."""
        calls: list[tuple[Review, Sequence[Any], str]] = []

        def draft(
            review: Review, answers: Sequence[Any] = (), template: str = "pt-soap", *, declines: Sequence[Any] = ()
        ) -> FakeDraft:
            calls.append((review, answers, template))
            return FakeDraft(f"Draft {HOSTILE}\r\nend", () if answers else (Blank("time", 0, 5, "end time"),))

        room = ModuleType("assistant.drafting")
        room.draft = draft  # type: ignore[attr-defined]
        room.template_names = lambda: ("ot-soap", "pt-soap")  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "assistant.drafting", room)
        return calls

    def test_text(self, note: str, drafting: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
        """The text of the draft, safe to show; a draft with blanks is for the clinician."""
        assert main(["draft", note]) == 1
        out = capsys.readouterr().out
        assert out.startswith("Draft ")
        assert out.endswith("\nend\n")
        assert not [ch for ch in FORBIDDEN if ch in out]
        assert drafting[0][2] == "pt-soap"

    def test_json(self, note: str, drafting: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
        """JSON carries every character of the draft."""
        main(["draft", "--format", "json", "--template", "ot-soap", note])
        out = capsys.readouterr().out
        assert json.loads(out)["text"] == f"Draft {HOSTILE}\r\nend"
        assert out.isascii()
        assert drafting[0][2] == "ot-soap"

    def test_answers(self, note: str, drafting: list[Any], tmp_path: Path) -> None:
        """Each line of the transcript is said in turn; its answers and the review with them are drafted."""
        (tmp_path / "said.txt").write_text("97112 from 10:05 to 10:43\n\n")
        assert main(["draft", "--answers", "said.txt", note]) == 0
        review, answers, _ = drafting[0]
        assert review.facts.clock.minutes_97112 == 38
        assert [a.turn for a in answers] == [1]

    def test_no_answers_yet(self, note: str, drafting: list[Any], tmp_path: Path) -> None:
        """An empty transcript is no error."""
        (tmp_path / "said.txt").write_text("")
        assert main(["draft", "--answers", "said.txt", note]) == 1

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (["--template", "ot-soop", "n.txt"], "'ot-soap'"),
            (["--answers", "none.txt", "n.txt"], "none.txt"),
            (["none.txt"], "none.txt"),
            (["--answers", "-", "-"], "standard input"),
        ],
    )
    @pytest.mark.usefixtures("drafting")
    def test_refusals(self, note: str, words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
        """A template, transcript or note that is not there is refused by name."""
        assert main(["draft", *words]) == 2
        assert says in capsys.readouterr().err
