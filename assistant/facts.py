"""What a note says, as plain values: the spans, times and billing lines that the reader found.

Facts say *what is there*. What it is worth is said by `assistant.requirements` and `assistant.rules`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

LABELS = (
    "DEFICIT",
    "INTERVENTION",
    "OTHER_INTERVENTION",
    "EQUIPMENT",
    "SKILL",
    "RESPONSE",
    "FUNCTION",
    "TIME",
)
ASSERTIONS = ("present", "negated", "historical", "planned", "hypothetical", "other")


@dataclass(frozen=True, slots=True)
class Source:
    """Whose words these are: the note's, or the clinician's answer at a turn of the conversation."""

    kind: str = "note"
    """``note`` or ``answer``."""
    turn: int | None = None
    """Number of the utterance, counted from 1; None for the note."""


NOTE = Source()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of words that carries a documentation element."""

    label: str
    start: int
    end: int
    """Exclusive. Characters of the text named by `source`."""
    text: str = field(repr=False)
    assertion: str = "present"
    weak: bool = False
    """The words are generic: they name the element without showing it."""
    score: float = 1.0
    """How sure the reader is, 0 to 1."""
    role: str | None = None
    """For TIME: start, end, minutes, total or other."""
    why: tuple[str, ...] = field(default=(), repr=False)
    """Why the reader found it: the term, pattern or classifier, and the cue behind the assertion."""
    concept: str | None = None
    """Id in the lexicon, where a term was matched."""
    source: Source = NOTE
    generic: float = 0.0
    """Probability that the words are generic; `weak` is this probability above one half."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """What the note says of one billing code; an absent figure is None."""

    code: str
    minutes: int | None = None
    billed_units: int | None = None
    modifiers: tuple[str, ...] = ()
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Interval:
    """A documented stretch of time in minutes after midnight; `end` may be None."""

    begin: int
    finish: int | None
    code: str | None = None
    at: tuple[int, int] = (0, 0)
    """Characters of the note it was read from."""

    @property
    def minutes(self) -> int | None:
        """Length in minutes (past midnight allowed), or None without an end."""
        return None if self.finish is None else (self.finish - self.begin) % 1440


@dataclass(frozen=True, slots=True)
class Clock:
    """Times and minutes as documented; every figure is None where the note does not say."""

    start: int | None = None
    """Session or procedure start, minutes after midnight."""
    end: int | None = None
    minutes_97112: int | None = None
    timed_minutes: int | None = None
    total_minutes: int | None = None
    computed: tuple[str, ...] = ()
    """Names of figures above that were worked out (for example from start and end) and not written."""
    intervals: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the note under one heading."""

    kind: str
    """subjective, objective, assessment, plan, deficits, interventions, skill, response, function, time, history,
    goals, other."""
    start: int
    end: int
    heading: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that bear on the code itself: group, unsupervised, maintenance, signature, date and the like."""

    kind: str
    start: int
    end: int
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the reader found in a note and in the clinician's answers."""

    spans: tuple[Span, ...] = ()
    clock: Clock = Clock()
    codes: tuple[CodeLine, ...] = ()
    sections: tuple[Section, ...] = ()
    cues: tuple[Cue, ...] = ()
    discipline: str | None = None
    """PT, PTA, OT, COTA or None."""
    length: int = 0
    """Characters of the note."""
    marks: tuple[Cue, ...] = ()
    """Words of the note that rules lay beside each other (sides, assist levels, dates). An answer adds none."""

    def of(self, label: str, *assertions: str) -> Iterator[Span]:
        """Spans with this label and one of these assertions (`present` when none is named)."""
        wanted = assertions or ("present",)
        return (s for s in self.spans if s.label == label and s.assertion in wanted)

    def cues_of(self, kind: str) -> tuple[Cue, ...]:
        """Cues of one kind, in order."""
        return tuple(c for c in self.cues if c.kind == kind)

    def marks_of(self, *kinds: str) -> tuple[Cue, ...]:
        """Marks of these kinds, in order."""
        return tuple(m for m in self.marks if m.kind in kinds)
