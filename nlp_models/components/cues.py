"""spaCy component ``reed_cues``.

Words that bear on the code, the contact, the people and the record (``lexicon/cues.toml``).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

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
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = tomllib.loads(CUES_FILE.read_text(encoding="utf-8"))["cue"]
    return tuple(
        (e["kind"], re.compile("|".join(f"(?:{p})" for p in e["patterns"]), 0 if e.get("cased") else re.IGNORECASE))
        for e in entries
    )


def negated(text: str, at: int) -> bool:
    """Whether the words before a place negate what stands there."""
    return bool(NEGATED.search(text[max(0, at - 40) : at]))


@cache
def _diagnoses() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads(DIAGNOSES_FILE.read_text(encoding="utf-8"))
    names, cased = ("|".join(re.escape(n) for n in sorted(data[k], key=len, reverse=True)) for k in ("names", "cased"))
    return re.compile(rf"(?<![\w-])(?:{names})(?![\w-])", re.IGNORECASE), re.compile(rf"(?<![\w-])(?:{cased})(?![\w-])")


def find_diagnoses(text: str) -> list[FoundCue]:
    """Diagnoses that imply a neuromuscular deficit (``lexicon/diagnoses.toml``), the negated ones left out."""
    names, cased = _diagnoses()
    return [
        FoundCue("diagnosis", m.start(), m.end())
        for pattern in ((names,) if text.isupper() else (names, cased))
        for m in pattern.finditer(text)
        if not negated(text, m.start())
    ]


def find_cues(text: str) -> list[FoundCue]:
    """Cues in order of place; those that the words before them negate are left out."""
    out = [
        FoundCue(kind, m.start(), m.end())
        for kind, pattern in _patterns()
        for m in pattern.finditer(text)
        if not negated(text, m.start())
    ]
    out += find_diagnoses(text)
    return sorted(out, key=lambda c: (c.start, c.end, c.kind))


@Language.component("reed_cues")
def reed_cues(doc: Doc) -> Doc:
    """Cues of the note in ``doc.user_data["reed_cues"]``."""
    doc.user_data[CUES] = find_cues(surface(doc).text)
    return doc
