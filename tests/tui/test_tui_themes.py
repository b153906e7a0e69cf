"""Themes: four of them, remembered, and colourless where colour is not wanted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from workbench_rooms import NOTE, Rooms, calm, settle, terminal_output, workbench

from assistant.tui import settings
from assistant.tui.themes import CONTRAST, DARK, LIGHT, MONO, NAMES, first_theme

SIZE = (120, 40)
COLOUR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:[34]8;|(?:[34]|9|10)[0-7][;m])")


class TestFirstTheme:
    def test_no_color_goes_first(self) -> None:
        """NO_COLOR means no colour, whatever was chosen before."""
        assert first_theme(LIGHT, {}, no_color=True) == MONO

    def test_chosen(self) -> None:
        """What was chosen is kept; what no longer exists is not."""
        assert first_theme(CONTRAST, {"COLORFGBG": "0;15"}) == CONTRAST
        assert first_theme("gone", {}) == DARK

    @pytest.mark.parametrize(("ground", "theme"), [("0;15", LIGHT), ("15;0", DARK), ("0;default;7", LIGHT), ("", DARK)])
    def test_ground_of_the_terminal(self, ground: str, theme: str) -> None:
        """A terminal that tells its ground is followed."""
        assert first_theme("", {"COLORFGBG": ground}) == theme


class TestThemes:
    @pytest.mark.parametrize("theme", NAMES)
    @pytest.mark.parametrize("keys", [("f2",), ("f4",), ("f5",), ("f6",), ("f7", "a"), ("f9",), ("f1",)])
    async def test_everything_shows(self, rooms: Rooms, theme: str, keys: tuple[str, ...]) -> None:
        """Every page can be opened in every theme, and marks stand out by more than colour."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            app.choose_theme(theme)
            await pilot.press(*keys)
            await calm(pilot, 0.1)
            assert re.search(r"\x1b\[(?:[0-9;]*;)?4[;m]", terminal_output(app))  # underlined words

    @pytest.mark.parametrize("theme", NAMES)
    @pytest.mark.parametrize("size", [(40, 24), (80, 24), (120, 40), (200, 60)])
    async def test_room_for_what_matters(self, rooms: Rooms, theme: str, size: tuple[int, int]) -> None:
        """In every theme and size there is a line to answer on and a line of each element; frames take none of it."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=size) as pilot:
            desk = await settle(pilot, app)
            app.choose_theme(theme)
            for key in ("f2", "f3"):
                await pilot.press(key)
                await calm(pilot, 0.1)
                assert desk.query_one("#answer").content_region.height >= 1
                assert desk.elements.content_region.height >= 6

    async def test_one_colour_is_none(self, rooms: Rooms) -> None:
        """In the theme of one colour no colour is sent, and what is chosen is reversed."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await settle(pilot, app)
            app.choose_theme(MONO)
            for key in ("f2", "f4", "f5", "f7", "f9"):
                await pilot.press(key)
                await calm(pilot, 0.1)
                sent = terminal_output(app)
                assert not COLOUR.search(sent)
                assert re.search(r"\x1b\[(?:[0-9;]*;)?7[;m]", sent)

    async def test_no_color(self, rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
        """With NO_COLOR set no colour is sent from the first paint on."""
        monkeypatch.setenv("NO_COLOR", "1")
        app = workbench(rooms, NOTE)
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            assert not COLOUR.search(terminal_output(app))

    async def test_remembered(self, rooms: Rooms, tmp_path: Path) -> None:
        """A theme chosen in the palette is there again at the next start; a private session remembers nothing."""
        app = workbench(rooms, folder=tmp_path)
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            command = next(c for c in app.get_system_commands(desk) if c.title == "Theme: High contrast")
            command.callback()
        assert workbench(Rooms(), folder=tmp_path).theme == CONTRAST
        assert workbench(Rooms()).theme != CONTRAST

    @pytest.mark.parametrize("text", ["", "[]", '{"theme": 1}', "\x00"])
    def test_damaged_settings(self, tmp_path: Path, text: str) -> None:
        """Settings that cannot be read are none."""
        (tmp_path / settings.FILE).write_text(text)
        assert settings.load(tmp_path) == settings.Settings()
