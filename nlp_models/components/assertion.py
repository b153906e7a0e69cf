"""Whether a found span is present, negated, historical, planned, hypothetical or about somebody else.

The tagger decides but where a plain cue settles it; cues of ``lexicon/assertion.toml`` with a scope (same
sentence, up to a stop word) explain its decision to a reader. The scheme of cues before and after a span is that of
ConText (Harkema et al. 2009).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp_models.components.tokenizer import TOKEN

ASSERTION_FILE = Path(__file__).parents[1] / "lexicon" / "assertion.toml"
REACH = 6
"""Tokens a cue reaches over."""


Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of the file as tokens: by place of the span, those that settle, and the words that end a reach."""

    where: dict[tuple[str, str], dict[str, tuple[Phrase, ...]]]
    """By kind and place, then by first word."""
    settled: dict[str, tuple[tuple[Phrase, str], ...]]
    """By first word."""
    stop: frozenset[str]
    denied: frozenset[str]
    """Words for a trouble, which a *no* before them denies (*no deficits*, but not *no position sense*)."""


@cache
def _cues() -> Cues:
    data = tomllib.loads(ASSERTION_FILE.read_text(encoding="utf-8"))
    stop = frozenset(data.pop("stop")["words"])
    settled = data.pop("settled")
    denied = frozenset(data.pop("denied")["words"])

    def split(phrase: str) -> Phrase:
        return tuple(m.group() for m in TOKEN.finditer(phrase) if m.group().strip())

    where = {
        (kind, place): _by_first_word([split(p) for p in entry.get(place, ())])
        for kind, entry in data.items()
        for place in ("before", "after", "inside")
    }
    kinds = {split(p): kind for kind, phrases in settled.items() for p in phrases}
    plain = {word: tuple((p, kinds[p]) for p in found) for word, found in _by_first_word(list(kinds)).items()}
    return Cues(where, plain, stop, denied)


def _by_first_word(phrases: list[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    out: dict[str, tuple[Phrase, ...]] = {}
    for p in phrases:
        out[p[0]] = (*out.get(p[0], ()), p)
    return out


def settled(texts: list[str], start: int, end: int, first: str, label: str) -> tuple[str, str]:
    """Assertion and cue of a span; a plain cue before it settles what the tagger took as present (`first`)."""
    if first != "present":
        return first, explaining_cue(texts, start, end, first)
    cues = _cues()
    near = {w.lower() for w in texts[max(0, start - 2) : start + 1]}
    if "no" in near and (
        label == "SKILL" or (label == "DEFICIT" and cues.denied & {w.lower() for w in texts[start:end]})
    ):
        return "negated", "no"
    low = _reach_before(texts, start, cues.stop)
    for i, word in enumerate(low):
        for phrase, kind in cues.settled.get(word, ()):
            if tuple(low[i : i + len(phrase)]) == phrase:
                return kind, " ".join(phrase)
    return first, ""


def _reach_before(texts: list[str], start: int, stop: frozenset[str]) -> list[str]:
    """The words before a span that a plain cue may stand in, back to a stop word."""
    low: list[str] = []
    for text in reversed(texts[max(0, start - 2 * REACH) : start]):
        word = text.lower()
        if word in stop and word != "then":
            break
        if not word.isspace():
            low.append(word)
    low.reverse()
    return low


def explaining_cue(texts: list[str], start: int, end: int, first: str) -> str:
    """The cue that explains why tokens `start` to `end` are read as `first`; empty where only the tagger says so."""
    if first == "present":
        return ""
    cues = _cues()
    low = [t.lower() for t in texts[max(0, start - REACH) : end + REACH]]
    a, b = start - max(0, start - REACH), end - max(0, start - REACH)
    left, right = a, b
    while left > 0 and low[left - 1] not in cues.stop:
        left -= 1
    while right < len(low) and low[right] not in cues.stop:
        right += 1
    for place, lo, hi in (("before", left, a), ("after", b, right), ("inside", a, b)):
        table = cues.where.get((first, place))
        words = [w for w in low[lo:hi] if not w.isspace()] if table else []
        found = [
            phrase
            for i, word in enumerate(words)
            for phrase in (table or {}).get(word, ())
            if tuple(words[i : i + len(phrase)]) == phrase
        ]
        if found:
            return " ".join(max(found, key=lambda p: (len(" ".join(p)), p)))
    return ""
