"""What the reader sees of each token: hashed word forms, and a row of yes/no facts about word and place.

The hashed forms (norm, base, prefix, suffix, shape, heading) are embedded by the model; the yes/no facts (word
classes, heading kind, lexicon
labels, place in line and clause) enter as they are, so that an unknown word in a known place still says something.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc

from nlp_models.components import words as lexical
from nlp_models.components.lexicon import TermMatch, find_terms
from nlp_models.components.sections import HeadedStretch, find_sections
from nlp_models.components.surface import surface

HASHED = ("norm", "base", "prefix", "suffix", "shape", "heading")
"""Columns of the hashed part."""
KINDS = (
    "start",
    "subjective",
    "objective",
    "assessment",
    "plan",
    "deficits",
    "interventions",
    "other_interventions",
    "skill",
    "response",
    "function",
    "goals",
    "time",
    "history",
    "other",
)
DELIMITERS = "\n;,.|:()[]-/\"'*+&@#%=<>?!"
PLACES = 6
TERM_LABELS = ("DEFICIT", "INTERVENTION", "OTHER_INTERVENTION", "EQUIPMENT", "SKILL", "RESPONSE", "FUNCTION")
"""Buckets of the distance from the start of a clause."""
CLAUSE_END = frozenset((";", ",", ".", "|", "\n", "*", "?", "!", "(", ")", "->", "\u2192"))
SENTENCE_END = frozenset((".", "\n", "|", "?", "!", ";"))


@dataclass(frozen=True, slots=True)
class TokenRows:
    """Features of a doc.

    `hashed` (tokens x len(HASHED), uint64), `facts` (tokens x n, float32), and where stretches begin.
    """

    hashed: Any
    facts: Any
    clauses: Any
    """Number of the clause each token stands in (int32)."""
    sentences: Any


def facts_width() -> int:
    """Number of yes/no facts a token has."""
    return len(lexical.class_names()) + len(KINDS) + len(DELIMITERS) + 1 + PLACES + 4 + 10 + len(TERM_LABELS) + 1


@lru_cache(maxsize=65536)
def _word_row(text: str) -> tuple[tuple[int, int, int, int, int], Any]:
    form = lexical.norm(text)
    bases = lexical.base_forms(form)
    known = lexical.known_words()
    base = next((b for b in bases if b in known), bases[1] if len(bases) > 1 else form)
    hashes = (
        hash_string(form),
        hash_string("b:" + base),
        hash_string("p:" + form[:3]),
        hash_string("s:" + form[-3:]),
        hash_string("h:" + _shape(text)),
    )
    row = np.zeros(len(lexical.class_names()) + len(DELIMITERS) + 1 + 4, dtype="float32")
    n = len(lexical.class_names())
    for c in lexical.word_classes(form):
        row[c] = 1.0
    mark = DELIMITERS.find(text[0])
    if mark >= 0:
        row[n + mark] = 1.0
    elif not text[0].isalnum():
        row[n + len(DELIMITERS)] = 1.0
    n += len(DELIMITERS) + 1
    row[n] = text.isdigit()
    row[n + 1] = text.isupper() and len(text) > 1
    row[n + 2] = text.istitle()
    row[n + 3] = not text.strip()
    return hashes, row


def _shape(text: str) -> str:
    if text.isdigit():
        return f"d{min(len(text), 5)}"
    kind = "u" if text.isupper() else "l" if text.islower() else "t" if text.istitle() else "m"
    return f"{kind}{min(len(text), 4)}" if text[0].isalpha() else text[:1]


def token_rows(
    doc: Doc, sections: list[HeadedStretch] | None = None, terms: list[TermMatch] | None = None
) -> TokenRows:
    """Features of every token of a doc. An empty doc gives empty arrays."""
    n = len(doc)
    hashed = np.zeros((n, len(HASHED)), dtype="uint64")
    facts = np.zeros((n, facts_width()), dtype="float32")
    clauses = np.zeros(n, dtype="int32")
    sentences = np.zeros(n, dtype="int32")
    if n == 0:
        return TokenRows(hashed, facts, clauses, sentences)
    texts = surface(doc).words
    rows = [_word_row(t) for t in texts]
    hashed[:, :5] = np.array([r[0] for r in rows], dtype="uint64")
    width = rows[0][1].shape[0]
    facts[:, :width] = np.stack([r[1] for r in rows])
    _places(texts, facts, width, clauses, sentences)
    _headings(doc, find_sections(surface(doc).text) if sections is None else sections, hashed, facts, width + PLACES)
    at = width + PLACES + len(KINDS)
    facts[:, at : at + 10] = _where(n)
    for m in find_terms(texts) if terms is None else terms:
        facts[m.start : m.end, at + 10 + TERM_LABELS.index(m.concept.label)] = 1.0
        if m.concept.weak:
            facts[m.start : m.end, -1] = 1.0
    return TokenRows(hashed, facts, clauses, sentences)


def _places(texts: list[str], facts: Any, at: int, clauses: Any, sentences: Any) -> None:
    clause = sentence = since = 0
    for i, text in enumerate(texts):
        clauses[i], sentences[i] = clause, sentence
        facts[i, at + (since if since < 3 else 3 if since < 6 else 4 if since < 10 else 5)] = 1.0
        since += 1
        if text[:2] in CLAUSE_END or text[0] == "\n":
            clause, since = clause + 1, 0
            if text[0] in SENTENCE_END:
                sentence += 1


def _headings(doc: Doc, sections: list[HeadedStretch], hashed: Any, facts: Any, at: int) -> None:
    starts = surface(doc).starts
    for s in sections:
        begin = int(np.searchsorted(starts, s.start))
        end = int(np.searchsorted(starts, s.end))
        hashed[begin:end, 5] = hash_string("g:" + " ".join(s.words[-2:]))
        facts[begin:end, at + KINDS.index(s.kind)] = 1.0


def _where(n: int) -> Any:
    out = np.zeros((n, 10), dtype="float32")
    out[np.arange(n), np.minimum(np.arange(n) * 10 // max(n, 1), 9)] = 1.0
    return out
