"""The workbench as a Textual app: guards around everything, the desks within."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from rich.segment import Segment, Segments
from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen

from assistant.display import safe_display
from assistant.errors import ReedError
from assistant.note import Note
from assistant.store import Autosave
from assistant.tui import clipboard, settings, terminal, themes
from assistant.tui.choosing import Choice, NotesDialog, recent_label
from assistant.tui.commands import commands
from assistant.tui.crash import report
from assistant.tui.desk import MEDIUM, NARROW, SHORT, TALL, WIDE, Desk
from assistant.tui.dialogs import Confirm, Help
from assistant.tui.helping import groups
from assistant.tui.open_notes import OpenNotes
from assistant.tui.services import SERVICES, Services
from assistant.tui.session import Session
from assistant.tui.threads import Threads
from assistant.tui.tour import Tour

KEPT = "What you write is kept on this computer, readable by you alone, until you put it away (alt+w) or save it."
PRIVATE = "This is a private session: nothing is kept on disk, and what is not saved is lost when Reed ends."


class Workbench(OpenNotes):
    """Reed's workbench.

    Args:
        note: a note to start with; without one, what was left unfinished comes back.
        autosave: where unfinished work is kept; one without a folder keeps nothing.
        services: the rooms behind it.
        offer_tour: show the tour where nobody has seen it on this computer.
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
        Binding("f9", "notes", "Notes", show=False, id="app.notes", tooltip="Open notes, recent ones, samples"),
        Binding("ctrl+pagedown,alt+n", "turn(1)", "Next note", show=False, id="app.next", tooltip="The next open note"),
        Binding(
            "ctrl+pageup,alt+p", "turn(-1)", "Note before", show=False, id="app.before", tooltip="The open note before"
        ),
        Binding("ctrl+p", "command_palette", "Menu", show=False, id="app.menu", tooltip="Every command, by name"),
    ]

    def __init__(
        self, note: Note | None, autosave: Autosave, services: Services = SERVICES, *, offer_tour: bool = False
    ) -> None:
        terminal.guard()
        super().__init__(note, autosave, services)
        self.failure: str | None = None
        """What to tell the person when the app had to stop."""
        self.settings = settings.load(self.folder)
        self._offer_tour = offer_tour and note is None and not self.private and not self.settings.toured
        self._error: BaseException | None = None
        self._plain, self._undimmed = themes.Plain(), themes.Undimmed()
        for theme in themes.THEMES:
            self.register_theme(theme)
        # Before anything is painted there is nothing to restyle, which setting the theme as such would do.
        self.set_reactive(Workbench.theme, themes.first_theme(self.settings.theme, no_color=self.no_color))
        dark = self.current_theme.dark
        for name, holds in ((f"-theme-{self.theme}", True), ("-dark-mode", dark), ("-light-mode", not dark)):
            self.set_class(holds, name, update=False)

    def on_mount(self) -> None:
        """Leave on a polite request to end, and do not let a long reading hold up the way out."""
        self.adopt_first()
        loop = asyncio.get_running_loop()
        loop.set_default_executor(Threads())
        loop.set_exception_handler(lambda _, context: None)  # Its messages may quote what was in hand.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(signal.SIGTERM, self.exit)
        self.watch(self, "theme", self._theme_classes)
        if self._offer_tour and self.desk.vacant:
            self.call_after_refresh(self.action_tour)

    def on_unmount(self) -> None:
        """Keep what is unfinished."""
        for desk in self.desks:
            desk.end()
        clipboard.remove_copy(self.folder)

    def action_leave(self) -> None:
        """Leave, from wherever one is."""
        while self.screen is not self.desk:
            self.pop_screen()
        at_risk = sum(desk.at_risk for desk in self.desks)
        if not at_risk:
            self.exit()
            return
        notes = "the note is" if at_risk == 1 else f"{at_risk} notes are"
        question = f"This is a private session: {notes} not kept. Leave without {'it' if at_risk == 1 else 'them'}?"
        self.push_screen(Confirm(question, "Yes, lose it and leave"), lambda yes: self.exit() if yes else None)

    def action_help(self) -> None:
        """Show the help, with what has the focus first."""
        self.push_screen(Help(groups(self.desk, self.BINDINGS), PRIVATE if self.private else KEPT))

    # Notes

    @on(Desk.Elsewhere)
    def _elsewhere(self, event: Desk.Elsewhere) -> None:
        if event.do == "session":
            self.open_session(event.value)
        elif event.do == "note":
            self.open_note(event.value)
        elif event.do == "bring-back":
            self.bring_back()
        elif event.do == "close":
            self.close_note(self.desk)
        elif event.do == "saved":
            self.recent.add(event.value)
        self.tell_desks()

    def action_notes(self) -> None:
        """List the notes: open, left unfinished, recent, samples."""
        if self.screen is self.desk:
            self.push_screen(NotesDialog(self._choices()), self._chosen)

    def _choices(self) -> Sequence[Choice]:
        from assistant import examples

        choices = [Choice("open", str(n), desk.title_of_note) for n, desk in enumerate(self.desks)]
        if waiting := Autosave(self.folder).waiting:
            choices.append(Choice("waiting", "", f"the newest of {waiting}" if waiting > 1 else "one note"))
        choices += [Choice("recent", path, recent_label(path)) for path in self.recent.paths()]
        if self.recent.paths():
            choices.append(Choice("clear", "", "(forget this list)"))
        return [*choices, *(Choice("sample", name, name) for name in examples.names())]

    def _chosen(self, choice: Choice | None) -> None:
        if choice is None:
            return
        if choice.kind == "open":
            self.action_front(int(choice.key))
        elif choice.kind == "waiting":
            self.desk.action_bring_back()
        elif choice.kind == "recent":
            self._open_recent(choice.key)
        elif choice.kind == "clear":
            self.recent.forget()
            self.notify("The list of recent notes is forgotten. The notes are where they were.")
        else:
            self.open_sample(choice.key)

    def _open_recent(self, path: str) -> None:
        try:
            self.open_note(self.desk.read_file(path))
        except ReedError as error:
            self.recent.forget(path)
            self.notify(f"{error.message} {error.hint}", severity="warning", timeout=10)

    def open_sample(self, name: str | None = None) -> Desk:
        """Open an invented note, on a desk of its own where there is something in front."""
        from assistant import examples

        name = name or examples.DEFAULT
        return self.open_session(Session(examples.text(name)), f"sample: {name}")

    def action_tour(self) -> None:
        """Take the tour on a sample note, which is gone afterwards."""
        desk = self.open_sample()

        def ended(_: None) -> None:
            self._remember(replace(self.settings, toured=True))
            if not desk.touched:
                self.close_note(desk)

        desk.call_after_refresh(lambda: self.push_screen(Tour(desk.show_for_tour), ended))

    def _remember(self, changed: settings.Settings) -> None:
        if changed != self.settings:
            self.settings = changed
            settings.save(self.folder, changed)

    # Themes

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own; and one that takes all colour away, or all dimming, in the themes that promise that."""
        filters, shown = super().get_line_filters(), themes.scheme(self)
        if shown == "contrast":
            return [self._undimmed, *filters]
        return [*filters, self._plain] if shown == "mono" else filters

    def _theme_classes(self) -> None:
        shown = themes.scheme(self)
        self.set_class(shown == "mono", "-mono")
        self.set_class(shown == "contrast", "-contrast")

    def choose_theme(self, name: str) -> None:
        """Change to a theme, now and in later sessions."""
        self.theme = name
        self._remember(replace(self.settings, theme=name))

    # The palette

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Commands of the palette: Reed's own, and of Textual's only the list of keys."""
        yield from (c for c in super().get_system_commands(screen) if c.title == "Keys")
        yield from commands(self, self.desk)
        for name, word in themes.NAMES.items():
            yield SystemCommand(f"Theme: {word}", "Colours of the workbench", partial(self.choose_theme, name))

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

    @on(Desk.CopyOut)
    def _copy_out(self, event: Desk.CopyOut) -> None:
        # From a browser, the clipboard of this machine may not be the one in front of the person.
        around = {} if terminal.in_browser() else os.environ
        copied = clipboard.copy(event.text, super().copy_to_clipboard, self.folder, around)
        self.notify(copied.told(event.what), timeout=8)

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
        self.failure = report(self._error, kept=not self.private)
        self._exit_renderables.append(Segments([Segment("")]))
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
