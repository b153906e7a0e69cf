"""spaCy component ``reed_spans``: one list of spans from tagger, lexicon, clock and cues, each with its reasons.

The tagger proposes; terms and cues explain, and add what they alone can carry (equipment, an explicit negation).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp_models.components.assertion import settled
from nlp_models.components.cues import FoundCue, negated
from nlp_models.components.lexicon import TERMS, TermMatch
from nlp_models.components.pipes import CLOCK
from nlp_models.components.surface import Surface, surface
from nlp_models.components.targets import ReadSpan, decode

SPANS = "reed_spans"
HINTS = "reed_hints"
KEY = "reed"
"""Key of the group in ``doc.spans``."""


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A span of the note with everything known of it; offsets in characters."""

    start: int
    end: int
    label: str
    assertion: str = "present"
    weak: float = 0.0
    score: float = 1.0
    role: str | None = None
    minutes: int | None = None
    concept: str | None = None
    why: tuple[str, ...] = ()


@Language.factory("reed_spans", default_config={"start_cost": 2.0, "floor": 0.4})
class SpanJoiner:
    """Writes ``doc.spans["reed"]`` and ``doc.user_data["reed_spans"]`` (a list of `FoundSpan`).

    Args:
        nlp: the pipeline.
        name: name of the component in it.
        start_cost: what beginning a span costs, in nats.
        floor: least mean probability of a span's label.
    """

    def __init__(self, nlp: Language, name: str, start_cost: float, floor: float) -> None:
        self.start_cost = start_cost
        self.floor = floor

    def __call__(self, doc: Doc) -> Doc:
        """Join what the components before found."""
        face = surface(doc)
        prob = doc.user_data.get("reed_prob") or {}
        read = decode(prob, face.words, self.start_cost, self.floor) if prob else []
        terms: list[TermMatch] = doc.user_data.get(TERMS, [])
        found = [_found(face, s, terms) for s in read]
        found += [
            FoundSpan(t.start, t.end, "TIME", role=t.role, minutes=t.minutes, why=(f"clock: {t.why}",))
            for t in doc.user_data[CLOCK].spans
        ]
        found.sort(key=lambda s: (s.start, -s.end, s.label))
        doc.user_data[SPANS] = found
        doc.user_data[HINTS] = _hints(face, terms, read)
        doc.spans[KEY] = _spacy_spans(doc, face, found)
        return doc


def _spacy_spans(doc: Doc, face: Surface, found: list[FoundSpan]) -> list[Span]:
    first = np.searchsorted(face.ends, [f.start for f in found], side="right").tolist()
    last = np.searchsorted(face.starts, [f.end for f in found]).tolist()
    return [Span(doc, a, max(a + 1, b), label=f.label) for f, a, b in zip(found, first, last, strict=True)]


def _found(face: Surface, s: ReadSpan, terms: list[TermMatch]) -> FoundSpan:
    why = [f"tagger: {s.label.lower().replace('_', ' ')} {s.score:.2f}"]
    concept = None
    for t in terms[bisect_left(terms, s.start, key=lambda t: t.start) :]:
        if t.start >= s.end:
            break
        if t.end <= s.end and t.concept.label == s.label:
            concept = concept or t.concept.id
            why.append(f"term: {face.text[face.starts[t.start] : face.ends[t.end - 1]]}")
    assertion, cue = settled(face.words, s.start, s.end, s.assertion, s.label)
    if cue:
        why.append(f"{assertion}: {cue}")
    start, end = int(face.starts[s.start]), int(face.ends[s.end - 1])
    return FoundSpan(start, end, s.label, assertion, s.weak, s.score, concept=concept, why=tuple(why))


def _hints(face: Surface, terms: list[TermMatch], read: list[ReadSpan]) -> list[FoundCue]:
    """Generic terms of the lexicon outside every span the tagger found: they name an element and show nothing of it."""
    taken = np.zeros(len(face.words), dtype=bool)
    for s in read:
        if s.label != "EQUIPMENT":
            taken[s.start : s.end] = True
    return [
        FoundCue(f"hint {t.concept.label}", int(face.starts[t.start]), int(face.ends[t.end - 1]))
        for t in terms
        if t.concept.hint and not taken[t.start : t.end].any() and not negated(face.text, int(face.starts[t.start]))
    ]
