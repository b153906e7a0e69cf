"""What the reader sees of each token: hashed word forms, and a row of yes/no facts about word and place.

The hashed forms (norm, base, prefix, suffix, shape, heading) are embedded by the model; the yes/no facts (word
classes, heading kind, lexicon
labels, place in line and clause) enter as they are, so that an unknown word in a known place still says something.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc

from nlp_models.components import words as lexical
from nlp_models.components.lexicon import TERMS, TermMatch, find_terms
from nlp_models.components.pipes import SECTIONS
from nlp_models.components.sections import HeadedStretch, find_sections
from nlp_models.components.surface import Surface, surface

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
_BUCKET = np.array((0, 1, 2, 3, 3, 3, 4, 4, 4, 4, 5))
TERM_LABELS = ("DEFICIT", "INTERVENTION", "OTHER_INTERVENTION", "EQUIPMENT", "SKILL", "RESPONSE", "FUNCTION")
"""Buckets of the distance from the start of a clause."""
_LABEL = {name: i for i, name in enumerate(TERM_LABELS)}
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


@dataclass(frozen=True, slots=True)
class NoteRows:
    """What `compiled` reads of a note: the words, and the place of each in headings, clauses and lexicon."""

    words: Sequence[str]
    places: Any
    """Bucket of the distance from the start of the clause, a number a token."""
    clauses: Any
    sentences: Any
    terms: Any
    """Labels of the lexicon at each token (tokens x len(TERM_LABELS) + 1; the last for generic terms)."""
    deciles: list[tuple[int, int, int]]
    """Stretches of tokens and the tenth of the note they stand in."""
    headings: list[tuple[int, int, int, int]]
    """Stretches of tokens, the hash of the heading above and the number of its kind (-1: none)."""


def word_facts_width() -> int:
    """Number of the facts that depend on the word alone."""
    return len(lexical.class_names()) + len(DELIMITERS) + 1 + 4


def facts_width() -> int:
    """Number of yes/no facts a token has."""
    return word_facts_width() + PLACES + len(KINDS) + 10 + len(TERM_LABELS) + 1


@lru_cache(maxsize=65536)
def word_row(text: str) -> tuple[tuple[int, int, int, int, int], Any]:
    """Hashes (norm, base, prefix, suffix, shape) and facts of a word."""
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
    row = np.zeros(word_facts_width(), dtype="float32")
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


def note_rows(doc: Doc) -> NoteRows:
    """Places of the tokens of a doc that is not empty; headings and terms are looked for where no component did."""
    face = surface(doc)
    sections: list[HeadedStretch] | None = doc.user_data.get(SECTIONS)
    terms: list[TermMatch] | None = doc.user_data.get(TERMS)
    if sections is None:
        sections = find_sections(face.text)
    if terms is None:
        terms = find_terms(face.words)
    n = len(face.words)
    places, clauses, sentences = _places(face.words)
    labels = np.zeros((n, len(TERM_LABELS) + 1), dtype="float32")
    for m in terms:
        labels[m.start : m.end, _LABEL[m.concept.label]] = 1.0
        if m.concept.weak:
            labels[m.start : m.end, -1] = 1.0
    tenths = np.minimum(np.arange(n) * 10 // n, 9)
    cuts = np.flatnonzero(np.diff(tenths, prepend=-1, append=-1)).tolist()
    deciles = [(a, b, int(tenths[a])) for a, b in pairwise(cuts)]
    return NoteRows(face.words, places, clauses, sentences, labels, deciles, _headings(face, sections))


def token_rows(doc: Doc) -> TokenRows:
    """Features of every token of a doc, for training. An empty doc gives empty arrays."""
    words = surface(doc).words
    n = len(words)
    hashed = np.zeros((n, len(HASHED)), dtype="uint64")
    facts = np.zeros((n, facts_width()), dtype="float32")
    if n == 0:
        return TokenRows(hashed, facts, np.zeros(0, dtype="int32"), np.zeros(0, dtype="int32"))
    rows = note_rows(doc)
    of_words = [word_row(t) for t in words]
    hashed[:, :5] = np.array([r[0] for r in of_words], dtype="uint64")
    at = word_facts_width()
    facts[:, :at] = np.stack([r[1] for r in of_words])
    facts[np.arange(n), at + rows.places] = 1.0
    at += PLACES
    for start, end, heading, kind in rows.headings:
        hashed[start:end, 5] = heading
        if kind >= 0:
            facts[start:end, at + kind] = 1.0
    at += len(KINDS)
    for start, end, tenth in rows.deciles:
        facts[start:end, at + tenth] = 1.0
    facts[:, at + 10 :] = rows.terms
    return TokenRows(hashed, facts, rows.clauses, rows.sentences)


@lru_cache(maxsize=65536)
def _ends(word: str) -> int:
    """What ends behind a token: nothing (0), a clause (1), a clause and a sentence (2)."""
    if word[0] != "\n" and word[:2] not in CLAUSE_END:
        return 0
    return 2 if word[0] in SENTENCE_END else 1


def _places(texts: Sequence[str]) -> tuple[Any, Any, Any]:
    """Bucket of the distance from the clause's start, clause and sentence of every token."""
    at = np.arange(len(texts))
    before = np.zeros(len(texts), dtype="int32")
    before[1:] = [_ends(t) for t in texts[:-1]]
    begins = np.maximum.accumulate(np.where(before > 0, at, 0))
    return _BUCKET[np.minimum(at - begins, 10)], np.cumsum(before > 0), np.cumsum(before > 1)


def _headings(face: Surface, sections: list[HeadedStretch]) -> list[tuple[int, int, int, int]]:
    """Stretches by heading, without gaps."""
    starts, n = face.starts, len(face.words)
    out: list[tuple[int, int, int, int]] = []
    at = 0
    for s in sections:
        begin, end = (int(i) for i in np.searchsorted(starts, (s.start, s.end)))
        if begin > at:
            out.append((at, begin, 0, -1))
        out.append((begin, end, hash_string("g:" + " ".join(s.words[-2:])), KINDS.index(s.kind)))
        at = end
    return [*out, (at, n, 0, -1)] if at < n else out
