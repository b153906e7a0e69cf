"""The trained part: a small convolutional tagger over hashed word forms and word facts, in thinc, on the CPU.

Every token gets a row of scores, cut by `HEADS`: the outer label, a label nested in it, equipment, how generic the
words are,
the assertion, and the role of a time. Clause and sentence means are added to each token between the convolutions,
because what a clause is
often shows at its far end (*…, 6 last time*).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import spacy
from thinc.api import Dropout, HashEmbed, Linear, Maxout, Model, Relu, chain, expand_window, residual

from nlp_models.components.features import HASHED, TokenRows, facts_width, word_facts_width
from nlp_models.components.ops import with_blas

SPAN_LABELS = ("DEFICIT", "INTERVENTION", "OTHER_INTERVENTION", "SKILL", "RESPONSE", "FUNCTION")
ASSERTIONS = ("present", "negated", "historical", "planned", "hypothetical", "other")
ROLES = ("none", "start", "end", "minutes", "total", "other")
BIO = 1 + 2 * len(SPAN_LABELS)
HEADS = {
    "outer": slice(0, BIO),
    "inner": slice(BIO, 2 * BIO),
    "equipment": slice(2 * BIO, 2 * BIO + 3),
    "weak": slice(2 * BIO + 3, 2 * BIO + 5),
    "assertion": slice(2 * BIO + 5, 2 * BIO + 11),
    "inner_assertion": slice(2 * BIO + 11, 2 * BIO + 17),
    "role": slice(2 * BIO + 17, 2 * BIO + 23),
}
OUTPUTS = 2 * BIO + 23
PAD = 4
"""Empty rows before, between and after notes, so that no window reaches into another note and each note sees the
same borders."""


@spacy.registry.architectures("reed.ClauseTagger.v2")
def ClauseTagger(
    width: int = 96, rows: int = 8000, word_width: int = 128, blocks: int = 2, pieces: int = 2, dropout: float = 0.3
) -> Model:
    """Build the tagger.

    Args:
        width: size of a token's vector in the convolutions.
        rows: rows of the hash tables of norms and base forms; the others have a quarter.
        word_width: size of what is known of a word by itself. It costs nothing in reading, where it is kept.
        blocks: convolution blocks before and after the clause means.
        pieces: maxout pieces; with 1 the layers are ReLU, which costs half as much in reading.
        dropout: share of values dropped in training.
    """
    sizes = {
        "norm": (word_width // 2, rows),
        "base": (word_width // 2, rows),
        "prefix": (24, rows // 4),
        "suffix": (24, rows // 4),
        "shape": (8, 64),
        "heading": (24, rows // 4),
    }
    embeds = [HashEmbed(sizes[c][0], sizes[c][1], seed=8 + i, column=i, dropout=None) for i, c in enumerate(HASHED)]
    own = word_facts_width()
    of_word = sum(sizes[c][0] for c in HASHED if c != "heading") + own
    word = Maxout(word_width, of_word, nP=3, normalize=True, dropout=dropout)
    around_word = sizes["heading"][0] + facts_width() - own

    def dense(out: int, given: int) -> Model:
        if pieces == 1:
            return Relu(out, given, normalize=True, dropout=dropout)
        return Maxout(out, given, nP=pieces, normalize=True, dropout=dropout)

    mix = dense(width, word_width + around_word)

    def block() -> Model:
        return residual(chain(expand_window(window_size=1), dense(width, width * 3)))

    before = chain(*[block() for _ in range(blocks)]) if blocks > 1 else block()
    around = chain(expand_window(window_size=1), dense(width, width * 3))
    join = dense(width, width * 4)
    after = chain(*[block() for _ in range(blocks)]) if blocks > 1 else block()
    head = chain(Dropout(dropout), Linear(OUTPUTS, width))
    layers = [*embeds, word, mix, before, around, join, after, head]
    return with_blas(Model("clause_tagger", _forward, init=_init, layers=layers, dims={"nO": OUTPUTS}))


def _init(model: Model, X: Any = None, Y: Any = None) -> None:
    for layer in model.layers:
        layer.initialize()


def _forward(model: Model, docs: Sequence[TokenRows], is_train: bool) -> tuple[Any, Callable[[Any], list[Any]]]:
    *embeds, heading, word, mix, before, around, join, after, head = model.layers
    hashed, flags, clauses, sentences, keep = _stack(docs)
    own = word_facts_width()
    parts, backs = [], []
    for layer in embeds:
        y, back = layer(hashed, is_train)
        parts.append(y)
        backs.append(back)
    ends = np.cumsum([p.shape[1] for p in parts])
    of_word, back_word = word(np.hstack([*parts, flags[:, :own]]), is_train)
    of_heading, back_heading = heading(hashed, is_train)
    x, back_mix = mix(np.hstack([of_word, of_heading, flags[:, own:]]), is_train)
    x, back_before = before(x, is_train)
    by_clause, back_clause, of_clause = _means(x, clauses)
    by_sentence, back_sentence, of_sentence = _means(x, sentences)
    near, back_around = around(by_sentence, is_train)
    width = x.shape[1]
    x, back_join = join(np.hstack((x, by_clause[of_clause], by_sentence[of_sentence], near[of_sentence])), is_train)
    x, back_after = after(x, is_train)
    out, back_head = head(x[keep], is_train)

    def backprop(d_out: Any) -> list[Any]:
        dx = np.zeros((len(clauses), width), dtype="float32")
        dx[keep] = back_head(d_out)
        d_own, d_clause, d_sentence, d_near = np.split(back_join(back_after(dx)), 4, axis=1)
        d_near = back_around(_gathered(d_near, of_sentence))
        dx = (
            d_own
            + back_clause(_gathered(d_clause, of_clause))
            + back_sentence(_gathered(d_sentence, of_sentence) + d_near)
        )
        d_mix = back_mix(back_before(dx))
        at = of_word.shape[1]
        back_heading(np.ascontiguousarray(d_mix[:, at : at + of_heading.shape[1]]))
        d_parts = np.split(back_word(np.ascontiguousarray(d_mix[:, :at])), ends, axis=1)
        for back, d in zip(backs, d_parts, strict=False):
            back(np.ascontiguousarray(d))
        return []

    return out, backprop


def _stack(docs: Sequence[TokenRows]) -> tuple[Any, Any, Any, Any, Any]:
    """All docs below one another with empty rows between.

    Clause and sentence numbers run on; `keep` indexes the real rows.
    """
    total = PAD + sum(len(d.clauses) + PAD for d in docs)
    hashed = np.zeros((total, len(HASHED)), dtype="uint64")
    flags = np.zeros((total, facts_width()), dtype="float32")
    clauses = np.zeros(total, dtype="int64")
    sentences = np.zeros(total, dtype="int64")
    keep = np.zeros(total, dtype=bool)
    at, clause, sentence = PAD, 1, 1
    for d in docs:
        n = len(d.clauses)
        if n:
            hashed[at : at + n], flags[at : at + n], keep[at : at + n] = d.hashed, d.facts, True
            clauses[at : at + n] = d.clauses + clause
            sentences[at : at + n] = d.sentences + sentence
            clause, sentence = int(clauses[at + n - 1]) + 1, int(sentences[at + n - 1]) + 1
        clauses[at + n : at + n + PAD], sentences[at + n : at + n + PAD] = clause, sentence
        clause, sentence, at = clause + 1, sentence + 1, at + n + PAD
    return hashed, flags, clauses, sentences, np.nonzero(keep)[0]


def _means(x: Any, group: Any) -> tuple[Any, Callable[[Any], Any], Any]:
    """Mean over the rows of each group (groups are contiguous and numbered in order), its way back, and the group
    of every row."""
    starts = np.concatenate(([0], np.nonzero(np.diff(group))[0] + 1))
    lengths = np.diff(np.append(starts, len(group)))
    scale = (1.0 / lengths).astype("float32")[:, None]
    of_row = np.repeat(np.arange(len(starts)), lengths)

    def back(dy: Any) -> Any:
        return (dy * scale)[of_row]

    return np.add.reduceat(x, starts, axis=0) * scale, back, of_row


def _gathered(d: Any, of_row: Any) -> Any:
    """Sum over the rows of each group."""
    starts = np.concatenate(([0], np.nonzero(np.diff(of_row))[0] + 1))
    return np.add.reduceat(d, starts, axis=0)
