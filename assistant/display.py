"""Foreign text made safe to show: the one helper between a note, a file name or an answer and a terminal.

A terminal obeys what it is sent: an escape sequence in a note may retitle the window, write the clipboard or clear
the screen, and a bidirectional or zero-width character may make *reports* read as *denies*. Every such character is
shown as one visible picture in its place, so that offsets into the text are offsets into what is shown.
"""

from __future__ import annotations

REPLACEMENT = 0xFFFD
"""Stands for every hidden character that has no picture of its own."""

PICTURES = 0x2400
"""First of Unicode's control pictures: U+2400 + n is the picture of C0 control n."""

# Characters that show nothing, reorder or hide their neighbours, or steer a terminal: C1 controls, format characters,
# line and paragraph separator, surrogates, and everything else that Unicode lets a renderer ignore.
_HIDDEN = (
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x600, 0x605),
    (0x61C, 0x61C),
    (0x6DD, 0x6DD),
    (0x70F, 0x70F),
    (0x890, 0x891),
    (0x8E2, 0x8E2),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xD800, 0xDFFF),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x110BD, 0x110BD),
    (0x110CD, 0x110CD),
    (0x13430, 0x1343F),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)


def safe_display(text: str, keep_newlines: bool = True) -> str:
    """The text with every character that a terminal might obey or hide shown as a visible picture.

    Args:
        text: a note, a file name, an answer, an error message that quotes one.
        keep_newlines: leave line feeds and tabs, which lay a text out; False shows them as pictures too, for a text
            that has to stay on one line. A carriage return is shown in either case: alone it lets a line overwrite
            itself.

    Returns:
        A text of the same length; C0 control n is shown as U+2400 + n, all others as U+FFFD.
    """
    return text.translate(_LAID_OUT if keep_newlines else _ONE_LINE)


def _pictures() -> dict[int, int]:
    table = {c: PICTURES + c for c in range(0x20)}
    for first, last in _HIDDEN:
        table |= dict.fromkeys(range(first, last + 1), REPLACEMENT)
    return table


_ONE_LINE = _pictures()
_LAID_OUT = {c: picture for c, picture in _ONE_LINE.items() if c not in (0x09, 0x0A)}
