"""spaCy component ``reed_cues``.

Words that bear on the code, the contact, the people and the record (``lexicon/cues.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from nlp_models.components.literals import Guarded, guarded
from nlp_models.components.surface import surface

CUES_FILE = Path(__file__).parents[1] / "lexicon" / "cues.toml"
CUES = "reed_cues"
DIAGNOSES_FILE = CUES_FILE.with_name("diagnoses.toml")
NEGATED = re.compile(
    r"\b(?:no|not|without|w/o|never|denies|instead of|rather than|isn't|wasn't|nor)\b[^.;\n]{0,18}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue in a note; offsets in characters."""

    kind: str
    start: int
    end: int


@cache
def _patterns() -> tuple[tuple[str, tuple[Guarded, ...]], ...]:
    entries = tomllib.loads(CUES_FILE.read_text(encoding="utf-8"))["cue"]
    return tuple((e["kind"], guarded(e["patterns"], 0 if e.get("cased") else re.IGNORECASE)) for e in entries)


def negated(text: str, at: int) -> bool:
    """Whether the words before a place negate what stands there."""
    return bool(NEGATED.search(text[max(0, at - 40) : at]))


@cache
def _diagnoses() -> tuple[tuple[str, Guarded], ...]:
    """Each name with its pattern; abbreviations keep their case."""
    data = tomllib.loads(DIAGNOSES_FILE.read_text(encoding="utf-8"))
    return tuple(
        ("cased" if flags == 0 else "any case", Guarded(re.compile(_standing_alone(names), flags), frozenset(look)))
        for names, look, flags in (
            *(([n], (n.lower(),), re.IGNORECASE) for n in data["names"]),
            (data["cased"], (), 0),
        )
    )


def _standing_alone(names: list[str]) -> str:
    either = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    return rf"(?<![\w-])(?:{either})(?![\w-])"


def find_diagnoses(text: str, low: str | None = None) -> list[FoundCue]:
    """Diagnoses that imply a neuromuscular deficit (``lexicon/diagnoses.toml``), the negated ones left out.

    Args:
        text: the note.
        low: the note in lower case, where it is at hand.
    """
    low = text.lower() if low is None else low
    shouting = text.isupper()
    return _apart(
        text,
        "diagnosis",
        (m.span() for case, p in _diagnoses() if not (shouting and case == "cased") for m in p.finditer(text, low)),
    )


def find_cues(text: str) -> list[FoundCue]:
    """Cues in order of place; those that the words before them negate are left out."""
    low = text.lower()
    out = [
        cue
        for kind, patterns in _patterns()
        for cue in _apart(text, kind, (m.span() for p in patterns for m in p.finditer(text, low)))
    ]
    out += find_diagnoses(text, low)
    return sorted(out, key=lambda c: (c.start, c.end, c.kind))


def _apart(text: str, kind: str, places: Iterable[tuple[int, int]]) -> list[FoundCue]:
    """Cues at these places: of those that overlap the first, of those that start together the longest."""
    out: list[FoundCue] = []
    end = 0
    for a, b in sorted(places, key=lambda p: (p[0], -p[1])):
        if a >= end:
            end = b
            if not negated(text, a):
                out.append(FoundCue(kind, a, b))
    return out


@Language.component("reed_cues")
def reed_cues(doc: Doc) -> Doc:
    """Cues of the note in ``doc.user_data["reed_cues"]``."""
    doc.user_data[CUES] = find_cues(surface(doc).text)
    return doc
