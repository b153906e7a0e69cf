"""The workbench as a Textual app: guards around everything, the desk within."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, ClassVar

from rich.segment import Segment, Segments
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen

from assistant.display import safe_display
from assistant.note import Note
from assistant.store import Autosave
from assistant.tui import palette, terminal
from assistant.tui.crash import report
from assistant.tui.desk import MEDIUM, NARROW, SHORT, TALL, WIDE, Desk
from assistant.tui.dialogs import Help
from assistant.tui.draft_pane import DraftPane
from assistant.tui.panels import ElementList
from assistant.tui.services import SERVICES, Services
from assistant.tui.threads import Threads

KEPT = "What you write is kept on this computer, readable by you alone, until you put it away (ctrl+n) or save it."
PRIVATE = "This is a private session: nothing is kept on disk, and what is not saved is lost when Reed ends."


class Workbench(App[None]):
    """Reed's workbench.

    Args:
        note: a note to start with; without one, what was left unfinished comes back.
        autosave: where unfinished work is kept; one without a folder keeps nothing.
        services: the rooms behind it.
    """

    TITLE = "Reed"
    CSS_PATH = "reed.tcss"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-sliver"), (NARROW, "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (SHORT, "-short"), (TALL, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+q",
            "leave",
            "Quit",
            priority=True,
            id="app.quit",
            tooltip="Leave; an unfinished note is there again at the next start",
        ),
    ]

    def __init__(self, note: Note | None, autosave: Autosave, services: Services = SERVICES) -> None:
        terminal.guard()
        super().__init__()
        self.desk = Desk(services, autosave, note)
        self.failure: str | None = None
        """What to tell the person when the app had to stop."""
        self._error: BaseException | None = None

    def get_default_screen(self) -> Screen[Any]:
        """The desk."""
        return self.desk

    def on_mount(self) -> None:
        """Leave on a polite request to end, and do not let a long reading hold up the way out."""
        loop = asyncio.get_running_loop()
        loop.set_default_executor(Threads())
        loop.set_exception_handler(lambda _, context: None)  # Its messages may quote what was in hand.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(signal.SIGTERM, self.exit)

    def on_unmount(self) -> None:
        """Keep what is unfinished."""
        self.desk.end()

    def action_leave(self) -> None:
        """Leave, from wherever one is."""
        while isinstance(self.screen, Screen) and self.screen is not self.desk:
            self.pop_screen()
        self.desk.action_quit()

    def action_help(self) -> None:
        """Show the help."""
        groups = {
            "Keys": _listed(Desk.BINDINGS, self.BINDINGS),
            "In the elements": _listed(ElementList.BINDINGS),
            "In the draft": _listed(DraftPane.BINDINGS),
        }
        self.push_screen(Help(groups, PRIVATE if self.desk.private else KEPT))

    # The palette

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Commands of the palette: Textual's own but for the screenshot, which would write the note to a file."""
        unwanted = ("Screenshot", "Maximize", "Minimize", "Quit")
        yield from (c for c in super().get_system_commands(screen) if c.title not in unwanted)
        desk = self.desk
        yield SystemCommand("Note: Open", "Open a note from a file (ctrl+o)", desk.action_open)
        yield SystemCommand("Note: Save as", "Save the note to a file (ctrl+s)", desk.action_save)
        yield SystemCommand("Note: New", "Put this note away and begin a new one (ctrl+n)", desk.action_new)
        yield SystemCommand("Note: Bring back", "Open the newest other unfinished note", desk.action_bring_back)
        yield SystemCommand("Draft: Show", "Show the drafted note (f4)", desk.action_draft)
        yield SystemCommand(
            "Draft: Copy", "Copy the draft to the terminal's clipboard (OSC 52)", desk.action_copy_draft
        )
        yield SystemCommand("Draft: Save", "Save the draft to a file", desk.action_save_draft)
        yield SystemCommand("Draft: Next template", "Draft with the next template", desk.action_next_template)
        yield SystemCommand("Show: Conversation", "Answer Reed's question (f3)", desk.action_talk)
        yield SystemCommand("Show: Findings", "Show what the rules raise (f5)", desk.action_findings)
        yield SystemCommand("Show: One half", "Give the whole window to one half, and back (f8)", desk.action_enlarge)
        for name in palette.elements():
            word = palette.element(name).word
            yield SystemCommand(f"Words: {word}", "Go to the words in the note", lambda n=name: desk.go_to(n))
        yield SystemCommand("Help", "Keys, legend, and what becomes of your note (f1)", self.action_help)
        yield SystemCommand("Quit", "Leave (ctrl+q)", self.action_leave)

    def action_help_quit(self) -> None:
        """Say how one leaves, to whoever tries ctrl+c."""
        self.notify("ctrl+q leaves; f1 shows the keys.")

    # What leaves the app

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """As Textual's, but a message is never read as markup and always safe to show."""
        shown = safe_display(message, keep_newlines=False)
        super().notify(shown, title=title, severity=severity, timeout=timeout, markup=False)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy within Reed only: what a person cuts or selects does not leave it unasked."""
        self._clipboard = text

    def on_desk_copy_out(self, event: Desk.CopyOut) -> None:
        """Copy to the terminal's clipboard by OSC 52."""
        super().copy_to_clipboard(event.text)

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Refused: it would write the note to a file nobody looks after."""
        self.notify("Screenshots are off, because they would hold the note.")

    # When something goes wrong

    def _handle_exception(self, error: Exception) -> None:
        self._error = self._error or error
        super()._handle_exception(error)

    def panic(self, *renderables: Any) -> None:
        """Stop; whatever was to be printed is left out, because it may show what was in hand."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        # Textual prints a traceback with local variables here, and the note is one of them.
        self._return_code = 1
        self.failure = report(self._error, kept=not self.desk.private)
        self._exit_renderables.append(Segments([Segment("")]))
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()


def _listed(*tables: Iterable[BindingType]) -> list[Binding]:
    return [binding for table in tables for binding in table if isinstance(binding, Binding)]
