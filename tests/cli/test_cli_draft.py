"""``reed draft``: templates listed, drafts saved to files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_material import HOSTILE, Run

from assistant.cli import main

NOTE = "Stood on foam, eyes closed, 4 x 30 s.\nAnn Lee, PT\n"


@pytest.fixture
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A note in an empty folder, and a configuration without templates of one's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "n.txt").write_text(NOTE)
    return tmp_path / "n.txt"


@pytest.mark.usefixtures("note")
class TestTemplates:
    def test_are_listed(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Each template is named with what it is for."""
        assert main(["draft", "--templates"]) == 0
        listed = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
        assert next(iter(listed)) == "pt-soap"
        assert {"addendum", "ot-narrative", "records-reply", "progress-section"} <= set(listed)
        assert all(listed.values())

    def test_ones_own(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Templates of one's own stand beside the shipped ones and are used; what they say is safe to show."""
        folder = tmp_path / "config" / "reed" / "templates"
        folder.mkdir(parents=True)
        (folder / "school.j2").write_text(
            f"{{# School visit {HOSTILE} #}}\nFor the school: {{{{ rest|prose }}}}", "utf-8"
        )
        assert main(["draft", "--templates"]) == 0
        out = capsys.readouterr().out
        assert "school" in out
        assert "\x1b" not in out
        assert main(["draft", "--template", "school", "n.txt"]) == 0
        assert capsys.readouterr().out.startswith("For the school:")

    def test_a_bad_one(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """A template that cannot be used is told with its line, and with what is meant to be there."""
        folder = tmp_path / "config" / "reed" / "templates"
        folder.mkdir(parents=True)
        (folder / "school.j2").write_text("a\n{{ deficit }}")
        assert main(["draft", "--template", "school", "n.txt"]) == 2
        err = capsys.readouterr().err
        assert "line 2" in err
        assert "'deficits'" in err


@pytest.mark.usefixtures("note")
class TestOut:
    @pytest.mark.parametrize("name", ["d.txt", "d.md", "d.json"])
    def test_saves(self, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        """The draft is in the file, the count of blanks on standard error, nothing on standard output."""
        assert main(["draft", "--out", name, "n.txt"]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert "blanks are left to fill in." in err
        assert "Stood on foam" in (tmp_path / name).read_text()

    def test_docx(self, tmp_path: Path) -> None:
        """The ending chooses the format."""
        pytest.importorskip("docx")
        assert main(["draft", "--out", "d.docx", "n.txt"]) == 1
        assert (tmp_path / "d.docx").read_bytes().startswith(b"PK")

    def test_json_is_the_contracts(self, tmp_path: Path) -> None:
        """The JSON file holds what ``--format json`` prints."""
        main(["draft", "--out", "d.json", "--format", "json", "n.txt"])
        assert {"text", "claims", "blanks"} <= set(json.loads((tmp_path / "d.json").read_text()))

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (["--out", "d.pdf"], ".docx"),
            (["--out", "there.txt"], "--force"),
            (["--out", "n.txt", "--force"], "note itself"),
            (["--out", "d.txt", "--format", "json"], "different formats"),
            (["--out", "none/d.txt"], "does not exist"),
        ],
    )
    def test_refusals(self, tmp_path: Path, words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
        """A name that cannot be used is refused in words, and nothing is changed."""
        (tmp_path / "there.txt").write_text("old")
        assert main(["draft", *words, "n.txt"]) == 2
        assert says in capsys.readouterr().err
        assert (tmp_path / "there.txt").read_text() == "old"
        assert (tmp_path / "n.txt").read_text() == NOTE

    def test_force(self, tmp_path: Path) -> None:
        """With --force a file is replaced."""
        (tmp_path / "d.txt").write_text("old")
        main(["draft", "--out", "d.txt", "--force", "n.txt"])
        assert "Stood on foam" in (tmp_path / "d.txt").read_text()


def test_listing_needs_no_pipeline(reed: Run) -> None:
    """The list is there without the language pipeline."""
    done = reed("draft", "--templates", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    assert "spacy" not in done.stderr
