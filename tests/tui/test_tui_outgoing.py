"""What leaves the workbench: copies, the note in the person's own editor, print and export."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.widgets import Input
from workbench_rooms import NOTE, Rooms, calm, settle, workbench

from assistant.errors import ReedError
from assistant.tui import clipboard, external
from assistant.tui.app import Workbench
from assistant.tui.clipboard import Copied, copy
from assistant.tui.dialogs import Confirm

SIZE = (120, 40)
pytestmark = pytest.mark.skipif(os.name != "posix", reason="scripts stand in for programs")


def program(folder: Path, name: str, script: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return path


def messages(app: Workbench) -> str:
    return " | ".join(n.message for n in app._notifications)


class TestClipboard:
    def test_program_is_sure(self, tmp_path: Path) -> None:
        """Where a program of the desktop took the text, it is said by name."""
        program(tmp_path / "bin", "xclip", f"cat > {tmp_path}/got")
        sent: list[str] = []
        done = copy("a café", sent.append, None, {"PATH": f"{tmp_path}/bin:/bin:/usr/bin", "DISPLAY": ":0"})
        assert done == Copied(sure="xclip", sent=True)
        assert (tmp_path / "got").read_text() == "a café"
        assert sent == ["a café"]

    def test_terminal_alone(self) -> None:
        """Where only the terminal can take it, nothing is promised, and what to do otherwise is said."""
        done = copy("text", lambda _: None, None, {"TERM": "xterm-256color"})
        assert done == Copied(sent=True)
        assert "If it did not arrive" in done.told("The draft")

    @pytest.mark.parametrize(("text", "term"), [("x", "linux"), ("x" * 80_000, "xterm")])
    def test_fallback_says_where(self, tmp_path: Path, text: str, term: str) -> None:
        """Where no clipboard is likely, the text is in a private file, which is named and goes at the end."""
        done = copy(text, lambda _: None, tmp_path / "s", {"TERM": term})
        assert done.file is not None
        assert str(done.file) in done.told("The draft")
        assert done.file.read_text() == text
        assert stat.S_IMODE(done.file.stat().st_mode) == 0o600
        clipboard.remove_copy(tmp_path / "s")
        assert not done.file.exists()

    def test_private_has_no_file(self) -> None:
        """A private session writes no file, and says that the text was not copied."""
        assert "could not be copied" in copy("x", None, None, {}).told("The draft")

    def test_program_that_fails(self, tmp_path: Path) -> None:
        """A program that refuses is not believed."""
        program(tmp_path, "xclip", "exit 1")
        assert copy("x", None, None, {"PATH": f"{tmp_path}:/bin", "DISPLAY": ":0"}).sure == ""

    def test_not_on_another_machine(self, tmp_path: Path) -> None:
        """Over SSH the desktop's programs are left alone: nobody sits at that machine."""
        program(tmp_path, "xclip", "exit 0")
        around = {"PATH": str(tmp_path), "DISPLAY": ":0", "SSH_CONNECTION": "1"}
        assert clipboard.programs(around) == []

    async def test_note_is_copied(self, rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
        """alt+c copies the note, and says how far it got."""
        for name in ("TMUX", "DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("TERM", "xterm-256color")
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("alt+c")
            await calm(pilot)
            assert "The note was sent to the terminal's clipboard" in messages(app)
            assert desk.editor.document.text == NOTE


class TestEditor:
    def test_visual_before_editor(self, tmp_path: Path) -> None:
        """VISUAL goes before EDITOR, with its arguments."""
        program(tmp_path, "one", "")
        program(tmp_path, "two", "")
        around = {"VISUAL": "one -w", "EDITOR": "two", "PATH": str(tmp_path)}
        assert external.editor_command(around) == ["one", "-w"]

    @pytest.mark.parametrize(
        ("around", "words"), [({}, "No editor is set"), ({"EDITOR": "nosuch"}, "nosuch"), ({"EDITOR": "'x"}, "EDITOR")]
    )
    def test_no_editor(self, around: dict[str, str], words: str) -> None:
        """Without an editor that can be started one is told what to set."""
        with pytest.raises(ReedError) as refused:
            external.editor_command({"PATH": "/nowhere", **around})
        assert words in refused.value.message
        assert refused.value.hint

    def test_private_and_gone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The file is for its owner alone, in a folder for its owner alone, and both are gone afterwards."""
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        look = f'stat -c "%a" "$1" "$(dirname "$1")" > {tmp_path}/modes; printf " more" >> "$1"'
        assert external.edited("a café", [str(program(tmp_path / "bin", "ed", look))]) == "a café more"
        assert (tmp_path / "modes").read_text().split() == ["600", "700"]
        assert sorted(p.name for p in tmp_path.iterdir()) == ["bin", "modes"]

    def test_editor_that_fails(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """An editor that ends badly changes nothing, and the file is gone."""
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        with pytest.raises(ReedError, match="code 3"):
            external.edited("a", [str(program(tmp_path / "bin", "ed", "exit 3"))])
        assert [p.name for p in tmp_path.iterdir()] == ["bin"]

    async def test_one_undoable_edit(self, rooms: Rooms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What the editor made of the note is one edit, which ctrl+z takes back whole."""
        monkeypatch.setenv("VISUAL", str(program(tmp_path, "ed", 'echo "held 12 s" > "$1"')))

        @contextmanager
        def suspend() -> Iterator[None]:
            yield

        app = workbench(rooms, NOTE)
        monkeypatch.setattr(app, "suspend", suspend)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("alt+e")
            await settle(pilot, app)
            assert desk.editor.document.text == "held 12 s\n"
            await pilot.press("ctrl+z")
            await settle(pilot, app)
            assert desk.editor.document.text == NOTE

    async def test_told_without_an_editor(self, rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where no editor is set one is told, and the note stays."""
        for name in ("VISUAL", "EDITOR"):
            monkeypatch.delenv(name, raising=False)
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("alt+e")
            await calm(pilot)
            assert "No editor is set. Set VISUAL or EDITOR" in messages(app)
            assert desk.editor.document.text == NOTE


class TestPrintAndExport:
    async def test_print_asks_first(self, rooms: Rooms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The draft goes to the printer only after a yes."""
        program(tmp_path, "lp", f"cat > {tmp_path}/printed")
        monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            await pilot.press("f4")
            await settle(pilot, app)
            await pilot.press("p")
            await calm(pilot, 0.1)
            assert isinstance(app.screen, Confirm)
            assert not (tmp_path / "printed").exists()
            await pilot.press("y")
            await calm(pilot, 0.3)
            assert NOTE in (tmp_path / "printed").read_text()

    async def test_no_printer(self, rooms: Rooms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without a printer program one is told."""
        monkeypatch.setenv("PATH", str(tmp_path))
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("f4")
            await settle(pilot, app)
            desk.action_print_draft()
            await calm(pilot)
            assert "No printer program" in messages(app)

    @pytest.mark.parametrize("suffix", [".txt", ".md", ".docx", ".json"])
    async def test_formats(self, tmp_path: Path, suffix: str) -> None:
        """The draft is saved in the format that the name asks for, and it is told how many blanks are left."""
        from assistant.note import Note
        from assistant.store import Autosave

        if suffix == ".docx":
            pytest.importorskip("docx")
        app = Workbench(Note("Worked on standing balance. 97112 10:05-10:43"), Autosave(None))
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            await settle(pilot, app)
            await pilot.press("f4")
            await settle(pilot, app)
            await pilot.press("s")
            await calm(pilot, 0.1)
            app.screen.query_one(Input).value = str(tmp_path / f"draft{suffix}")
            await pilot.press("enter")
            await calm(pilot, 0.3)
            assert "blank" in messages(app)
        data = (tmp_path / f"draft{suffix}").read_bytes()
        assert data.startswith({".docx": b"PK", ".json": b"{"}.get(suffix, b""))
        assert data

    async def test_other_ending(self, rooms: Rooms, tmp_path: Path) -> None:
        """A name with an ending that nothing can be written as is refused in the dialog."""
        from assistant.tui.services import SERVICES

        with pytest.raises(ReedError):
            SERVICES.export(None, str(tmp_path / "x.exe"), False, "-")
