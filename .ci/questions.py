"""Lints every question that Reed puts about notes: of a folder of .txt files, or of the notes written for training.

    python .ci/questions.py [--sample N] [--digest] [--training] [FOLDER ...]

Prints counts, and each kind of problem once with the id of its question; never words of a note.
Exit code: 0 no problem, 1 some.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.conversation.lint import bank_digest, bank_problems, lint_talk
from assistant.conversation.questions import bank_data
from assistant.note import Note


def notes(folders: list[Path], *, training: bool) -> Iterator[Note]:
    """The notes to lint."""
    if training:
        from nlp_models.training.marked import read_corpus

        yield from (Note(n.whole().text) for n in read_corpus())
    for folder in folders:
        for path in sorted(folder.rglob("*.txt")) if folder.is_dir() else [folder]:
            yield Note(path.read_text(encoding="utf-8", errors="replace"), str(path))


def main() -> int:
    """Lint the bank, then the questions over all notes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sample", type=int, default=1, metavar="N", help="every Nth note only")
    parser.add_argument("--digest", action="store_true", help="print the digest of the wording and stop")
    parser.add_argument("--training", action="store_true", help="the notes written for training")
    parser.add_argument("folders", nargs="*", type=Path)
    args = parser.parse_args()
    if args.digest:
        print(bank_digest())
        return 0
    found: Counter[tuple[str, str]] = Counter()
    example: dict[tuple[str, str], str] = {}
    for p in bank_problems():
        print(f"bank {p.rule} {p.question}: {p.says}")
        found[p.rule, p.question] += 1
    read = silent = 0
    put: Counter[str] = Counter()
    for i, note in enumerate(notes(args.folders, training=args.training)):
        if i % args.sample:
            continue
        count, problems = lint_talk(note)
        read, silent = read + 1, silent + (not count)
        put += count
        for p in problems:
            found[p.rule, p.question] += 1
            example.setdefault((p.rule, p.question), note.source or f"note {i}")
    for (rule, question), n in sorted(found.items()):
        print(f"{rule} {question}: {n} times, first in {example.get((rule, question), 'the bank')}")
    by_reason = ", ".join(f"{reason} {n}" for reason, n in sorted(put.items())) or "none"
    print(f"{read} notes, {put.total()} questions put ({by_reason}), {silent} notes asked nothing")
    print(f"{sum(found.values())} problems")
    if bank_digest() != bank_data()["digest"]:
        print(f"The wording was changed since it was last looked through ({bank_data()['reviewed']}): R24.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
