"""The trained tagger compiled for reading: the same sums as `reader_model`, arranged so that little is left to do.

Training needs every layer apart; reading does not. What a word adds before the first maxout depends on the word
alone, so it is computed once a word and kept. Headings, places and terms are rows of small tables. The clause and
sentence means are multiplied once a clause, not once a token. A test holds the two ways equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from thinc.api import Model

from nlp_models.components.features import (
    HASHED,
    KINDS,
    PLACES,
    TERM_LABELS,
    NoteRows,
    word_facts_width,
    word_row,
)
from nlp_models.components.reader_model import PAD

WORDS_KEPT = 40_000
"""Words whose sums are kept; beyond that the table starts anew. A word's sums are the same either way."""
HEADING = HASHED.index("heading")


class _Dense:
    """A maxout or ReLU layer with layer norm: weights (in x pieces of out), bias, gain and shift."""

    def __init__(self, layer: Model) -> None:
        dense = next(m for m in layer.walk() if m.name in ("maxout", "relu"))
        norm = next(m for m in layer.walk() if m.name == "layernorm")
        w, b = dense.get_param("W"), dense.get_param("b")
        self.relu = dense.name == "relu"
        if self.relu:
            w, b = w[:, None], b[:, None]
        self.out = w.shape[0]
        self.w = np.ascontiguousarray(w.transpose(2, 1, 0).reshape(w.shape[2], -1))
        self.b = np.ascontiguousarray(b.T.reshape(-1))
        self.gain, self.shift = norm.get_param("G"), norm.get_param("b")

    def norm(self, y: Any) -> Any:
        """Maxout over the pieces of `y` (ReLU of the only one), then layer norm."""
        x = np.maximum(y, 0) if self.relu else y[:, : self.out]
        for i in range(self.out, y.shape[1], self.out):
            x = np.maximum(x, y[:, i : i + self.out])
        x = x - (np.add.reduce(x, axis=1) / self.out)[:, None]
        scale = 1.0 / np.sqrt(np.einsum("ij,ij->i", x, x) / self.out + 1e-8)
        x *= scale[:, None]
        x *= self.gain
        x += self.shift
        return x

    def window(self, x: Any) -> Any:
        """The layer over each row with its neighbours."""
        n, width = x.shape
        wide = np.zeros((n, 3 * width), dtype="float32")
        wide[1:, :width] = x[:-1]
        wide[:, width : 2 * width] = x
        wide[:-1, 2 * width :] = x[1:]
        y = wide @ self.w
        y += self.b
        return self.norm(y)


class CompiledTagger:
    """One tagger, ready to read.

    Args:
        tagger: a trained `ClauseTagger`; its weights are copied.

    Raises:
        ValueError: the weights do not fit the word classes of the lexicon.
    """

    def __init__(self, tagger: Model) -> None:
        *embeds, heading, word, mix, before, around, join, after, head = tagger.layers
        self._embeds, self._heading_embed, self._word = embeds, heading, _Dense(word)
        self._mix, self._around, self._join = _Dense(mix), _Dense(around), _Dense(join)
        given = sum(e.get_dim("nO") for e in embeds) + word_facts_width()
        if len(self._word.w) != given:
            raise ValueError(
                f"the weights were trained with other word classes ({len(self._word.w)} inputs, not {given})"
            )
        self._before, self._after = _blocks(before), _blocks(after)
        linear = head.layers[-1]
        self._head_w = np.ascontiguousarray(linear.get_param("W").T)
        self._head_b = linear.get_param("b")
        parts = (self._word.out, heading.get_dim("nO"), PLACES, len(KINDS), 10, len(TERM_LABELS) + 1)
        self._of_word, self._of_heading, self._place, self._kind, self._where, self._term = np.split(
            self._mix.w, np.cumsum(parts)[:-1]
        )
        self._headings: dict[int, Any] = {}
        self._rows: dict[str, int] = {}
        self._table = np.zeros((1024, self._mix.w.shape[1]), dtype="float32")
        none = np.zeros((1, len(HASHED)), dtype="uint64")
        self._pad = self._sums(none, np.zeros((1, word_facts_width()), dtype="float32"))[0] + self._heading(0)

    def scores(self, note: NoteRows) -> Any:
        """Scores (tokens x outputs) of a note's tokens."""
        n = len(note.words)
        pre = np.empty((n + 2 * PAD, self._table.shape[1]), dtype="float32")
        pre[:PAD] = pre[n + PAD :] = self._pad
        own = pre[PAD : n + PAD]
        ids = self._ids(note.words)
        np.take(self._table, ids, axis=0, out=own, mode="clip")
        own += self._place[note.places]
        if note.terms.any():
            own += note.terms @ self._term
        for start, end, where in note.deciles:
            own[start:end] += self._where[where]
        for start, end, heading, kind in note.headings:
            own[start:end] += self._heading(heading) if kind < 0 else self._heading(heading) + self._kind[kind]
        x = self._mix.norm(pre)
        for layer in self._before:
            x += layer.window(x)
        x = self._with_means(x, note)
        for layer in self._after:
            x += layer.window(x)
        out = x[PAD : n + PAD] @ self._head_w
        out += self._head_b
        return out

    def _with_means(self, x: Any, note: NoteRows) -> Any:
        width, n = x.shape[1], len(note.words)
        w = self._join.w
        by_clause, of_clause = _means(x, note.clauses, n)
        by_sentence, of_sentence = _means(x, note.sentences, n)
        near = self._around.window(by_sentence)
        y = x @ w[:width]
        y += (by_clause @ w[width : 2 * width])[of_clause]
        y += (by_sentence @ w[2 * width : 3 * width] + near @ w[3 * width :] + self._join.b)[of_sentence]
        return self._join.norm(y)

    def _heading(self, heading: int) -> Any:
        known = self._headings.get(heading)
        if known is None:
            if len(self._headings) > WORDS_KEPT:
                self._headings.clear()
            row = np.zeros((1, len(HASHED)), dtype="uint64")
            row[0, HEADING] = heading
            vector = self._heading_embed.predict(row)[0]
            known = self._headings[heading] = vector @ self._of_heading + self._mix.b
        return known

    def _ids(self, words: Sequence[str]) -> Any:
        rows = self._rows
        try:
            return np.array([rows[w] for w in words], dtype="int64")
        except KeyError:
            self._learn(words)
        return np.array([self._rows[w] for w in words], dtype="int64")

    def _learn(self, words: Sequence[str]) -> None:
        if len(self._rows) + len(words) > WORDS_KEPT:
            self._rows = {}
        new = [w for w in dict.fromkeys(words) if w not in self._rows]
        hashed = np.zeros((len(new), len(HASHED)), dtype="uint64")
        facts = []
        for i, w in enumerate(new):
            hashes, row = word_row(w)
            hashed[i, : len(hashes)] = hashes
            facts.append(row)
        at = len(self._rows)
        if at + len(new) > len(self._table):
            self._table = np.vstack([self._table, np.zeros((max(len(new), at), self._table.shape[1]), "float32")])
        self._table[at : at + len(new)] = self._sums(hashed, np.stack(facts))
        self._rows.update((w, at + i) for i, w in enumerate(new))

    def _sums(self, hashed: Any, facts: Any) -> Any:
        """What words add before the mixing maxout."""
        given = np.hstack([*(e.predict(hashed) for e in self._embeds), facts])
        # One product a word, not one for all: sums in a larger matrix may round otherwise.
        of_words = self._word.norm(np.stack([row @ self._word.w for row in given]) + self._word.b)
        return np.stack([row @ self._of_word for row in of_words])


def _blocks(layer: Model) -> list[_Dense]:
    """The blocks of one block, or of a chain of several."""
    return [_Dense(m) for m in (layer.layers if ")>>" in layer.name else [layer])]


def _means(x: Any, group: Any, n: int) -> tuple[Any, Any]:
    """Means over runs of the same number, the rows before and after the note being runs of their own, and the run of
    each row."""
    change = np.nonzero(np.diff(group))[0] + (1 + PAD)
    starts = np.concatenate(([0, PAD], change, [n + PAD]))
    lengths = np.diff(np.append(starts, n + 2 * PAD))
    means = np.add.reduceat(x, starts, axis=0)
    means *= (1.0 / lengths).astype("float32")[:, None]
    return means, np.repeat(np.arange(len(starts)), lengths)
