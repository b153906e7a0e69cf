"""What a regular expression cannot match without: used to skip it where the note has none of the words.

Most notes hold few of the cues of ``lexicon/cues.toml``. Looking for a plain word is many times faster than running
a pattern over the whole note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

LEAST = 3
"""Shorter literals are too common to be worth the look."""


def needed(pattern: str) -> frozenset[str]:
    """Literals in lower case, one of which stands in every match; empty where nothing can be said.

    >>> sorted(needed(r"\\bco-?(?:treat|tx)"))
    []
    >>> sorted(needed(r"\\b(?:balance|chair) (?:class|group)\\b"))
    ['balance', 'chair']
    """
    return _of(parser.parse(pattern))


def _of(items: Iterable[Any]) -> frozenset[str]:
    """The best set of literals among the parts of a sequence, all of which a match must contain."""
    sets: list[frozenset[str]] = []
    run: list[str] = []

    def flush() -> None:
        if len(run) >= LEAST:
            sets.append(frozenset(("".join(run).lower(),)))
        run.clear()

    for what, value in items:
        if what is op.LITERAL:
            run.append(chr(value))
            continue
        if what is op.AT:
            continue
        flush()
        if what is op.SUBPATTERN:
            sets.append(_of(value[3]))
        elif what is op.BRANCH:
            branches = [_of(b) for b in value[1]]
            sets.append(frozenset().union(*branches) if all(branches) else frozenset())
        elif what is op.MAX_REPEAT and value[0] >= 1:
            sets.append(_of(value[2]))
    flush()
    known = [s for s in sets if s]
    return max(known, key=lambda s: (min(map(len, s)), -len(s)), default=frozenset())


@dataclass(frozen=True, slots=True)
class Guarded:
    """A compiled pattern that is run only over texts which hold one of its needed literals."""

    pattern: re.Pattern[str]
    literals: frozenset[str]

    def finditer(self, text: str, low: str) -> Iterable[re.Match[str]]:
        """Matches in `text`; `low` is the same text in lower case."""
        if self.literals and not any(w in low for w in self.literals):
            return ()
        return self.pattern.finditer(text)


def guarded(patterns: Iterable[str], flags: int = 0) -> tuple[Guarded, ...]:
    """The patterns, those with nothing needed joined into one."""
    out, rest = [], []
    for p in patterns:
        literals = needed(p)
        if literals:
            out.append(Guarded(re.compile(p, flags), literals))
        else:
            rest.append(f"(?:{p})")
    if rest:
        out.append(Guarded(re.compile("|".join(rest), flags), frozenset()))
    return tuple(out)
