"""The review pane, the findings that a person dismisses, and the strip above the note."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input
from workbench_rooms import NOTE, Rooms, calm, screen_text, settle, shown, workbench

from assistant.dismissals import read_dismissals
from assistant.note import Note
from assistant.results import Dismissal, Finding
from assistant.tui import sidecar
from assistant.tui.app import Workbench
from assistant.tui.choosing import ReasonDialog
from assistant.tui.desk import Desk
from assistant.tui.palette import elements
from assistant.tui.session import Session, from_json

SIZE = (120, 50)
TIMED = NOTE + "\n97112 10:05 to 10:43"


def text_of(desk: Desk, name: str) -> str:
    return str(desk.query_one(f"#{name}").visual.at(400).plain)


class TestWhatWouldChange:
    @pytest.mark.parametrize("name", elements())
    async def test_every_element(self, rooms: Rooms, name: str) -> None:
        """For every element it is said what it rests on or lacks, and what would change the verdict."""
        app = workbench(rooms, TIMED)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            desk.explain(name)
            await calm(pilot, 0.2)
            text = text_of(desk, f"why-{name}")
            met = desk.elements.requirement(name).status == "met"
            assert all(word in text for word in (("Rests on", "Without") if met else ("To be met", "Example", "Then")))
            assert desk.query_one(f"#why-{name}").region.y < SIZE[1]

    async def test_from_the_elements(self, rooms: Rooms) -> None:
        """w on an element opens the review at that element; escape goes back to the note."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=(80, 24)) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("f2", "down", "down", "w")
            await calm(pilot, 0.2)
            scroll = desk.query_one("#review-scroll")
            assert desk.query_one("#why-skilled-components").region.y == scroll.region.y
            await pilot.press("escape")
            assert desk.focused is desk.editor

    async def test_follows_the_note(self, rooms: Rooms) -> None:
        """While it is in sight the review follows the note."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("f6")
            assert "Skill" in text_of(desk, "verdict")
            desk.editor.insert("tactile cues at the pelvis ", (0, 0))
            await settle(pilot, app)
            assert "kill" not in text_of(desk, "verdict")
            assert "“tactile cues at the pelvis”" in text_of(desk, "why-skilled-components")

    async def test_markup_is_text(self, rooms: Rooms) -> None:
        """Words of the note are text in the review too."""
        app = workbench(rooms, "[/] poor tandem balance [@click=app.leave]x[/]")
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            await pilot.press("f6")
            await calm(pilot, 0.1)
            assert app.is_running


class TestStrip:
    async def test_shown_where_there_is_time(self, rooms: Rooms) -> None:
        """The strip stands above a note that says its time, and nowhere else."""
        app = workbench(rooms, TIMED)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            assert "10:05-10:43 97112 38 min" in screen_text(app)
            desk.editor.clear()
            await settle(pilot, app)
            assert not desk.strip.display

    async def test_click_goes_to_the_words(self, rooms: Rooms) -> None:
        """A click on the bar goes to the words of that time."""
        app = workbench(rooms, TIMED)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            await pilot.click(desk.strip, offset=(30, 0))
            await pilot.pause()
            assert desk.editor.selected_text == "10:05"


FINDING = Finding("units-match-minutes", "error", "The units [/] do not agree.", 7, 26)


async def dismissed(rooms: Rooms, app: Workbench, pilot, reason: str, by: str) -> Desk:  # type: ignore[no-untyped-def]
    desk = await settle(pilot, app)
    desk.findings.show_findings((FINDING,), "")
    await pilot.press("f5", "d")
    await calm(pilot, 0.1)
    assert isinstance(app.screen, ReasonDialog)
    app.screen.query_one("#by", Input).value = by
    app.screen.query_one("#reason", Input).value = reason
    await pilot.press("enter", "enter")
    await calm(pilot, 0.1)
    return desk


class TestDismissing:
    async def test_with_a_reason(self, rooms: Rooms) -> None:
        """A finding is dismissed with a reason, a name and the day, and u takes that back."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await dismissed(rooms, app, pilot, "counted by [hand]", "A. Therapist")
            entry = desk.session.dismissed[0]
            assert (entry.rule, entry.words) == ("units-match-minutes", "poor tandem balance")
            assert (entry.dismissal.reason, entry.dismissal.by) == ("counted by [hand]", "A. Therapist")
            assert app.screen is desk
            await pilot.press("u")
            assert desk.session.dismissed == ()

    async def test_no_reason_no_dismissal(self, rooms: Rooms) -> None:
        """Without a reason nothing is dismissed, and the window says what is missing."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await dismissed(rooms, app, pilot, "  ", "A. Therapist")
            assert "Both are needed" in shown(app.screen.query_one("#reason-say"))
            await pilot.press("escape")
            assert desk.session.dismissed == ()

    async def test_stays_in_the_review(self, rooms: Rooms) -> None:
        """A dismissed finding is listed last, with the reason."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            done = Finding("b", "error", "Settled.", dismissed=Dismissal("because", "PT", "2026-01-02"))
            desk.findings.show_findings((done, Finding("a", "info", "Open.")), "")
            await pilot.press("f5")
            await calm(pilot, 0.1)
            text = screen_text(app)
            assert text.index("Open.") < text.index("dismissed by PT, 2026-01-02: because")

    async def test_kept_beside_the_file(self, rooms: Rooms, tmp_path: Path) -> None:
        """With a note from a file the reason is kept beside it, as `reed check` reads it, and found again."""
        path = tmp_path / "n.txt"
        path.write_text(NOTE)
        app = workbench(rooms, Note(NOTE, str(path)), tmp_path / "state")
        async with app.run_test(size=SIZE) as pilot:
            await dismissed(rooms, app, pilot, 'said "so"\\', "PT")
        kept = sidecar.beside(str(path))
        assert read_dismissals(kept.read_text(), "x")[0].dismissal.reason == 'said "so"\\'
        again = workbench(Rooms(), Note(NOTE, str(path)), tmp_path / "state")
        async with again.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, again)
            assert desk.session.dismissed[0].rule == "units-match-minutes"
            desk.action_undo_dismissal()
        assert not kept.exists()

    async def test_private_writes_nothing(self, rooms: Rooms, tmp_path: Path) -> None:
        """A private session keeps no reason on disk."""
        path = tmp_path / "n.txt"
        path.write_text(NOTE)
        app = workbench(rooms, Note(NOTE, str(path)))
        async with app.run_test(size=SIZE) as pilot:
            await dismissed(rooms, app, pilot, "because", "PT")
        assert list(tmp_path.iterdir()) == [path]

    async def test_kept_while_unfinished(self, rooms: Rooms, tmp_path: Path) -> None:
        """Without a file the reason is kept with the unfinished note."""
        app = workbench(rooms, NOTE, tmp_path)
        async with app.run_test(size=SIZE) as pilot:
            desk = await dismissed(rooms, app, pilot, "because", "PT")
            session = from_json(desk.session.to_json())
            assert session.dismissed == desk.session.dismissed

    def test_damaged_file(self, tmp_path: Path) -> None:
        """A session kept by an earlier Reed, without dismissals, is still read."""
        assert from_json('{"version": 1, "text": "a", "source": "-", "said": []}') == Session("a")
