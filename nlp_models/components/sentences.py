"""spaCy component ``reed_sentences``: sentences of clinical text.

A sentence ends at a full stop that is no abbreviation's, at a line end, a semicolon or a bar; bullets begin one.
"""

from __future__ import annotations

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from nlp_models.components.surface import surface

ABBREVIATIONS = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "st",
        "vs",
        "approx",
        "min",
        "max",
        "mins",
        "sec",
        "reps",
        "ext",
        "flex",
        "add",
        "abd",
        "lat",
        "med",
        "prox",
        "dist",
        "bilat",
        "e",
        "i",
        "g",
        "a",
        "p",
        "m",
        "no",
        "fig",
        "wk",
        "wks",
        "mo",
        "yr",
        "ft",
        "in",
        "lb",
        "lbs",
        "dx",
        "tx",
        "hx",
        "rx",
        "sx",
        "pt",
        "jr",
        "sr",
        "inc",
        "dec",
        "temp",
        "dept",
    ]
)
ENDS = frozenset(("\n", ";", "|", "?", "!"))


def sentence_starts(texts: list[str]) -> list[bool]:
    """For each token whether a sentence begins there."""
    starts = [False] * len(texts)
    begin = True
    for i, text in enumerate(texts):
        if begin and text.strip():
            starts[i], begin = True, False
        if text[0] in ENDS or (text[0] == "." and _ends(texts, i)):
            begin = True
    if starts:
        starts[0] = True
    return starts


def _ends(texts: list[str], i: int) -> bool:
    before = texts[i - 1].lower() if i else ""
    after = next((t for t in texts[i + 1 : i + 3] if t.strip()), "")
    if before in ABBREVIATIONS and not (after[:1].isupper() and len(before) > 2):
        return False
    return not (len(before) == 1 and before.isalpha() and after[:1].islower())


@Language.component("reed_sentences", assigns=["token.is_sent_start"])
def reed_sentences(doc: Doc) -> Doc:
    """Set ``is_sent_start`` of every token."""
    if len(doc):
        starts = [1 if begins else -1 for begins in sentence_starts(surface(doc).words)]
        doc.from_array([SENT_START], np.array(starts, dtype="int32").astype("uint64")[:, None])
    return doc
