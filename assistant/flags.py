"""Flags: what in a note makes the code itself doubtful."""

from __future__ import annotations

from assistant.facts import Facts
from assistant.note import Note

WHOLE_NOTE = 80
"""Words from which a text is a note, and what it does not say counts; a fragment may stand beside the rest."""
STATEMENT = 20
"""Words from which other treatment, and nothing else, makes a visit of another kind."""
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
    if _other_kind_of_visit(facts):
        on.add("not-97112")
    elif _exercise_only(facts):
        on.add("exercise-only")
    elif _not_97112(note, facts):
        on.add("not-97112")
    return tuple(f for f in FLAGS if f in on)


def names_97112(facts: Facts) -> bool:
    """Whether the note calls anything neuromuscular re-education: in words, as a code, or by its minutes."""
    listed = any(line.code == "97112" for line in facts.codes)
    return bool(facts.cues_of("named-code")) or listed or facts.clock.minutes_97112 is not None


def _other_kind_of_visit(facts: Facts) -> bool:
    """A consult, an evaluation or a visit of another profession, without neuromuscular treatment in it."""
    treated = any(not s.weak for s in facts.of("INTERVENTION"))
    return bool(facts.cues_of("visit-not-treatment")) and not treated and not names_97112(facts)


def _exercise_only(facts: Facts) -> bool:
    """Exercise is described, and no deficit of control, no neuromuscular treatment done or planned, no skilled work."""
    others = list(facts.of("OTHER_INTERVENTION"))
    if not others or any(s.label == "INTERVENTION" for s in facts.spans):
        return False
    if any(not s.weak for label in ("SKILL", "DEFICIT") for s in facts.of(label)):
        return False
    cues = facts.cues_of("exercise")
    return names_97112(facts) or any(s.start <= c.start and c.end <= s.end for s in others for c in cues)


def _not_97112(note: Note, facts: Facts) -> bool:
    """Neither the code nor neuromuscular treatment, and enough else to tell what the visit was."""
    if names_97112(facts) or any(facts.of("INTERVENTION")):
        return False
    words = len(note.text.split())
    other = any(facts.of("OTHER_INTERVENTION"))
    return bool(facts.codes) or words >= WHOLE_NOTE or (other and words >= STATEMENT)
