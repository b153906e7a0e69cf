"""From marks to targets and back: what is taught can be read off again."""

import numpy as np
from spacy.vocab import Vocab

from nlp_models.components.targets import best_path, decode, probabilities, targets
from nlp_models.components.tokenizer import ShorthandTokenizer
from nlp_models.training.marked import parse_marks

TEXT = (
    "He {D drags the left toes}. {I Steps over {E low hurdles} x10}; {S tapped the {F shin} early}; {D.neg no falls}."
)


def test_targets_decode_to_the_marks():
    """Decoding perfect scores gives back labels, words, nesting and assertion."""
    text, spans = parse_marks(TEXT)
    doc = ShorthandTokenizer(Vocab())(text)
    starts = np.array([t.idx for t in doc])
    want, _ = targets(len(doc), starts, starts + np.array([len(t) for t in doc]), spans)
    found = decode(probabilities(want * 20 - 10), [t.text for t in doc])
    said = [(s.label, s.assertion, doc[s.start : s.end].text) for s in found]
    assert said == [(s.label, s.assertion, text[s.start : s.end]) for s in spans]


def test_a_span_does_not_fall_apart():
    """One doubtful token in the middle of a sure span is carried by its neighbours."""
    p = np.full((5, 13), 0.01)
    p[:, 2] = 0.9
    p[0, 1], p[0, 2] = 0.9, 0.01
    p[2, 2], p[2, 4] = 0.3, 0.5
    assert best_path(p / p.sum(axis=1, keepdims=True), 2.0) == [(0, 5, 0)]


def test_a_lone_particle_is_no_span():
    """*The* is no device, however sure the scores are; with a noun behind it, it may be part of one."""
    words = ["the", "mirror", "and", "the"]
    scores = np.zeros((4, 49), dtype="float32")
    scores[:, 26] = scores[:, 0] = scores[:, 13] = 9.0  # nothing of any kind
    scores[[0, 3], 26], scores[[0, 3], 27] = 0.0, 9.0
    assert decode(probabilities(scores), words) == []
    scores[1, 26], scores[1, 28] = 0.0, 9.0
    assert [(s.label, s.start, s.end) for s in decode(probabilities(scores), words)] == [("EQUIPMENT", 0, 2)]


def test_nothing_found_in_nothing():
    """An empty note has no spans."""
    empty = {
        name: np.zeros((0, n))
        for name, n in (
            ("outer", 13),
            ("inner", 13),
            ("assertion", 6),
            ("inner_assertion", 6),
            ("equipment", 3),
            ("weak", 2),
        )
    }
    assert decode(empty, []) == []
