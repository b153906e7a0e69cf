"""What a regular expression cannot match without: used to skip it where the note has none of the words.

Most notes hold few of the cues of ``lexicon/cues.toml``. Looking up a word is many times faster than running a pattern
over the whole note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

RUN = re.compile(r"[^\W\d_]+|\d+")
LEAST = 2
"""Shorter literals are too common to be worth the look."""
REACH = 120
"""Characters on either side of a word that a match over it may take, where the pattern sets no bound."""
LOOK = 40
"""Characters beyond its match that a pattern may look at."""
WORDS_KEPT = 60_000


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


Windows = list[tuple[int, int]]


class Guards:
    """Where in a text each of many patterns could match, told from the text's words alone.

    Args:
        patterns: regular expressions.

    A pattern is worth running where, of each set of literals it needs, one has its longest run of letters or digits in
    a word of the text, and then only around the words of its rarest set. What a word opens is kept, since notes repeat
    their words.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._pattern_of: list[int] = []
        """For each set of literals, the pattern that needs it."""
        self._runs: dict[str, list[int]] = {}
        for i, pattern in enumerate(patterns):
            for literals in needed(pattern):
                for run in {max(RUN.findall(literal), key=len) for literal in literals}:
                    self._runs.setdefault(run, []).append(len(self._pattern_of))
                self._pattern_of.append(i)
        self._reach = [min(REACH, parser.parse(p).getwidth()[1] + LOOK) for p in patterns]
        wanted = Counter(self._pattern_of)
        self._wanted = [wanted[i] for i in range(len(patterns))]
        self.always = [i for i in range(len(patterns)) if not wanted[i]]
        self._met_by: dict[str, tuple[int, ...]] = {}

    def open(self, text: str, words: Sequence[str], starts: Sequence[int]) -> list[tuple[int, Windows]]:
        """Patterns worth running, in order, each with the stretches of the text to run it over.

        Args:
            text: the note.
            words: its tokens, in any case.
            starts: where each begins.
        """
        met: dict[int, list[int]] = {}
        known = self._met_by
        for word, start in zip(words, starts, strict=True):
            sets = known.get(word)
            if sets is None:
                sets = self._learn(word)
            for s in sets:
                met.setdefault(s, []).append(start)
        by_pattern: dict[int, list[list[int]]] = {}
        for s, places in met.items():
            by_pattern.setdefault(self._pattern_of[s], []).append(places)
        out = [(i, [(0, len(text))]) for i in self.always]
        for i, found in by_pattern.items():
            if len(found) == self._wanted[i]:
                out.append((i, _around(text, min(found, key=len), self._reach[i])))
        return sorted(out)

    def _learn(self, word: str) -> tuple[int, ...]:
        if len(self._met_by) >= WORDS_KEPT:
            self._met_by.clear()
        low = word.lower()
        found = self._met_by[word] = tuple(s for run, sets in self._runs.items() if run in low for s in sets)
        return found


def _around(text: str, places: Sequence[int], reach: int) -> Windows:
    """Stretches around the words at these places, apart from each other, that end between words."""
    out: Windows = []
    for at in places:
        start, end = max(0, at - reach), text.find(" ", at + reach)
        end = len(text) if end < 0 else end
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
