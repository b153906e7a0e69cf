"""Taking a word back: *make that 36 minutes*, *no, left not right*, *actually it was the parallel bars*."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.conversation.retelling import numbers
from assistant.note import reading_copy

CORRECTIONS_FILE = Path(__file__).with_name("corrections.toml")
LONGEST = 400
"""Characters; a longer utterance is an answer of its own."""
EDGE = r"[\s,;:.\u2013\u2014-]*"


@dataclass(frozen=True, slots=True)
class Swap:
    """``new`` is to stand in place of ``old``; offsets of ``new`` count characters of the utterance."""

    old: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Correction:
    """An utterance that takes back an earlier answer."""

    strong: bool
    """The words can mean nothing else; otherwise what they speak of decides."""
    start: int
    """Where the new answer begins in the utterance, after words such as *make that*."""
    end: int
    """Where it ends, before words such as *sorry*."""
    swap: Swap | None = None
    drop: str = ""
    """Words whose part of an earlier answer is to go."""
    flip: bool = False
    """Left and right of an earlier answer trade places."""
    marked: bool = True
    """Words such as *no* or *sorry* say that it is one; without them only an earlier answer tells."""


@cache
def correction_data() -> dict[str, Any]:
    """``corrections.toml`` as read."""
    return tomllib.loads(CORRECTIONS_FILE.read_text(encoding="utf-8"))


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    d = correction_data()
    ahead = {
        k: (re.compile(rf"\s*(?:{'|'.join(d[k])}){EDGE}", re.IGNORECASE),)
        for k in ("strong", "soft", "filler", "maybe")
    }
    behind = (re.compile(rf"[\s,;:.\u2013\u2014-]+(?:{'|'.join(d['behind'])})\s*[.!]*\s*$", re.IGNORECASE),)
    whole = {k: tuple(re.compile(p, re.IGNORECASE) for p in d[k]) for k in ("swaps", "drops", "flips")}
    return {**ahead, "behind": behind, **whole}


def correction_in(utterance: str) -> Correction | None:
    """How an utterance takes something back, or None where it does not."""
    if len(utterance) > LONGEST:
        return None
    text = reading_copy(utterance)
    at, strong, marked = 0, False, False
    while at < len(text):
        by_kind = {
            k: m for k in ("strong", "soft", "filler") if (m := _patterns()[k][0].match(text, at)) and m.end() > at
        }
        if not by_kind:
            break
        strong, marked = strong or "strong" in by_kind, marked or bool(by_kind.keys() - {"filler"})
        at = next(iter(by_kind.values())).end()
    end = len(text)
    if (tail := _patterns()["behind"][0].search(text, at)) and text[at : tail.start()].strip():
        end, marked = tail.start(), True
    else:
        end = len(text.rstrip(" .!\n\t"))
    swap = _swap(text, at, end)
    # Without *no* or *make that* only a bare pair of words is a correction; more may be a sentence about the patient.
    if swap and (marked or _is_pair(swap, text) or "," in text[at:end]):
        return Correction(strong, at, end, swap, marked=marked or _is_pair(swap, text))
    if drop := _drop(text, at, end):
        return Correction(True, at, end, drop=drop)
    if any(p.fullmatch(text, at, end) for p in _patterns()["flips"]):
        return Correction(True, at, end, flip=True)
    if not marked and not _patterns()["maybe"][0].match(text, at):
        return None
    return Correction(strong, at, end, marked=marked) if text[at:end].strip() else None


def _is_pair(swap: Swap, text: str) -> bool:
    if re.search(r"\b(?:change|replace|swap|correct|switch|should|meant?)\b", text, re.IGNORECASE):
        return True
    words = max(len(swap.old.split()), len(text[swap.start : swap.end].split()))
    return words <= (3 if "," in text else 2 if _alike(swap.old, text[swap.start : swap.end]) else 1)


def _alike(old: str, new: str) -> bool:
    """Both hold a figure, or they share their last word: *4 times not 2 times*, *left hip not right hip*."""
    figures = [
        any(any(ch.isdigit() for ch in w) or w in numbers() for w in words.lower().split()) for words in (old, new)
    ]
    return all(figures) or old.split()[-1].lower() == new.split()[-1].lower()


def _swap(text: str, at: int, stop: int) -> Swap | None:
    for pattern in _patterns()["swaps"]:
        if m := pattern.fullmatch(text, at, stop):
            return Swap(m["old"], m.start("new"), m.end("new"))
    return None


def _drop(text: str, at: int, stop: int) -> str:
    for pattern in _patterns()["drops"]:
        if m := pattern.fullmatch(text, at, stop):
            return m["old"]
    return ""


def same_words(word: str) -> list[str]:
    """The word with those that stand for it."""
    return next((list(group) for group in correction_data()["same"] if word.lower() in group), [word])


def find(old: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where a word, or one that stands for it, is in an earlier answer."""
    forms = sorted(same_words(old), key=len, reverse=True)
    words = "|".join(r"\s+".join(re.escape(w) for w in form.split()) for form in forms)
    return tuple(m.span() for m in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", reading_copy(text), re.IGNORECASE))
