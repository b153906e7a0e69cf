"""What would change the verdict: each element judged again with its words gone, or with the element met.

Nothing is guessed. The judging half of the path (`assistant.reviewing.review_facts`) is run again on the same facts
without the words in question; the other way round, the status of one element is set and everything else stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.dismissals import Dismissed, dismiss
from assistant.facts import Clock, Facts
from assistant.payers import Profile
from assistant.results import Requirement, Review
from assistant.reviewing import POINTS, review_facts
from assistant.verdicts import verdict_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a review would come to."""

    status: str
    """Of the element in question."""
    score: int
    verdict: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What the verdict owes to one element, and what the element owes to single words."""

    requirement: str
    status: str
    now: Outcome
    if_met: Outcome | None
    """With the element met and all else as it is; None where it is met already."""
    if_gone: Outcome | None
    """Without the words the element rests on; None where it rests on none."""
    decisive: tuple[int, ...]
    """Spans of the review without any one of which alone the status would be lower."""


def what_if(
    review: Review, dismissed: Iterable[Dismissed] = (), *, payer: str | Profile | None = None
) -> tuple[WhatIf, ...]:
    """What would change the verdict, element by element in the order of the six.

    Args:
        review: the review as shown, with its dismissals.
        dismissed: the disputes that are marked in it; they are kept in every other reading of the facts.
        payer: the profile it was judged by, where its name alone does not find it.
    """
    disputed = tuple(dismissed)
    judged_by = review.payer if payer is None else payer

    def judged(facts: Facts) -> Review:
        return dismiss(review_facts(review.note, facts, payer=judged_by), disputed)

    def one(requirement: Requirement) -> WhatIf:
        now = Outcome(requirement.status, review.score, review.verdict)
        gone = None
        decisive: tuple[int, ...] = ()
        if requirement.evidence:
            gone = _outcome(judged(_without(review.facts, requirement.evidence, requirement.id)), requirement.id)
            decisive = tuple(
                i
                for i in requirement.evidence
                if requirement.id != "time"
                and _lower(_outcome(judged(_without(review.facts, (i,))), requirement.id), requirement)
            )
        met = None if requirement.status == "met" else _met(review, requirement)
        return WhatIf(requirement.id, requirement.status, now, met, gone, decisive)

    return tuple(one(requirement) for requirement in review.requirements)


def open_errors(review: Review) -> tuple[str, ...]:
    """Rules of the findings that by themselves keep a note from being compliant: errors that nobody disputes."""
    return tuple(f.rule for f in review.findings if f.severity == "error" and f.dismissed is None)


def _met(review: Review, requirement: Requirement) -> Outcome:
    changed = tuple(replace(r, status="met") if r.id == requirement.id else r for r in review.requirements)
    verdict = verdict_of(changed, review.findings, review.flags, review.facts)
    return Outcome("met", _score(changed), verdict)


def _score(requirements: Sequence[Requirement]) -> int:
    return round(100 * sum(POINTS[r.status] for r in requirements) / (2 * len(requirements)))


def _without(facts: Facts, spans: Sequence[int], requirement: str = "") -> Facts:
    left = tuple(s for i, s in enumerate(facts.spans) if i not in spans)
    # The figures of the clock were read from the words that are gone.
    return replace(facts, spans=left, clock=Clock() if requirement == "time" else facts.clock)


def _outcome(review: Review, requirement: str) -> Outcome:
    status = next(r.status for r in review.requirements if r.id == requirement)
    return Outcome(status, review.score, review.verdict)


def _lower(outcome: Outcome, requirement: Requirement) -> bool:
    return POINTS[outcome.status] < POINTS[requirement.status]
