"""What a template may place: words with their source, arithmetic, and blanks. Templates see numbered marks of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from assistant.conversation.corrected import exchanges
from assistant.conversation.values import Answer
from assistant.drafting.values import ClaimSource

OPEN, CLOSE = "\ue000", "\ue001"
"""Around the number of a fragment in a rendered template. A note may hold these characters: its words come in later."""
STOP = "\ue002"
"""A full stop where the words before it do not end with one already."""
MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")
FURNITURE = ClaimSource()
COMPUTED = ClaimSource(computed=True)
LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text with its source."""

    text: str = field(repr=False)
    source: ClaimSource = FURNITURE
    requirement: str = ""
    """Not empty for a blank: what it belongs to."""
    asks: str = ""
    instead: tuple[int, int] | None = None
    """Words of an answer that stand in place of these characters of the note."""


Fragment = tuple[Part, ...]


class Sheet:
    """Collects fragments and hands out their marks."""

    def __init__(self) -> None:
        self.fragments: list[Fragment] = []
        self.places: list[str] = []

    def mark(self, *parts: Part, place: str = "") -> str:
        """Keep a fragment and the place it belongs to; returns the mark that stands for it."""
        self.fragments.append(parts)
        self.places.append(place)
        return f"{OPEN}{len(self.fragments) - 1}{CLOSE}"

    def number(self, mark: str) -> int:
        """Which fragment a mark stands for."""
        return int(mark[1:-1])


class NoteWords:
    """The words of the note for a draft: as written, or as corrected where an answer exchanged some of them."""

    def __init__(self, text: str, corrected: Answer | None = None) -> None:
        self.text = text
        self.corrected = corrected
        self.exchanges = exchanges(corrected, len(text)) if corrected else ()

    def __call__(self, start: int, end: int) -> Fragment:
        """A stretch of the note. A line end in it becomes a space of the template's, so that a layout holds."""
        out: list[Part] = []
        for e in self.exchanges:
            if self.corrected is not None and e.start < end and start < e.end:
                out += self._as_written(start, max(start, e.start))
                words = answer_words(self.corrected, e.first, e.last)
                out += (replace(part, instead=(e.start, e.end)) for part in words)
                start = e.end
        return (*out, *self._as_written(start, end))

    def _as_written(self, start: int, end: int) -> Fragment:
        stretches = _without_line_ends(self.text, start, end)
        return tuple(
            Part(self.text[a:b], ClaimSource("note", a, b)) if verbatim else Part(" ") for a, b, verbatim in stretches
        )


def answer_words(answer: Answer, start: int, end: int) -> Fragment:
    """Words of an answer, each stretch with the turn it was said at."""
    parts: list[Part] = []
    for a, b, verbatim in _without_line_ends(answer.text, start, end):
        if not verbatim:
            parts.append(Part(" "))
            continue
        at = a
        for piece in answer.said(a, b):
            length = piece.end - piece.start
            parts.append(Part(answer.text[at : at + length], ClaimSource("answer", piece.start, piece.end, piece.turn)))
            at += length
    return tuple(parts)


def blank(requirement: str, asks: str) -> Part:
    """A visible blank."""
    return Part(f"[____: {asks}]", requirement=requirement, asks=asks)


def _without_line_ends(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    out: list[tuple[int, int, bool]] = []
    at = start
    for m in LINE_END.finditer(text, start, end):
        stop = at + len(text[at : m.start()].rstrip())
        if stop > at:
            out.append((at, stop, True))
        out.append((stop, m.end(), False))
        at = m.end()
    if at < end:
        out.append((at, end, True))
    return out
