"""How long a reply takes: what the dialogues say, said about long training notes, beside one review."""

from __future__ import annotations

import sys
from itertools import cycle
from pathlib import Path

from table import Row, percentile, show, timed

import assistant
from assistant.conversation import say, start
from assistant.reading import pipeline

sys.path.insert(0, str(Path(__file__).parents[1] / "conversation"))

NOTES = 60
WORDS = 200
"""Fewest words of a note that counts as long."""


def notes() -> list[str]:
    """Invented notes of some length, those that the reader was trained on."""
    from nlp_models.training.marked import read_corpus

    long = (n.whole().text for n in read_corpus())
    return [text for text in long if len(text.split()) >= WORDS][:NOTES]


def main() -> None:
    """Print percentiles of single replies; every utterance is said in the order of its dialogue."""
    from dialogue_runner import OWN, load

    texts, dialogues = notes(), load([OWN])
    pipeline()
    for text in texts[:5]:
        say(start(text), "started 10:05")
    opening, replies, drafts = [], [], []
    for text, dialogue in zip(cycle(texts), dialogues, strict=False):
        opening.append(timed(lambda t=text: start(t)))
        talk = start(text)
        for turn in dialogue["turn"]:
            took = timed(lambda c=talk, u=turn["say"]: say(c, u))
            talk = say(talk, turn["say"])
            (drafts if talk.turns[-1].intent in ("draft", "copy") else replies).append(took)
    review = [timed(lambda t=text: assistant.review(t)) for text in texts]
    peer = "one review of the same notes, p50"
    length = sum(len(t.split()) for t in texts) // len(texts)
    everything = replies + drafts
    show(
        f"A reply ({len(everything)} utterances about {len(texts)} notes of {length} words)",
        [
            Row("all, p50", percentile(everything, 0.5), peer, percentile(review, 0.5), 30),
            Row("all, p95", percentile(everything, 0.95), peer, percentile(review, 0.5), 30),
            Row("without drafts, p95", percentile(replies, 0.95), peer, percentile(review, 0.5), 30),
            Row("drafts, p95", percentile(drafts, 0.95), peer, percentile(review, 0.5), 30),
            Row("opening, p95", percentile(opening, 0.95), peer, percentile(review, 0.5)),
        ],
    )


if __name__ == "__main__":
    main()
