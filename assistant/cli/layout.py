"""Lines of a note as a compiler shows source: line number, the words, and carets under what is meant.

Carets stand in terminal columns, not in characters: a Chinese character takes two, a combining accent none, and a tab
reaches to the next stop.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.display import safe_display

TAB = 8
_LINE_END = re.compile(r"\r\n|\r|\n")
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an offset is, as editors count: lines and columns from 1."""

    line: int
    column: int


class Lines:
    """The lines of one text, for looking up offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        ends = [(m.start(), m.end()) for m in _LINE_END.finditer(text)]
        self._starts = [0, *(end for _, end in ends)]
        self._stops = [*(start for start, _ in ends), len(text)]

    def place(self, offset: int) -> Place:
        """Line and column of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return Place(line + 1, offset - self._starts[line] + 1)

    def bounds(self, line: int) -> tuple[int, int]:
        """Offsets of a line (counted from 1) without its end."""
        return self._starts[line - 1], self._stops[line - 1]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line of a note with the columns to underline."""

    place: Place
    shown: str
    """Safe to show; tabs are spaces."""
    indent: int
    """Columns before the first caret."""
    carets: int
    """At least 1."""
    last_line: int
    """Line in which the underlined words end; greater than `place.line` when they run on."""


def excerpt(lines: Lines, start: int, end: int, width: int) -> Excerpt:
    """The line on which the words from `start` to `end` begin, cut to `width` columns around them."""
    place = lines.place(start)
    left, right = lines.bounds(place.line)
    first, last = min(start, right), min(max(start, end), right)
    # A line may be a megabyte long; what lies further off than the width cannot be shown anyway.
    near, far = max(left, first - width), min(right, first + width)
    cells = list(_cells(lines.text[near:far]))
    begin, stop = _window(cells, first - near, min(last, far) - near, width)
    head, tail = (_CUT if near + begin > left else ""), (_CUT if near + stop < right else "")
    return Excerpt(
        place=place,
        shown=head + "".join(shown for shown, _ in cells[begin:stop]) + tail,
        indent=len(head) + _columns(cells, begin, first - near),
        carets=max(1, _columns(cells, first - near, min(last - near, stop))),
        last_line=lines.place(max(start, min(end, len(lines.text)) - 1)).line,
    )


def cell_width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(_width(ch) for ch in text)


def clip(text: str, width: int) -> str:
    """One line of at most `width` columns: white space closed up, hidden characters visible, cut with an ellipsis."""
    plain = safe_display(" ".join(text.split()), keep_newlines=False)
    if cell_width(plain) <= width:
        return plain
    taken, used = [], 0
    for ch in plain:
        used += _width(ch)
        if used > width - 1:
            break
        taken.append(ch)
    return "".join(taken).rstrip() + _CUT


def _cells(text: str) -> Iterator[tuple[str, int]]:
    """Each character as it is shown, with its columns."""
    at = 0
    for ch in text:
        shown = " " * (TAB - at % TAB) if ch == "\t" else safe_display(ch, keep_newlines=False)
        wide = cell_width(shown)
        at += wide
        yield shown, wide


def _width(ch: str) -> int:
    if ch < "\u0300":
        return 1
    if unicodedata.combining(ch) or unicodedata.category(ch) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(ch) in "WF" else 1


def _columns(cells: list[tuple[str, int]], begin: int, stop: int) -> int:
    return sum(wide for _, wide in cells[begin:stop])


def _window(cells: list[tuple[str, int]], first: int, last: int, width: int) -> tuple[int, int]:
    """Cells to show: the whole line where it fits, else the underlined words with as much before them as after."""
    if _columns(cells, 0, len(cells)) <= width:
        return 0, len(cells)
    room = width - 2 * len(_CUT)
    before = max(0, room - _columns(cells, first, last)) // 2
    begin = first
    while begin and _columns(cells, begin - 1, first) <= before:
        begin -= 1
    stop, used = begin, 0
    while stop < len(cells) and used + cells[stop][1] <= room:
        used += cells[stop][1]
        stop += 1
    return begin, stop
