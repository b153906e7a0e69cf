"""Sentences of clinical text."""

import pytest
from spacy.vocab import Vocab

from nlp_models.components.sentences import reed_sentences
from nlp_models.components.tokenizer import ShorthandTokenizer


def sentences(text):
    doc = reed_sentences(ShorthandTokenizer(Vocab())(text))
    return [s.text.strip() for s in doc.sents if s.text.strip()]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Stood 30 s. Left knee held.", ["Stood 30 s.", "Left knee held."]),
        ("Dr. Li saw him. Seen approx. 10 min", ["Dr. Li saw him.", "Seen approx. 10 min"]),
        ("foam EC; tandem EO", ["foam EC;", "tandem EO"]),
        ("- one\n- two", ["- one", "- two"]),
        ("A | b", ["A |", "b"]),
        ("held 4.5 s more", ["held 4.5 s more"]),
    ],
)
def test_sentence_ends(text, want):
    """Full stops end sentences but for abbreviations and decimals; lines, bars and semicolons do too."""
    assert sentences(text) == want


def test_an_empty_note_has_none():
    """Nothing in, nothing out, no error."""
    assert sentences("") == []
