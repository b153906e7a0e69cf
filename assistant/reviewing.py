"""The one path from text to review.

``Note → Doc → Facts → six requirements + rules + billing → Review``; everything else in Reed looks at it from a side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.billing.from_facts import billing_of
from assistant.dismissals import Dismissed, dismiss
from assistant.facts import Facts
from assistant.flags import flags_of
from assistant.note import Note
from assistant.payers import DEFAULT, Profile, profile
from assistant.requirements import judge_all
from assistant.results import Review
from assistant.rules.checks import check
from assistant.verdicts import verdict_of

POINTS = {"met": 2, "weak": 1, "missing": 0}


def review(text: str | Note, *, payer: str | Profile = DEFAULT, dismissed: Iterable[Dismissed] = ()) -> Review:
    """Review one note.

    Args:
        text: the note, or a `Note` where its source matters.
        payer: a payer profile or its name.
        dismissed: findings that a person disputes, each with the reason (`assistant.dismissals`).

    Returns:
        The review; ``review(text).to_dict()`` is the object of the schema ``reed.review/1``.

    Raises:
        PayerError: there is no profile of this name, or its file cannot be used.
    """
    from assistant.reading import read

    note = text if isinstance(text, Note) else Note(text)
    return dismiss(review_facts(note, read(note), payer=payer), dismissed)


def review_many(
    texts: Iterable[str | Note], *, payer: str | Profile = DEFAULT, dismissed: Iterable[Dismissed] = ()
) -> Iterator[Review]:
    """Review a stream of notes, in order, without holding them; arguments and errors as for `review`."""
    from assistant.reading import read_many

    disputed = tuple(dismissed)
    notes = (t if isinstance(t, Note) else Note(t) for t in texts)
    for note, facts in read_many(notes):
        yield dismiss(review_facts(note, facts, payer=payer), disputed)


def review_facts(note: Note, facts: Facts, *, payer: str | Profile = DEFAULT) -> Review:
    """The judging half of the path: a pure function of the facts and the profile."""
    judged_by = payer if isinstance(payer, Profile) else profile(payer)
    billing = billing_of(facts, judged_by.method)
    flags = flags_of(note, facts)
    requirements = judge_all(facts)
    findings = tuple(check(note, facts, billing, requirements, judged_by))
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
        judged_by.name,
    )


def with_facts(before: Review, facts: Facts) -> Review:
    """The same note judged on more facts (answers of the clinician)."""
    return replace(review_facts(before.note, facts, payer=before.payer))
