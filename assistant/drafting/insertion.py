"""Where words that a draft adds would stand in the note: beside words of the same kind, or on a line of their own.

Which kinds stand beside each other, and the label of words that find none of theirs, is data (``places.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafting.placing import places

_OPENING = re.compile(r"[ \t]*(?:[-*•·–][ \t]+)?")


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the note that a draft has."""

    start: int
    end: int
    """Exclusive. Characters of the note."""
    place: str
    """What it belongs to in the draft."""
    draft_start: int
    draft_end: int
    """Exclusive. Characters of the draft in which it stands."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an insertion goes."""

    at: int
    """Characters of the note before it."""
    own_line: bool
    label: str = ""
    """What to put before the words, where nothing of their kind stands beside them."""


def place_for(original: str, kind: str, words: Sequence[Words]) -> Place:
    """Where words of a kind go in a note.

    Args:
        original: text of the note.
        kind: one of `assistant.drafting.placing.PLACES`.
        words: what the draft has of the note, in order and without overlap.
    """
    own = [w for w in words if w.place == kind]
    if own:
        last = own[-1]
        return Place(last.end, own_line=True) if _is_line(original, last) else Place(last.end, own_line=False)
    label = places()["labels_of"].get(kind, "")
    for beside in places()["beside"].get(kind, ()):
        near = [w for w in words if w.place == beside]
        if near:
            return Place(_line_end(original, near[-1].end, words), True, label)
    body = [w for w in words if w.place != "signature"]
    if body:
        return Place(_line_end(original, body[-1].end, words), True, label)
    return Place(0 if words else len(original.rstrip()), True, label)


def opening(original: str, at: int) -> str:
    """Indent and bullet of the line that ends at a place: a new line after it takes them over."""
    start = original.rfind("\n", 0, at) + 1
    m = _OPENING.match(original, start, at)
    return m[0] if m else ""


def line_end_of(original: str) -> str:
    """How the note ends its lines."""
    return "\r\n" if "\r\n" in original else "\n"


def _is_line(original: str, words: Words) -> bool:
    """These words are all of a line, or of several."""
    start = original.rfind("\n", 0, words.start) + 1
    return not original[start : words.start].strip(" \t-*•·–") and _ends_line(original, words.end)


def _ends_line(original: str, at: int) -> bool:
    return not original[at : _end_of_line(original, at)].strip()


def _line_end(original: str, at: int, words: Sequence[Words]) -> int:
    """The end of a line at or after a place, not within words that belong together."""
    while True:
        at = _end_of_line(original, at)
        inside = next((w.end for w in words if w.start < at < w.end), None)
        if inside is None:
            return at
        at = inside


def _end_of_line(original: str, at: int) -> int:
    m = re.compile(r"[ \t]*\r?\n").search(original, at)
    return m.start() if m else at + len(original[at:].rstrip())
