"""Taking a word back: *make that 36 minutes*, *no, left not right*, *actually it was the parallel bars*."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.conversation.answering import Utterance
from assistant.conversation.values import Answer, Piece
from assistant.note import reading_copy

CORRECTIONS_FILE = Path(__file__).with_name("corrections.toml")
LONGEST = 400
"""Characters; a longer utterance is an answer of its own."""


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
    swap: Swap | None = None


@cache
def _data() -> tuple[re.Pattern[str], re.Pattern[str], tuple[re.Pattern[str], ...], list[list[str]]]:
    data: dict[str, Any] = tomllib.loads(CORRECTIONS_FILE.read_text(encoding="utf-8"))
    strong, soft = (re.compile(rf"\s*(?:{'|'.join(data[k])})[\s,;:.-]*", re.IGNORECASE) for k in ("strong", "soft"))
    return strong, soft, tuple(re.compile(p, re.IGNORECASE) for p in data["swaps"]), data["same"]


def correction_in(utterance: str) -> Correction | None:
    """How an utterance takes something back, or None where it does not."""
    if len(utterance) > LONGEST:
        return None
    strong_words, soft_words, _, _ = _data()
    text = reading_copy(utterance)
    at, strong = 0, False
    while m := strong_words.match(text, at) or soft_words.match(text, at):
        strong = strong or strong_words.match(text, at) is not None
        at = m.end()
    swap = _swap(text, at)
    # Without *no* or *make that* only a bare pair of words is a correction; more is a sentence about the patient.
    if swap and (at or _is_pair(swap, text)):
        return Correction(strong, at, swap)
    return Correction(strong, at) if at and text[at:].strip() else None


def _is_pair(swap: Swap, text: str) -> bool:
    words = max(len(swap.old.split()), len(text[swap.start : swap.end].split()))
    return words <= (2 if "," in text else 1)


def _swap(text: str, at: int) -> Swap | None:
    stop = len(text.rstrip(" .!\n\t"))
    for pattern in _data()[2]:
        if m := pattern.fullmatch(text, at, stop):
            return Swap(m["old"], m.start("new"), m.end("new"))
    return None


def find(old: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where a word, or one that stands for it, is in an earlier answer."""
    same = next((group for group in _data()[3] if old.lower() in group), [old])
    words = "|".join(re.escape(w) for w in sorted(same, key=len, reverse=True))
    return tuple(m.span() for m in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", reading_copy(text), re.IGNORECASE))


def to_change(swap: Swap, answers: Sequence[Answer]) -> Answer | None:
    """The latest answer that holds the old word."""
    return next((a for a in reversed(answers) if find(swap.old, a.text[a.start : a.end])), None)


def swapped(answer: Answer, swap: Swap, utterance: str, turn: int) -> Utterance:
    """The earlier answer with the new word in place of the old one; each stretch keeps where it was said."""
    new = Piece(turn, swap.start, swap.end)
    words = utterance[swap.start : swap.end]
    text, pieces, at = "", [], 0
    for a, b in find(swap.old, answer.text):
        text += answer.text[at:a] + words
        pieces += [*answer.said(at, a), new]
        at = b
    pieces += [*answer.said(at, len(answer.text))]
    text += answer.text[at:]
    end = len(text) - (len(answer.text) - answer.end)
    return Utterance(turn, text, min(answer.start, end), end, tuple(pieces))
