"""What is known of a single word: its classes, its base form, and the known word it was probably meant to be.

Word classes (``lexicon/word_classes.toml``) are how the reader knows that *grocery* belongs to chores and *fingertip*
to a hand
though neither was in a training note. All look-ups are cached, since notes repeat their words.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

CLASSES_FILE = Path(__file__).parents[1] / "lexicon" / "word_classes.toml"
NUMBER = re.compile(r"\d")
_SUFFIXES = ("'s", "ing", "ed", "es", "s", "d", "er", "ly", "ies", "ied")


@cache
def class_names() -> tuple[str, ...]:
    """Names of the word classes, in the order of the file."""
    return tuple(_data())


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(CLASSES_FILE.read_text(encoding="utf-8"))


@cache
def known_words() -> dict[str, tuple[int, ...]]:
    """Every listed word with the numbers of its classes."""
    table: dict[str, list[int]] = {}
    for i, entry in enumerate(_data().values()):
        for word in entry["words"].split():
            table.setdefault(word, []).append(i)
    return {w: tuple(dict.fromkeys(c)) for w, c in table.items()}


def base_forms(word: str) -> tuple[str, ...]:
    """The word and what it may be an inflection of, most likely first.

    >>> base_forms("stepped")[:3]
    ('stepped', 'step', 'stepp')
    """
    forms = [word]
    if len(word) > 3:
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 2:
                stem = word[: -len(suffix)]
                if suffix in ("ies", "ied"):
                    forms.append(stem + "y")
                    continue
                if suffix in ("ing", "ed", "er") and len(stem) > 2 and stem[-1] == stem[-2]:
                    forms.append(stem[:-1])
                forms.append(stem)
                if suffix in ("ing", "ed", "er"):
                    forms.append(stem + "e")
    return tuple(dict.fromkeys(forms))


@lru_cache(maxsize=65536)
def word_classes(word: str) -> tuple[int, ...]:
    """Numbers of the classes of a lower-case word, of its base form, or of the known word it misspells."""
    table = known_words()
    found = [c for form in base_forms(word) if form in table for c in table[form]]
    if found:
        return tuple(dict.fromkeys(found))
    meant = spelled(word)
    return table.get(meant, ()) if meant != word else ()


@cache
def _by_shape() -> dict[tuple[str, int], tuple[str, ...]]:
    """Longer words by first letter and length."""
    out: dict[tuple[str, int], list[str]] = {}
    for w in known_words():
        if len(w) >= 5 and w.isalpha():
            out.setdefault((w[0], len(w)), []).append(w)
    return {n: tuple(sorted(ws)) for n, ws in out.items()}


@lru_cache(maxsize=65536)
def spelled(word: str) -> str:
    """The known word nearest to an unknown one, at one edit (two in long words); itself where none or several are.

    The first letter is taken as right: it is seldom mistyped, and a changed one often makes another word (gait, bait).

    >>> spelled("propioception")
    'proprioception'
    """
    if len(word) < 6 or not word.isalpha() or any(f in known_words() for f in base_forms(word)):
        return word
    limit = 1 if len(word) < 9 else 2
    candidates = [w for n in range(len(word) - limit, len(word) + limit + 1) for w in _by_shape().get((word[0], n), ())]
    best = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=limit, limit=2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return word
    return best[0][0]


@lru_cache(maxsize=65536)
def norm(word: str) -> str:
    """The form a word is embedded by: lower case, numbers by size, typing errors undone."""
    low = word.lower()
    if NUMBER.search(low):
        if low.isdigit():
            return low if len(low) == 5 or len(low) == 1 else f"<n{len(low)}>"
        return "<clock>" if ":" in low else "<dec>"
    return spelled(low)
