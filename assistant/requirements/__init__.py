"""The six elements that a 97112 note must show, each a small judge: facts in, status with evidence and reason out."""

from __future__ import annotations

from assistant.facts import Facts
from assistant.requirements.elements import ELEMENTS, judge_element
from assistant.requirements.time import judge_time
from assistant.results import Requirement


def judge_all(facts: Facts) -> tuple[Requirement, ...]:
    """The six requirements in their fixed order."""
    return (*(judge_element(e, facts) for e in ELEMENTS), judge_time(facts))
