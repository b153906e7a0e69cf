"""Dialogues put together from invented pieces: notes with gaps, answers, corrections, declines. One a seed.

Only `start`, `say`, ``asked``, ``answers`` and ``review`` of the conversation are used.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.conversation import Conversation, say, start
from assistant.note import Note

PIECES = Path(__file__).with_name("dialogue_pieces.toml")
MOST_TURNS = 10


@dataclass(frozen=True)
class Dialogue:
    """A note, what was said of it, and what came of it."""

    note: str
    said: tuple[str, ...]
    conversation: Conversation
    specific: frozenset[str]
    """Elements whose last word was a specific answer, with no correction or undoing after it."""


@cache
def pieces() -> dict[str, Any]:
    return tomllib.loads(PIECES.read_text(encoding="utf-8"))


def dialogue(seed: int) -> Dialogue:
    """The dialogue of a seed."""
    rng = random.Random(seed)
    note = _note(rng)
    talk = start(Note(note))
    said: list[str] = []
    specific: set[str] = set()
    for _ in range(rng.randint(3, MOST_TURNS)):
        utterance, about = _utterance(rng, talk.asked)
        before = talk.answers
        talk = say(talk, utterance)
        said.append(utterance)
        if about is None:
            # A correction or *undo* may change any answer.
            specific = specific if talk.answers == before else set()
        elif talk.answers != before:
            specific |= about
    return Dialogue(note, tuple(said), talk, frozenset(specific))


def _note(rng: random.Random) -> str:
    kinds = ["header", "subjective", "weak", "other", "plan", "signature"]
    lines = [_filled(rng.choice(pieces()["note"][k]), rng) for k in kinds if rng.random() < 0.75]
    known = rng.sample(list(pieces()["answers"]), rng.choice([0, 0, 1, 2]))
    lines[1:1] = [_filled(rng.choice(pieces()["answers"][k]), rng).capitalize() + "." for k in known]
    return rng.choice(["\n", "\n", "\n\n", " "]).join(lines)


def _utterance(rng: random.Random, asked: str | None) -> tuple[str, set[str] | None]:
    """Something a clinician might say next, and the elements it answers in specific words."""
    answers, other = pieces()["answers"], pieces()["other"]
    roll = rng.random()
    if roll < 0.55:
        name = asked or rng.choice(list(answers))
        return _filled(rng.choice(answers[name]), rng), {name}
    if roll < 0.72:
        names = rng.sample(list(answers), 2)
        joined = rng.choice([", ", ". ", "; ", ", and "]).join(_filled(rng.choice(answers[n]), rng) for n in names)
        return joined, set(names)
    kind = "declines" if roll < 0.82 else "corrections" if roll < 0.91 else rng.choice(["asides", "vague"])
    return _filled(rng.choice(other[kind]), rng), None


def _filled(piece: str, rng: random.Random) -> str:
    begin, length = rng.randrange(8 * 60, 16 * 60, 5), rng.choice([15, 23, 25, 30, 38])
    clock = {"start": _clock(begin), "end": _clock(begin + length), "length": str(length)}
    figures = {"n": rng.randint(2, 6), "k": rng.randint(7, 12), "m": rng.choice([15, 20, 30, 45])}
    words = {name: rng.choice(choices) for name, choices in pieces()["slots"].items()}
    return re.sub(r"\{(\w+)\}", lambda m: str({**words, **figures, **clock}[m[1]]), piece)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
