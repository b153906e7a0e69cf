"""Whatever a note holds, it is shown as text: no markup, no escape sequence, no action, and none of it in a crash."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input, Static
from workbench_rooms import NOTE, Rooms, calm, screen_text, settle, shown, terminal_output, workbench

from assistant.errors import ReedError
from assistant.tui import crash, terminal
from assistant.tui.app import Workbench
from assistant.tui.desk import Desk
from assistant.tui.draft_pane import DraftPane

MARKUP = [
    "[bold]x[/bold]",
    "[/]",
    "[/nothing]",
    "[b unclosed",
    "[link=http://x]",
    "[@click=app.quit]leave[/]",
    ":smile:",
]
ESCAPES = {
    "title": "\x1b]0;owned\x07",
    "clipboard": "\x1b]52;c;b3duZWQ=\x07",
    "clear": "\x1b[2J\x1b[H",
    "report": "\x1b[6n",
    "dcs": "\x1bPq#0\x1b\\",
    "reset": "\x1bc",
    "c1": "\x9b2J\x9d0;owned\x9c",
    "bell": "\x07\x08\x0e\x7f\x00",
    "bidi": "\u202edenies\u2066\u2069",
    "hidden": "sui\u200bcidal\ufeff\U000e0041",
}
SGR = re.compile(r"\x1b\[[0-9;]*m")
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)


def sent(app: App[Any]) -> str:
    """What the terminal is sent but for the colours that Textual itself puts around text."""
    return SGR.sub("", terminal_output(app))  # type: ignore[arg-type]


class TestNoteIsText:
    @pytest.mark.parametrize("text", MARKUP)
    async def test_markup_everywhere(self, rooms: Rooms, text: str) -> None:
        """What looks like markup is shown as it is in note, log, draft and dialogs, and does nothing."""
        app = workbench(rooms, f"{text} poor tandem balance")
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            desk = await settle(pilot, app)
            assert text in screen_text(app)
            await pilot.press("f3")
            desk.query_one(Input).insert_text_at_cursor(text)
            await pilot.press("enter")
            await settle(pilot, app)
            assert f"You   {text}" in screen_text(app)
            await pilot.press("f4")
            await settle(pilot, app)
            assert text in shown(desk.query_one("#draft-text"))
            desk.notify(text)
            desk.show_notice(text)
            await calm(pilot, 0.1)
            assert screen_text(app).count(text) >= 3
            assert app.is_running

    async def test_click_does_nothing(self, rooms: Rooms) -> None:
        """A click on what looks like an action leaves Reed open."""
        app = workbench(rooms, "[@click=app.quit]leave[/]")
        async with app.run_test(size=(120, 40)) as pilot:
            desk = await settle(pilot, app)
            await pilot.click(desk.editor, offset=(12, 1))
            await pilot.pause()
            assert app.is_running

    @pytest.mark.parametrize("name", ESCAPES)
    async def test_nothing_obeyed(self, rooms: Rooms, name: str) -> None:
        """No escape sequence, control, bidirectional or hidden character of a note reaches the terminal."""
        text = f"before {ESCAPES[name]} poor tandem balance {ESCAPES[name]} after"
        app = workbench(rooms, text)
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            desk = await settle(pilot, app)
            await pilot.press("f3")
            desk.query_one(Input).insert_text_at_cursor(ESCAPES[name])
            await pilot.pause()
            assert not FORBIDDEN.search(sent(app))
            await pilot.press("enter")
            await settle(pilot, app)
            assert not FORBIDDEN.search(sent(app))
            await pilot.press("f4")
            await settle(pilot, app)
            assert isinstance(desk.draft_pane, DraftPane)
            desk.show_notice(text)
            desk.notify(text)
            await calm(pilot, 0.1)
            assert not FORBIDDEN.search(sent(app))
            assert desk.editor.document.text == text

    async def test_hidden_words_stay_in_sight(self, rooms: Rooms) -> None:
        """Hidden characters take a visible cell each, and push no other word out of the window."""
        text = "a\u200b" * 200 + "END"
        app = workbench(rooms, text)
        async with app.run_test(size=(80, 40)) as pilot:
            await settle(pilot, app)
            note = "".join(line[1:40] for line in screen_text(app).splitlines()[2:20])
            assert note.replace(" ", "").startswith("a\ufffd" * 20)
            assert screen_text(app).count("a\ufffd") >= 150
            assert "END" in screen_text(app)


class TestStripGuard:
    @pytest.mark.parametrize("text", [*ESCAPES.values(), "日本\x1b[2J", "plain", "e\u0301\x00"])
    def test_harmless(self, text: str) -> None:
        """Whatever a strip holds, it is sent without a character that a terminal obeys, and as wide as it was."""
        strip = Strip([Segment("a "), Segment(text, Style(bold=True)), Segment(" b")])
        clean = terminal.harmless(strip)
        assert not FORBIDDEN.search(clean.text)
        assert clean.cell_length == strip.cell_length

    async def test_forgetful_widget(self) -> None:
        """A widget that forgot to make its text safe sends nothing harmful either."""

        class Forgetful(App[None]):
            def compose(self) -> ComposeResult:
                yield Static("".join(ESCAPES.values()), markup=False)

        terminal.guard()
        app = Forgetful()
        async with app.run_test() as pilot:
            await pilot.pause()
            assert not FORBIDDEN.search(sent(app))
            assert "owned" in sent(app)

    def test_guard_is_put_on_once(self) -> None:
        """Guarding again does not wrap the guard."""
        terminal.guard()
        before = Strip.render
        terminal.guard()
        assert Strip.render is before


class TestInput:
    @pytest.mark.parametrize("data", [b"caf\xe9", b"\xff", b"\xc3", b"\xed\xa0\x80"])
    def test_undecodable(self, data: bytes) -> None:
        """A byte that is not UTF-8 becomes a replacement character; nothing is raised."""
        decode = terminal.lenient_decoder("utf-8")().decode
        assert "\ufffd" in decode(data, final=True)

    def test_split_characters(self) -> None:
        """A character that arrives in two reads is still one character."""
        decode = terminal.lenient_decoder("utf-8")().decode
        assert decode(b"caf\xc3") + decode(b"\xa9") == "café"

    def test_driver_uses_it(self) -> None:
        """The driver finds the lenient decoder under the name it looks up."""
        from textual.drivers import linux_driver

        terminal.guard()
        assert "getincrementaldecoder" in linux_driver.LinuxDriver.run_input_thread.__code__.co_names
        assert vars(linux_driver)["getincrementaldecoder"] is terminal.lenient_decoder


async def crash_of(app: Workbench, fail: Callable[[Pilot[None], Desk], Awaitable[None]]) -> Exception:
    """The error that ends the app when `fail` is done in it."""
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            await fail(pilot, await settle(pilot, app))
            await calm(pilot, 0.2)
    except Exception as error:
        return error
    raise AssertionError("the app did not fail")


def failing(*args: Any) -> None:
    held = "Zebrawood " * 3
    raise ValueError(held)


class TestCrash:
    @pytest.mark.parametrize("where", ["handler", "render", "thread"])
    async def test_tells_place_only(
        self, rooms: Rooms, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, where: str
    ) -> None:
        """A crash with the note in its variables and its message tells kind and place, and nothing of the note."""

        async def fail(pilot: Pilot[None], desk: Desk) -> None:
            if where == "thread":
                desk.run_worker(failing, thread=True)
                return
            target, name = (desk, "show_status") if where == "handler" else (desk.editor, "render_line")
            monkeypatch.setattr(type(target), name, failing)
            await pilot.press("x")

        app = workbench(rooms, "Zebrawood poor tandem balance")
        assert "Zebrawood" in str(await crash_of(app, fail))
        assert "Zebrawood" not in "".join(capsys.readouterr())
        assert app.failure is not None
        assert "Zebrawood" not in app.failure
        assert "had to stop" in app.failure

    async def test_error_with_its_own_rendering(self, rooms: Rooms, capsys: pytest.CaptureFixture[str]) -> None:
        """An error that knows how to render itself is not asked to."""

        class TalkativeError(Exception):
            def __rich__(self) -> str:
                return "Zebrawood"

        async def fail(pilot: Pilot[None], desk: Desk) -> None:
            desk.app._handle_exception(TalkativeError())

        app = workbench(rooms, NOTE)
        assert isinstance(await crash_of(app, fail), TalkativeError)
        assert "Zebrawood" not in "".join(capsys.readouterr())
        assert app.failure is not None

    def test_place(self) -> None:
        """The place is the innermost one within Reed, by file and line, without message or values."""
        try:
            crash.report(None, kept=Raises())  # type: ignore[arg-type]
        except KeyError as error:
            told = crash.describe(error)
        assert told.startswith("KeyError in assistant/tui/crash.py, line ")
        assert "Zebrawood" not in told

    def test_threads_are_hushed(self, capsys: pytest.CaptureFixture[str]) -> None:
        """An error in a thread of its own prints kind and place only, and the hook is put back."""
        import threading

        def fail() -> None:
            raise ValueError("Zebrawood")

        before = threading.excepthook
        with crash.hushed():
            thread = threading.Thread(target=fail)
            thread.start()
            thread.join()
        assert threading.excepthook is before
        printed = capsys.readouterr().err
        assert "ValueError" in printed
        assert "Zebrawood" not in printed

    def test_says_what_became_of_the_note(self) -> None:
        """The last words say truthfully whether the note was kept."""
        assert "kept" in crash.report(None, kept=True)
        assert "Nothing was kept" in crash.report(None, kept=False)


class Raises:
    """A value that fails when it is asked whether it is true."""

    def __bool__(self) -> bool:
        raise KeyError("Zebrawood")


class TestTerminal:
    @pytest.mark.parametrize("name", ["__stdin__", "__stdout__", "__stderr__"])
    def test_needs_one(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        """Without a terminal on any of the three streams Reed refuses, and names what to use instead."""
        import sys

        class Tty:
            closed = False

            def isatty(self) -> bool:
                return True

        monkeypatch.setenv("TERM", "xterm")
        for each in ("__stdin__", "__stdout__", "__stderr__"):
            monkeypatch.setattr(sys, each, Tty())
        terminal.require_terminal()
        monkeypatch.setattr(sys, name, None)
        with pytest.raises(ReedError) as caught:
            terminal.require_terminal()
        assert "reed check" in caught.value.hint

    def test_leaks_are_closed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Settings by which Textual would write the screen to a file or another program are forgotten."""
        import os

        for name in terminal.LEAKS:
            monkeypatch.setenv(name, "x")
        terminal.close_leaks()
        assert not set(terminal.LEAKS) & set(os.environ)

    async def test_no_screenshot(self, rooms: Rooms, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """The screenshot action writes no file."""
        monkeypatch.chdir(tmp_path)
        app = workbench(rooms, NOTE)
        async with app.run_test() as pilot:
            await app.run_action("screenshot")
            await calm(pilot, 0.3)
        assert list(tmp_path.iterdir()) == []

    async def test_title_is_constant(self, rooms: Rooms) -> None:
        """The title never holds anything of the note or its file."""
        app = workbench(rooms, NOTE)
        async with app.run_test() as pilot:
            await settle(pilot, app)
            assert (app.title, app.sub_title) == ("Reed", "")
