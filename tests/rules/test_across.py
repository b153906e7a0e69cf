"""Statements of one note that do not go together: found with both quoted, silent where anything may explain them."""

from __future__ import annotations

import pytest
from rule_notes import WHOLE, adds, changed

import assistant
from assistant.facts import Cue, Facts, Span
from assistant.note import Note
from assistant.results import Billing, Finding
from assistant.rules import check


def found(words: str) -> list[Finding]:
    return [f for f in assistant.review(changed(adds(words))).findings if f.rule == "internally-consistent"]


@pytest.mark.parametrize(
    ("words", "quotes"),
    [
        ("Transfers independent. Transfers mod A.", ("Transfers independent", "Transfers mod A")),
        ("Bed mobility max A. Independent with bed mobility.", ("Bed mobility max A", "Independent with bed mobility")),
        ("No assistive device used throughout. Walked 50 ft with RW.", ("No assistive device", "with RW")),
        ("No LOB today. LOB x 3.", ("No LOB today", "LOB x 3")),
        ("NWB on the left. Left SLS 10 s.", ("NWB on the left", "Left SLS")),
        ("TUG 12 -> 18 s, improved.", ("TUG 12 -> 18 s, improved",)),
        ("Berg 40 -> 34, better.", ("Berg 40 -> 34, better",)),
    ],
)
def test_two_statements_that_cannot_both_hold(words: str, quotes: tuple[str, ...]) -> None:
    """The finding quotes the words, stands on them, and asks neutrally."""
    (hit,) = found(words)
    assert all(q in hit.message for q in quotes)
    assert hit.severity == "warning"
    text = changed(adds(words))
    assert hit.start is not None
    assert text[hit.start : hit.end] in words
    assert hit.question == "Which of the two statements quoted here is right?"


@pytest.mark.parametrize(
    "words",
    [
        "Transfers mod A last visit, transfers independent today.",
        "Transfers independent from the mat. Goal: transfers mod A to min A.",
        "Transfers independent. Bed mobility mod A.",
        "Transfers not independent. Transfers mod A.",
        "No assistive device at baseline this session. Walked 50 ft with RW.",
        "No LOB with feet apart. LOB x 3 in tandem.",
        "NWB on the left. Right SLS 10 s.",
        "NWB on the left until 4/20. Left SLS 10 s once cleared, first trial.",
        "TUG 18 -> 12 s, improved. Berg 34 -> 40, better. TUG 12 -> 18 s, worse.",
    ],
)
def test_what_may_be_explained_is_not_told(words: str) -> None:
    """Other tasks, other moments, other sides: silence rather than a guess."""
    assert found(words) == []


def test_a_sum_above_the_written_total() -> None:
    """Minutes by code that make more than the total are an error, as figures leave no room."""
    text = changed({"Timed 40 min. Total treatment 40 min.": "Total timed minutes: 35. Total treatment minutes: 40."})
    (hit,) = [f for f in assistant.review(text).findings if f.rule == "internally-consistent"]
    assert hit.severity == "error"
    assert "97112 25 + 97110 15 make 40 minutes; the note writes 35 timed minutes" in hit.message


NOTE = Note("left ankle is unsteady. Tilt board under the right ankle. " * 5)


def sides(*marks: Cue) -> list[Finding]:
    deficit = Span("DEFICIT", 0, 22, NOTE.text[:22])
    treatment = Span("INTERVENTION", 24, 56, NOTE.text[24:56])
    facts = Facts((deficit, treatment), marks=marks, length=len(NOTE.text))
    return [f for f in check(NOTE, facts, Billing()) if f.rule == "internally-consistent"]


class TestSides:
    left = Cue("part-left", 0, 10, "left ankle")
    right = Cue("part-right", 45, 56, "right ankle")

    def test_a_deficit_on_one_side_and_treatment_on_the_other(self) -> None:
        """One joint, opposite sides, and nothing of both."""
        (hit,) = sides(self.left, self.right)
        assert (hit.start, hit.end) == (45, 56)
        assert '"left ankle"' in hit.message

    def test_both_sides_are_told(self) -> None:
        """A word such as *both* or *uninvolved* may be the reason."""
        assert sides(self.left, self.right, Cue("other-side", 100, 104, "both")) == []

    def test_other_joints(self) -> None:
        """A knee may be treated for an ankle."""
        assert sides(self.left, Cue("part-right", 45, 56, "right knee")) == []

    def test_both_are_treated(self) -> None:
        """The deficit's side is treated too."""
        assert sides(self.left, self.right, Cue("part-left", 30, 40, "left ankle")) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"97112 GP": "97161 evaluation. 97112 GP", "Rosa Vann, PT": "K. Poe, PTA"}, "qualified-provider"),
        (adds("MRN 99999."), "patient-identifiers"),
    ],
)
def test_people_and_numbers(change: dict[str, str], rule: str) -> None:
    """An evaluation by an assistant alone; a second record number, which the message does not repeat."""
    (hit,) = [f for f in assistant.review(changed(change)).findings if f.rule == rule]
    assert "99999" not in hit.message


def test_control_work_under_97110_is_mentioned() -> None:
    """The other direction: a hint, for fewer or other codes are the clinician's affair."""
    text = changed({"97112 GP x 2 units": "97110 GP x 2 units"}).replace("97110 GP x 1 unit, 15 min, 10:25-10:40: ", "")
    text = text.replace("leg press 70 lb, 3 x 12.", "")
    hits = [f for f in assistant.review(text).findings if f.rule == "not-97110-content"]
    assert [h.severity for h in hits] == ["info"]
    assert "97110 and not 97112" in hits[0].message


def test_an_answer_adds_no_marks() -> None:
    """What is laid beside each other is the note's own words."""
    from assistant.conversation import say, start

    conversation = say(start(WHOLE), "Transfers independent. Transfers mod A.")
    assert [f for f in conversation.review.findings if f.rule == "internally-consistent"] == []
