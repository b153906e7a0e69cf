"""The words of a note and what the lexicon of clock words says about them.

A note is cut once into words and numbers (`Words`), and one pass over them (`Cues`) finds every phrase of
``lexicon/clock.toml``; questions about a stretch of the note are then answered from sorted offsets.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

CLOCK_FILE = Path(__file__).parents[1] / "lexicon" / "clock.toml"

LEXICON: dict[str, Any] = tomllib.loads(CLOCK_FILE.read_text(encoding="utf-8"))
ONES: dict[str, int] = {w: i for i, w in enumerate(LEXICON["ones"])}
TENS: dict[str, int] = {w: 10 * i for i, w in enumerate(LEXICON["tens"], 2)}
UNTIMED = frozenset(LEXICON["untimed"])
TENS["fourty"] = 40
TOKEN = re.compile(r"[A-Za-z]+|\d+")
UNTICKED = frozenset(("[ ]", "( )", "\u2610"))
EMPTY = frozenset(("", " ", "-", "  ", " -", "- "))


@dataclass(frozen=True, slots=True)
class CodeMention:
    """A billing code named in the text, with the minutes, units and modifiers that stand by it."""

    code: str
    start: int
    end: int
    minutes: int | None = None
    units: int | None = None
    modifiers: tuple[str, ...] = ()
    numeric: bool = False


class Words:
    """The words and numbers of a text in lower case with their offsets."""

    __slots__ = ("ends", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        spans = [m.span() for m in TOKEN.finditer(text)]
        self.text = text
        self.starts = [a for a, _ in spans]
        self.ends = [b for _, b in spans]
        # Words are of the Latin letters: lower case changes no offset in them, though it may elsewhere.
        low = text.lower()
        self.words = [low[a:b] for a, b in spans] if len(low) == len(text) else [text[a:b].lower() for a, b in spans]

    def word(self, i: int) -> str:
        """The word at a place, empty outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def gap(self, i: int) -> str:
        """What stands between a word and the next."""
        return self.text[self.ends[i] : self.starts[i + 1]] if 0 <= i < len(self.words) - 1 else "\n"

    def joined(self, first: int, last: int) -> bool:
        """Whether words stand in one phrase: at most two characters and no line end between neighbours."""
        return all(len(g := self.gap(k)) <= 2 and "\n" not in g for k in range(first, last))

    def index(self, at: int) -> int:
        """The first word that begins at a place or later."""
        return bisect_left(self.starts, at)

    def number(self, last: int) -> tuple[int, int] | None:
        """Value and first word of the number, in digits or words, that ends with word `last`."""
        w = self.word(last)
        if w.isdigit():
            return (int(w), last) if len(w) <= 3 else None
        if w in TENS:
            return TENS[w], last
        if w not in ONES:
            return None
        before = self.word(last - 1)
        if 0 < ONES[w] < 10 and before in TENS and self.gap(last - 1) in EMPTY:
            return TENS[before] + ONES[w], last - 1
        return ONES[w], last


Phrase = tuple[tuple[str, ...], str, str]
"""Words of a phrase after the first, its kind, its code."""


@cache
def _phrases() -> tuple[dict[str, list[Phrase]], dict[tuple[str, str], list[Phrase]]]:
    """Phrases of the lexicon: those of one word by it (an entry for every first word), and the longer ones by their
    first two words, the longest first."""
    alone: dict[str, list[Phrase]] = {}
    pairs: dict[tuple[str, str], list[Phrase]] = {}
    data = {section: kinds for section, kinds in LEXICON.items() if isinstance(kinds, dict)}
    for section, kinds in data.items():
        named = section in ("codes", "weak")
        for kind, phrases in kinds.items():
            for phrase in phrases:
                first, *rest = Words(phrase).words
                entry = (tuple(rest), section, kind) if named else (tuple(rest), f"{section}.{kind}", "")
                of_first = alone.setdefault(first, [])
                (pairs.setdefault((first, rest[0]), []) if rest else of_first).append(entry)
    for entries in pairs.values():
        entries.sort(key=lambda e: -len(e[0]))
    return alone, pairs


@dataclass(slots=True)
class Cues:
    """Where the phrases of the lexicon stand in a note."""

    words: Words
    hits: dict[str, tuple[list[int], list[int]]] = field(default_factory=dict)
    """Starts and ends by kind, in order."""
    codes: list[CodeMention] = field(default_factory=list)
    """Codes in digits or by a name that is seldom anything else."""
    weak: list[CodeMention] = field(default_factory=list)
    """Names that are a code only beside minutes."""

    @classmethod
    def of(cls, words: Words) -> Cues:
        """One pass over the words."""
        out, (alone, pairs), w, text = cls(words), _phrases(), words.words, words.text
        nothing: list[Phrase] = []
        for i, (word, after) in enumerate(zip(w, [*w[1:], ""], strict=False)):
            if word not in alone:
                continue
            for rest, kind, code in pairs.get((word, after), nothing) + alone[word]:
                n = len(rest)
                if (n > 1 and tuple(w[i + 1 : i + 1 + n]) != rest) or (n and not words.joined(i, i + n)):
                    continue
                a, b = words.starts[i], words.ends[i + n]
                if text[max(0, a - 4) : a].rstrip() in UNTICKED:
                    break
                if code:
                    out._named(kind, code, a, b)
                elif not (kind.startswith("clock.") and text[a - 1 : a] == "-" and text[a - 2 : a - 1].isalpha()):
                    starts, ends = out.hits.setdefault(kind, ([], []))
                    starts.append(a)
                    ends.append(b)
        return out

    def _named(self, kind: str, code: str, a: int, b: int) -> None:
        text = self.words.text
        if any(c.end > a for c in (*self.codes[-1:], *self.weak[-1:])):
            return
        name = text[a:b]
        if (
            name.isdigit()
            and text[b : b + 1] in (".", "/")
            and text[b + 1 : b + 2].isdigit()
            and (b - a < 5 or text[b] == ".")
        ):
            return
        strong = kind == "codes" and (b - a > 2 or name.isupper())
        numeric = name[1:].isdigit()
        (self.codes if strong else self.weak).append(CodeMention(code, a, b, numeric=numeric))

    def has(self, kind: str, lo: int, hi: int) -> bool:
        """Whether a phrase of a kind stands between two places."""
        starts, ends = self.hits.get(kind, ([], []))
        i = bisect_left(starts, lo)
        return any(ends[k] <= hi for k in range(i, min(i + 3, len(starts))))

    def first(self, kind: str, lo: int, hi: int) -> tuple[int, int] | None:
        """The first phrase of a kind between two places."""
        starts, ends = self.hits.get(kind, ([], []))
        i = bisect_left(starts, lo)
        return (starts[i], ends[i]) if i < len(starts) and ends[i] <= hi else None

    def last(self, kind: str, lo: int, hi: int) -> int:
        """End of the last phrase of a kind between two places, or -1."""
        starts, ends = self.hits.get(kind, ([], []))
        between = range(bisect_left(starts, lo), bisect_left(starts, hi))
        return max((ends[k] for k in between if ends[k] <= hi), default=-1)
