"""Small windows over the desk: a file name, a question, the help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static
from textual.worker import Worker, WorkerState

from assistant.display import safe_display
from assistant.errors import ReedError
from assistant.tui import palette
from assistant.tui.crash import describe
from assistant.tui.hanging import Entry, Hanging
from assistant.tui.themes import scheme

Attempt = Callable[[str, bool], Any]
"""Called with a path, and True where the person confirmed it after a refusal; raises `ReedError` to refuse."""


class PathDialog(ModalScreen[Any]):
    """Asks for a file name and tries it; it closes with what the attempt gave, or with None.

    Args:
        title: what the file is wanted for.
        attempt: runs in a thread. A refusal is shown with its hint; the same name entered again is tried as confirmed.
        initial: name to start from.
    """

    HELP = "Type the name of a file and press Enter. Escape goes back."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="path.back", tooltip="Go back without doing anything"),
    ]

    class Done(Message):
        """The attempt worked."""

        def __init__(self, value: Any) -> None:
            super().__init__()
            self.value = value

    class Refused(Message):
        """The attempt was refused."""

        def __init__(self, error: ReedError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, title: str, attempt: Attempt, initial: str = "") -> None:
        super().__init__()
        self._heading = title
        self._attempt = attempt
        self._start = initial
        self._refused = ""

    def compose(self) -> ComposeResult:
        """Title, line, and a place for what went wrong."""
        with Vertical(classes="dialog"):
            yield Static(self._heading, classes="dialog-title", markup=False)
            yield Input(self._start, id="path", placeholder="file name", select_on_focus=False)
            yield Static("Enter accepts, Escape goes back.", id="path-say", markup=False)

    @on(Input.Submitted)
    def _enter(self, event: Input.Submitted) -> None:
        path = event.value.strip()
        if path:
            self.try_path(path, path == self._refused)

    @work(thread=True, exclusive=True, group="path", exit_on_error=False)
    def try_path(self, path: str, confirmed: bool) -> None:
        """Try a name without holding up the screen."""
        try:
            value = self._attempt(path, confirmed)
        except ReedError as error:
            self._refused = path
            self.post_message(self.Refused(error))
        else:
            self.post_message(self.Done(value))

    def on_path_dialog_done(self, event: Done) -> None:
        """Close with the result."""
        self.dismiss(event.value)

    def on_path_dialog_refused(self, event: Refused) -> None:
        """Say what is wrong and stay."""
        self._say(event.error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """An attempt that failed in a way nobody foresaw ends here, without its traceback."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self._say(ReedError(f"That did not work ({describe(event.worker.error)})."))

    def _say(self, error: ReedError) -> None:
        text = safe_display(f"{error.message} {error.hint}".strip(), keep_newlines=False)
        self.query_one("#path-say", Static).update(Content(text))
        self.query_one("#path-say", Static).add_class("-refused")


class Confirm(ModalScreen[bool]):
    """A question answered by yes or no; anything else is no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Yes", id="confirm.yes", tooltip="Do it"),
        Binding(
            "n,escape", "dismiss(False)", "No", key_display="n", id="confirm.no", tooltip="Leave everything as it is"
        ),
        Binding("left,up", "app.focus_previous", "Previous", show=False),
        Binding("right,down", "app.focus_next", "Next", show=False),
    ]

    def __init__(self, question: str, yes: str, no: str = "No, go back") -> None:
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def compose(self) -> ComposeResult:
        """Question and two buttons; the harmless one has the focus."""
        with Vertical(classes="dialog"):
            yield Static(self._question, markup=False)
            with Horizontal(classes="buttons"):
                yield Button(Content(self._no), id="no", variant="primary", compact=True)
                yield Button(Content(self._yes), id="yes", variant="warning", compact=True)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")


class Help(ModalScreen[None]):
    """Keys, legend, and what becomes of the note.

    Args:
        groups: keys with label and tooltip, by the name of where they work.
        promise: what is kept on disk, in one sentence.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,q", "dismiss(None)", "Back", key_display="esc", id="help.back", tooltip="Close the help"),
    ]

    def __init__(self, groups: Mapping[str, Iterable[Binding]], promise: str) -> None:
        super().__init__()
        self._groups = groups
        self._promise = promise

    def compose(self) -> ComposeResult:
        """One scrolling text."""
        with Vertical(classes="dialog -wide"):
            yield Static("Help", classes="dialog-title", markup=False)
            with VerticalScroll(id="help-scroll"):
                yield Static(self._text(), markup=False)

    def on_mount(self) -> None:
        """Let the arrow keys scroll at once."""
        self.query_one("#help-scroll").focus()

    def _text(self) -> Hanging:
        entries = [Entry(Content(), Content(INTRODUCTION)), _heading("In the note")]
        colours = scheme(self.app)
        for look in map(palette.element, palette.elements()):
            words = Content.assemble((look.word, look.style(colours, "underline")))
            entries.append(Entry(Content.assemble((f"  {look.mark}  ", look.style(colours, "bold"))), words))
        for name, bindings in self._groups.items():
            entries.append(_heading(name))
            entries += [_key(binding) for binding in bindings]
        return Hanging([*entries, _heading("Your note"), Entry(Content("  "), Content(self._promise))])


def _heading(text: str) -> Entry:
    return Entry(Content.assemble(("\n" + text, "bold")))


def _key(binding: Binding) -> Entry:
    keys = binding.key.replace(",", " ").replace("escape", "esc")
    return Entry(Content.assemble((f"  {keys:<12}", "bold")), Content(binding.tooltip or binding.description))


INTRODUCTION = (
    "Write, paste or open a note on the left. Beside it stand the six elements a 97112 note must show, with the words "
    "Reed found for each. Below, Reed asks for what is missing, one question at a time. The draft is made of words of "
    "the note and of your answers; what nobody said stays a blank."
)
