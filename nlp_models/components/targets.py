"""From marked spans to what the tagger learns, and from its scores back to spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from nlp_models.components.reader_model import ASSERTIONS, BIO, HEADS, OUTPUTS, ROLES, SPAN_LABELS

UNLIKELY = 0.05
_CUTS = [cut.start for cut in HEADS.values()]
_WIDTHS = [cut.stop - cut.start for cut in HEADS.values()]


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """A span the tagger found: token offsets, label, assertion and how sure it is."""

    start: int
    end: int
    label: str
    assertion: str
    weak: float
    """Probability that the words are generic."""
    score: float
    """Mean probability of the label over the span's tokens."""
    layer: str = "outer"


def softmax(x: Any) -> Any:
    """Row-wise softmax."""
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def probabilities(scores: Any) -> dict[str, Any]:
    """Scores of the tagger as probabilities, a head each."""
    high = np.repeat(np.maximum.reduceat(scores, _CUTS, axis=1), _WIDTHS, axis=1)
    e = np.exp(scores - high)
    e /= np.repeat(np.add.reduceat(e, _CUTS, axis=1), _WIDTHS, axis=1)
    out = {name: e[:, cut] for name, cut in HEADS.items()}
    out["weak"] = 1.0 / (1.0 + np.exp(-scores[:, HEADS["weak"]]))
    return out


PARTICLES = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "her",
        "his",
        "in",
        "it",
        "its",
        "of",
        "off",
        "on",
        "or",
        "over",
        "the",
        "their",
        "then",
        "to",
        "up",
        "with",
    ]
)
"""A stretch of nothing else is no span."""


def decode(prob: dict[str, Any], texts: Sequence[str], start_cost: float = 2.0, floor: float = 0.4) -> list[ReadSpan]:
    """Spans of both layers and equipment, in order.

    Args:
        prob: probabilities of every head (`probabilities`).
        texts: the tokens.
        start_cost: what beginning a span costs, in nats; it keeps a clause from falling into pieces.
        floor: least mean probability of a span's label.
    """
    spans = [
        s
        for layer, assertion, w in (("outer", "assertion", 0), ("inner", "inner_assertion", 1))
        for s in _decode_layer(prob[layer], prob[assertion], prob["weak"][:, w], texts, layer, start_cost)
        if s.score >= floor
    ]
    spans += _decode_equipment(prob["equipment"], texts)
    return sorted(spans, key=lambda s: (s.start, -s.end))


def _decode_layer(
    p: Any, assertion: Any, weak: Any, texts: Sequence[str], layer: str, start_cost: float
) -> Iterable[ReadSpan]:
    if not len(texts) or p[:, 0].min() > 0.9:
        return
    for start, end, label in best_path(p, start_cost):
        a, b = trim(start, end, texts)
        if _says_something(texts[a:b]):
            n = b - a
            which = ASSERTIONS[int(np.add.reduce(assertion[a:b]).argmax())]
            score = float(np.add.reduce(p[a:b, 1 + 2 * label : 3 + 2 * label], axis=None)) / n
            yield ReadSpan(a, b, SPAN_LABELS[label], which, float(np.add.reduce(weak[a:b])) / n, score, layer)


def best_path(p: Any, start_cost: float) -> list[tuple[int, int, int]]:
    """The most probable cut into spans (start, end, label), by Viterbi over outside and one state a label.

    A label whose probability at a token is below `UNLIKELY` is no candidate there, which leaves one or two of six.
    Where no label is, the path is outside whatever came before: the stretches between such tokens are cut each by
    itself.
    """
    likely = p[:, 1::2] + p[:, 2::2] >= UNLIKELY
    at = np.flatnonzero(likely.any(axis=1))
    if not len(at):
        return []
    likely, log = likely[at], np.log(p[at] + 1e-6)
    rows, labels = np.nonzero(likely)
    begin, inside = log[rows, 1 + 2 * labels] - start_cost, log[rows, 2 + 2 * labels]
    cuts = [0, *(np.flatnonzero(np.diff(at) > 1) + 1).tolist(), len(at)]
    options = list(zip(labels.tolist(), begin.tolist(), inside.tolist(), strict=True))
    first = np.searchsorted(rows, np.arange(len(at) + 1)).tolist()
    out, places = log[:, 0].tolist(), at.tolist()
    spans: list[tuple[int, int, int]] = []
    for a, b in pairwise(cuts):
        by_token = [options[first[i] : first[i + 1]] for i in range(a, b)]
        spans += [(places[a] + x, places[a] + y, k) for x, y, k in _cut_stretch(out[a:b], by_token)]
    return spans


def _cut_stretch(out: list[float], by_token: list[list[tuple[int, float, float]]]) -> list[tuple[int, int, int]]:
    """`best_path` of tokens in a row, each with its score of being outside and its candidates (label, score of
    beginning a span, score of going on with one)."""
    score_out = 0.0
    score: dict[int, float] = {}
    back: list[tuple[int, dict[int, bool]]] = []
    for score_of_out, candidates in zip(out, by_token, strict=True):
        best, came = score_out, -1
        for k, s in score.items():
            if s > best:
                best, came = s, k
        starts: dict[int, bool] = {}
        new: dict[int, float] = {}
        for k, fresh, on in candidates:
            fresh += best
            before = score.get(k)
            if before is not None and before + on >= fresh:
                starts[k], new[k] = False, before + on
            else:
                starts[k], new[k] = True, fresh
        back.append((came, starts))
        score_out, score = best + score_of_out, new
    state = max(score, key=score.__getitem__, default=-1)
    if state >= 0 and score_out >= score[state]:
        state = -1
    return _walked_back(back, state)


def _walked_back(back: list[tuple[int, dict[int, bool]]], state: int) -> list[tuple[int, int, int]]:
    spans: list[tuple[int, int, int]] = []
    end = len(back)
    for i in range(len(back) - 1, -1, -1):
        came, starts = back[i]
        if state == -1:
            state, end = came, i
        elif starts[state]:
            spans.append((i, end, state))
            state, end = came, i
    return spans[::-1]


def _decode_equipment(p: Any, texts: Sequence[str]) -> Iterable[ReadSpan]:
    on = p[:, 0] < 0.5
    i, n = 0, len(texts)
    while i < n:
        if not on[i]:
            i += 1
            continue
        j = i + 1
        while j < n and on[j] and p[j, 1] < p[j, 2]:
            j += 1
        a, b = trim(i, j, texts)
        if _says_something(texts[a:b]):
            yield ReadSpan(a, b, "EQUIPMENT", "present", 0.0, float(1 - p[a:b, 0].mean()), "equipment")
        i = j


def _says_something(texts: Sequence[str]) -> bool:
    return any(t.strip() and t.lower() not in PARTICLES for t in texts)


def trim(start: int, end: int, texts: Sequence[str]) -> tuple[int, int]:
    """Tokens without white space and punctuation at the ends; closing brackets, quotes and ``%`` stay."""
    while start < end and (
        not texts[start].strip() or (not texts[start][0].isalnum() and texts[start][0] not in "\"'(<+-~^\u2191\u2193#")
    ):
        start += 1
    while end > start and (
        not texts[end - 1].strip() or (not texts[end - 1][0].isalnum() and texts[end - 1][0] not in "\"')%'>#\u00b0+-")
    ):
        end -= 1
    return start, end


def targets(n: int, starts: Any, ends: Any, spans: Iterable[Any]) -> tuple[Any, Any]:
    """Learning targets of a text with `n` tokens.

    Args:
        n: number of tokens.
        starts: character offset of each token's start.
        ends: character offset of each token's end.
        spans: marked spans (start, end, label, assertion, weak, role).

    Returns:
        The wanted outputs (n x OUTPUTS) and a mask of the same shape: 0 where a head is not taught (the assertion
        outside spans).
    """
    want = np.zeros((n, OUTPUTS), dtype="float32")
    mask = np.ones((n, OUTPUTS), dtype="float32")
    for head in ("outer", "inner", "equipment", "role"):
        want[:, HEADS[head].start] = 1.0
    for head in ("weak", "assertion", "inner_assertion"):
        mask[:, HEADS[head]] = 0.0
    taken = np.zeros((2, n), dtype=bool)
    for s in sorted(spans, key=lambda s: (s.start, -s.end)):
        a, b = int(np.searchsorted(ends, s.start, side="right")), int(np.searchsorted(starts, s.end, side="left"))
        if a >= b:
            continue
        if s.label == "EQUIPMENT":
            _write_bio(want, HEADS["equipment"].start, 0, a, b)
        elif s.label == "TIME":
            want[a:b, HEADS["role"]] = 0.0
            want[a:b, HEADS["role"].start + ROLES.index(s.role or "other")] = 1.0
        else:
            layer = 0 if not taken[0, a:b].any() else 1
            if taken[layer, a:b].any():
                continue
            taken[layer, a:b] = True
            head = ("outer", "inner")[layer]
            _write_bio(want, HEADS[head].start, SPAN_LABELS.index(s.label), a, b)
            want[a:b, HEADS["weak"].start + layer] = float(s.weak)
            mask[a:b, HEADS["weak"].start + layer] = 1.0
            cut = HEADS[("assertion", "inner_assertion")[layer]]
            want[a:b, cut.start + ASSERTIONS.index(s.assertion)] = 1.0
            mask[a:b, cut] = 1.0
    return want, mask


def _write_bio(want: Any, at: int, label: int, a: int, b: int) -> None:
    width = 3 if at == HEADS["equipment"].start else BIO
    want[a:b, at : at + width] = 0.0
    want[a, at + 1 + 2 * label] = 1.0
    want[a + 1 : b, at + 2 + 2 * label] = 1.0
