"""Flags: what in a note makes the code itself doubtful."""

from __future__ import annotations

from assistant.facts import Facts
from assistant.note import Note

WHOLE_NOTE = 50
"""Words from which a text is a note, and what it does not say counts; a fragment may stand beside the rest."""
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
    if not any(facts.of("INTERVENTION")):
        named = (
            bool(facts.cues_of("named-code"))
            or any(line.code == "97112" for line in facts.codes)
            or facts.clock.minutes_97112 is not None
        )
        if any(facts.of("OTHER_INTERVENTION")) and (named or _exercise(facts)):
            on.add("exercise-only")
        elif not named and len(note.text.split()) >= WHOLE_NOTE:
            on.add("not-97112")
    if (
        facts.cues_of("visit-not-treatment")
        and not any(not s.weak for s in facts.of("INTERVENTION"))
        and facts.clock.minutes_97112 is None
    ):
        on.add("not-97112")
        on.discard("exercise-only")
    return tuple(f for f in FLAGS if f in on)


def _exercise(facts: Facts) -> bool:
    """Whether most of the other treatment is exercise, with no skilled work described beside it."""
    others = list(facts.of("OTHER_INTERVENTION"))
    cues = facts.cues_of("exercise")
    exercise = sum(any(s.start <= c.start and c.end <= s.end for c in cues) for s in others)
    return 2 * exercise >= len(others) and not any(not s.weak for s in facts.of("SKILL"))
