"""Several notes open at once, recent ones, samples, and the tour."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from workbench_rooms import NOTE, Rooms, calm, screen_text, settle, shown, workbench

from assistant.note import Note
from assistant.store import Autosave
from assistant.tui import settings
from assistant.tui.app import Workbench
from assistant.tui.choosing import NotesDialog
from assistant.tui.open_notes import MOST
from assistant.tui.recent import Recent
from assistant.tui.session import Session
from assistant.tui.tour import Tour, steps

SIZE = (120, 40)


@pytest.fixture(name="visit")
def _visit(tmp_path: Path) -> Path:
    path = tmp_path / "visit[1].txt"
    path.write_text(NOTE)
    return path


class TestSeveralNotes:
    async def test_beside_each_other(self, rooms: Rooms) -> None:
        """Each open note has a text, a review and a history of its own; going about changes none of them."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            first = await settle(pilot, app)
            await pilot.press("ctrl+n")
            await calm(pilot, 0.1)
            second = await settle(pilot, app)
            assert second is not first
            await pilot.press(*"abc")
            await settle(pilot, app)
            assert "1 unsaved note" in screen_text(app)
            assert "2 unsaved note" in screen_text(app)
            await pilot.press("alt+n")
            await settle(pilot, app)
            assert app.desk is first
            assert first.editor.document.text == NOTE
            assert "3 of 6 met" in screen_text(app)
            await pilot.press("ctrl+pageup")
            await settle(pilot, app)
            await pilot.press("ctrl+z", "ctrl+z", "ctrl+z")
            assert second.editor.document.text == ""
            assert first.editor.document.text == NOTE

    async def test_by_mouse(self, rooms: Rooms) -> None:
        """A click on the name of a note brings it to the front."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            first = await settle(pilot, app)
            await pilot.press("ctrl+n")
            await calm(pilot, 0.1)
            await settle(pilot, app)
            await pilot.click("#open-notes", offset=(4, 0))
            await calm(pilot, 0.1)
            assert app.desk is first

    async def test_same_file_once(self, rooms: Rooms, visit: Path) -> None:
        """A file that is open already comes to the front instead of being opened twice."""
        app = workbench(rooms, Note(NOTE, str(visit)))
        async with app.run_test(size=SIZE) as pilot:
            first = await settle(pilot, app)
            await pilot.press("ctrl+n")
            await calm(pilot, 0.1)
            app.open_note(Note(NOTE, str(visit)))
            await calm(pilot, 0.1)
            assert app.desk is first
            assert len(app.desks) == 2

    async def test_each_is_kept(self, rooms: Rooms, tmp_path: Path) -> None:
        """All that is unfinished is kept, and comes back note by note."""
        app = workbench(rooms, folder=tmp_path)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            for text in ("one", "two"):
                await pilot.press(*text)
                await settle(pilot, app)
                await pilot.press("ctrl+n")
                await calm(pilot, 0.1)
                await settle(pilot, app)
            await pilot.press("ctrl+q")
        again = workbench(Rooms(), folder=tmp_path)
        async with again.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, again)
            assert "1 more is kept" in shown(desk.query_one("#notice"))
            desk.action_bring_back()
            await calm(pilot, 0.1)
            await settle(pilot, again)
            assert {d.session.text for d in again.desks} == {"one", "two"}

    async def test_put_away(self, rooms: Rooms, tmp_path: Path) -> None:
        """Putting one of several away takes it off the disk too, and the other comes to the front."""
        app = workbench(rooms, folder=tmp_path)
        async with app.run_test(size=SIZE) as pilot:
            first = await settle(pilot, app)
            await pilot.press("a")
            await settle(pilot, app)
            await pilot.press("ctrl+n")
            await calm(pilot, 0.1)
            await settle(pilot, app)
            await pilot.press("b")
            await settle(pilot, app)
            await pilot.press("alt+w", "y")
            await calm(pilot, 0.2)
            assert app.desks == [first]
            assert app.desk is first
            assert [b'"a"' in p.read_bytes() for p in tmp_path.glob("*.note")] == [True]

    async def test_all_are_asked_about(self, rooms: Rooms) -> None:
        """Leaving a private session counts every note that would be lost, also those behind."""
        app = workbench(rooms)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            for _ in range(2):
                await pilot.press("a")
                await settle(pilot, app)
                await pilot.press("ctrl+n")
                await calm(pilot, 0.1)
                await settle(pilot, app)
            await pilot.press("ctrl+q")
            await calm(pilot, 0.1)
            assert "2 notes are not kept" in " ".join(screen_text(app).split())

    async def test_not_without_end(self, rooms: Rooms) -> None:
        """Beyond the most that can be open one is told, and nothing is lost."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=(60, 20), notifications=True) as pilot:
            await settle(pilot, app)
            for n in range(MOST + 1):
                app.open_session(Session(f"note {n}"))
                await calm(pilot, 0.02)
            assert len(app.desks) == MOST
            assert any("Put one away first" in n.message for n in app._notifications)


class TestNotesDialog:
    async def test_recent(self, rooms: Rooms, visit: Path, tmp_path: Path) -> None:
        """A note opened before is listed by its name, as text, and opens from there."""
        Recent(tmp_path / "s").add(str(visit))
        app = workbench(rooms, folder=tmp_path / "s")
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            await pilot.press("f9")
            await calm(pilot, 0.1)
            assert "visit[1].txt" in screen_text(app)
            await pilot.press("down", "enter")
            await calm(pilot, 0.1)
            desk = await settle(pilot, app)
            assert desk.session.source == str(visit)
            assert desk.editor.document.text == NOTE

    async def test_samples(self, rooms: Rooms) -> None:
        """The invented notes can be opened, are named as samples, and leave nothing on disk."""
        app = workbench(rooms)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            await pilot.press("f9")
            await calm(pilot, 0.1)
            assert isinstance(app.screen, NotesDialog)
            await pilot.press("end", "enter")
            await calm(pilot, 0.1)
            desk = await settle(pilot, app)
            assert "sample: exercise-only" in shown(desk.query_one("#where"))
            assert not desk.touched

    def test_private_remembers_nothing(self, tmp_path: Path, visit: Path) -> None:
        """Without a folder no path is remembered."""
        recent = Recent(None)
        recent.add(str(visit))
        assert recent.paths() == ()

    def test_newest_first_once_and_private(self, tmp_path: Path) -> None:
        """Each path is listed once, the newest first, in a file for its owner alone."""
        recent = Recent(tmp_path / "s")
        for name in ("a", "b", "a"):
            (tmp_path / name).write_text("")
            recent.add(str(tmp_path / name))
        assert recent.paths() == (str(tmp_path / "a"), str(tmp_path / "b"))
        assert stat.S_IMODE((tmp_path / "s" / "recent.json").stat().st_mode) == 0o600
        recent.forget()
        assert not (tmp_path / "s" / "recent.json").exists()

    @pytest.mark.parametrize("text", ["", "{}", "[1, null]", "\x00", '["/no/such/file"]'])
    def test_damaged_list(self, tmp_path: Path, text: str) -> None:
        """A list that cannot be read, or names what is gone, is an empty one."""
        (tmp_path / "recent.json").write_text(text)
        assert Recent(tmp_path).paths() == ()


class TestTour:
    async def test_first_run(self, rooms: Rooms, tmp_path: Path) -> None:
        """At the first start the tour is shown, on a sample; once it has ended it does not come again."""
        for first in (True, False):
            app = Workbench(None, Autosave(tmp_path), Rooms().services(), offer_tour=True)
            async with app.run_test(size=SIZE) as pilot:
                await settle(pilot, app)
                await calm(pilot, 0.1)
                assert isinstance(app.screen, Tour) is first
                await pilot.press("escape")
                await calm(pilot, 0.1)
                assert app.desk.vacant
        assert settings.load(tmp_path).toured

    @pytest.mark.parametrize("size", [(40, 24), (120, 40)])
    async def test_every_step(self, rooms: Rooms, size: tuple[int, int]) -> None:
        """Every step is shown whole, goes back and on, and after the last the sample is gone."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=size) as pilot:
            first = await settle(pilot, app)
            app.action_tour()
            await calm(pilot, 0.2)
            for step in steps():
                await calm(pilot, 0.05)
                assert shown(app.screen.query_one("#tour-text")) == step.text
                window, buttons = app.screen.query_one("#tour").region, app.screen.query_one("#next").region
                assert app.screen.region.contains_region(window)
                assert window.contains_region(buttons)
                await pilot.press("right")
            await calm(pilot, 0.1)
            assert app.screen is first
            assert app.desks == [first]

    async def test_back(self, rooms: Rooms) -> None:
        """Left goes a step back."""
        app = workbench(rooms)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            app.action_tour()
            await calm(pilot, 0.3)
            assert isinstance(app.screen, Tour)
            for key in ("enter", "enter", "left"):
                await pilot.press(key)
                await calm(pilot, 0.3)  # A button that is just pressed takes no second press.
            assert app.screen.place == 1

    async def test_not_over_a_note(self, rooms: Rooms, tmp_path: Path) -> None:
        """Whoever opens a note is not shown the tour."""
        app = Workbench(Note(NOTE), Autosave(tmp_path), rooms.services(), offer_tour=True)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            assert app.screen is desk
