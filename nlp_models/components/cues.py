"""spaCy component ``reed_cues``.

Words that bear on the code, the contact, the people and the record (``lexicon/cues.toml``), and words that the rules
lay beside each other across the note (``lexicon/marks.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from nlp_models.components.literals import RUN, Guards
from nlp_models.components.surface import Surface, surface

CUES_FILE = Path(__file__).parents[1] / "lexicon" / "cues.toml"
CUES = "reed_cues"
MARKS_FILE = CUES_FILE.with_name("marks.toml")
DIAGNOSIS = "diagnosis"
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


@dataclass(frozen=True, slots=True)
class _CuePatterns:
    """Patterns with the kind of cue each finds, and what tells which of them are worth running."""

    kinds: list[str]
    compiled: list[re.Pattern[str]]
    guards: Guards


def _entries(path: Path) -> list[dict[str, Any]]:
    return list(tomllib.loads(path.read_text(encoding="utf-8"))["cue"])


def _rows(entries: Iterable[dict[str, Any]]) -> list[tuple[str, str, int]]:
    return [(e["kind"], p, 0 if e.get("cased") else re.IGNORECASE) for e in entries for p in e["patterns"]]


def _table(rows: list[tuple[str, str, int]]) -> _CuePatterns:
    patterns = [p for _, p, _ in rows]
    return _CuePatterns([k for k, _, _ in rows], [re.compile(p, f) for _, p, f in rows], Guards(patterns))


@cache
def _patterns() -> _CuePatterns:
    rows = _rows(_entries(CUES_FILE))
    data = tomllib.loads(DIAGNOSES_FILE.read_text(encoding="utf-8"))
    rows += [(DIAGNOSIS, _standing_alone(name), re.IGNORECASE) for name in data["names"]]
    rows += [(DIAGNOSIS, _standing_alone(name), 0) for name in data["cased"]]
    return _table(rows)


@cache
def _mark_patterns() -> tuple[_CuePatterns, _CuePatterns, dict[str, frozenset[str]]]:
    """Marks that are always looked for, those that only say something beside others, and beside which."""
    entries = _entries(MARKS_FILE)
    beside = {e["kind"]: frozenset(e["beside"]) for e in entries if "beside" in e}
    first, second = ([e for e in entries if ("beside" in e) == later] for later in (False, True))
    return _table(_rows(first)), _table(_rows(second)), beside


def negated(text: str, at: int) -> bool:
    """Whether the words before a place negate what stands there."""
    return bool(NEGATED.search(text[max(0, at - 40) : at]))


def _standing_alone(name: str) -> str:
    return rf"(?<![\w-]){re.escape(name)}(?![\w-])"


def find_cues(text: str, face: Surface | None = None, kinds: frozenset[str] | None = None) -> list[FoundCue]:
    """Cues in order of place; those that the words before them negate are left out.

    Args:
        text: the note.
        face: its tokens, where they are at hand.
        kinds: look for these only.

    A note in capitals throughout cannot tell *MS* from *ms*: abbreviated diagnoses are not looked for there.
    """
    return _find(_patterns(), text, face, kinds)


def find_marks(text: str, face: Surface | None = None) -> list[FoundCue]:
    """Words that are laid beside each other across a note, in order of place; negated ones are left out."""
    # Words of time and change stand in every note; looking for them first would cost a tenth of the reading.
    first, second, beside = _mark_patterns()
    found = _find(first, text, face, None)
    kinds = {c.kind for c in found}
    wanted = frozenset(kind for kind, others in beside.items() if others & kinds)
    if wanted:
        found = sorted([*found, *_find(second, text, face, wanted)], key=lambda c: (c.start, c.end, c.kind))
    return found


def _find(table: _CuePatterns, text: str, face: Surface | None, kinds: frozenset[str] | None) -> list[FoundCue]:
    if face is None:
        found = [(m.group(), m.start()) for m in RUN.finditer(text)]
        words, starts = [w for w, _ in found], [a for _, a in found]
    else:
        words, starts = face.words, face.starts.tolist()
    shouting = text.isupper()
    places: dict[str, list[tuple[int, int]]] = {}
    for i, windows in table.guards.open(text, words, starts):
        kind, pattern = table.kinds[i], table.compiled[i]
        if (kinds and kind not in kinds) or (shouting and kind == DIAGNOSIS and not pattern.flags & re.IGNORECASE):
            continue
        places.setdefault(kind, []).extend(m.span() for a, b in windows for m in pattern.finditer(text, a, b))
    out = [cue for kind, spans in places.items() for cue in _apart(text, kind, spans)]
    return sorted(out, key=lambda c: (c.start, c.end, c.kind))


def find_diagnoses(text: str) -> list[FoundCue]:
    """Diagnoses that imply a neuromuscular deficit (``lexicon/diagnoses.toml``), the negated ones left out."""
    return find_cues(text, kinds=frozenset((DIAGNOSIS,)))


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
    face = surface(doc)
    doc.user_data[CUES] = find_cues(face.text, face)
    return doc
