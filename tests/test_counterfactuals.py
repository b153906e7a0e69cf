"""What would change the verdict: judged again without the words, or with the element met."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.counterfactuals import open_errors, what_if
from assistant.dismissals import Dismissed, dismiss
from assistant.facts import Clock, Facts, Span
from assistant.note import Note
from assistant.results import REQUIREMENTS, Dismissal, Review
from assistant.reviewing import review_facts

NOTE = Note("sway; lunges; cue at hip; held 12 s; held 20 s; stairs; 10:05-10:43")
WORDS = (
    ("DEFICIT", "sway"),
    ("INTERVENTION", "lunges"),
    ("SKILL", "cue at hip"),
    ("RESPONSE", "held 12 s"),
    ("RESPONSE", "held 20 s"),
    ("FUNCTION", "stairs"),
    ("TIME", "10:05"),
    ("TIME", "10:43"),
)


def review(*without: str) -> Review:
    spans = []
    for label, words in WORDS:
        if label not in without:
            at = NOTE.text.index(words)
            role = {"10:05": "start", "10:43": "end"}.get(words)
            spans.append(Span(label, at, at + len(words), words, role=role))
    clock = Clock() if "TIME" in without else Clock(605, 643, 38)
    return review_facts(NOTE, Facts(tuple(spans), clock, length=len(NOTE.text)))


def of(found: Review, requirement: str):  # type: ignore[no-untyped-def]
    return next(w for w in what_if(found) if w.requirement == requirement)


def test_every_element() -> None:
    """There is an answer for each of the six, in their order, whatever the review."""
    for found in (review(), review("SKILL"), review(*(label for label, _ in WORDS))):
        assert [w.requirement for w in what_if(found)] == list(REQUIREMENTS)


def test_without_its_words() -> None:
    """An element is missing without the only words it rests on, and the score and verdict are those of such a note."""
    gone = of(review(), "skilled-components").if_gone
    expected = review("SKILL")
    assert gone is not None
    assert (gone.status, gone.score, gone.verdict) == ("missing", expected.score, expected.verdict)


def test_decisive_words() -> None:
    """Of several words, only those without which the status falls are decisive."""
    found = review()
    skill = of(found, "skilled-components")
    assert [found.facts.spans[i].text for i in skill.decisive] == ["cue at hip"]
    assert of(found, "response").decisive == ()


def test_time_without_its_words() -> None:
    """Without the words for the time, its figures are gone too."""
    gone = of(review(), "time").if_gone
    assert gone is not None
    assert gone.status == "missing"


@pytest.mark.parametrize("label", ["SKILL", "RESPONSE", "FUNCTION"])
def test_if_met(label: str) -> None:
    """Where one element alone keeps a note from being compliant, meeting it changes the verdict, and nothing else."""
    found = replace(review(label), findings=())
    what = next(w for w in what_if(found) if w.status == "missing")
    assert what.if_met is not None
    assert (what.if_met.status, what.if_met.score, what.if_met.verdict) == ("met", 100, "compliant")
    assert what.if_gone is None


def test_met_has_nothing_to_gain() -> None:
    """An element that is met has no other outcome to be met by."""
    assert all(w.if_met is None for w in what_if(review()) if w.status == "met")


def test_disputes_are_kept() -> None:
    """What a person disputes stays disputed in every other reading of the facts."""
    found = review("SKILL")
    errors = [f for f in found.findings if f.severity == "error"]
    entries = [Dismissed(f.rule, Dismissal("seen", "PT", "2026-01-02")) for f in errors]
    marked = dismiss(found, entries)
    assert open_errors(marked) == ()
    assert len(what_if(marked, entries)) == len(REQUIREMENTS)
