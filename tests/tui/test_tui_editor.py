from __future__ import annotations

import pytest
from textual import events
from workbench_rooms import NOTE, Rooms, calm, screen_text, settle, workbench

from assistant.tui import palette
from assistant.tui.editor import MARGIN, MAX_CHARACTERS, NoteEditor


def row(editor: NoteEditor, y: int) -> str:
    return editor.render_line(y).text


def painted(editor: NoteEditor, y: int) -> dict[str, str]:
    """Underlined words of a line by their colour."""
    words: dict[str, str] = {}
    for segment in editor.render_line(y):
        if segment.style is not None and segment.style.underline and segment.style.color is not None:
            name = segment.style.color.name
            words[name] = words.get(name, "") + segment.text
    return words


class TestPaint:
    async def test_underline_colour_and_letter(self, rooms: Rooms) -> None:
        """Words of an element are underlined in its colour, and its letter stands beside their line."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=(120, 40)) as pilot:
            editor = (await settle(pilot, app)).editor
            editor.blur()
            dark = palette.element("deficits").dark.lower()
            assert painted(editor, 0) == {dark: "poor tandem balance"}
            assert row(editor, 0).startswith("D   Pt has")
            assert row(editor, 1).startswith("I   Did")
            assert row(editor, 2).startswith("R   Held")

    async def test_colours_follow_the_theme(self, rooms: Rooms) -> None:
        """On a light theme the marks take the colours that read there."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=(120, 40)) as pilot:
            editor = (await settle(pilot, app)).editor
            app.theme = "textual-light"
            await pilot.pause()
            assert painted(editor, 0) == {palette.element("deficits").light.lower(): "poor tandem balance"}

    async def test_wrapped_line(self, rooms: Rooms) -> None:
        """In a line that wraps, the letter stands where the words begin, and the words are painted to their end."""
        text = "word " * 30 + "poor tandem balance " + "word " * 30
        app = workbench(rooms, text)
        async with app.run_test(size=(80, 40)) as pilot:
            editor = (await settle(pilot, app)).editor
            rows = [row(editor, y) for y in range(editor.wrapped_document.height)]
            marked = "".join("".join(painted(editor, y).values()) for y in range(len(rows)))
            assert marked.split() == ["poor", "tandem", "balance"]
            assert [y for y, line in enumerate(rows) if line.startswith("D")] == [
                next(y for y, line in enumerate(rows) if "poor" in line)
            ]

    async def test_many_letters(self, rooms: Rooms) -> None:
        """More elements in a line than the margin holds are told by a plus."""
        text = "poor tandem balance perturbations on foam tactile cues at the pelvis held 12 s step into the tub"
        app = workbench(rooms, text)
        async with app.run_test(size=(200, 40)) as pilot:
            editor = (await settle(pilot, app)).editor
            assert row(editor, 0)[:MARGIN] == "DI+ "

    async def test_marks_move_with_typing(self, rooms: Rooms) -> None:
        """While one types before a word it stays marked, and an edit within it takes the mark away at once."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=(120, 40)) as pilot:
            editor = (await settle(pilot, app)).editor
            rooms.may_read.clear()
            await pilot.press("home", "x", "y")
            dark = palette.element("deficits").dark.lower()
            assert painted(editor, 0) == {dark: "poor tandem balance"}
            editor.move_cursor((0, 12))
            await pilot.press("z")
            assert painted(editor, 0) == {}
            rooms.may_read.set()

    async def test_offsets_after_crlf_tabs_and_wide(self, rooms: Rooms) -> None:
        """Marks fall on the right words whatever stands before them: CRLF, tabs, wide and hidden characters."""
        text = "a\r\n\t日本 \u200b\x1b[2J poor tandem balance\r\n"
        app = workbench(rooms, text)
        async with app.run_test(size=(120, 40)) as pilot:
            editor = (await settle(pilot, app)).editor
            assert list(painted(editor, 1).values()) == ["poor tandem balance"]


class TestLimits:
    async def test_paste_over_the_limit(self, rooms: Rooms) -> None:
        """A paste that would exceed the limit is refused in words, and the note stays as it was."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            desk = await settle(pilot, app)
            app.post_message(events.Paste("x" * (MAX_CHARACTERS + 1)))
            await pilot.pause()
            await pilot.pause()
            assert desk.editor.document.text == NOTE
            assert any("1,000,000" in n.message for n in app._notifications)

    async def test_selection_replaced_within_the_limit(self, rooms: Rooms) -> None:
        """What is replaced makes room: the limit counts the note as it would become."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=(120, 40)) as pilot:
            desk = await settle(pilot, app)
            desk.editor.select_all()
            app.post_message(events.Paste("word " * 150_000))
            await calm(pilot, 0.2)
            desk.editor.select_all()
            app.post_message(events.Paste("sign " * 150_000))
            await calm(pilot, 0.2)
            assert desk.editor.document.text.startswith("sign")
            assert len(desk.editor.document.text) == 750_000

    async def test_fifty_thousand_characters(self, rooms: Rooms) -> None:
        """A paste of 50,000 characters arrives whole, and its end is in sight."""
        app = workbench(rooms)
        text = "".join(f"line {n} of the note\n" for n in range(2_500)) + "the end"
        async with app.run_test(size=(120, 40)) as pilot:
            desk = app.desk
            app.post_message(events.Paste(text))
            await settle(pilot, app)
            assert desk.editor.document.text == text
            assert "the end" in screen_text(app)


class TestReveal:
    @pytest.mark.parametrize("words", ["poor tandem balance", "held 12 s"])
    async def test_selects_words(self, rooms: Rooms, words: str) -> None:
        """Revealing offsets selects exactly those characters, wherever they are in a long note."""
        text = "filler line\r\n" * 300 + words + "\r\n" + "filler line\r\n" * 300
        app = workbench(rooms, text)
        async with app.run_test(size=(80, 24)) as pilot:
            editor = (await settle(pilot, app)).editor
            at = editor.document.text.index(words)
            editor.reveal(at, at + len(words))
            await pilot.pause()
            assert editor.selected_text == words
            assert words in screen_text(app)

    async def test_click_in_the_margin(self, rooms: Rooms) -> None:
        """A click in the margin puts the cursor at the beginning of that line."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=(120, 40)) as pilot:
            editor = (await settle(pilot, app)).editor
            await pilot.click(editor, offset=(2, 2))
            assert editor.cursor_location == (1, 0)
