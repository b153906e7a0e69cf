"""Where in a text a correction fits, and the fewest words that it has to change there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.conversation.amending import AmbiguousError, Change, changes
from assistant.conversation.hearing import content_words
from assistant.conversation.words import Token, hits, stem, tokens

_CLAUSE_END = re.compile(r"[.;!?]+(?=\s|$)|\n\s*\n|\n(?=\s*[-*•A-Z])")


MOST_MORE = 3
"""Words by which new words may be more than the old ones; more than that is a sentence."""
BESIDE = 100
"""What a word beside a place weighs, in words of its clause."""


class SeveralError(Exception):
    """More than one place could be meant; `places` are they."""

    def __init__(self, places: Sequence[tuple[int, int]]) -> None:
        super().__init__()
        self.places = tuple(places)


def places_for(old: str, new: str, text: str) -> list[tuple[int, int]]:
    """Where new words are to stand in place of old ones; empty where the text does not hold the old words.

    Several places are the same thing said several times, such as *left ankle* twice.

    Raises:
        SeveralError: they are not, and nothing tells which is meant.
    """
    found = [(_context(text, hit, new), hit) for hit in hits(old, text)]
    best = max((n for n, _ in found), default=0)
    chosen = [hit for n, hit in found if n == best]
    if len(chosen) > 1 and not _same(text, chosen, old):
        raise SeveralError(chosen)
    return chosen


def beside(old: str, new: str, text: str) -> bool:
    """The new words stand in part directly beside the old ones in a text."""
    return any(_context(text, hit, new) >= BESIDE for hit in hits(old, text))


def _context(text: str, hit: tuple[int, int], new: str) -> int:
    """How many of the new words stand around a place already; those directly beside it outweigh all others."""
    start, end = next((c for c in clauses(text) if c[0] <= hit[0] < c[1]), (0, len(text)))
    before, behind = tokens(text[start : hit[0]]), tokens(text[hit[1] : end])
    words = {stem(t.text) for t in tokens(new)}
    next_to = {stem(t.text) for t in (*before[-1:], *behind[:1])}
    return len(words & {stem(t.text) for t in (*before, *behind)}) + BESIDE * len(words & next_to)


def smallest(text: str, hit: tuple[int, int], utterance: str, at: tuple[int, int]) -> list[Change]:
    """The change of fewest words that puts the new words at a place: of *right ankle* only the side is new.

    Empty where the new words cannot well stand there.
    """
    start, end = next((c for c in clauses(text) if c[0] <= hit[0] < c[1]), (0, len(text)))
    try:
        smart = changes(utterance[slice(*at)], text[start:end])
    except AmbiguousError:
        smart = ()
    inside = all(hit[0] <= c.start + start and c.end + start <= hit[1] for c in smart)
    if smart and inside and _covers(smart, utterance[slice(*at)], text[start:end]):
        return [Change(c.start + start, c.end + start, c.new_start + at[0], c.new_end + at[0]) for c in smart]
    new = [replace(t, start=t.start + at[0], end=t.end + at[0]) for t in tokens(utterance[slice(*at)])]
    if not new:
        return [Change(*hit, *at)]
    old = [t for t in tokens(text) if hit[0] <= t.start and t.end <= hit[1]]
    before = [t for t in tokens(text) if t.end <= hit[0]][-4:]
    after = [t for t in tokens(text) if t.start >= hit[1]][:4]
    new = new[: len(new) - _shared(new[1:], after, tail=True)]
    new = new[_shared(new[:-1], before, tail=False) :]
    if len(old) == 1 and (alone := _counterpart(new, old[0], text[start:end])) is not None:
        new = [alone]
    # What old and new words have in common stays the note's: *28 minutes* to *23 minutes* changes the figure.
    while len(new) > 1 and len(old) > 1 and new[-1].text == old[-1].text:
        new, old = new[:-1], old[:-1]
    while len(new) > 1 and len(old) > 1 and new[0].text == old[0].text:
        new, old = new[1:], old[1:]
    if not _comparable(new, old, text[start:end]):
        return []
    figures = [t for t in old if t.value is not None]
    if len(new) == len(figures) == 1 and new[0].value is not None:
        old = figures
    place = (old[0].start, old[-1].end) if old else hit
    return [Change(*place, new[0].start, new[-1].end)]


def _comparable(new: Sequence[Token], old: Sequence[Token], clause: str) -> bool:
    """The new words are about as many as the old ones, and what is counted is what the clause counts."""
    if len(new) > len(old) + MOST_MORE:
        return False
    if not old or any(t.value is None for t in old):
        return True
    held = {stem(t.text) for t in tokens(clause)}
    return all(t.value is not None or stem(t.text) in held or not content_words(t.text) for t in new)


def _counterpart(new: Sequence[Token], old: Token, clause: str) -> Token | None:
    """The one of the new words that stands for an old one, where the clause holds all others that say something."""
    held = {stem(t.text) for t in tokens(clause)}
    same = [t for t in new if t.kinds & old.kinds or (t.value is not None and old.value is not None)]
    rest = [t for t in new if t not in same and content_words(t.text)]
    return same[0] if len(same) == 1 and all(stem(t.text) in held for t in rest) else None


def _covers(made: Sequence[Change], new: str, clause: str) -> bool:
    """Every word of the new ones is exchanged for one of the clause or stands in it: none gets lost."""
    held = {stem(t.text) for t in tokens(clause)}
    placed = [(c.new_start, c.new_end) for c in made]
    return all(stem(t.text) in held or any(a <= t.start and t.end <= b for a, b in placed) for t in tokens(new))


def _shared(new: Sequence[Token], beside: Sequence[Token], *, tail: bool) -> int:
    """How many words at an end of the new ones are those beside the place."""
    for n in range(min(len(new), len(beside)), 0, -1):
        pairs = zip(new[-n:], beside[:n], strict=True) if tail else zip(new[:n], beside[-n:], strict=True)
        if all(stem(a.text) == stem(b.text) for a, b in pairs):
            return n
    return 0


def _same(text: str, places: Sequence[tuple[int, int]], old: str) -> bool:
    """The same thing said several times: more than one word of it, or one word before the same other word."""
    if len(tokens(old)) > 1:
        return True
    behind = [next((t for t in tokens(text[b : b + 40])), None) for _, b in places]
    return len({stem(t.text) if t else i for i, t in enumerate(behind)}) == 1 and bool(behind[0] and behind[0].kinds)


def clauses(text: str) -> list[tuple[int, int]]:
    """Sentences and lines."""
    edges = [0, *(m.end() for m in _CLAUSE_END.finditer(text)), len(text)]
    return [(a, b) for a, b in itertools.pairwise(edges) if a < b]
