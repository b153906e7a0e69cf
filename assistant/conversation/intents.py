"""What an utterance means: a request, a way to pass over a question, or something that may be an answer.

Requests are recognised by whole-utterance patterns and, for short utterances without figures, by likeness to examples.
All of them are data (``intents.toml``). What is none of them is left to the reader.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from assistant.note import reading_copy

INTENTS_FILE = Path(__file__).with_name("intents.toml")
LONGEST = 160
"""Characters; a longer utterance is never a request."""
CHANGING = frozenset(("undo", "restart", "stop", "skip", "not-done", "yes-no"))
"""Intents that a question mark makes doubtful: *done?* asks, and ends nothing."""
DECLINES = frozenset(("skip", "unknown", "not-done"))


@dataclass(frozen=True, slots=True)
class Kind:
    """One intent as data."""

    id: str
    patterns: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    means: str
    open: bool = False
    """Only understood while a question is open."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What an utterance was taken as."""

    id: str
    elements: tuple[str, ...] = ()
    """Requirements that it names."""
    template: str | None = None
    """For ``draft``: name of a template; empty for the SOAP note of the note's discipline."""
    minutes: int | None = None
    """For ``units``: minutes that it names."""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(INTENTS_FILE.read_text(encoding="utf-8"))


@cache
def kinds() -> tuple[Kind, ...]:
    """Every intent, in the order in which they are tried."""
    return tuple(
        Kind(
            k["id"],
            tuple(re.compile(p) for p in k["patterns"]),
            tuple(k["examples"]),
            k["means"],
            k.get("open", False),
        )
        for k in _data()["intent"]
    )


@cache
def _examples() -> tuple[tuple[str, Kind], ...]:
    return tuple((e, k) for k in kinds() for e in k.examples)


def understand(utterance: str, *, asking: bool) -> Intent | None:
    """The request an utterance makes; None where it is none and may be an answer.

    Args:
        utterance: what was said.
        asking: a question is open.
    """
    if len(utterance) > LONGEST:
        return None
    plain = plain_words(utterance)
    bare = _without_politeness(plain)
    may = tuple(k for k in kinds() if asking or not k.open)
    if utterance.rstrip().endswith("?"):
        may = tuple(k for k in may if k.id not in CHANGING)
    for text in dict.fromkeys((plain, bare)):
        for kind in may:
            for pattern in kind.patterns:
                if text and (m := pattern.fullmatch(text)):
                    return _intent(kind, text, m.groupdict().get("template"))
    return _alike(bare, may)


def _alike(text: str, may: tuple[Kind, ...]) -> Intent | None:
    """A request in a slightly different or misspelt form. Figures are never likened: they belong to answers."""
    if not text or len(text) > _data()["longest"] or re.search(r"\d", text):
        return None
    choices = {i: e for i, (e, k) in enumerate(_examples()) if k in may}
    best = process.extractOne(text, choices, scorer=fuzz.ratio, score_cutoff=_data()["likeness"])
    at = best[2] if best else next((i for i, e in choices.items() if _swapped(text, e)), None)
    return None if at is None else _intent(_examples()[at][1], text, _template_in(text))


def _swapped(text: str, example: str) -> bool:
    """Two neighbouring letters changed places: *skpi*. Too small a likeness in a short word, and no other word."""
    return len(text) == len(example) >= 4 and sorted(text) == sorted(example) and OSA.distance(text, example) == 1


def nearest(utterance: str) -> tuple[str, str]:
    """The two requests that look most like an utterance, in words to type."""
    text = _without_politeness(plain_words(utterance[:LONGEST]))
    score: dict[str, float] = {}
    for example, kind in _examples():
        if not kind.open and kind.id not in ("yes-no", "hello", "thanks"):
            score[kind.means] = max(score.get(kind.means, 0.0), fuzz.token_sort_ratio(text, example))
    first, second = sorted(score, key=lambda means: -score[means])[:2]
    return first, second


def is_question(utterance: str) -> bool:
    """True for words that ask: nothing is taken from them as an answer."""
    text = plain_words(utterance[:LONGEST])
    return utterance.rstrip().endswith("?") or any(text.startswith(f"{a} ") or text == a for a in _data()["asking"])


def plain_words(utterance: str) -> str:
    """Lower case, single spaces, no punctuation at the ends."""
    text = " ".join(reading_copy(utterance).lower().split())
    return text if set(text) <= {"?"} else text.strip(" .,!?;:")


def _without_politeness(text: str) -> str:
    words = "|".join(re.escape(w) for w in sorted(_data()["politeness"], key=len, reverse=True))
    before = None
    while before != text:
        before = text
        text = re.sub(rf"^(?:{words})\b[ ,]*|[ ,]*\b(?:{words})$", "", text).strip(" ,")
    return text or before or ""


def _intent(kind: Kind, text: str, template: str | None) -> Intent:
    if kind.id == "draft":
        return Intent("draft", template=_data()["templates"].get(template or "soap", ""))
    if kind.id == "units":
        m = re.search(r"(\d{1,3})[ ]?(?:min|m\b|')", text)
        return Intent("units", minutes=int(m[1]) if m else None)
    return Intent(kind.id, elements_in(text) if kind.id in ("why", "where") else ())


def _template_in(text: str) -> str | None:
    return next((name for name in sorted(_data()["templates"], key=len, reverse=True) if name in text), None)


def elements_in(text: str) -> tuple[str, ...]:
    """Requirements that the words name."""
    words = set(re.findall(r"[a-z]+", text))
    named = _data()["elements"].items()
    return tuple(name for name, names in named if words & set(names) or any(" " in n and n in text for n in names))
