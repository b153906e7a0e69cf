"""``reed check``: review notes and say what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import click

from assistant.cli import streams
from assistant.cli.streams import ExitCode, emit, emit_json, emit_lines
from assistant.results import VERDICTS, Review


@click.command(short_help="Review notes and say what is missing.")
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="text for people; json gives one array, jsonl one object on a line for each note.",
)
@click.option("--payer", metavar="NAME", default="medicare", show_default=True, help="Payer profile to review by.")
@click.option(
    "--dismissals",
    type=click.Path(),
    metavar="FILE",
    help="Findings that are disputed, each with reason, name and day (TOML). They stay in the review, marked.",
)
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATH...")
def check(form: str, payer: str, dismissals: str | None, paths: tuple[str, ...]) -> int:
    """Review notes: files, folders (every .txt, .md and .note in them), or - for standard input.

    \b
      reed check note.txt
      reed check --format jsonl notes/ > reviews.jsonl
      reed check --payer ama --dismissals disputed.toml note.txt

    Exit code: 0 nothing to report, 1 findings that need the clinician, 2 an input could not be used (the others
    are still reviewed). Dismissed findings do not count.
    """
    # Light to load only once a command runs: `reed --help` imports this module for its help.
    from assistant.cli.disputes import Disputes
    from assistant.cli.reviews import Tally, check_payer, readable, reviews
    from assistant.errors import ReedError

    if not paths:
        raise ReedError(
            "No note is named.", "Name a file or a folder, or give - for standard input: reed check note.txt"
        )
    check_payer(payer)
    disputes = Disputes(dismissals)
    tally = Tally()
    try:
        WRITERS[form](reviews(readable(paths, tally), payer, tally, disputes.settle))
    except KeyboardInterrupt:
        notes = f"{tally.reviewed} note{'s' * (tally.reviewed != 1)}"
        streams.tell(f"Interrupted after {notes}.")
        return ExitCode.INTERRUPTED
    disputes.tell_unmet()
    return tally.code


def write_text(found: Iterator[Review]) -> None:
    """One report after the other, and a count at the end where there are several."""
    from assistant.cli.report import report

    verdicts: Counter[str] = Counter()
    for n, review in enumerate(found):
        if n:
            emit("\n" + "-" * 60)
        emit_lines(report(review, streams.columns()))
        verdicts[review.verdict] += 1
    if verdicts.total() > 1:
        each = ", ".join(f"{verdicts[v]} {v.replace('-', ' ')}" for v in VERDICTS if verdicts[v])
        emit(f"\n{verdicts.total()} notes: {each}")


def write_json(found: Iterator[Review]) -> None:
    """One array; written as the reviews come."""
    emit("[", end="")
    try:
        for n, review in enumerate(found):
            # In one piece, so that an interruption cannot leave half an object.
            emit_json(review.to_dict(), start=",\n" if n else "\n", end="")
    except KeyboardInterrupt:
        emit("\n]")
        raise
    emit("\n]")


def write_jsonl(found: Iterator[Review]) -> None:
    """One object on one line for each note."""
    for review in found:
        emit_json(review.to_dict())


WRITERS: dict[str, Callable[[Iterator[Review]], None]] = {"text": write_text, "json": write_json, "jsonl": write_jsonl}
