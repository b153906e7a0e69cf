"""Text in two columns: a short head, and beside it a body whose every line begins in the same column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.css.styles import RulesMap
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Static

EMPTY = Content()
LEAST = 12
"""Cells a body needs beside its head; with fewer it goes below it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A head and its body; either may be empty."""

    head: Content
    body: Content = EMPTY


class Hanging(Visual):
    """Entries one below the other, wrapped when it is known how wide they may be."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self._laid: tuple[int, Content] = (-1, Content())

    def at(self, width: int) -> Content:
        """All entries as they stand in `width` cells."""
        if self._laid[0] != width:
            self._laid = (width, Content("\n").join([_lay(entry, width) for entry in self.entries]))
        return self._laid[1]

    def same(self, other: object) -> bool:
        """Whether another shows the same in the same colours."""
        if not isinstance(other, Hanging) or len(self.entries) != len(other.entries):
            return False
        pairs = zip(self.entries, other.entries, strict=True)
        return all(a.head.is_same(b.head) and a.body.is_same(b.body) for a, b in pairs)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Part of Textual's protocol."""
        return self.at(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Part of Textual's protocol: as wide as can be."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Part of Textual's protocol."""
        return self.at(width).get_height(rules, width)


class HangingText(Static):
    """A widget of entries, whose text can be selected with the mouse."""

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text under a selection."""
        shown = self.visual
        return (selection.extract(shown.at(self.size.width).plain), "\n") if isinstance(shown, Hanging) else None


def _lay(entry: Entry, width: int) -> Content:
    if not entry.body:
        return entry.head
    room = width - entry.head.cell_length
    if room < LEAST:
        return Content("\n").join([entry.head, entry.body]) if entry.head else entry.body
    indent = Content(" " * entry.head.cell_length)
    lines = entry.body.wrap(room)
    return Content("\n").join([entry.head + line if n == 0 else indent + line for n, line in enumerate(lines)])
