"""Answers folded into the facts of a note, and the review of both together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.conversation.times import SELF, fold_clock, fold_codes, superseded
from assistant.conversation.values import Answer
from assistant.dismissals import Dismissed, dismiss
from assistant.facts import Cue, Facts, Source, Span
from assistant.note import Note
from assistant.results import Finding, Review
from assistant.reviewing import review_facts


def fold(facts: Facts, answers: Iterable[Answer]) -> Facts:
    """Facts of the note and of the answers together; spans of answers carry ``Source("answer", turn)``."""
    current = superseded(tuple(answers))
    if not current:
        return facts
    codes = fold_codes(facts.codes, current)
    clock = fold_clock(facts, codes, current)
    if clock.minutes_97112 is not None:
        codes = tuple(replace(c, minutes=clock.minutes_97112) if c.code == SELF else c for c in codes)
    return replace(
        facts,
        spans=(*facts.spans, *(s for a in current for s in _sourced(a))),
        clock=clock,
        codes=codes,
        cues=(*facts.cues, *(_placeless(c) for a in current for c in a.cues)),
    )


def judge(
    note: Note,
    facts: Facts,
    answers: Iterable[Answer],
    payer: str = "medicare",
    dismissed: Iterable[Dismissed] = (),
) -> Review:
    """The note and the answers judged together, disputed findings marked."""
    review = review_facts(note, fold(facts, answers), payer=payer)
    return dismiss(replace(review, findings=tuple(_placed(f) for f in review.findings)), dismissed)


def _sourced(answer: Answer) -> Iterable[Span]:
    return (replace(s, source=Source("answer", answer.turn)) for s in answer.spans)


def _placeless(cue: Cue) -> Cue:
    # A cue has no source: without a width it points to no words of the note.
    return replace(cue, start=0, end=0)


def _placed(finding: Finding) -> Finding:
    """A finding on words of an answer has no place in the note."""
    return replace(finding, start=None, end=None) if finding.end == 0 else finding
