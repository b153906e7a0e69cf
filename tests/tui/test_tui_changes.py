"""What the draft would add: accepted or rejected one by one, put into the note, and taken back."""

from __future__ import annotations

import pytest
from workbench_rooms import INSERTED, NOTE, FakeChange, Rooms, calm, screen_text, settle, workbench

from assistant.tui.app import Workbench
from assistant.tui.changes_pane import ChangeList
from assistant.tui.desk import Desk
from assistant.tui.diffing import Decisions, not_yet_in, rows, told

SIZE = (120, 40)


async def opened(app: Workbench, pilot) -> Desk:  # type: ignore[no-untyped-def]
    desk = await settle(pilot, app)
    await pilot.press("f7")
    await settle(pilot, app)
    return desk


class TestChanges:
    async def test_shown_in_place(self, rooms: Rooms) -> None:
        """The note is shown with each insertion in a row of its own, and where it comes from."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await opened(app, pilot)
            text = screen_text(app)
            assert f"? + {INSERTED[0]}" in text
            assert "open · from your answer" in text
            assert "2 insertions: 2 open" in text

    async def test_accept_reject_put_undo(self, rooms: Rooms) -> None:
        """What is accepted goes into the note as one edit, what is rejected does not, and ctrl+z takes it back."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await opened(app, pilot)
            await pilot.press("a", "r")
            assert "2 insertions: 1 accepted, 1 rejected" in screen_text(app)
            await pilot.press("p")
            await settle(pilot, app)
            assert desk.editor.document.text == f"{NOTE}\n{INSERTED[0]}"
            assert desk.focused is desk.editor
            await pilot.press("ctrl+z")
            await settle(pilot, app)
            assert desk.editor.document.text == NOTE

    async def test_decisions_are_undone_one_by_one(self, rooms: Rooms) -> None:
        """u takes decisions back one by one, to the first."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await opened(app, pilot)
            changes = desk.query_one(ChangeList)
            await pilot.press("a", "R", "u")
            assert [changes.decisions.of(c) for c in changes.insertions] == ["accepted", "open"]
            await pilot.press("u", "u")
            assert [changes.decisions.of(c) for c in changes.insertions] == ["open", "open"]

    async def test_all_but_the_blanks(self, rooms: Rooms) -> None:
        """Accepting all leaves the blanks to be decided by hand."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await opened(app, pilot)
            await pilot.press("A")
            changes = desk.query_one(ChangeList)
            assert [changes.decisions.of(c) for c in changes.insertions] == ["accepted", "open"]

    async def test_by_mouse(self, rooms: Rooms) -> None:
        """A click on an insertion accepts it, another rejects it."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await opened(app, pilot)
            changes = desk.query_one(ChangeList)
            lines = screen_text(app).splitlines()
            y = next(n for n, line in enumerate(lines) if f"? + {INSERTED[0]}" in line) - changes.region.y
            for state in ("accepted", "rejected"):
                await pilot.click(changes, offset=(8, y))
                await pilot.pause()
                assert changes.decisions.of(changes.insertions[0]) == state

    async def test_decisions_survive_another_key(self, rooms: Rooms) -> None:
        """An edit of the note leaves decisions as they were."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await opened(app, pilot)
            await pilot.press("a")
            desk.editor.insert("x", (0, 0))
            await settle(pilot, app)
            assert "1 accepted" in screen_text(app)

    async def test_nothing_accepted(self, rooms: Rooms) -> None:
        """With nothing accepted the note stays, and one is told what to do."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            desk = await opened(app, pilot)
            await pilot.press("p")
            await calm(pilot)
            assert desk.editor.document.text == NOTE
            assert any("Nothing is accepted" in n.message for n in app._notifications)

    async def test_no_note(self, rooms: Rooms) -> None:
        """Without a note the pane says why it is empty."""
        app = workbench(rooms)
        async with app.run_test(size=SIZE) as pilot:
            await opened(app, pilot)
            assert "Paste or type a note" in screen_text(app).split("Changes")[-1]


def test_not_offered_again() -> None:
    """An insertion whose words are in the note, however they are broken over lines, is not offered again."""
    kept, added = FakeChange("kept", 0, 3, "abc"), FakeChange("inserted", 3, 3, "New  words.", 0, "answer")
    assert not_yet_in("abc New\nwords.", [kept, added]) == [kept]
    assert not_yet_in("abc", [kept, added]) == [kept, added]


@pytest.mark.parametrize("text", ["[/]", "[b]x", "\x1b[2J", "a\nb\n\nc"])
def test_rows_are_text(text: str) -> None:
    """Whatever the note holds, it stands in the rows as text."""
    found = [FakeChange("kept", 0, len(text), text), FakeChange("inserted", 0, 0, text, 0, "answer")]
    shown = "\n".join(row.shown.at(80).plain for row in rows(found, Decisions(), ""))
    assert "\x1b" not in shown
    assert text.replace("\x1b", "␛").split("\n")[0] in shown


def test_moved_and_omitted_lines_are_marked() -> None:
    """A line of the note that stands elsewhere in the draft, or not in it, says so by a sign."""
    found = [FakeChange("moved", 0, 4, "one\n"), FakeChange("omitted", 4, 8, "two\n"), FakeChange("kept", 8, 11, "six")]
    lines = rows(found, Decisions(), "")[0].shown.at(40).plain.split("\n")
    assert lines == ["~ one", "- two", "  six"]


def test_told_in_words() -> None:
    """A draft that adds nothing is told as such."""
    assert told([FakeChange("kept", 0, 1, "a")], Decisions()) == "The draft adds nothing to the note."
