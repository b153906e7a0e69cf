"""spaCy component ``reed_cues``: words that bear on the code, the contact, the people and the record (``lexicon/cues.toml``)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

CUES_FILE = Path(__file__).parents[1] / "lexicon" / "cues.toml"
CUES = "reed_cues"
NEGATED = re.compile(r"\b(?:no|not|without|w/o|never|denies|instead of|rather than|isn't|wasn't|nor)\b[^.;\n]{0,18}$", re.IGNORECASE)


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
        (e["kind"], re.compile("|".join(f"(?:{p})" for p in e["patterns"]), 0 if e.get("cased") else re.IGNORECASE)) for e in entries
    )


def find_cues(text: str) -> list[FoundCue]:
    """Cues in order of place; those that the words before them negate are left out."""
    out = [
        FoundCue(kind, m.start(), m.end())
        for kind, pattern in _patterns()
        for m in pattern.finditer(text)
        if not NEGATED.search(text[max(0, m.start() - 40) : m.start()])
    ]
    return sorted(out, key=lambda c: (c.start, c.end, c.kind))


@Language.component("reed_cues")
def reed_cues(doc: Doc) -> Doc:
    """Cues of the note in ``doc.user_data["reed_cues"]``."""
    doc.user_data[CUES] = find_cues(doc.text)
    return doc
