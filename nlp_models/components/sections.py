"""Headings of a note and the stretch each one governs.

The kinds and the headings that name them are data (``lexicon/sections.toml``).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SECTIONS_FILE = Path(__file__).parents[1] / "lexicon" / "sections.toml"

# A heading opens a line (after a bullet or a box) and ends at a colon, a bar or a spaced dash; it is short.
LINE_HEADING = re.compile(
    r"[ \t]*(?:[-*>#\u2192\u25ba]+[ \t]*|\[[ xX]?\][ \t]*|\(?\d{1,2}[.)][ \t]+)?"
    r"([A-Za-z0-9][^\n:|.;,]{0,44}?)[ \t]*(?::(?!\d)|\||[ ]-{1,2}[ ])"
)
# A line of its own in capitals or title case, without end punctuation: the heading of the lines below it.
ALONE = re.compile(r"[ \t]*(?:[#*=_-]+[ \t]*)?([A-Za-z0-9][A-Za-z0-9 /&()'-]{1,40}?)[ \t]*[:#*=_-]*[ \t]*$")
# Transcriptions run everything into one line: "….,SUBJECTIVE: , The patient".
GLUED = re.compile(r"(?:^|(?<=[.,;)]))[ \t]*([A-Z][A-Z0-9 /&,'()-]{2,60}?)[ \t]*:[ \t]*,?")
# In running text "A: " or "Response: " opens a section after a full stop.
INLINE = re.compile(r"(?:(?<=[.;!?][ ])|(?<=[ ][ ]))([A-Z][A-Za-z/ -]{0,28}?)[ ]?:(?=[ ])")
WORD = re.compile(r"[a-z0-9][a-z0-9/-]*")


@dataclass(frozen=True, slots=True)
class HeadedStretch:
    """A stretch of text under one heading; offsets in characters."""

    kind: str
    start: int
    end: int
    heading_start: int
    heading_end: int
    words: tuple[str, ...] = ()
    """The heading's words in lower case."""


@cache
def _kinds() -> dict[tuple[str, ...], str]:
    data = tomllib.loads(SECTIONS_FILE.read_text(encoding="utf-8"))["kinds"]
    return {tuple(WORD.findall(p.lower())): kind for kind, phrases in data.items() for p in phrases}


@cache
def heading_kind(words: tuple[str, ...]) -> str | None:
    """The kind of a heading given its words, or None where no known heading is in it.

    The longest known phrase wins; among equals the later one (``Functional outcome`` is *function*, not *response*).
    """
    table = _kinds()
    best: tuple[int, int, str] | None = None
    for i in range(len(words)):
        for j in range(i + 1, min(len(words), i + 4) + 1):
            kind = table.get(words[i:j])
            if kind is None or (j - i == 1 and len(words[i]) == 1 and len(words) > 1):
                continue
            if best is None or (j - i, j) > best[:2]:
                best = (j - i, j, kind)
    return best[2] if best else None


def find_sections(text: str) -> list[HeadedStretch]:
    """Headed stretches in order, covering the text from its first heading on.

    Before it there is one of kind ``start``.
    """
    heads: dict[int, tuple[int, int, str, tuple[str, ...], bool]] = {}
    offset = 0
    for line in text.split("\n"):
        _line_heads(line, offset, heads)
        offset += len(line) + 1
    for pattern in (GLUED, INLINE):
        for m in pattern.finditer(text):
            words = tuple(WORD.findall(m[1].lower()))
            kind = heading_kind(words)
            if kind and len(words) <= 5:
                heads.setdefault(m.start(1), (m.start(1), m.end(), kind, words, False))
    return _stretches(text, sorted(heads.values()))


def _line_heads(line: str, offset: int, heads: dict[int, tuple[int, int, str, tuple[str, ...], bool]]) -> None:
    if len(line) > 4000:
        return
    if (m := LINE_HEADING.match(line)) and len(words := tuple(WORD.findall(m[1].lower()))) <= 5:
        kind = heading_kind(words)
        # An unknown field name still ends the section before it.
        if kind or (words and (":" in m[0] or "|" in m[0])):
            heads[offset + m.start(1)] = (
                offset + m.start(1),
                offset + m.end(),
                kind or "other",
                words,
                not line[m.end() :].strip(),
            )
            return
    if len(line) <= 48 and (m := ALONE.match(line)):
        words = tuple(WORD.findall(m[1].lower()))
        kind = heading_kind(words) if len(words) <= 4 else None
        if (
            kind
            and (m[1].isupper() or (m[1][0].isupper() and line.rstrip()[-1:] in ":#*=-") or m[1].istitle())
            and (len(words) > 1 or len(words[0]) > 1)
        ):
            heads[offset + m.start(1)] = (offset + m.start(1), offset + len(line), kind, words, True)


def _stretches(text: str, heads: list[tuple[int, int, str, tuple[str, ...], bool]]) -> list[HeadedStretch]:
    out: list[HeadedStretch] = []
    first = heads[0][0] if heads else len(text)
    if first > 0:
        out.append(HeadedStretch("start", 0, first, 0, 0))
    for i, (start, stop, kind, words, _) in enumerate(heads):
        end = heads[i + 1][0] if i + 1 < len(heads) else len(text)
        out.append(HeadedStretch(kind, start, end, start, stop, words))
    return out
