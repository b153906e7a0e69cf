"""Notes in, reviews out, with a count of what happened: what `check`, `draft` and `chat` have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from assistant.cli.streams import ExitCode, asks_a_person, complain, tell
from assistant.errors import InputError, ReedError
from assistant.intake import name, note_paths, read_note
from assistant.note import Note
from assistant.results import Review

MOST_CHARACTERS = 1_000_000
"""Longest text that the language pipeline takes (spaCy's `max_length`)."""

AT_ONCE = 32
"""Notes that are read ahead: enough to fill a batch of the pipeline, few enough not to matter to memory."""


@dataclass
class Tally:
    """What became of the inputs so far."""

    reviewed: int = 0
    with_findings: int = 0
    unusable: int = 0

    @property
    def code(self) -> ExitCode:
        """The exit code: an input that could not be used outweighs findings."""
        if self.unusable:
            return ExitCode.UNUSABLE
        return ExitCode.FINDINGS if self.with_findings else ExitCode.CLEAN


def needs_clinician(review: Review) -> bool:
    """Whether the exit code says *findings*: the note is not compliant, or a rule asks for more than a glance.

    Findings of severity info are good practice and change nothing; dismissed ones are settled.
    """
    return review.verdict != "compliant" or any(f.severity != "info" and f.dismissed is None for f in review.findings)


def readable(paths: Iterable[str], tally: Tally) -> Iterator[Note]:
    """Notes of these paths in order; what cannot be read is named on standard error and counted."""
    for given in paths:
        if given == "-" and asks_a_person():
            tell("Paste the note, then press Ctrl-D.")
        try:
            for path in note_paths([given]):
                try:
                    yield read_note(path)
                except ReedError as error:
                    _count(error, tally)
        except ReedError as error:
            _count(error, tally)


def reviews(
    notes: Iterable[Note], payer: str, tally: Tally, settle: Callable[[Review], Review] | None = None
) -> Iterator[Review]:
    """Review a stream of notes in order, a batch at a time; memory does not grow with their number.

    Args:
        notes: the notes.
        payer: name of a payer profile.
        tally: counts what becomes of them.
        settle: marks what is disputed in a review before it is counted.

    Raises:
        ReedError: the language pipeline or the rules cannot be loaded.
    """
    rest = iter(notes)
    while batch := list(islice(rest, AT_ONCE)):
        for found in _batch([n for n in batch if _fits(n, tally)], payer, tally):
            review = settle(found) if settle else found
            tally.reviewed += 1
            tally.with_findings += needs_clinician(review)
            yield review


def load() -> None:
    """Load what a review needs.

    Raises:
        ReedError: the installation is damaged, or a rule file was edited and no longer holds.
    """
    from assistant.rules import CatalogueError
    from nlp_models import ModelError

    try:
        from assistant.reading import pipeline

        pipeline()
        from assistant.rules import rules

        rules()
    except ModelError as error:
        raise ReedError(f"Reed cannot read notes: {error}.") from None
    except CatalogueError as error:
        raise ReedError(f"A rule file cannot be used: {error}") from None


def check_length(text: str, source: str) -> None:
    """Refuse a text that is longer than the language pipeline takes.

    Raises:
        InputError: it is.
    """
    if len(text) > MOST_CHARACTERS:
        raise InputError(
            f"{name(source)}: {len(text):,} characters are more than the {MOST_CHARACTERS:,} that Reed reads at once.",
            "Give each note in a file of its own.",
        )


def check_payer(payer: str) -> None:
    """Refuse a payer without a profile, before any note is read.

    Raises:
        ReedError: there is none of this name, or its file cannot be used; the line names the profiles or the key.
    """
    from assistant.payers import profile
    from assistant.rules import CatalogueError

    try:
        profile(payer)
    except CatalogueError as error:
        raise ReedError(f"A rule file cannot be used: {error}") from None


def _batch(notes: list[Note], payer: str, tally: Tally) -> Iterator[Review]:
    from assistant import review_many

    load()
    done = 0
    try:
        for review in review_many(notes, payer=payer):
            done += 1
            yield review
    except Exception:
        # One note that Reed stumbles over must not cost the others their review: go on one by one.
        yield from _one_by_one(notes[done:], payer, tally)


def _one_by_one(notes: list[Note], payer: str, tally: Tally) -> Iterator[Review]:
    from assistant import review

    for note in notes:
        try:
            found = review(note, payer=payer)
        except Exception as error:
            # Named by its kind alone: the message of an unforeseen error might quote the note.
            why = f"{name(note.source)}: Reed could not review this note ({type(error).__name__})."
            _count(ReedError(why, "Please report this line; it holds nothing of the note."), tally)
        else:
            yield found


def _fits(note: Note, tally: Tally) -> bool:
    try:
        check_length(note.text, note.source)
    except ReedError as error:
        _count(error, tally)
        return False
    return True


def _count(error: ReedError, tally: Tally) -> None:
    tally.unusable += 1
    complain(error)
