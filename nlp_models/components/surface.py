"""The surface of a doc, taken once: its text, its tokens as strings, and where they start.

Walking over a spaCy doc makes a Python object a token; seven components that each do so would spend more time on that
than on reading.
"""

from __future__ import annotations

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


def surface(doc: Doc) -> Surface:
    """The surface of a doc, kept in ``doc.user_data`` after the first call."""
    known: Surface | None = doc.user_data.get(SURFACE)
    if known is None:
        words = [t.text for t in doc]
        starts = np.array([t.idx for t in doc], dtype="int64")
        known = Surface(doc.text, words, starts, starts + np.array([len(w) for w in words], dtype="int64"))
        doc.user_data[SURFACE] = known
    return known
