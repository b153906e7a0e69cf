from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from textual.widgets import Input
from workbench_rooms import NOTE, Rooms, calm, screen_text, settle, shown, workbench

from assistant.note import Note
from assistant.store import Autosave
from assistant.tui.app import Workbench
from assistant.tui.dialogs import Confirm, PathDialog
from assistant.tui.session import Said, Session, from_json

SIZE = (120, 40)


def kept(folder: Path) -> Session | None:
    """What a next session would bring back; it is put back again."""
    slot = Autosave(folder)
    text = slot.recover()
    slot.close()
    return None if text is None else from_json(text)


def leave_behind(folder: Path, session: Session) -> None:
    slot = Autosave(folder)
    slot.keep(session.to_json())
    slot.close()


async def answer_path(app: Workbench, pilot: object, path: str) -> None:
    dialog = app.screen
    assert isinstance(dialog, PathDialog)
    dialog.query_one(Input).value = path
    await pilot.press("enter")  # type: ignore[attr-defined]
    await calm(pilot, 0.1)  # type: ignore[attr-defined]


class TestAutosave:
    async def test_every_key(self, rooms: Rooms, state: Path) -> None:
        """What was typed is on disk a moment later, without any command."""
        app = workbench(rooms, folder=state)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            await pilot.press(*"abc")
            desk.keeper.flush()
            note = next(state.glob("*.note"))
            assert b'"abc"' in note.read_bytes()
            assert stat.S_IMODE(note.stat().st_mode) == 0o600
            await calm(pilot, 0.1)
            assert "kept" in shown(desk.query_one("#state"))

    async def test_comes_back(self, rooms: Rooms, state: Path) -> None:
        """After leaving, note and answers are there again, with a notice that stays in sight."""
        app = workbench(rooms, folder=state)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            desk.editor.insert(NOTE)
            await settle(pilot, app)
            await pilot.press("f3", "h", "i", "enter")
            await settle(pilot, app)
            await pilot.press("ctrl+q")
        again = workbench(rooms, folder=state)
        async with again.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, again)
            assert desk.editor.document.text == NOTE
            assert [t.said for t in desk.conversation.turns] == ["", "hi"]
            assert "unfinished note is back" in screen_text(again)

    async def test_after_a_crash(self, rooms: Rooms, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What was typed before a crash is kept."""
        app = workbench(rooms, folder=state)

        def fail(*args: object) -> None:
            raise RuntimeError

        async def crash() -> None:
            async with app.run_test(size=SIZE) as pilot:
                desk = await settle(pilot, app)
                await pilot.press(*"abc")
                monkeypatch.setattr(type(desk), "show_status", fail)
                await pilot.press("d")
                await calm(pilot, 0.1)

        with pytest.raises(RuntimeError):
            await crash()
        monkeypatch.undo()
        session = kept(state)
        assert session is not None
        assert session.text == "abcd"
        assert "kept" in str(app.failure)

    async def test_opened_and_unchanged(self, rooms: Rooms, state: Path) -> None:
        """A note that was only looked at leaves nothing on disk."""
        app = workbench(rooms, Note(NOTE, "n.txt"), state)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
        assert not list(state.glob("*.note"))

    async def test_file_does_not_overwrite_what_waits(self, rooms: Rooms, state: Path) -> None:
        """Opening a file leaves an unfinished note where it is, says so, and a command brings it back."""
        leave_behind(state, Session("from before"))
        app = workbench(rooms, Note(NOTE, "n.txt"), state)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            assert "An unfinished note is kept" in screen_text(app)
            await pilot.press("x")
            await settle(pilot, app)
            desk.action_bring_back()
            await calm(pilot, 0.1)
            assert (await settle(pilot, app)).editor.document.text == "from before"
            assert [d.session.text for d in app.desks] == ["x" + NOTE, "from before"]

    async def test_two_windows(self, rooms: Rooms, state: Path) -> None:
        """A second window does not take the note of the first."""
        first = workbench(rooms, folder=state)
        async with first.run_test(size=SIZE) as pilot:
            await settle(pilot, first)
            await pilot.press(*"abc")
            first.desk.keeper.flush()
            second = workbench(Rooms(), folder=state)
            async with second.run_test(size=SIZE) as other:
                desk = await settle(other, second)
                assert desk.editor.document.text == ""

    async def test_full_disk_is_told(self, rooms: Rooms, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """When nothing can be kept the status line says so until it works again, and typing goes on."""
        app = workbench(rooms, folder=state)
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            desk = await settle(pilot, app)

            def full(handle: int) -> None:
                raise OSError(28, "No space left on device")

            monkeypatch.setattr(os, "fsync", full)
            await pilot.press("a")
            desk.keeper.flush()
            await calm(pilot, 0.1)
            assert "NOT KEPT" in shown(desk.query_one("#state"))
            assert any("disk is full" in n.message for n in app._notifications)
            monkeypatch.undo()
            await pilot.press("b")
            desk.keeper.flush()
            await calm(pilot, 0.1)
            assert "NOT KEPT" not in shown(desk.query_one("#state"))
            assert desk.editor.document.text == "ab"


class TestPrivate:
    async def test_keeps_nothing_and_says_so(self, rooms: Rooms, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A private session writes nothing to disk and says so in its status line."""
        monkeypatch.setenv("XDG_STATE_HOME", str(state))
        app = workbench(rooms)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            await pilot.press(*"abc")
            await settle(pilot, app)
            assert "private: nothing kept" in shown(desk.query_one("#state"))
        assert not state.exists()

    async def test_asks_before_losing(self, rooms: Rooms) -> None:
        """Leaving a private session with something written is asked about; no stays, yes leaves."""
        app = workbench(rooms)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            await pilot.press("a", "ctrl+q")
            await calm(pilot, 0.1)
            assert isinstance(app.screen, Confirm)
            await pilot.press("enter")
            await calm(pilot, 0.1)
            assert app.screen is app.desk
            await pilot.press("ctrl+q", "y")
            await calm(pilot, 0.1)
            assert not app.is_running

    async def test_leaves_from_a_dialog(self, rooms: Rooms, state: Path) -> None:
        """ctrl+q leaves from within a dialog too, and keeps the note."""
        app = workbench(rooms, folder=state)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            await pilot.press("a", "f1")
            await calm(pilot, 0.1)
            await pilot.press("ctrl+q")
            await calm(pilot, 0.1)
            assert not app.is_running
        session = kept(state)
        assert session is not None
        assert session.text == "a"

    async def test_emptied_by_mistake(self, rooms: Rooms, state: Path) -> None:
        """A note that was emptied is still on disk as it was, until Reed is left."""
        app = workbench(rooms, folder=state)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("a", "b")
            desk.keeper.flush()
            await pilot.press("backspace", "backspace")
            await calm(pilot, 0.1)
            desk.keeper.flush()
            assert b'"a"' in next(state.glob("*.note")).read_bytes()
            await pilot.press("ctrl+q")
        assert kept(state) is None

    async def test_help_promises_the_truth(self, rooms: Rooms, state: Path) -> None:
        """The help says what becomes of the note in this session."""
        for folder, words in ((None, "nothing is kept on disk"), (state, "kept on this computer")):
            app = workbench(rooms, folder=folder)
            async with app.run_test(size=(120, 200)) as pilot:
                await settle(pilot, app)
                await pilot.press("f1")
                await calm(pilot, 0.1)
                assert words in " ".join(screen_text(app).split())


async def test_unreadable_characters_are_told(rooms: Rooms) -> None:
    """What the terminal could not decode is told once."""
    app = workbench(rooms)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        desk = await settle(pilot, app)
        for _ in range(3):
            desk.editor.insert("caf\ufffd ")
            await pilot.pause()
        assert sum("could not be read" in n.message for n in app._notifications) == 1


class TestFiles:
    async def test_open(self, rooms: Rooms, tmp_path: Path, state: Path) -> None:
        """A file named in the dialog is opened, and its name shown."""
        (tmp_path / "visit.txt").write_text(NOTE)
        app = workbench(rooms, folder=state)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            await pilot.press("ctrl+o")
            await calm(pilot, 0.1)
            await answer_path(app, pilot, str(tmp_path / "visit.txt"))
            desk = await settle(pilot, app)
            assert desk.editor.document.text == NOTE
            assert "visit.txt" in shown(desk.query_one("#where"))
            assert "3 of 6 met" in str(desk.elements.border_title)

    async def test_open_what_is_not_there(self, rooms: Rooms, tmp_path: Path) -> None:
        """A file that cannot be read is told in the dialog, which stays, and the note stays too."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            await pilot.press("ctrl+o")
            await calm(pilot, 0.1)
            await answer_path(app, pilot, str(tmp_path / "no[/]thing.txt"))
            assert isinstance(app.screen, PathDialog)
            assert "no[/]thing.txt cannot be read. Check the name." in shown(app.screen.query_one("#path-say"))
            await pilot.press("escape")
            assert app.desk.editor.document.text == NOTE

    async def test_open_too_long(self, rooms: Rooms, tmp_path: Path) -> None:
        """A file over the limit is refused in words, and what was there stays."""
        (tmp_path / "long.txt").write_text("x" * 1_000_001)
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            await pilot.press("ctrl+o")
            await calm(pilot, 0.1)
            await answer_path(app, pilot, str(tmp_path / "long.txt"))
            assert "1,000,001 characters" in shown(app.screen.query_one("#path-say"))
            assert app.desk.editor.document.text == NOTE

    async def test_open_loses_nothing(self, rooms: Rooms, state: Path, tmp_path: Path) -> None:
        """A note is opened beside what is there."""
        (tmp_path / "visit.txt").write_text(NOTE)
        app = workbench(rooms, folder=state)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            await pilot.press("a", "ctrl+o")
            await calm(pilot, 0.1)
            await answer_path(app, pilot, str(tmp_path / "visit.txt"))
            desk = await settle(pilot, app)
            assert desk.editor.document.text == NOTE
            assert app.desks[0].editor.document.text == "a"

    async def test_save(self, rooms: Rooms, tmp_path: Path, state: Path) -> None:
        """A note is saved as it stands, for its owner alone, and is then no longer kept a second time."""
        app = workbench(rooms, folder=state)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            desk.editor.insert("café\x1b[2J")
            await settle(pilot, app)
            await pilot.press("ctrl+s")
            await calm(pilot, 0.1)
            await answer_path(app, pilot, str(tmp_path / "n.txt"))
            assert app.screen is desk
        assert (tmp_path / "n.txt").read_bytes() == "café\x1b[2J".encode()
        assert stat.S_IMODE((tmp_path / "n.txt").stat().st_mode) == 0o600
        assert kept(state) is None

    async def test_save_over_a_file(self, rooms: Rooms, tmp_path: Path) -> None:
        """A file that is there is replaced only when the same name is entered again."""
        (tmp_path / "n.txt").write_text("old")
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            await pilot.press("ctrl+s")
            await calm(pilot, 0.1)
            await answer_path(app, pilot, str(tmp_path / "n.txt"))
            assert (tmp_path / "n.txt").read_text() == "old"
            assert "Press Enter again" in shown(app.screen.query_one("#path-say"))
            await pilot.press("enter")
            await calm(pilot, 0.1)
        assert (tmp_path / "n.txt").read_text() == NOTE

    async def test_saved_with_answers_is_still_kept(self, rooms: Rooms, tmp_path: Path, state: Path) -> None:
        """Answers are in no file: saving the note does not throw them away."""
        app = workbench(rooms, NOTE, state)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            await pilot.press("f3", "h", "i", "enter", "ctrl+s")
            await calm(pilot, 0.1)
            await answer_path(app, pilot, str(tmp_path / "n.txt"))
            await settle(pilot, app)
        session = kept(state)
        assert session is not None
        assert session.said == (Said("hi", "skilled-components", True),)

    async def test_draft_saved(self, rooms: Rooms, tmp_path: Path) -> None:
        """The draft is saved as it is shown."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            await pilot.press("f4")
            await settle(pilot, app)
            await pilot.press("s")
            await calm(pilot, 0.1)
            await answer_path(app, pilot, str(tmp_path / "d.txt"))
        assert (tmp_path / "d.txt").read_text() == f"pt-soap\n{NOTE}\nTime: [____: end time]\n"

    async def test_put_away(self, rooms: Rooms, state: Path) -> None:
        """Putting a note away asks first, then forgets it, on disk too."""
        app = workbench(rooms, folder=state)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            desk.editor.insert(NOTE)
            await settle(pilot, app)
            await pilot.press("alt+w")
            await calm(pilot, 0.1)
            assert isinstance(app.screen, Confirm)
            await pilot.press("n", "alt+w", "y")
            await calm(pilot, 0.1)
            await settle(pilot, app)
            assert desk.editor.document.text == ""
            assert desk.conversation is None
            assert "· no note" in screen_text(app)
            assert not list(state.glob("*.note"))
