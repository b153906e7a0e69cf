"""``units``, ``rule``, ``example``, ``completion``, and the way to the workbench."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_material import Run

from assistant import examples
from assistant.cli import main
from assistant.cli.app import COMMANDS
from assistant.cli.units import _spread


class TestUnits:
    def test_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The object of the contract."""
        assert main(["units", "--format", "json", "97112=24", "97110=23"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["method"], found["total_minutes"], found["units"]) == ("cms", 47, {"97112": 2, "97110": 1})
        assert {"total_units", "modifiers", "tie", "steps"} <= found.keys()

    def test_method(self, capsys: pytest.CaptureFixture[str]) -> None:
        """``ama`` counts each code by itself."""
        main(["units", "--method", "ama", "--format", "json", "97112=7", "97110=7"])
        assert json.loads(capsys.readouterr().out)["total_units"] == 0

    @pytest.mark.parametrize(
        "assistant",
        [
            ["--assistant", "97112=26", "97110=20"],
            ["--assistant", "97112=26", "--assistant", "97110=20"],
            ["--assistant=97112=26", "--assistant=97110=20"],
        ],
    )
    def test_assistant_minutes(self, assistant: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        """One option behind the minutes takes all values after it; one for each does as well."""
        assert main(["units", "-f", "json", "97112=26", "97110=20", *assistant]) == 0
        assert set(json.loads(capsys.readouterr().out)["modifiers"]) == {"97112", "97110"}

    def test_assistant_first(self) -> None:
        """Before the minutes, the option takes one value, as any option does."""
        words = ["--assistant", "97112=15", "97112=26", "--method", "cms", "97110=3"]
        assert _spread(words) == words

    def test_occupational_therapy(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The discipline decides between CQ and CO."""
        main(["units", "-f", "json", "--discipline", "OT", "97112=26", "--assistant", "97112=26"])
        assert json.loads(capsys.readouterr().out)["modifiers"] == {"97112": ["CO"]}

    def test_stretches_add_up(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A code named twice has its minutes added."""
        main(["units", "-f", "json", "97112=10", "97112=13"])
        assert json.loads(capsys.readouterr().out)["total_minutes"] == 23

    def test_text(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The text gives units by code, then the reasoning."""
        main(["units", "97112=24", "97110=23"])
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "3 units for 47 timed minutes (cms)"
        assert any("97112" in line and "Neuromuscular" in line for line in lines)

    @pytest.mark.parametrize(
        "words",
        [
            [],
            ["97112"],
            ["97112=x"],
            ["97112=-4"],
            ["=4"],
            ["97112=²"],
            ["99999=10"],
            ["97112=99999999999"],
            ["97112=10", "--assistant", "97110=5"],
            ["97112=10", "--assistant"],
            ["97112=" + "9" * 5000],
        ],
    )
    def test_refusals(self, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        """What cannot be counted is refused in one line that shows how."""
        assert main(["units", *words]) == 2
        out, err = capsys.readouterr()
        assert (out, err.count("\n")) == ("", 1)
        assert len(err) < 250

    def test_an_option_without_its_value(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The help that is pointed to is the command's own."""
        main(["units", "97112=10", "--assistant"])
        assert "`reed units --help`" in capsys.readouterr().err


class TestRule:
    def test_list(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Without an id, every rule that Reed looks for has a line, and the others are counted."""
        from assistant.rules import rules

        assert main(["rule"]) == 0
        out = capsys.readouterr().out
        assert [each.id for each in rules() if each.active and each.id not in out] == []
        assert "progress-report-10-days" not in out
        assert "7 more need other notes: `reed rule --all`" in out

    def test_list_all(self, capsys: pytest.CaptureFixture[str]) -> None:
        """``--all`` adds the rules that need other notes, each with its reason."""
        from assistant.rules import rules

        assert main(["rule", "--all"]) == 0
        out = capsys.readouterr().out
        assert [each.id for each in rules() if each.id not in out] == []
        assert "needs other notes: Counting treatment days needs the earlier notes." in out

    def test_one(self, capsys: pytest.CaptureFixture[str]) -> None:
        """A rule is explained under its headings; an element stands for its rule."""
        main(["rule", "time-documented"])
        by_rule = capsys.readouterr().out
        main(["rule", "time"])
        assert capsys.readouterr().out == by_rule
        assert "Why it matters" in by_rule

    def test_full(self, capsys: pytest.CaptureFixture[str]) -> None:
        """``--full`` explains each."""
        from assistant.rules import rules

        main(["rule", "--full"])
        assert capsys.readouterr().out.count("What it checks") == len(rules())

    def test_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        """One rule is an object, all of them are an array."""
        main(["rule", "time-documented", "--format", "json"])
        assert json.loads(capsys.readouterr().out)["id"] == "time-documented"
        main(["rule", "--format", "json"])
        assert len(json.loads(capsys.readouterr().out)) > 6

    def test_unknown(self, capsys: pytest.CaptureFixture[str]) -> None:
        """An unknown id is answered with the nearest."""
        assert main(["rule", "time-documentd"]) == 2
        assert "time-documented" in capsys.readouterr().err


class TestExample:
    def test_text_and_path(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The note, or where it is."""
        main(["example", "--path"])
        path = Path(capsys.readouterr().out.strip())
        main(["example"])
        assert capsys.readouterr().out == path.read_text(encoding="utf-8")

    def test_list(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Every sample note can be asked for by name."""
        main(["example", "--list"])
        for name in capsys.readouterr().out.split():
            assert main(["example", name]) == 0
            assert capsys.readouterr().out == examples.text(name)

    def test_unknown(self, capsys: pytest.CaptureFixture[str]) -> None:
        """An unknown name is answered with the nearest."""
        assert main(["example", "balanc"]) == 2
        assert "'balance'" in capsys.readouterr().err


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_script(self, shell: str, capsys: pytest.CaptureFixture[str]) -> None:
        """Each shell gets a script that asks ``reed``."""
        assert main(["completion", shell]) == 0
        assert "_REED_COMPLETE" in capsys.readouterr().out

    def test_it_completes(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        """What the script calls offers the commands."""
        monkeypatch.setenv("_REED_COMPLETE", "bash_complete")
        monkeypatch.setenv("COMP_WORDS", "reed ch")
        monkeypatch.setenv("COMP_CWORD", "1")
        assert main([]) == 0
        assert capsys.readouterr().out.split() == ["plain,check", "plain,chat"]


class TestTree:
    def test_help_names_every_command(self, capsys: pytest.CaptureFixture[str]) -> None:
        """``--help`` names each command with a line of its own."""
        assert main(["--help"]) == 0
        out = capsys.readouterr().out
        assert all(f"  {name} " in out for name in COMMANDS)

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_command_has_help(self, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        """Every command explains itself and its exit codes or examples."""
        assert main([name, "--help"]) == 0
        assert f"Usage: reed {name}" in capsys.readouterr().out

    def test_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        """``--version`` is name and number."""
        from assistant import __version__

        assert main(["--version"]) == 0
        assert capsys.readouterr().out == f"reed {__version__}\n"

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (["chek"], "Did you mean 'check'?"),
            (["xyzzy"], "reed --help"),
            (["check", "--fromat", "json", "x"], "--format"),
            (["check", "--format", "xml", "x"], "jsonl"),
            (["draft"], "PATH"),
        ],
    )
    def test_typing_errors(self, words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
        """A mistyped word gives one line with the nearest right one, and exit code 2."""
        assert main(words) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        assert says in err


class TestWorkbench:
    @pytest.fixture
    def opened(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str | None, bool, str | None]]:
        """Calls of the workbench, which stays closed."""
        calls: list[tuple[str | None, bool, str | None]] = []

        def run(path: str | None, *, private: bool, payer: str | None) -> int:
            calls.append((path, private, payer))
            return 0

        monkeypatch.setattr("assistant.tui.run", run)
        return calls

    @pytest.mark.parametrize(
        ("words", "call"),
        [
            ([], (None, False, None)),
            (["--private"], (None, True, None)),
            (["./note.txt"], ("./note.txt", False, None)),
            (["note.txt", "--private"], ("note.txt", True, None)),
            (["--private", "note.txt"], ("note.txt", True, None)),
            (["--payer", "ama"], (None, False, "ama")),
            (["--payer", "ama", "note.txt"], ("note.txt", False, "ama")),
            (["note.txt", "--payer", "strict-neuro"], ("note.txt", False, "strict-neuro")),
        ],
    )
    def test_ways_in(self, words: list[str], call: tuple[str, bool, str | None], opened: list[object]) -> None:
        """No command opens the workbench; a path opens it with that note."""
        assert main(words) == 0
        assert opened == [call]

    def test_a_file_without_ending(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[object]) -> None:
        """Any file that exists is a path, whatever its name."""
        monkeypatch.chdir(tmp_path)
        Path("monday").write_text("Pt seen.")
        main(["monday"])
        assert opened == [("monday", False, None)]

    @pytest.mark.parametrize("words", [[], ["note.txt"], ["-"]])
    def test_without_a_terminal(self, words: list[str], reed: Run) -> None:
        """Without a terminal there is one line that names `reed check`, and nothing is drawn."""
        done = reed(*words, stdin="Pt seen.")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "reed check" in done.stderr
