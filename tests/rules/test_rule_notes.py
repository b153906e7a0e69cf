"""Every active rule has a note in which it is found and a like one in which it is not, read by the whole of Reed."""

from __future__ import annotations

import pytest
from rule_notes import CASES, ELEMENTS, WHOLE, changed

import assistant
from assistant.results import REQUIREMENTS
from assistant.rules import rules


def found(text: str, rule: str) -> list[str]:
    return [f.message for f in assistant.review(text).findings if f.rule == rule]


def test_every_active_rule_has_a_positive_and_a_negative_case() -> None:
    """A rule without a case fails here, and so does a case without a rule."""
    assert set(CASES) == {each.id for each in rules() if each.active and not each.requirement}
    assert set(ELEMENTS) == set(REQUIREMENTS) == {each.requirement for each in rules() if each.requirement}


def test_the_whole_note_keeps_every_rule() -> None:
    """All six elements are met and nothing is found."""
    review = assistant.review(WHOLE)
    assert [f.rule for f in review.findings] == []
    assert review.verdict == "compliant"


@pytest.mark.parametrize("rule", CASES)
def test_found_and_not_found(rule: str) -> None:
    """The first change breaks the rule; the second, much like it, does not."""
    broken, kept = CASES[rule]
    assert found(changed(broken), rule)
    assert found(changed(kept), rule) == []


@pytest.mark.parametrize("element", ELEMENTS)
def test_an_element_is_missed_and_met(element: str) -> None:
    """Without its words an element is not met; with them it is."""
    without = {r.id: r.status for r in assistant.review(changed(ELEMENTS[element])).requirements}
    assert without[element] != "met"
    assert {r.id: r.status for r in assistant.review(WHOLE).requirements}[element] == "met"
