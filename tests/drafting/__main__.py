"""``python tests/drafting FOLDER...``: the law of drafts over all ``.txt`` notes in folders, in every shipped template.

``--training`` runs it over the training notes, ``--dialogues N`` over N generated dialogues. Exit code 1 where a draft
breaks the law; what is printed names files, templates and kinds of words and quotes no note.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from dialogues import dialogue
from law import breaches

import assistant
from assistant.conversation.values import Answer
from assistant.drafting import draft, template_names
from assistant.drafting.templates import shipped_folder
from assistant.note import Note
from assistant.results import Review

Case = tuple[str, Review, tuple[str, ...], tuple[Answer, ...]]


def main(argv: list[str] | None = None) -> int:
    """Run it; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python tests/drafting")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--training", action="store_true")
    parser.add_argument("--dialogues", type=int, default=0, metavar="N")
    chosen = parser.parse_args(argv)
    counts: Counter[str] = Counter()
    for name, review, said, answers in _cases(chosen):
        counts["notes"] += 1
        for template in template_names(shipped_folder()):
            made = draft(review, answers, template, folder=shipped_folder())
            found = breaches(made, review, said, answers)
            counts["drafts"] += 1
            counts["breaches"] += len(found)
            for each in found:
                print(f"{name} {template}: {each}")
    print(f"{counts['notes']} notes, {counts['drafts']} drafts, {counts['breaches']} breaches of the law")
    return 1 if counts["breaches"] or not counts["notes"] else 0


def _cases(chosen: argparse.Namespace) -> Iterator[Case]:
    yield from _reviewed(_files(chosen.folders))
    if chosen.training:
        yield from _reviewed(training_notes())
    for seed in range(chosen.dialogues):
        d = dialogue(seed)
        yield f"dialogue {seed}", d.conversation.review, d.said, d.conversation.answers


def _reviewed(notes: Iterable[Note]) -> Iterator[Case]:
    for review in assistant.review_many(notes):
        yield review.note.source, review, (), ()


def _files(folders: Iterable[Path]) -> Iterator[Note]:
    from assistant.intake import read_note

    for folder in folders:
        for path in sorted(folder.rglob("*.txt")):
            yield read_note(str(path))


def training_notes() -> Iterator[Note]:
    """The training notes as plain text."""
    from nlp_models.training.marked import read_corpus

    for note in read_corpus():
        yield Note(note.whole().text, note.id)


if __name__ == "__main__":
    sys.exit(main())
