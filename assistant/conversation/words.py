"""Words and figures of a text, with the kinds by which one may stand for another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.conversation.corrections import correction_data, find, same_words
from assistant.conversation.retelling import numbers
from assistant.note import reading_copy

_TOKEN = re.compile(r"\d{1,2}:\d{2}|\d+(?:\.\d+)?|[^\W\d_][\w'/-]*")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or figure with what it may be exchanged for."""

    text: str
    start: int
    end: int
    value: float | None = None
    """The figure; None for a word."""
    kinds: frozenset[str] = frozenset()


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """Words with the kinds that they belong to."""
    from nlp_models.components.words import class_names, known_words

    wanted = {i for i, name in enumerate(class_names()) if name in correction_data()["classes"]}
    table = {w: {f"c{i}" for i in c if i in wanted} for w, c in known_words().items()}
    for i, group in enumerate(correction_data()["kinds"]):
        for word in group:
            table.setdefault(word, set()).add(f"k{i}")
    # A word of a narrow group is not also one of a wide class: *left* is a side and nothing else.
    return {w: frozenset(k for k in ks if k[0] == "k") or frozenset(ks) for w, ks in table.items() if ks}


@lru_cache(maxsize=4096)
def _kinds_of(word: str) -> frozenset[str]:
    from nlp_models.components.words import base_forms

    return next((k for form in base_forms(word) if (k := _kinds().get(form))), frozenset())


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The word without its ending, for telling that *stumbled* and *stumbles* are of one kind."""
    word = re.sub(r"(?<=[^s])s$", "", same_words(word.lower())[0])
    return re.sub(r"(?:ing|ed|e)$", "", word) if len(word) > 4 else word


def tokens(text: str) -> list[Token]:
    """Words and figures of a text, in order."""
    out = []
    times = correction_data()["times"]
    for m in _TOKEN.finditer(reading_copy(text).lower()):
        word = m.group()
        value = float(word) if re.fullmatch(r"\d+(?:\.\d+)?", word) else numbers().get(word, times.get(word))
        kinds = frozenset() if value is not None or ":" in word else _kinds_of(word)
        out.append(Token(word, m.start(), m.end(), None if value is None else float(value), kinds))
    return out


def hits(old: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where an old word is: as typed, as a word that stands for it, or as the same figure."""
    if found := find(old, text):
        return found
    wanted = [t for t in tokens(old) if t.value is not None]
    if len(wanted) != 1:
        return ()
    return tuple((t.start, t.end) for t in tokens(text) if t.value == wanted[0].value)


def of_a_kind(old: str, new: str) -> bool:
    """One may stand for the other: both hold a figure, words of one kind, or the same last word."""
    mine, theirs = tokens(old), tokens(new)
    if not mine or not theirs:
        return False
    figures = [any(t.value is not None or ":" in t.text for t in words) for words in (mine, theirs)]
    if any(figures):
        return all(figures)
    kinds = [frozenset[str]().union(*(t.kinds for t in words)) for words in (mine, theirs)]
    return bool(kinds[0] & kinds[1]) or stem(mine[-1].text) == stem(theirs[-1].text)


def is_code(token: Token) -> bool:
    """A billing code, which is no figure of anything."""
    return token.value is not None and token.value >= 10000
