"""The tour: a few steps on a sample note, each with the workbench showing what it speaks of."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

FILE = Path(__file__).with_name("tour.toml")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the tour."""

    title: str
    text: str
    do: str
    """What is shown meanwhile: a word, with the id of an element where it is about one."""
    top: bool = False
    """The window stands above, because what it speaks of is below."""


@cache
def steps() -> tuple[Step, ...]:
    """The steps in order."""
    return tuple(Step(**entry) for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["step"])


class Tour(ModalScreen[None]):
    """Shows the steps one by one over the desk, which stays in sight.

    Args:
        show: brings into view what a step speaks of.
    """

    HELP = "Enter goes on, left goes back, Escape ends the tour."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,n", "turn(1)", "Next", key_display="enter", id="tour.next", tooltip="The next step"),
        Binding("left,b", "turn(-1)", "Back", key_display="←", id="tour.before", tooltip="The step before"),
        Binding("escape,q", "dismiss(None)", "End", key_display="esc", id="tour.end", tooltip="End the tour"),
    ]

    def __init__(self, show: Callable[[str], None]) -> None:
        super().__init__()
        self._show = show
        self.place = 0

    def compose(self) -> ComposeResult:
        """Title, text, and buttons."""
        with Vertical(classes="dialog", id="tour"):
            yield Static("", id="tour-title", classes="dialog-title", markup=False)
            yield Static("", id="tour-text", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Next", id="next", variant="primary", compact=True)
                yield Button("Back", id="before", compact=True)
                yield Button("End the tour", id="end", compact=True)

    def on_mount(self) -> None:
        """Begin with the first step."""
        self._tell()

    def action_turn(self, by: int) -> None:
        """Go on or back; after the last step the tour ends."""
        self.place = max(0, self.place + by)
        if self.place >= len(steps()):
            self.dismiss(None)
        else:
            self._tell()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "end":
            self.dismiss(None)
        else:
            self.action_turn(1 if event.button.id == "next" else -1)

    def _tell(self) -> None:
        step = steps()[self.place]
        self.query_one("#tour-title", Static).update(Content(f"{step.title}  ({self.place + 1} of {len(steps())})"))
        self.query_one("#tour-text", Static).update(Content(step.text))
        self.query_one("#before", Button).disabled = self.place == 0
        self.set_class(step.top, "-top")
        self._show(step.do)
        self.query_one("#next", Button).focus()
