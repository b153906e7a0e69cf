"""The one path from text to review.

``Note → Doc → Facts → six requirements + rules + billing → Review``; everything else in Reed looks at it from a side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.billing.from_facts import billing_of
from assistant.facts import Facts
from assistant.flags import flags_of
from assistant.note import Note
from assistant.requirements import judge_all
from assistant.results import Finding, Requirement, Review
from assistant.rules.checks import check

POINTS = {"met": 2, "weak": 1, "missing": 0}
NOT_BILLABLE = frozenset(("group", "unsupervised", "exercise-only", "not-97112"))


def review(text: str | Note, *, payer: str = "medicare") -> Review:
    """Review one note.

    Args:
        text: the note, or a `Note` where its source matters.
        payer: name of a payer profile.

    Returns:
        The review; ``review(text).to_dict()`` is the object of the schema ``reed.review/1``.
    """
    from assistant.reading import read

    note = text if isinstance(text, Note) else Note(text)
    return review_facts(note, read(note), payer=payer)


def review_many(texts: Iterable[str | Note], *, payer: str = "medicare") -> Iterator[Review]:
    """Review a stream of notes, in order, without holding them."""
    from assistant.reading import read_many

    notes = (t if isinstance(t, Note) else Note(t) for t in texts)
    for note, facts in read_many(notes):
        yield review_facts(note, facts, payer=payer)


def review_facts(note: Note, facts: Facts, *, payer: str = "medicare") -> Review:
    """The judging half of the path: a pure function of the facts."""
    billing = billing_of(facts)
    flags = flags_of(note, facts)
    requirements = judge_all(facts)
    findings = tuple(check(note, facts, billing, requirements))
    score = round(100 * sum(POINTS[r.status] for r in requirements) / (2 * len(requirements)))
    return Review(
        note,
        facts,
        requirements,
        findings,
        billing,
        flags,
        score,
        verdict_of(requirements, findings, flags, facts),
        payer,
    )


def verdict_of(
    requirements: tuple[Requirement, ...], findings: tuple[Finding, ...], flags: tuple[str, ...], facts: Facts
) -> str:
    """`not-billable` where the code itself is in doubt, `compliant` where all six are met and no rule is broken."""
    minutes = facts.clock.minutes_97112
    if NOT_BILLABLE.intersection(flags) or (minutes is not None and minutes < 8):
        return "not-billable"
    if all(r.status == "met" for r in requirements) and not any(f.severity == "error" for f in findings):
        return "compliant"
    return "needs-work"


def with_facts(before: Review, facts: Facts) -> Review:
    """The same note judged on more facts (answers of the clinician)."""
    return replace(review_facts(before.note, facts, payer=before.payer))
