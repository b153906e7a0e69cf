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

    where: dict[str, tuple[tuple[Phrase, str], ...]]
    settled: tuple[tuple[Phrase, str], ...]
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
        place: tuple(
            (split(p), kind)
            for kind, entry in data.items()
            for p in sorted(entry.get(place, ()), key=len, reverse=True)
        )
        for place in ("before", "after", "inside")
    }
    return Cues(where, tuple((split(p), kind) for kind, phrases in settled.items() for p in phrases), stop, denied)


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
    low: list[str] = []
    for text in reversed(texts[max(0, start - 2 * REACH) : start]):
        if text.lower() in cues.stop and text.lower() != "then":
            break
        if text.strip():
            low.insert(0, text.lower())
    for phrase, kind in cues.settled:
        n = len(phrase)
        if any(tuple(low[i : i + n]) == phrase for i in range(len(low) - n + 1)):
            return kind, " ".join(phrase)
    return first, ""


def explaining_cue(texts: list[str], start: int, end: int, first: str) -> str:
    """The cue that explains why tokens `start` to `end` are read as `first`; empty where only the tagger says so."""
    if first == "present":
        return ""
    low = [t.lower() for t in texts[max(0, start - REACH) : end + REACH]]
    a, b = start - max(0, start - REACH), end - max(0, start - REACH)
    return next((cue for kind, cue in _seek(low, a, b) if kind == first), "")


def _seek(low: list[str], a: int, b: int) -> list[tuple[str, str]]:
    where, stop = _cues().where, _cues().stop
    left = a
    while left > 0 and low[left - 1] not in stop:
        left -= 1
    right = b
    while right < len(low) and low[right] not in stop:
        right += 1
    out = []
    for place, lo, hi in (("before", left, a), ("after", b, right), ("inside", a, b)):
        words = [w for w in low[lo:hi] if w.strip()]
        for phrase, kind in where[place]:
            n = len(phrase)
            if any(tuple(words[i : i + n]) == phrase for i in range(len(words) - n + 1)):
                out.append((kind, " ".join(phrase)))
    return out
