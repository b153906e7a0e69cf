"""The tagger as it reads against the tagger as it was trained, and the shortcuts of reading against the long way."""

import numpy as np
import pytest

import nlp_models
from nlp_models.components import compiled
from nlp_models.components.compiled import CompiledTagger
from nlp_models.components.cues import _mark_patterns, _patterns
from nlp_models.components.features import note_rows, token_rows, word_facts_width
from nlp_models.components.literals import RUN, Guards, needed
from nlp_models.training.marked import read_corpus

TEXTS = [
    "x",
    "S: slept badly.\nO: stood on foam, eyes shut, 4 x 20 s; sways back onto her heels\n\nA:\nP: same Tuesday",
    "no heading at all but one very long line " + "of the same words, over and over; " * 40,
    "\n\n   \n-- ?? !! 12/4 \u2192 3x30s",
]


@pytest.fixture(scope="module")
def nlp():
    return nlp_models.load()


def tagger(nlp):
    return nlp.get_pipe("reed_reader").model


def rows_of(nlp, text):
    return note_rows(nlp.make_doc(text))


@pytest.mark.parametrize("text", TEXTS)
def test_compiled_scores_are_those_of_the_trained_layers(nlp, text):
    """Folding words, headings and means into tables changes no score by more than rounding."""
    want = tagger(nlp).predict([token_rows(nlp.make_doc(text))])
    assert np.abs(CompiledTagger(tagger(nlp)).scores(rows_of(nlp, text)) - want).max() < 1e-3


def test_scores_do_not_depend_on_what_was_read_before(nlp):
    """Bit for bit: words learnt alone, in another order or in a larger note give the same sums."""
    fresh, used = CompiledTagger(tagger(nlp)), CompiledTagger(tagger(nlp))
    for text in reversed(TEXTS):
        used.scores(rows_of(nlp, text))
    rows = rows_of(nlp, TEXTS[1])
    assert np.array_equal(fresh.scores(rows), used.scores(rows))


def test_guards_lose_no_match():
    """Run only where the words of a note allow, the patterns match what they match over the whole note."""
    for note in read_corpus()[::7]:
        text = note.whole().text
        words = [(m.group(), m.start()) for m in RUN.finditer(text)]
        for table in (_patterns(), *_mark_patterns()[:2]):
            opened = dict(table.guards.open(text, [w for w, _ in words], [a for _, a in words]))
            assert len(opened) < len(table.compiled), "a note without a word of some cue is common"
            for i, pattern in enumerate(table.compiled):
                found = [m.span() for a, b in opened.get(i, []) for m in pattern.finditer(text, a, b)]
                assert found == [m.span() for m in pattern.finditer(text)], pattern.pattern


def test_needed_literals():
    """Optional parts are not needed, and one branch without a literal leaves the whole without."""
    assert needed(r"\bmaintain(?:ing)? level") == [{"maintain"}, {" level"}]
    assert needed(r"(?:group|x)") == []
    assert needed(r"\d+ (?:clients|peers)") == [{"clients", "peers"}]


def test_patterns_that_need_nothing_are_always_tried():
    """So are those whose literals are too short to tell anything."""
    guards = Guards([r"\d{4}", r"1:1", r"group"])
    whole = [(0, 6)]
    assert guards.open("nobody", ["nobody"], [0]) == [(0, whole), (1, whole)]
    assert guards.open("GROUPS", ["GROUPS"], [0]) == [(0, whole), (1, whole), (2, whole)]


def test_weights_of_another_lexicon_are_refused(monkeypatch):
    """A word class added without training gives a clear message, not wrong spans."""
    monkeypatch.setattr(compiled, "word_facts_width", lambda: word_facts_width() + 1)
    with pytest.raises(nlp_models.ModelError, match="cannot be read"):
        nlp_models.load()
