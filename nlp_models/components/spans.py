"""spaCy component ``reed_spans``: one list of spans from tagger, lexicon, clock and cues, each with its reasons.

The tagger proposes; terms and cues explain, and add what they alone can carry (equipment, an explicit negation).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp_models.components.assertion import explaining_cue
from nlp_models.components.cues import FoundCue, negated
from nlp_models.components.lexicon import TERMS, TermMatch
from nlp_models.components.pipes import CLOCK
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
        texts = [t.text for t in doc]
        prob = doc.user_data.get("reed_prob") or {}
        read = decode(prob, texts, self.start_cost, self.floor) if prob else []
        terms: list[TermMatch] = doc.user_data.get(TERMS, [])
        found = [_found(doc, s, terms, texts) for s in read]
        found += [
            FoundSpan(t.start, t.end, "TIME", role=t.role, minutes=t.minutes, why=(f"clock: {t.why}",))
            for t in doc.user_data[CLOCK].spans
        ]
        found.sort(key=lambda s: (s.start, -s.end, s.label))
        doc.user_data[SPANS] = found
        doc.user_data[HINTS] = _hints(doc, terms, read)
        doc.spans[KEY] = [s for f in found if (s := _spacy_span(doc, f)) is not None]
        return doc


def _spacy_span(doc: Doc, f: FoundSpan) -> Span | None:
    return doc.char_span(f.start, f.end, label=f.label, alignment_mode="expand")


def _found(doc: Doc, s: ReadSpan, terms: list[TermMatch], texts: list[str]) -> FoundSpan:
    why = [f"tagger: {s.label.lower().replace('_', ' ')} {s.score:.2f}"]
    concept = None
    for t in terms[bisect_left(terms, s.start, key=lambda t: t.start) :]:
        if t.start >= s.end:
            break
        if t.end <= s.end and t.concept.label == s.label:
            concept = concept or t.concept.id
            why.append(f"term: {doc[t.start : t.end].text}")
    if cue := explaining_cue(texts, s.start, s.end, s.assertion):
        why.append(f"{s.assertion}: {cue}")
    start, end = doc[s.start].idx, doc[s.end - 1].idx + len(doc[s.end - 1])
    return FoundSpan(start, end, s.label, s.assertion, s.weak, s.score, concept=concept, why=tuple(why))


def _hints(doc: Doc, terms: list[TermMatch], read: list[ReadSpan]) -> list[FoundCue]:
    """Generic terms of the lexicon outside every span the tagger found: they name an element and show nothing of it."""
    out = []
    for t in terms:
        if not t.concept.hint or any(s.start < t.end and t.start < s.end for s in read if s.label != "EQUIPMENT"):
            continue
        if negated(doc.text, doc[t.start].idx):
            continue
        span = doc[t.start : t.end]
        out.append(FoundCue(f"hint {t.concept.label}", span.start_char, span.end_char))
    return out
