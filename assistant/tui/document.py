"""The note as the editor holds it: what was typed, what may be shown of it, and where its lines start."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from textual.document._document import Document, EditResult, Location
from textual.document._wrapped_document import WrappedDocument

from assistant.display import safe_display


class NoteDocument(Document):
    """A document that keeps the text as it is and shows it with nothing a terminal could obey or hide.

    Lines are asked for in order to be wrapped, measured and painted, so they are given in their visible form, one
    picture for each hidden character; `text` and `get_text_range` give what was typed. Offsets are the same in both.

    Textual joins the text anew whenever it is asked for it and counts every line to place an offset; both happen for
    each painted line, so both are remembered here until the next edit.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._shown = [safe_display(line) for line in self._lines]
        self._text: str | None = None
        self._starts: list[int] | None = None

    def __repr__(self) -> str:
        return f"NoteDocument({self.line_count} lines)"

    @property
    def text(self) -> str:
        """What was typed."""
        if self._text is None:
            self._text = super().text
        return self._text

    @property
    def lines(self) -> list[str]:
        """Lines as they may be shown."""
        return self._shown

    def __getitem__(self, line_index: int | slice) -> str | list[str]:  # type: ignore[override]
        """A line or lines as they may be shown."""
        return self._shown[line_index]

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Edit; the only way by which a document changes."""
        top, bottom = min(start, end)[0], max(start, end)[0]
        result = super().replace_range(start, end, text)
        last = result.end_location[0]
        self._shown[top : bottom + 1] = [safe_display(line) for line in self._lines[top : last + 1]]
        self._text = None
        self._starts = None
        return result

    @property
    def starts(self) -> list[int]:
        """Offset of the first character of each line."""
        if self._starts is None:
            step, at, starts = len(self.newline), 0, []
            for line in self._lines:
                starts.append(at)
                at += len(line) + step
            self._starts = starts
        return self._starts

    def get_index_from_location(self, location: Location) -> int:
        """Offset of a location."""
        row, column = location
        return self.starts[row] + column

    def get_location_from_index(self, index: int) -> Location:
        """Location of an offset; one inside a line end belongs to the end of its line.

        Raises:
            ValueError: the offset lies outside the text.
        """
        if not 0 <= index <= len(self.text):
            raise ValueError(f"offset {index} lies outside the text")
        row = bisect_right(self.starts, index) - 1
        return row, min(index - self.starts[row], len(self._lines[row]))


class NoteWrapping(WrappedDocument):
    """The note wrapped to the width of its window, quick for a note that is one long line too.

    Textual cuts a whole line into its visual lines whenever it wants one of them, and counts all lines to know how many
    there are. With 50,000 characters in one line, as some records are pasted, that took a tenth of a second a key.
    """

    _cut: tuple[str, list[int], list[str]] = ("", [], [""])

    @property
    def height(self) -> int:
        """Visual lines in all."""
        return len(self._offset_to_line_info)

    def columns(self, y: int) -> tuple[int, int, int]:
        """The line that visual line `y` belongs to, its first column there and the column after its last."""
        row, section = self._offset_to_line_info[y]
        breaks = self.get_offsets(row)
        first = breaks[section - 1] if section else 0
        return row, first, breaks[section] if section < len(breaks) else len(self.document.lines[row])

    def get_sections(self, line_index: int) -> list[str]:
        """A line as it is cut into visual lines."""
        line, breaks = self.document.lines[line_index], self.get_offsets(line_index)
        known_line, known_breaks, sections = self._cut
        if known_line is not line or known_breaks is not breaks:
            ends = [0, *breaks, len(line)]
            sections = [line[a:b] for a, b in pairwise(ends)]
            self._cut = line, breaks, sections
        return sections
