"""What a regular expression cannot match without: used to skip it where the note has none of the words.

Most notes hold few of the cues of ``lexicon/cues.toml``. Looking up a word is many times faster than running a pattern
over the whole note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

RUN = re.compile(r"[^\W\d_]+|\d+")
LEAST = 2
"""Shorter literals are too common to be worth the look."""


def needed(pattern: str) -> list[frozenset[str]]:
    """Sets of literals in lower case: of each set, one stands in every match.

    >>> [sorted(s) for s in needed(r"\b(?:balance|chair) (?:class|group)\b")]
    [['balance', 'chair'], ['class', 'group']]
    >>> needed(r"\bc[ao]?-?(?:treat|x)")
    []
    """
    return _of(parser.parse(pattern))


def _of(items: Iterable[Any]) -> list[frozenset[str]]:
    sets: list[frozenset[str]] = []
    run: list[str] = []

    def flush() -> None:
        literal = "".join(run).lower()
        if max(map(len, RUN.findall(literal)), default=0) >= LEAST:
            sets.append(frozenset((literal,)))
        run.clear()

    for what, value in items:
        if what is op.LITERAL:
            run.append(chr(value))
            continue
        if what is op.AT:
            continue
        flush()
        if what is op.SUBPATTERN:
            sets += _of(value[3])
        elif what is op.BRANCH:
            branches = [_of(b) for b in value[1]]
            if all(branches):
                # One set of each branch, the one with the longest words, stands for the branch.
                sets.append(frozenset().union(*(max(b, key=lambda s: min(map(len, s))) for b in branches)))
        elif what is op.MAX_REPEAT and value[0] >= 1:
            sets += _of(value[2])
    flush()
    return sets


class Guards:
    """Which of many patterns could match a text, told from its words alone.

    Args:
        patterns: regular expressions.

    A pattern is worth running where, of each set of literals it needs, one has its longest run of letters or digits in
    a word of the text. What a word opens is kept, since notes repeat their words.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._sets: list[int] = []
        """For each set of literals, the pattern that needs it."""
        self._runs: dict[str, list[int]] = {}
        for i, pattern in enumerate(patterns):
            for literals in needed(pattern):
                for run in {max(RUN.findall(literal), key=len) for literal in literals}:
                    self._runs.setdefault(run, []).append(len(self._sets))
                self._sets.append(i)
        self._wanted = Counter(self._sets)
        self.always = [i for i in range(len(patterns)) if not self._wanted[i]]
        self._met_by = lru_cache(maxsize=65536)(self._find)

    def open(self, words: Iterable[str]) -> list[int]:
        """Numbers of the patterns worth running over a text of these words (any case), in order."""
        met: set[int] = set()
        for word in set(words):
            if sets := self._met_by(word):
                met.update(sets)
        have = Counter(self._sets[s] for s in met)
        return sorted([*self.always, *(i for i, n in have.items() if n == self._wanted[i])])

    def _find(self, word: str) -> tuple[int, ...]:
        low = word.lower()
        return tuple(s for run, sets in self._runs.items() if run in low for s in sets)
