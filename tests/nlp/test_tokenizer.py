"""The tokenizer keeps every character and knows clinical shorthand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from nlp_models.components.tokenizer import MAX_TOKEN, ShorthandTokenizer

VOCAB = Vocab()


def words(text):
    return [t.text for t in ShorthandTokenizer(VOCAB)(text) if not t.is_space]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_the_text_comes_back(text):
    """Tokens and their spaces put together are the text, whatever it holds."""
    assert ShorthandTokenizer(VOCAB)(text).text == text


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("3x30s", ["3", "x", "30", "s"]),
        ("w/ TC @ pelvis", ["w/", "TC", "@", "pelvis"]),
        ("s/p CVA", ["s/p", "CVA"]),
        ("10:05-10:43", ["10:05", "-", "10:43"]),
        ("Berg 38 -> 43", ["Berg", "38", "->", "43"]),
        ("can't", ["can't"]),
        ("11/15", ["11", "/", "15"]),
        ("sport-cord", ["sport", "-", "cord"]),
    ],
)
def test_shorthand(text, want):
    """Numbers part from letters, slashed shorthand and arrows stay whole."""
    assert words(text) == want


def test_line_ends_are_tokens():
    """A line end is a token of its own, so that sentences can end there."""
    assert [t.text for t in ShorthandTokenizer(VOCAB)("a\nb")] == ["a", "\n", "b"]


def test_runs_are_cut():
    """No token grows beyond the limit."""
    assert max(len(t) for t in ShorthandTokenizer(VOCAB)("x" * 1000)) <= MAX_TOKEN


@pytest.mark.parametrize("unit", ["_", "!", "()", "a-", "1:", "/"])
def test_hostile_runs_are_read(unit):
    """A signature line or a wall of punctuation, on which spaCy's own tokenizer takes minutes, is read like any
    text."""
    text = unit * 100_000
    assert ShorthandTokenizer(Vocab())(text).text == text
