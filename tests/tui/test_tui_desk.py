from __future__ import annotations

from dataclasses import replace

import pytest
from textual.binding import Binding
from textual.command import CommandPalette
from workbench_rooms import NOTE, OPEN, Rooms, calm, screen_text, settle, shown, workbench

from assistant.errors import ReedError
from assistant.note import Note
from assistant.results import Finding
from assistant.tui.app import Workbench
from assistant.tui.desk import Desk
from assistant.tui.dialogs import Help
from assistant.tui.helping import PLACES, groups
from assistant.tui.panels import FindingList
from assistant.tui.talk import AnswerLine
from assistant.tui.tour import Tour

SIZE = (120, 40)
AVOID = {"ctrl+m", "ctrl+i", "ctrl+h", "ctrl+b"}
"""Arrive as enter, tab and backspace, or never, in common terminals."""


class TestStart:
    async def test_paints_before_the_reader_is_there(self, rooms: Rooms) -> None:
        """The desk stands, with the note in it, while the reader loads, and says so."""
        rooms.loaded.clear()
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            text = screen_text(app)
            assert "poor tandem balance" in text
            assert "reader loading" in text
            assert "· loading" in text
            await pilot.press("x")
            assert app.desk.editor.document.text.startswith("x")
            rooms.loaded.set()
            await settle(pilot, app)
            assert "reader loading" not in screen_text(app)
            assert "3 of 6 met" in screen_text(app)

    async def test_reader_that_cannot_be_loaded(self, rooms: Rooms) -> None:
        """Without a reader one is told why, and can still write."""
        rooms.fail_load = ReedError("The model is missing.", "Install Reed again.")
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await calm(pilot, 0.2)
            assert "The model is missing. Install Reed again." in shown(app.desk.query_one("#notice"))
            await pilot.press("x")
            assert app.desk.editor.document.text.startswith("x")

    async def test_empty(self, rooms: Rooms) -> None:
        """An empty desk says what to do, and nothing is read."""
        app = workbench(rooms)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            assert "Paste or type a note" in screen_text(app)
            assert rooms.read_texts == []


class TestReview:
    async def test_status_as_word_and_sign(self, rooms: Rooms) -> None:
        """Each element shows its letter, its status as sign and word, and its words or what it lacks."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            text = screen_text(app)
            assert "D ✓ met      Deficits" in text
            assert "S ✗ missing  Skill" in text
            assert "“poor tandem balance”" in text
            assert "“perturbations on foam” +1" in text
            assert "The therapist's own part" in text

    async def test_follows_typing(self, rooms: Rooms) -> None:
        """After a pause in typing the review is that of the note as it stands."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            desk.editor.move_cursor(desk.editor.document.end)
            desk.editor.insert("\ntactile cues at the pelvis")
            await settle(pilot, app)
            assert "4 of 6 met" in str(desk.elements.border_title)

    async def test_keys_while_reading_are_read_together(self, rooms: Rooms) -> None:
        """A key is read at once; keys that come while it is read wait, and are read in one."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            rooms.may_read.clear()
            await pilot.press("a")
            await calm(pilot, 0.1)
            await pilot.press(*"bcdef")
            rooms.may_read.set()
            await settle(pilot, app)
            assert rooms.read_texts == [NOTE, "a" + NOTE, "abcdef" + NOTE]

    async def test_long_readings_wait_for_a_pause(self, rooms: Rooms) -> None:
        """Where a reading takes long, keys in quick succession are read once, when they pause."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            desk._took = (1.0, 1.0)
            await pilot.press(*"abcdef")
            await settle(pilot, app)
            assert rooms.read_texts == [NOTE, "abcdef" + NOTE]

    async def test_stale_result_is_dropped(self, rooms: Rooms) -> None:
        """A result that comes after the note has changed is not shown."""
        app = workbench(rooms)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            rooms.may_read.clear()
            desk.editor.insert("poor tandem balance")
            await calm(pilot, 0.4)
            desk.editor.clear()
            desk.editor.insert("something else")
            await calm(pilot, 0.4)
            rooms.may_read.set()
            await settle(pilot, app)
            assert rooms.read_texts == ["poor tandem balance", "something else"]
            assert desk.conversation.note.text == "something else"
            assert "0 of 6 met" in str(desk.elements.border_title)
            assert desk.editor.marks == ()

    async def test_reading_that_fails(self, rooms: Rooms) -> None:
        """A reading that fails is told without the note, changes nothing, and the next one works."""
        rooms.fail = RuntimeError("Zebrawood")
        app = workbench(rooms, "Zebrawood poor tandem balance")
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            desk = await settle(pilot, app)
            await calm(pilot, 0.1)
            messages = " ".join(n.message for n in app._notifications)
            assert "could not be read (RuntimeError" in messages
            assert "Zebrawood" not in messages
            rooms.fail = None
            await pilot.press("x")
            await settle(pilot, app)
            assert "1 of 6 met" in str(desk.elements.border_title)

    async def test_summary(self, rooms: Rooms) -> None:
        """Verdict, minutes and units are told in words where they are known."""
        app = workbench(rooms, NOTE + "\n97112 10:05 to 10:43")
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            assert "needs work · 38 min" in shown(desk.query_one("#where"))


class TestEvidence:
    async def test_there_and_back(self, rooms: Rooms) -> None:
        """f2 goes to the elements, again to the words in the note, again back to the same element."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("f2", "down", "f2")
            assert desk.focused is desk.editor
            assert desk.editor.selected_text == "perturbations on foam"
            await pilot.press("f2")
            assert desk.focused is desk.elements
            assert desk.elements.highlighted == 1

    async def test_each_time_the_next_words(self, rooms: Rooms) -> None:
        """Coming back to an element shows the next of its words, and after the last the first."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            desk.elements.highlight("interventions")
            places = []
            for _ in range(3):
                desk.elements.focus()
                await pilot.press("enter")
                places.append(desk.editor.selection.start)
            assert places == [(1, 4), (1, 38), (1, 4)]
            assert "Interventions: 1 of 2" in str(desk.editor.border_subtitle)

    async def test_from_the_note_to_its_element(self, rooms: Rooms) -> None:
        """From within marked words f2 goes to the element they carry."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            desk.editor.move_cursor((2, 11))
            await pilot.press("f2")
            assert desk.elements.highlighted == 3

    async def test_nothing_there(self, rooms: Rooms) -> None:
        """An element without words leads to the answer line."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            desk.elements.highlight("time")
            desk.elements.focus()
            await pilot.press("enter")
            assert isinstance(desk.focused, AnswerLine)

    async def test_after_an_edit(self, rooms: Rooms) -> None:
        """Words are found where they stand now, even before the edited note is read again."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            rooms.may_read.clear()
            desk.editor.insert("Line above.\n\n", (0, 0))
            await pilot.pause()
            desk.go_to("deficits")
            assert desk.editor.selected_text == "poor tandem balance"
            rooms.may_read.set()


class TestTalk:
    async def test_answer_updates_the_review(self, rooms: Rooms) -> None:
        """An answer is put to the conversation, and elements and log show what came of it."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            assert desk.conversation.asked == OPEN[0]
            await pilot.press(
                "f3", *"tactile", "space", *"cues", "space", *"at", "space", *"the", "space", *"pelvis", "enter"
            )
            await settle(pilot, app)
            assert "4 of 6 met" in str(desk.elements.border_title)
            text = screen_text(app)
            assert "You   tactile cues at the pelvis" in text
            assert "Reed  Taken: tactile cues" in text
            assert "(answer 1)" in text
            assert desk.conversation.asked == OPEN[1]
            assert desk.query_one(AnswerLine).value == ""

    async def test_said_before_the_reader_is_there(self, rooms: Rooms) -> None:
        """What is said while the reader loads is shown as said, and answered when it can be."""
        rooms.loaded.clear()
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.press("f3", "h", "i", "enter")
            await pilot.pause()
            assert "You   hi" in screen_text(app)
            rooms.loaded.set()
            desk = await settle(pilot, app)
            assert [t.said for t in desk.conversation.turns] == ["", "hi"]

    async def test_answers_survive_an_edit(self, rooms: Rooms) -> None:
        """An edit of the note takes no answer away and moves none to another question."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("f3", "o", "n", "e", "enter")
            await settle(pilot, app)
            desk.editor.insert("tactile cues at the pelvis ", (0, 0))
            await settle(pilot, app)
            assert list(desk.conversation.answers) == [("one", OPEN[0])]
            assert desk.conversation.asked == OPEN[1]

    async def test_pasted_lines_become_one(self, rooms: Rooms) -> None:
        """Lines pasted into the answer are joined, not cut after the first."""
        from textual import events

        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("f3")
            desk.query_one(AnswerLine).post_message(events.Paste("first line\r\nsecond\tline\x1b[2J"))
            await pilot.pause()
            assert desk.query_one(AnswerLine).value == "first line second line␛[2J"

    async def test_log_shows_the_end(self, rooms: Rooms) -> None:
        """After many turns the newest is in sight."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot, app)
            await pilot.press("f3")
            for letter in "abcdefgh":
                await pilot.press(letter, "enter")
                await settle(pilot, app)
            await calm(pilot, 0.1)
            assert "Taken: h Asks skilled-components." in screen_text(app)


class TestDraft:
    async def test_blanks_stand_out(self, rooms: Rooms) -> None:
        """The draft tab shows the draft of the note as it stands, its blanks reversed."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("f4")
            await settle(pilot, app)
            assert "1 blank to fill in" in screen_text(app)
            content = desk.query_one("#draft-text").content
            blanks = [content.plain[s.start : s.end] for s in content.spans if "reverse" in str(s.style)]
            assert blanks == ["[____: end time]"]

    async def test_follows_the_note(self, rooms: Rooms) -> None:
        """While it is in sight the draft follows the note."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("f4")
            await settle(pilot, app)
            desk.editor.insert("Added. ", (0, 0))
            await settle(pilot, app)
            assert "Added." in shown(desk.query_one("#draft-text"))

    async def test_next_template(self, rooms: Rooms) -> None:
        """t drafts with the next template, and comes round again."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("f4")
            names = []
            for _ in range(3):
                await settle(pilot, app)
                names.append(shown(desk.query_one("#draft-about")).split(" ")[0])
                await pilot.press("t")
            assert names == ["pt-soap", "ot-soap", "pt-soap"]

    async def test_copies_only_when_asked(self, rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
        """The terminal's clipboard is written by the copy command alone, not by cutting or copying in the note."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            sent: list[str] = []
            assert app._driver is not None
            monkeypatch.setattr(app._driver, "write", sent.append)
            desk.editor.select_all()
            await pilot.press("ctrl+c", "ctrl+x", "ctrl+v")
            assert desk.editor.document.text == NOTE
            assert not any("]52;" in s for s in sent)
            await pilot.press("f4")
            await settle(pilot, app)
            await pilot.press("c")
            await pilot.pause()
            assert sum("]52;" in s for s in sent) == 1


class TestFindings:
    async def test_to_the_words(self, rooms: Rooms) -> None:
        """A finding with a place in the note leads to its words; one without says what to do."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            desk = await settle(pilot, app)
            finding = Finding("a-rule", "warning", "Something.", fix="Do this.")
            desk.post_message(FindingList.Chosen(replace(finding, start=7, end=26)))
            await pilot.pause()
            assert desk.editor.selected_text == "poor tandem balance"
            desk.post_message(FindingList.Chosen(finding))
            await pilot.pause()
            assert any(n.message == "Do this." for n in app._notifications)

    async def test_heaviest_first(self, rooms: Rooms) -> None:
        """Findings are listed errors first, with severity in words."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            first, worst = Finding("a", "info", "later"), Finding("b", "error", "first of all")
            desk.findings.show_findings((first, worst), "")
            await pilot.press("f5")
            await calm(pilot, 0.1)
            text = screen_text(app)
            assert text.index("! error") < text.index("i info    later")


class TestKeysAndCommands:
    def test_bindings_are_documented(self) -> None:
        """Every key has an id of its own, a label and a tooltip, and none is one that terminals swallow."""
        tables = (Workbench, Tour, *(kind for _, kind, _ in PLACES), Desk)
        bindings = [b for t in tables for b in t.BINDINGS if isinstance(b, Binding)]
        assert all(b.id and b.description and b.tooltip for b in bindings)
        assert len({b.id for b in bindings}) == len(set(bindings))
        keys = {key for b in bindings for key in b.key.split(",")}
        assert not keys & AVOID

    async def test_few_keys_in_the_footer(self, rooms: Rooms) -> None:
        """While one writes the footer shows at most six keys, besides the palette."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            shown_keys = [b for b in app.screen.active_bindings.values() if b.binding.show and not b.binding.system]
            assert len({b.binding.action for b in shown_keys}) <= 6

    async def test_help(self, rooms: Rooms) -> None:
        """f1 shows keys and legend, and escape goes back to where one was."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=(120, 60)) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("f1")
            await calm(pilot, 0.1)
            assert isinstance(app.screen, Help)
            text = screen_text(app)
            assert "f2 ctrl+g" in text
            assert "D  Deficits" in text
            await pilot.press("escape")
            assert app.screen is desk
            assert desk.focused is desk.editor

    async def test_help_for_every_key(self, rooms: Rooms) -> None:
        """The help lists every key, those of what has the focus first."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("f7")
            await calm(pilot, 0.1)
            found = groups(desk, app.BINDINGS)
            assert next(iter(found)) == "In the changes (you are here)"
            listed = {binding.id for bindings in found.values() for binding in bindings}
            tables = (Workbench, Tour, Desk, *(kind for _, kind, _ in PLACES))
            assert {b.id for t in tables for b in t.BINDINGS if isinstance(b, Binding)} <= listed

    async def test_draft_by_mouse(self, rooms: Rooms) -> None:
        """What can be done with the draft can be clicked."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            await pilot.click("#--content-tab-tab-draft")
            await settle(pilot, app)
            about = desk.query_one("#draft-about")
            await pilot.click(about, offset=(shown(about).index("t next") + 2, 0))
            await settle(pilot, app)
            assert shown(about).startswith("ot-soap")

    async def test_palette(self, rooms: Rooms) -> None:
        """The palette has Reed's commands and no screenshot."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            titles = {c.title for c in app.get_system_commands(desk)}
            assert {
                "Note: Open",
                "Note: Save as",
                "Draft: Copy",
                "Words: Skill",
                "Why: Time",
                "Theme: Light",
                "Quit",
            } <= titles
            assert not any("creenshot" in t for t in titles)
            await pilot.press("ctrl+p")
            await calm(pilot, 0.1)
            assert isinstance(app.screen, CommandPalette)
            await pilot.press("escape")

    async def test_words_by_command(self, rooms: Rooms) -> None:
        """A palette command leads to the words of its own element."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            command = next(c for c in app.get_system_commands(desk) if c.title == "Words: Response")
            command.callback()
            assert desk.editor.selected_text == "held 12 s"

    async def test_ctrl_c_without_a_selection(self, rooms: Rooms) -> None:
        """ctrl+c never leaves; where there is nothing to copy it says how one does."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            await settle(pilot, app)
            await pilot.press("ctrl+c")
            await pilot.pause()
            assert app.is_running
            assert any("ctrl+q leaves" in n.message for n in app._notifications)

    async def test_enlarge(self, rooms: Rooms) -> None:
        """f8 gives the window to the half in use, and asking for the other half brings it back."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=(80, 24)) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("f8")
            await pilot.pause()
            assert not desk.tabs.display
            await pilot.press("f3")
            await pilot.pause()
            assert desk.tabs.display
            await pilot.press("f8")
            await pilot.pause()
            assert not desk.editor.display
            await pilot.press("escape")
            await pilot.pause()
            assert desk.editor.display
            assert desk.focused is desk.editor


async def test_source_is_told(rooms: Rooms) -> None:
    """The status line names the file by its name, safe to show."""
    app = workbench(rooms, Note(NOTE, "/tmp/jo\x1b]0;x\x07.txt"))
    async with app.run_test(size=SIZE) as pilot:
        desk = await settle(pilot, app)
        assert "jo␛]0;x␇.txt" in shown(desk.query_one("#where"))
