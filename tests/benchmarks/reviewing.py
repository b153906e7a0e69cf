"""How long a review takes, and a stream of a thousand: training notes, beside spaCy's tokenizer on the same text."""

from __future__ import annotations

import resource
from itertools import cycle, islice

from table import Row, percentile, show, timed

import assistant
from assistant.reading import pipeline

STREAM = 1000
SINGLE = 300


def notes(count: int) -> list[str]:
    """Invented notes: those the reader was trained on, in their order and over again where there are too few."""
    from nlp_models.training.marked import read_corpus

    return list(islice(cycle([n.whole().text for n in read_corpus()]), count))


def main() -> None:
    """Print percentiles of single reviews, and time and memory of a stream."""
    import spacy

    texts = notes(STREAM)
    blank = spacy.blank("en")
    pipeline()
    for text in texts[:20]:
        assistant.review(text)
        blank(text)
    ours = [timed(lambda t=text: assistant.review(t)) for text in texts[:SINGLE]]
    peer = [timed(lambda t=text: blank(t)) for text in texts[:SINGLE]]
    length = sum(map(len, texts[:SINGLE])) // SINGLE
    name = "tokenizer of spacy.blank('en')"
    show(
        f"One review ({SINGLE} notes, {length:,} characters on average)",
        [
            Row("p50", percentile(ours, 0.5), name, percentile(peer, 0.5), 50),
            Row("p95", percentile(ours, 0.95), name, percentile(peer, 0.95), 50),
        ],
    )
    stream = timed(lambda: sum(1 for _ in assistant.review_many(texts)))
    tokens = timed(lambda: sum(1 for _ in blank.pipe(texts)))
    show(f"A stream of {STREAM:,} notes", [Row("review_many", stream, name, tokens)])
    print(f"  {STREAM / stream * 1000:,.0f} notes a second; most memory of the process {_memory():,.0f} MB")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
