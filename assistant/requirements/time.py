"""The sixth element: time of treatment, with start and end."""

from __future__ import annotations

from assistant.facts import Facts
from assistant.requirements.wording import requirement
from assistant.results import Requirement


def judge_time(facts: Facts) -> Requirement:
    """*Met* with start, end and the 97112 minutes (stated or computable).

    *weak* with a part of it; *missing* with none.
    """
    c = facts.clock
    evidence = [i for i, s in enumerate(facts.spans) if s.label == "TIME" and s.assertion == "present"]
    if c.start is not None and c.end is not None and c.minutes_97112 is not None:
        return requirement("time", "met", evidence, facts)
    return requirement("time", "weak" if evidence else "missing", evidence, facts)


def lacking(facts: Facts) -> tuple[str, ...]:
    """Which parts of the time are not in the note: ``start time``, ``end time``, ``97112 minutes``."""
    c = facts.clock
    parts = (("start time", c.start), ("end time", c.end), ("97112 minutes", c.minutes_97112))
    return tuple(name for name, value in parts if value is None)
