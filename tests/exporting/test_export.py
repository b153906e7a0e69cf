"""Exports: the same words in every format, blanks told, nothing of the machine, and nothing replaced unasked."""

from __future__ import annotations

import html
import io
import json
import os
import re
import stat
import sys
import zipfile
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

import assistant
from assistant.drafting import Draft, draft, template_names
from assistant.drafting.templates import shipped_folder
from assistant.errors import ReedError
from assistant.exporting import FORMATS, blanks_left, export, format_of, lines, save
from assistant.store import StoreError

HOSTILE = """# no heading
1. *stars* _lines_ `code` [link](http://x) <b>tag</b> &amp; ~~gone~~ back\\slash
- | a | b |
> quote \x1b]0;owned\x07 and \u202e turned
===
Stood on foam, eyes closed.
Ann Lee, PT"""
NAMES = template_names(shipped_folder())


def made_of(note: str, template: str = "pt-soap") -> Draft:
    return draft(assistant.review(note), (), template, folder=shipped_folder())


def words(text: str) -> list[str]:
    """The words of a text, whatever stands between them."""
    return re.findall(r"\w+", text)


def body(draft: Draft) -> list[str]:
    """The words that an export must have, the line about blanks first."""
    return words(blanks_left(draft)) + words(draft.text)


def read_docx(data: bytes) -> list[str]:
    docx = pytest.importorskip("docx")
    return [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]


@pytest.fixture(scope="module", params=NAMES)
def hostile(request: pytest.FixtureRequest) -> Draft:
    """A draft of a note full of signs that formats obey, in each form."""
    return made_of(HOSTILE, request.param)


class TestWords:
    def test_text(self, hostile: Draft) -> None:
        """Plain text is the draft, safe to show, below the count of blanks."""
        text = export(hostile, format_of("a.txt")).decode()
        assert text.startswith(f"{len(hostile.blanks)} BLANKS ARE LEFT TO FILL IN.\n\n")
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert [w.lower() for w in words(text)] == [w.lower() for w in body(hostile)]

    def test_markdown(self, hostile: Draft) -> None:
        """Markdown shows the words as they are: no sign of the note is obeyed."""
        shown = MarkdownIt("commonmark").render(export(hostile, format_of("a.md")).decode())
        plain = html.unescape(re.sub(r"</?(?:p|h2|h3|ul|li|strong|code|blockquote|br)\b ?/?>", "", shown))
        assert words(plain) == body(hostile)
        for sign in ("# no heading", "*stars*", "_lines_", "[link](http://x)", "<b>tag</b>", "&amp;", "~~gone~~"):
            assert (sign in plain) == (sign in hostile.text)

    def test_docx(self, hostile: Draft) -> None:
        """A DOCX file has the same words, control characters as pictures."""
        paragraphs = read_docx(export(hostile, format_of("a.docx")))
        assert words("\n".join(paragraphs)) == body(hostile)

    def test_json(self, hostile: Draft) -> None:
        """JSON is the object of the contract."""
        assert json.loads(export(hostile, format_of("a.json"))) == hostile.to_dict()


class TestLayout:
    def test_kinds_of_lines(self) -> None:
        """Headings and items are told by furniture; what a note says is never a heading."""
        made = made_of("SHOUTED WORDS OF A NOTE\nVeered left on 4 of 8 turns.\nAnn Lee, PT")
        kinds = {line.text: line.kind for line in lines(made)}
        assert kinds["OBJECTIVE"] == "heading"
        assert kinds["Deficits:"] == "subheading"
        assert kinds["[____: start time]"] == "item"
        assert kinds["SHOUTED WORDS OF A NOTE"] == "text"

    @pytest.mark.parametrize("template", NAMES)
    def test_lines_are_the_draft(self, template: str) -> None:
        """Lines hold the draft's characters but for signs and indents of items."""
        made = made_of("Stood on foam.\nAnn Lee, PT", template)
        shown = [line.text for line in lines(made)]
        assert shown == [re.sub(r"^(?:• |  )", "", line) for line in made.text.rstrip("\n").split("\n")]

    def test_blanks_stand_out(self) -> None:
        """Blanks are bold and marked."""
        made = made_of("Stood on foam.")
        assert "- **`[____: start time]`**" in export(made, format_of("a.md")).decode()
        docx = pytest.importorskip("docx")
        document = docx.Document(io.BytesIO(export(made, format_of("a.docx"))))
        marked = [r.text for p in document.paragraphs for r in p.runs if r.font.highlight_color is not None]
        assert "[____: start time]" in marked

    def test_a_draft_without_blanks_says_nothing_of_them(self) -> None:
        """The count is there only where there is one."""
        made = Draft("Done.\n", (), ())
        assert export(made, format_of("a.txt")) == b"Done.\n"
        assert blanks_left(made) == ""


class TestFile:
    def test_docx_tells_nothing_of_the_machine(self) -> None:
        """No name of a user, no program, no time of making."""
        pytest.importorskip("docx")
        data = export(made_of("Stood on foam."), format_of("a.docx"))
        core = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml").decode()
        assert re.findall(r">([^<>\n]+)<", core) == ["1", "2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z"]

    def test_docx_without_its_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without python-docx the message says what to install or do instead."""
        monkeypatch.setitem(sys.modules, "docx", None)
        with pytest.raises(ReedError) as caught:
            export(made_of("Stood on foam."), format_of("a.docx"))
        assert "python-docx" in caught.value.message
        assert "[docx]" in caught.value.hint

    @pytest.mark.parametrize("name", ["a.pdf", "a", "a.doc"])
    def test_other_endings(self, name: str) -> None:
        """An ending without format is refused, with those there are."""
        with pytest.raises(ReedError) as caught:
            format_of(name)
        assert all(form.suffixes[0] in caught.value.hint for form in FORMATS)

    def test_ending_in_capitals(self) -> None:
        """Endings count in any case."""
        assert format_of("A.DOCX").name == "docx"


class TestSaving:
    def test_private_and_whole(self, tmp_path: Path) -> None:
        """The file is for its owner alone, and nothing else is left in the folder."""
        save(b"x", tmp_path / "a.txt")
        assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o600
        assert os.listdir(tmp_path) == ["a.txt"]

    def test_replaces_only_when_told(self, tmp_path: Path) -> None:
        """A file that is there stays unless it may be replaced."""
        (tmp_path / "a.txt").write_bytes(b"old")
        with pytest.raises(StoreError, match="exists") as caught:
            save(b"new", tmp_path / "a.txt")
        assert "--force" in caught.value.hint
        assert (tmp_path / "a.txt").read_bytes() == b"old"
        save(b"new", tmp_path / "a.txt", force=True)
        assert (tmp_path / "a.txt").read_bytes() == b"new"

    def test_never_the_note(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The note is not replaced, under whatever name it is reached."""
        monkeypatch.chdir(tmp_path)
        note = tmp_path / "n.txt"
        note.write_bytes(b"note")
        (tmp_path / "twin.txt").hardlink_to(note)
        for name in ("n.txt", "./n.txt", "twin.txt"):
            with pytest.raises(StoreError, match="note itself"):
                save(b"new", Path(name), force=True, beside=note)
        assert note.read_bytes() == b"note"

    @pytest.mark.parametrize("name", ["link.txt", "folder", "pipe"])
    def test_only_plain_files(self, tmp_path: Path, name: str) -> None:
        """Links, folders and pipes are refused, also when a file may be replaced."""
        (tmp_path / "target.txt").write_bytes(b"old")
        (tmp_path / "link.txt").symlink_to(tmp_path / "target.txt")
        (tmp_path / "folder").mkdir()
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(StoreError):
            save(b"new", tmp_path / name, force=True)
        assert (tmp_path / "target.txt").read_bytes() == b"old"
