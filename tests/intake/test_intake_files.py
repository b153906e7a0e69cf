"""`read_note` and `find_notes`: files, folders and standard input."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.intake import LIMIT, find_notes, note_paths, read_note


def refusal(path: str | Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_note(path)
    return caught.value


class TestReadNote:
    def test_source_is_the_path_as_given(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """``./n.txt`` stays ``./n.txt``."""
        monkeypatch.chdir(tmp_path)
        Path("n.txt").write_bytes(b"Pt seen\r\n")
        note = read_note("./n.txt")
        assert (note.source, note.text, note.encoding) == ("./n.txt", "Pt seen\r\n", "utf-8")

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """``-`` reads the bytes of standard input."""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"caf\xe9\r\n")))
        note = read_note("-")
        assert (note.source, note.text, note.encoding) == ("-", "café\r\n", "cp1252")

    def test_without_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A process without standard input is told so."""
        monkeypatch.setattr(sys, "stdin", None)
        assert "no standard input" in refusal("-").message

    @pytest.mark.parametrize(
        ("data", "why"), [(b"", "is empty"), (b" \r\n\t\n", "white space"), (b"\xef\xbb\xbf", "empty")]
    )
    def test_nothing_in_it(self, tmp_path: Path, data: bytes, why: str) -> None:
        """An empty file and one of white space are no notes."""
        (tmp_path / "n.txt").write_bytes(data)
        assert why in refusal(tmp_path / "n.txt").message

    def test_limit(self, tmp_path: Path) -> None:
        """The limit itself is read; one byte more is refused, the limit named."""
        file = tmp_path / "n.txt"
        file.write_bytes(b"a" * LIMIT)
        assert len(read_note(file).text) == LIMIT
        file.write_bytes(b"a" * (LIMIT + 1))
        assert "10 MB" in refusal(file).message

    def test_limit_of_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Standard input is read to the limit and no further."""
        endless = io.BytesIO(b"a" * (LIMIT + 1_000_000))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(endless))
        assert "10 MB" in refusal("-").message
        assert endless.tell() <= LIMIT + 1

    def test_no_name(self) -> None:
        """An empty name, as an unset variable of a script gives, is called that."""
        assert refusal("").message == "The name of a file is empty."

    def test_missing_beside_other_notes(self, tmp_path: Path) -> None:
        """A near name is offered; that all files end alike makes none near."""
        for name in ("good.txt", "pdf.txt", "undec.txt"):
            (tmp_path / name).write_text("x")
        assert refusal(tmp_path / "goood.txt").hint == "Did you mean 'good.txt'?"
        assert "Did you mean" not in refusal(tmp_path / "nope.txt").hint

    def test_missing(self, tmp_path: Path) -> None:
        """A missing file is named, and so is the one it was meant to be."""
        (tmp_path / "monday.txt").write_text("x")
        error = refusal(tmp_path / "mondy.txt")
        assert "no such file" in error.message
        assert "monday.txt" in error.hint

    def test_missing_folder(self, tmp_path: Path) -> None:
        """A missing folder is named."""
        assert "no folder" in refusal(tmp_path / "nowhere" / "n.txt").hint

    def test_folder(self, tmp_path: Path) -> None:
        """A folder is no note."""
        assert "is a folder" in refusal(tmp_path).message

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
    def test_pipe(self, tmp_path: Path) -> None:
        """A named pipe is refused without waiting for a writer."""
        os.mkfifo(tmp_path / "p.txt")
        assert "is a pipe" in refusal(tmp_path / "p.txt").message

    @pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no devices here")
    def test_device(self) -> None:
        """A device is refused without reading from it."""
        assert "is a device" in refusal("/dev/zero").message

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_permission(self, tmp_path: Path) -> None:
        """A file that may not be read is refused as such."""
        (tmp_path / "n.txt").write_text("x")
        (tmp_path / "n.txt").chmod(0)
        assert "may not read" in refusal(tmp_path / "n.txt").message

    @pytest.mark.parametrize("path", ["a\0b", "Pt was seen for balance training " * 200])
    def test_no_file_name(self, path: str) -> None:
        """What cannot be a file name is refused, and a note given by mistake is not repeated."""
        error = refusal(path)
        assert len(error.message) < 200

    def test_loop_of_links(self, tmp_path: Path) -> None:
        """Links that lead to themselves are refused."""
        (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
        (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
        assert "cannot be opened" in refusal(tmp_path / "a.txt").message


class TestFindNotes:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        for name in ("b.txt", "a.md", "c/d.note", "c/E.TXT", "c/x.pdf", ".hidden/h.txt", ".h.txt", "readme"):
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("Pt seen.")
        return tmp_path

    def test_folder(self, folder: Path) -> None:
        """Notes of a folder and its subfolders, sorted; other kinds and hidden ones are left out."""
        found = [p.relative_to(folder).as_posix() for p in find_notes([folder])]
        assert found == ["a.md", "b.txt", "c/E.TXT", "c/d.note"]
        assert list(find_notes([folder])) == sorted(find_notes([folder]))

    def test_order_given(self, folder: Path) -> None:
        """Paths keep the order in which they are given; a named file is taken whatever its kind."""
        given = [str(folder / "c"), str(folder / "readme"), "-", "nowhere.txt"]
        assert [Path(p).name for p in note_paths(given)] == ["E.TXT", "d.note", "readme", "-", "nowhere.txt"]

    def test_spelling(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """`note_paths` spells paths as they were given."""
        monkeypatch.chdir(folder)
        assert list(note_paths(["./b.txt", "./c/"])) == ["./b.txt", "./c/E.TXT", "./c/d.note"]

    def test_linked_folders(self, folder: Path) -> None:
        """A linked folder is not followed: it may lead round in a circle."""
        (folder / "c" / "again").symlink_to(folder)
        assert len(list(find_notes([folder]))) == 4

    def test_no_notes(self, tmp_path: Path) -> None:
        """A folder without notes is refused; the message says what Reed looks for."""
        (tmp_path / "x.pdf").write_text("x")
        with pytest.raises(InputError) as caught:
            list(find_notes([tmp_path]))
        assert ".txt" in caught.value.hint
