"""The surface of a doc, taken once: its text, its tokens as strings, and where they start.

Walking over a spaCy doc makes a Python object a token; seven components that each do so would spend more time on that
than on reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.tokens import Doc

SURFACE = "reed_surface"


@dataclass(frozen=True, slots=True)
class Surface:
    """Text, tokens, and the offset of each token's first and (exclusive) last character."""

    text: str
    words: list[str]
    starts: Any
    ends: Any


def surface_of(text: str, words: list[str], spaces: Sequence[bool]) -> Surface:
    """The surface of a text given its tokens and whether a space follows each."""
    lengths = np.array([len(w) for w in words], dtype="int64")
    ends = np.cumsum(lengths + np.array(spaces, dtype="int64")) - np.array(spaces, dtype="int64")
    return Surface(text, words, ends - lengths, ends)


def surface(doc: Doc) -> Surface:
    """The surface of a doc, kept in ``doc.user_data`` after the first call."""
    known: Surface | None = doc.user_data.get(SURFACE)
    if known is None:
        known = surface_of(doc.text, [t.text for t in doc], [bool(t.whitespace_) for t in doc])
        doc.user_data[SURFACE] = known
    return known
