"""The text as the reader sees it: the note's length, plain characters, and no line ends inside sentences."""

from __future__ import annotations

import re

SOFT_LINE_END = re.compile(r"\n(?=[a-z(][^\n:|]{0,24}(?![^\n]{0,8}[:|]))")
WRAPPED_LINE = 50
"""A line at least this long may have been broken by a window and not by its writer."""
CLOSED = frozenset(".;:!?|")


def reading_copy(text: str) -> str:
    """The text as the reader sees it: same length, with look-alike and control characters made plain.

    Typographic quotes and dashes, odd spaces, line separators, and terminal control characters become their
    plain counterparts one for one, so that offsets into the copy are offsets into the note.
    """
    return text.translate(_PLAIN)


def _plain_table() -> dict[int, str]:
    table = dict.fromkeys((*range(9), 14, 15, *range(16, 32), *range(127, 160)), " ")
    table |= dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n")
    table |= dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x2010), 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF, 0xAD), " ")
    table |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), " ")
    table |= dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212), "-")
    table |= dict.fromkeys((0x2018, 0x2019, 0x201B, 0x2032, 0x02BC), "'")
    table |= dict.fromkeys((0x201C, 0x201D, 0x201F, 0x2033), '"')
    table |= dict.fromkeys((0x2022, 0x25AA, 0x25CF, 0x25E6, 0x2023, 0xB7), "*")
    # Lone surrogates cannot be encoded, which the tokenizer must do.
    table |= dict.fromkeys(range(0xD800, 0xE000), "?")
    # A carriage return is white space beside its line feed and a line end alone; a space serves both.
    table[0x0D] = " "
    return table


_PLAIN = _plain_table()


def unwrapped(text: str) -> str:
    """The text with line ends that a window put into sentences made spaces; same length.

    A line end is such where the line is long, does not end in a stop, and goes on in lower case.
    """
    out = list(text)
    for m in SOFT_LINE_END.finditer(text):
        line = text[text.rfind("\n", 0, m.start()) + 1 : m.start()].rstrip()
        if len(line) >= WRAPPED_LINE and line[-1] not in CLOSED:
            out[m.start()] = " "
    return "".join(out)


def reading_text(text: str) -> str:
    """What the pipeline is given for a note."""
    return unwrapped(reading_copy(text))
