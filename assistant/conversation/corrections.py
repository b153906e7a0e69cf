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
_TWO = re.compile(r"\w[^\w:.]*(?:-|\u2013|\bto\b|\btill?\b|\buntil\b)[^\w:.]*\w")
_NEUTRAL = re.compile(r"\b(?:please|period|full stop)\W*$", re.IGNORECASE)
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
    pair: bool = False
    """Two short words against each other, *left, not right*, which can hardly be a sentence."""
    part: str = ""
    """The part of the time that the new words are: ``start``, ``end``, ``minutes`` or ``total``."""


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
    whole = {k: tuple(re.compile(p, re.IGNORECASE) for p in d[k]) for k in ("drops", "flips")}
    pieces: dict[str, str] = {}
    for name, source in d["pieces"].items():
        pieces[name] = _filled(source, pieces)
    swaps = {
        k: tuple(re.compile(_filled(p, pieces), re.IGNORECASE) for p in d["swap"][k]) for k in ("sure", "pairs", "told")
    }
    figure = _filled(d["named"]["figure"], pieces)
    named = {
        part: tuple(
            re.compile(_filled(p, {**pieces, "role": role, "figure": figure}), re.IGNORECASE)
            for p in d["named"]["patterns"]
        )
        for part, role in d["named"]["roles"].items()
    }
    return {**ahead, "behind": behind, **whole, **swaps, **named}


def _filled(source: str, pieces: dict[str, str]) -> str:
    return re.sub(r"(?<!P)<(\w+)>", lambda m: pieces[m[1]], source)


def correction_in(utterance: str) -> Correction | None:
    """How an utterance takes something back, or None where it does not."""
    if len(utterance) > LONGEST:
        return None
    text = reading_copy(utterance)
    starts, strong = _cues(text)
    at, marked = starts[-1]
    end, closed = _end(text, at)
    for start, cue in starts:
        if found := _named(text, start, end, marked=cue or closed):
            return found
        if swap := _swap("sure", text, start, end):
            return Correction(strong, start, end, swap)
    marked = marked or closed
    for start, _ in reversed(starts):
        if swap := _swap("pairs", text, start, end):
            return Correction(strong, start, end, swap, marked=marked, pair=_is_pair(swap, text))
        if swap := _swap("told", text, start, end):
            return Correction(strong, start, end, swap, marked=marked)
    if drop := _drop(text, at, end):
        return Correction(True, at, end, drop=drop)
    if any(p.fullmatch(text, at, end) for p in _patterns()["flips"]):
        return Correction(True, at, end, flip=True)
    if not marked and not _patterns()["maybe"][0].match(text, at):
        return None
    return Correction(strong, at, end, marked=marked) if text[at:end].strip() else None


def _cues(text: str) -> tuple[list[tuple[int, bool]], bool]:
    """Where words may begin, before and after each cue, whether one takes something back, and whether one is strong."""
    at, strong, marked = 0, False, False
    starts = [(at, marked)]
    while at < len(text):
        by_kind = {
            k: m for k in ("strong", "soft", "filler") if (m := _patterns()[k][0].match(text, at)) and m.end() > at
        }
        if not by_kind:
            break
        strong, marked = strong or "strong" in by_kind, marked or bool(by_kind.keys() - {"filler"})
        at = next(iter(by_kind.values())).end()
        starts.append((at, marked))
    return starts, strong


def behind_cues(utterance: str) -> tuple[str, ...]:
    """What follows words such as *no, wait*, longest first; nothing where the utterance has none."""
    if len(utterance) > LONGEST:
        return ()
    text = reading_copy(utterance)
    return tuple(utterance[at:] for at, marked in _cues(text)[0] if at and marked and text[at:].strip())


def _end(text: str, at: int) -> tuple[int, bool]:
    """Where the new words end, and whether words such as *sorry* behind them say that they take something back."""
    starred = text.rstrip().endswith("*")
    if (tail := _patterns()["behind"][0].search(text, at)) and text[at : tail.start()].strip():
        return tail.start(), starred or bool(re.search(r"\w", tail[0]) and not _NEUTRAL.search(tail[0]))
    return len(text.rstrip(" .!*\n\t")), starred


def _named(text: str, at: int, stop: int, *, marked: bool) -> Correction | None:
    """A part of the time by its name, with the figure that it should be."""
    for part in correction_data()["named"]["roles"]:
        *sure, bare = _patterns()[part]
        m = next((m for p in sure if (m := p.fullmatch(text, at, stop))), None) or bare.fullmatch(text, at, stop)
        if m is None or not (m.re is not bare or marked or m["not"]) or (part == "both" and not _TWO.search(m["new"])):
            continue
        if re.search(r"\d", m["new"]) or spoken_number(m["new"]):
            return Correction(True, m.start("new"), m.start("new") + len(m["new"].rstrip()), part=part)
    return None


def spoken_number(words: str) -> bool:
    """A number is among the words, or *once*, *twice*, *half*."""
    named = numbers().keys() | correction_data()["times"].keys() | {"half", "quarter", "noon"}
    return not named.isdisjoint(re.split(r"[^a-z]+", words.lower()))


def _is_pair(swap: Swap, text: str) -> bool:
    words = max(len(swap.old.split()), len(text[swap.start : swap.end].split()))
    return words <= (3 if "," in text else 2 if _alike(swap.old, text[swap.start : swap.end]) else 1)


def _alike(old: str, new: str) -> bool:
    """Both hold a figure, or they share their last word: *4 times not 2 times*, *left hip not right hip*."""
    figures = [
        any(any(ch.isdigit() for ch in w) or w in numbers() for w in words.lower().split()) for words in (old, new)
    ]
    return all(figures) or old.split()[-1].lower() == new.split()[-1].lower()


def _swap(kind: str, text: str, at: int, stop: int) -> Swap | None:
    for pattern in _patterns()[kind]:
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
    """Where words, or words that stand for them, are in an earlier answer."""
    forms = (sorted(same_words(w), key=len, reverse=True) for w in old.split())
    words = r"\s+".join(f"(?:{'|'.join(re.escape(form) for form in each)})" for each in forms)
    return tuple(m.span() for m in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", reading_copy(text), re.IGNORECASE))
