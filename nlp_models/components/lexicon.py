"""spaCy component ``reed_lexicon``: the terms of ``lexicon/terms*.toml`` where they stand in the note.

Matched without regard to case, on the word forms after typing errors are undone, so that *propioception* is found as
*proprioception*.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from nlp_models.components import words as lexical
from nlp_models.components.concepts import concept_entries
from nlp_models.components.surface import surface
from nlp_models.components.tokenizer import TOKEN

TERMS = "reed_terms"


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of the lexicon."""

    id: str
    label: str
    weak: bool
    hint: bool = False
    """The term alone points to its element."""


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term in a note: token offsets and its concept."""

    start: int
    end: int
    concept: Concept


@cache
def _trie() -> dict[str, Any]:
    """Terms as nested dicts of word forms; the concept stands under the empty key."""
    root: dict[str, Any] = {}
    for entry in concept_entries():
        concept = Concept(entry["id"], entry["label"], entry.get("weak", False), entry.get("hint", False))
        for term in entry["terms"]:
            node = root
            for form in forms(term_words(term)):
                node = node.setdefault(form, {})
            node.setdefault("", concept)
    return root


def term_words(text: str) -> list[str]:
    """Tokens of a term, white space left out."""
    return [m.group() for m in TOKEN.finditer(text) if m.group().strip()]


def forms(texts: list[str]) -> list[str]:
    """Word forms under which terms and notes are compared: norm, plural taken off."""
    out = []
    for t in texts:
        form = lexical.norm(t)
        out.append(form[:-1] if len(form) > 3 and form.endswith("s") and not form.endswith("ss") else form)
    return out


def find_terms(texts: list[str]) -> list[TermMatch]:
    """Longest matches from left to right; a hyphen between the words of a term may be there or not."""
    keep = [i for i, t in enumerate(texts) if t.strip()]
    seq = forms([texts[i] for i in keep])
    root = _trie()
    out: list[TermMatch] = []
    i = 0
    while i < len(seq):
        node, j = root, i
        best: tuple[int, Concept] | None = None
        while j < len(seq):
            if seq[j] in node:
                node = node[seq[j]]
                j += 1
            elif seq[j] == "-" and j > i:
                j += 1
                continue
            else:
                break
            if "" in node:
                best = (j, node[""])
        if best:
            out.append(TermMatch(keep[i], keep[best[0] - 1] + 1, best[1]))
            i = best[0]
        else:
            i += 1
    return out


@Language.component("reed_lexicon")
def reed_lexicon(doc: Doc) -> Doc:
    """Term matches in ``doc.user_data["reed_terms"]``."""
    doc.user_data[TERMS] = find_terms(surface(doc).words)
    return doc
