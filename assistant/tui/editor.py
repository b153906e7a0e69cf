"""The note editor: plain text with the elements underlined in it and named by letter in its margin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.document._document import EditResult, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.events import Key
from textual.expand_tabs import expand_text_tabs_from_widths
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from assistant.tui import palette
from assistant.tui.document import NoteDocument, NoteWrapping
from assistant.tui.marks import Mark, Stretch, by_line, shifted
from assistant.tui.themes import scheme

MAX_CHARACTERS = 1_000_000
MARGIN = 4
"""Width of the margin in cells: three letters and a space."""
MORE = "+"


class NoteEditor(TextArea):
    """A text area that shows where the elements are.

    Marks are painted in `get_line`, which Textual offers for it; the letters stand in a margin beside the text, at the
    visual line where the words begin. Nothing in the text is read as markup.
    """

    HELP = "The note. Underlined words carry an element; the letter in the margin says which."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.focus_elements", "Elements", show=False, id="note.leave", tooltip="Leave the note"),
        # Textual selects the line and all with these two; the desk needs them.
        Binding("f6", "screen.review", "Review", show=False, id="note.review", tooltip="What this element rests on"),
        Binding("f7", "screen.changes", "Changes", show=False, id="note.changes", tooltip="What the draft would add"),
        Binding("alt+a", "select_all", "Select all", show=False, id="note.all", tooltip="Select the whole note"),
    ]

    document: NoteDocument
    wrapped_document: NoteWrapping

    @dataclass
    class Edited(Message):
        """The text is no longer what it was."""

        editor: NoteEditor

        @property
        def control(self) -> NoteEditor:
            """The editor."""
            return self.editor

    @dataclass
    class Refused(Message):
        """An edit would have made the note too long; nothing was changed."""

        editor: NoteEditor
        characters: int
        """How long it would have become."""

        @property
        def control(self) -> NoteEditor:
            """The editor."""
            return self.editor

    def __init__(self, *, id: str | None = None, placeholder: str = "") -> None:
        self._marks: tuple[Mark, ...] = ()
        self._lines: dict[int, list[Stretch]] | None = None
        self._ground = Style.null()
        super().__init__(id=id, placeholder=placeholder, highlight_cursor_line=False, tab_behavior="focus")
        self.match_cursor_bracket = False  # It looks through the whole note for a partner at every step of the cursor.

    def on_mount(self) -> None:
        """Repaint in the colours of a new theme."""
        self.watch(self.app, "theme", self._repaint_marks, init=False)

    # The document

    def _set_document(self, text: str, language: str | None) -> None:
        self.document = NoteDocument(text)
        self.wrapped_document = NoteWrapping(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def load_text(self, text: str) -> None:
        """Replace the note and forget the history of edits; a text over the limit is refused."""
        if len(text) > MAX_CHARACTERS:
            self.post_message(self.Refused(self, len(text)))
            return
        self._forget_marks()
        super().load_text(text)

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit and move the marks with it; one that makes the note too long is refused."""
        start, end = (self.document.get_index_from_location(self.clamp_visitable(at)) for at in (edit.top, edit.bottom))
        length = len(self.document.text) - (end - start) + len(edit.text)
        if length > MAX_CHARACTERS and len(edit.text) > end - start:
            self.post_message(self.Refused(self, length))
            return EditResult(self.selection.end, "")
        result = super().edit(edit)
        after = self.document.get_index_from_location(result.end_location)
        self._marks = shifted(self._marks, start, end, after)
        self._lines = None
        return result

    def undo(self) -> None:
        """Undo; which words it changed is not known, so marks wait for the next review."""
        self._forget_marks()
        super().undo()

    def redo(self) -> None:
        """Redo; which words it changed is not known, so marks wait for the next review."""
        self._forget_marks()
        super().redo()

    async def _on_key(self, event: Key) -> None:
        if event.key.startswith("alt+"):
            event.character = None  # A letter with alt is a command, and no letter.

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Announce an edit in one's own words."""
        event.stop()
        self.post_message(self.Edited(self))

    # The marks

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Marks as they stand now."""
        return self._marks

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Show these marks in place of those shown; they are given on the editor's text as it stands."""
        if marks != self._marks:
            self._marks = marks
            self._repaint_marks()

    def reveal(self, start: int, end: int) -> None:
        """Select the characters ``start:end`` and bring them into view."""
        limit = len(self.document.text)
        first, last = (self.document.get_location_from_index(min(at, limit)) for at in (start, end))
        self.selection = Selection(first, last)
        self.scroll_cursor_visible(center=True)

    @property
    def caret(self) -> int:
        """Offset of the cursor."""
        return self.document.get_index_from_location(self.cursor_location)

    def _forget_marks(self) -> None:
        self._marks = ()
        self._lines = None

    def _repaint_marks(self) -> None:
        self._lines = None
        self.notify_style_update()  # Lines are cached without regard to marks.
        self.refresh()

    def _stretches(self, row: int) -> list[Stretch]:
        if self._lines is None:
            self._lines = by_line(self._marks, self.document.starts)
        return self._lines.get(row, [])

    # The paint

    def get_line(self, line_index: int) -> Text:
        """A line with its elements underlined."""
        return self._part(line_index, 0, len(self.document.lines[line_index]))

    def _part(self, row: int, first: int, last: int) -> Text:
        """Columns ``first:last`` of a line with the elements in them underlined."""
        part = Text(self.document.lines[row][first:last], end="", no_wrap=True)
        for start, end, element in self._stretches(row):
            if start < last and end > first:
                part.stylize(self._style(element), max(start, first) - first, end - first)
        return part

    @property
    def gutter_width(self) -> int:
        """Width of the margin."""
        return MARGIN

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in sight; what is the same for all of them is worked out once."""
        self._ground = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """A visual line with its margin."""
        strip = super().render_line(y)
        at = y + self.scroll_offset.y
        if at >= self.wrapped_document.height and self.document.text:
            return strip
        return Strip([*self._margin(at), *strip]).adjust_cell_length(self.size.width, self._ground)

    def _render_line(self, y: int) -> Strip:
        # Textual's own method lays a whole line out to show a part of it: too slow for a note in one long line.
        base, at = self._theme.base_style or self._ground, y + self.scroll_offset.y
        if at >= self.wrapped_document.height:
            return Strip.blank(self.size.width, base)
        row, first, last = self.wrapped_document.columns(at)
        part = self._part(row, first, last)
        if last == len(self.document.lines[row]):
            part.append(" ")  # The cursor may rest behind the last character.
        self._show_selection(part, row, first)
        tabs = self.document.lines[row].count("\t", 0, first)
        part = expand_text_tabs_from_widths(part, self.wrapped_document.get_tab_widths(row)[tabs:])
        strip = Strip(part.render(self.app.console), part.cell_len)
        width = self.scrollable_content_region.width - self.gutter_width
        return strip.extend_cell_length(width, base).apply_style(base)

    def _show_selection(self, part: Text, row: int, first: int) -> None:
        top, bottom = sorted(self.selection)
        if top[0] <= row <= bottom[0] and top != bottom and self._theme.selection_style:
            start = top[1] if row == top[0] else 0
            # Line ends between selected lines are shown as selected too: that is how an empty line is seen to be.
            end = bottom[1] if row == bottom[0] else len(self.document.lines[row]) + 1
            part.stylize(self._theme.selection_style, max(0, start - first), max(0, end - first))
        cursor_row, cursor = self.cursor_location
        if cursor_row == row and cursor >= first and self._draw_cursor and self._theme.cursor_style:
            part.stylize(self._theme.cursor_style, cursor - first, cursor - first + 1)

    def _margin(self, at: int) -> list[Segment]:
        base = self._ground
        found = self._elements_at(at)
        if not found:
            return [Segment(" " * MARGIN, base)]
        shown = found if len(found) < MARGIN else found[: MARGIN - 2]
        cells = [Segment(palette.element(e).mark, base + self._style(e, underline=False)) for e in shown]
        if len(shown) < len(found):
            cells.append(Segment(MORE, base))
        return [*cells, Segment(" " * (MARGIN - len(cells)), base)]

    def _elements_at(self, at: int) -> list[str]:
        """Elements whose words begin on the visual line `at`, in the order of the six."""
        if not self._marks or at >= self.wrapped_document.height:
            return []
        row, first, last = self.wrapped_document.columns(at)
        begun = {element for start, _, element in self._stretches(row) if first <= start < last}
        return [element for element in palette.elements() if element in begun]

    def _style(self, element: str, *, underline: bool = True) -> Style:
        return _mark_style(palette.element(element).colour(scheme(self.app)), underline)


@lru_cache
def _mark_style(colour: str, underline: bool) -> Style:
    return Style(color=colour or None, underline=underline, bold=not underline)
