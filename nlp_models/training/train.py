"""Train the tagger on marked notes: same notes, same seed, same weights."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from spacy.vocab import Vocab
from thinc.api import Adam, Model, fix_random_seed

from nlp_models.components.features import TokenRows, token_rows
from nlp_models.components.plain import reading_text
from nlp_models.components.reader_model import HEADS, OUTPUTS, ClauseTagger
from nlp_models.components.targets import probabilities, softmax, targets
from nlp_models.components.tokenizer import ShorthandTokenizer
from nlp_models.training.augment import augmented, span_bank, stacked
from nlp_models.training.marked import MarkedNote, MarkedSpan, Rendered

WEIGHTS = {
    "outer": 1.0,
    "inner": 2.0,
    "equipment": 2.0,
    "weak": 0.6,
    "assertion": 0.4,
    "inner_assertion": 0.2,
    "role": 0.1,
}
RARE = {"inner": 4.0, "equipment": 2.0}
"""How much more a token inside counts than one outside, where spans are so rare that *none* is a safe guess."""
UNKNOWN = 1
"""The hash a word form is replaced by when it is hidden in training."""


@dataclass(frozen=True)
class Settings:
    """What training depends on besides the notes."""

    epochs: int = 30
    batch_tokens: int = 800
    learn_rate: float = 0.006
    hidden_words: float = 0.4
    """Share of word forms hidden, so that the tagger learns to use classes and neighbours."""
    seed: int = 1
    trust: float = 0.6
    """Weight of the teachers' probabilities against the marks."""
    width: int = 64
    rows: int = 8000
    word_width: int = 128
    blocks: int = 2
    pieces: int = 2
    dropout: float = 0.1
    smoothing: float = 0.01


@dataclass(frozen=True)
class Example:
    """A text as the tagger learns from it."""

    rows: TokenRows
    hidden: TokenRows
    """The same with some words hidden."""
    want: Any
    mask: Any


def tagger(settings: Settings) -> Model:
    """An untrained tagger of these sizes."""
    return ClauseTagger(
        settings.width, settings.rows, settings.word_width, settings.blocks, settings.pieces, dropout=settings.dropout
    )


def train(
    notes: Sequence[MarkedNote],
    settings: Settings = Settings(),
    lines: Sequence[Rendered] = (),
    teachers: Sequence[Model] = (),
    progress: bool = True,
) -> Model:
    """A trained tagger.

    Args:
        notes: the marked notes.
        settings: what training depends on besides.
        lines: single marked lines; each epoch stacks them anew into short texts.
        teachers: larger taggers whose mean scores are learnt from beside the marks (Hinton et al. 2015); they see the
            words that are hidden from the one that learns.
        progress: whether to print a line an epoch.
    """
    fix_random_seed(settings.seed)
    rng = random.Random(settings.seed)
    model = tagger(settings)
    tokenizer = ShorthandTokenizer(Vocab())
    whole = [n.whole() for n in notes]
    bank = span_bank([*whole, *lines])
    model.initialize()
    steps = settings.epochs * max(1, sum(len(r.text) // 5 for r in (*whole, *lines)) // settings.batch_tokens)
    optimizer = Adam(settings.learn_rate, L2=1e-5, grad_clip=5.0, use_averages=True)
    step = 0
    for epoch in range(settings.epochs):
        began, loss, count = time.time(), 0.0, 0
        for batch in _batches(
            [*(_drawn(n, r, rng) for n, r in zip(notes, whole, strict=True)), *stacked(lines, rng)],
            bank,
            tokenizer,
            settings,
            rng,
        ):
            optimizer.learn_rate = settings.learn_rate * min(1.0, (step + 1) / 50, max(0.02, 1.0 - step / steps))
            scores, backprop = model([e.hidden for e in batch], is_train=True)
            want, mask = np.vstack([e.want for e in batch]), np.vstack([e.mask for e in batch])
            if teachers:
                want = (1 - settings.trust) * want + settings.trust * _taught(teachers, [e.rows for e in batch])
            d, batch_loss = gradient(scores, want, mask, settings.smoothing)
            backprop(d)
            model.finish_update(optimizer)
            optimizer.step_schedules()
            loss, count, step = loss + batch_loss, count + len(scores), step + 1
        if progress:
            print(
                f"epoch {epoch + 1:3} loss {loss / max(1, count):.4f} {time.time() - began:.1f} s",
                file=sys.stderr,
                flush=True,
            )
    with model.use_params(optimizer.averages):
        return model.copy()


def _taught(teachers: Sequence[Model], rows: Sequence[TokenRows]) -> Any:
    """Mean probabilities of the teachers, laid out as the scores are."""
    prob = probabilities(sum(t.predict(rows) for t in teachers) / len(teachers))
    out = np.empty((len(prob["weak"]), OUTPUTS), dtype="float32")
    for head, cut in HEADS.items():
        out[:, cut] = prob[head]
    return out


def gradient(scores: Any, want: Any, mask: Any, smoothing: float) -> tuple[Any, float]:
    """Gradient of the weighted loss over a batch of tokens, and its sum."""
    d = np.zeros_like(scores)
    total = 0.0
    for head, cut in HEADS.items():
        y, m = want[:, cut], mask[:, cut]
        if head == "weak":
            p = 1.0 / (1.0 + np.exp(-scores[:, cut]))
            g = (p - y) * m
        else:
            p = softmax(scores[:, cut])
            n = y.shape[1]
            g = (p - (y * (1 - smoothing) + smoothing / n)) * m
            if head in RARE:
                g = g * np.where(y[:, :1] > 0.5, 1.0, RARE[head])
            total -= float((np.log(p + 1e-9) * y * m).sum()) * WEIGHTS[head]
        d[:, cut] = g * WEIGHTS[head]
    return d / len(scores), total


def _drawn(note: MarkedNote, whole: Rendered, rng: random.Random) -> Rendered:
    """The note as written, or with elements weakened and left out by chance."""
    blocked = any(s.element for s in note.segments)
    return note.mixed(rng) if blocked and rng.random() < 0.65 else whole


def _batches(
    rendered: list[Rendered], bank: Any, tokenizer: ShorthandTokenizer, settings: Settings, rng: random.Random
) -> Any:
    rng.shuffle(rendered)
    batch: list[Example] = []
    size = 0
    for r in rendered:
        text, spans = augmented(r, bank, rng)
        example = encode(text, spans, tokenizer)
        batch.append(replace(example, hidden=_hidden(example.rows, settings.hidden_words, rng)))
        size += len(example.want)
        if size >= settings.batch_tokens:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def encode(text: str, spans: Sequence[MarkedSpan], tokenizer: ShorthandTokenizer) -> Example:
    """Features, wanted outputs and mask of one marked text."""
    doc = tokenizer(reading_text(text))
    starts = np.array([t.idx for t in doc])
    ends = starts + np.array([len(t) for t in doc])
    want, mask = targets(len(doc), starts, ends, spans)
    assert want.shape[1] == OUTPUTS
    rows = token_rows(doc)
    return Example(rows, rows, want, mask)


def _hidden(rows: TokenRows, share: float, rng: random.Random) -> TokenRows:
    """The rows without the norm and base of some words; without the affixes too for a third of these."""
    hashed = rows.hashed.copy()
    for i in range(len(hashed)):
        if rng.random() < share:
            hashed[i, :2] = UNKNOWN
            if rng.random() < 0.33:
                hashed[i, 2:4] = UNKNOWN
    if rng.random() < 0.3:
        hashed[:, 5] = UNKNOWN
    return replace(rows, hashed=hashed)
