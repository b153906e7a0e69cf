"""A text cut into passages, the smallest stretches that a draft moves as a whole: sentences, list items, lines.

Passages are verbatim and lose nothing but white space; a line without any letter or figure is furniture of the note and
left out. A wrong cut costs layout, never words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

from assistant.note import reading_copy

# A full stop, white space, and what can begin a sentence; in hasty notes that may be a small letter.
_STOP = re.compile(r"[.!?][\"')\]]*[ \t]+(?=[A-Za-z0-9\"'(\[])")
SHORTEST = 4
"""Letters; a shorter word before a full stop and a small letter may be shorthand."""
# The sign of a list item; before a figure it may be a minus.
_BULLET = re.compile(r"(?:[-*•·▪●◦–—>]+[ \t]+)+(?![\d.])")
_LAST_WORD = re.compile(r"([A-Za-z/]+)\.?[\"')\]]*\s*$")
# *30 min. Then* ends a sentence, *30 min. A* may not.
_MEASURE = re.compile(r"\d ?(?:min|mins|sec|secs|hr|hrs|ft|in|lb|lbs|deg|reps|wk|wks|yr|yrs|mo|mos)\.$", re.IGNORECASE)
_CAPITAL = re.compile(r"[A-Z][A-Za-z]")
ABBREVIATIONS_FILE = Path(__file__).with_name("abbreviations.txt")


@cache
def abbreviations() -> frozenset[str]:
    """Words after which a full stop ends no sentence."""
    return frozenset(ABBREVIATIONS_FILE.read_text(encoding="utf-8").split())


def passages(text: str, cuts: Iterable[int] = (), whole: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Passages of a text, in order, without overlap.

    Args:
        text: the text.
        cuts: places where a passage has to begin.
        whole: stretches that may not be cut.
    """
    plain = reading_copy(text)
    edges = {0, len(text), *(c for c in cuts if 0 < c < len(text)), *_line_starts(plain), *_sentence_starts(plain)}
    edges -= _inside(whole, edges)
    order = sorted(edges)
    trimmed = (_trim(plain, a, b) for a, b in pairwise(order))
    return [(a, b) for a, b in trimmed if any(c.isalnum() for c in plain[a:b])]


def _line_starts(plain: str) -> Iterable[int]:
    """Beginnings of lines, but not of the rest of a sentence that a line end broke."""
    for m in re.finditer(r"\n", plain):
        before = plain[max(0, m.start() - 80) : m.start()].rstrip(" \t")
        after = plain[m.end() : m.end() + 80].lstrip(" \t")
        if not (before[-1:].isalnum() or before[-1:] == ",") or not after[:1].islower():
            yield m.end()


def _sentence_starts(plain: str) -> Iterable[int]:
    for m in _STOP.finditer(plain):
        last = _LAST_WORD.search(plain, max(0, m.start() - 24), m.start() + 1)
        word = last[1].lower() if last else ""
        short = len(word) < SHORTEST if plain[m.end()].islower() else len(word) == 1
        measure = _MEASURE.search(plain, max(0, m.start() - 24), m.start() + 1) and _CAPITAL.match(plain, m.end())
        shorthand = plain[m.start()] == "." and last is not None and (word in abbreviations() or short)
        if measure or not shorthand:
            yield m.end()


def _inside(whole: Iterable[tuple[int, int]], edges: set[int]) -> set[int]:
    """Edges within stretches that have to stay whole."""
    order = sorted(edges)
    out: set[int] = set()
    at = 0
    for start, end in sorted(whole):
        while at < len(order) and order[at] <= start:
            at += 1
        i = at
        while i < len(order) and order[i] < end:
            out.add(order[i])
            i += 1
    return out


def _trim(plain: str, start: int, end: int) -> tuple[int, int]:
    while start < end and plain[start].isspace():
        start += 1
    if bullet := _BULLET.match(plain, start, end):
        start = bullet.end()
    while end > start and plain[end - 1].isspace():
        end -= 1
    return start, end
