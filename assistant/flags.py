"""Flags: what in a note makes the code itself doubtful."""

from __future__ import annotations

from assistant.facts import Facts
from assistant.note import Note

FLAGS = ("group", "unsupervised", "exercise-only", "maintenance", "not-97112")


def flags_of(note: Note, facts: Facts) -> tuple[str, ...]:
    """Flags that hold, in the order of `FLAGS`."""
    on = {kind for kind in ("group", "unsupervised", "maintenance") if facts.cues_of(kind)}
    if (
        facts.cues_of("one-on-one")
        and "group" in on
        and not any(c.text.lower().startswith(("97150", "group")) for c in facts.cues_of("group"))
    ):
        on.discard("group")
    neuro = any(facts.of("INTERVENTION"))
    other = any(facts.of("OTHER_INTERVENTION"))
    if other and not neuro:
        on.add("exercise-only")
    if (
        facts.cues_of("visit-not-treatment")
        and not any(not s.weak for s in facts.of("INTERVENTION"))
        and facts.clock.minutes_97112 is None
    ):
        on.add("not-97112")
        on.discard("exercise-only")
    return tuple(f for f in FLAGS if f in on)
