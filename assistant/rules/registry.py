"""What a predicate is given, what it gives back, and how it is made known.

A predicate is a short pure function marked with ``@predicate("rule-id")``. It says *where* and *what*; weight, reason,
fix, question and sources are the catalogue's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from assistant.facts import Clock, CodeLine, Cue, Facts, Span
from assistant.note import Note, reading_copy
from assistant.payers.profile import Profile
from assistant.results import Billing, Requirement

FRAGMENT = 200
"""Characters below which a text counts as a fragment: what it lacks says nothing about the note."""
NOT_OF_TODAY = ("subjective", "history", "goals", "plan", "function")
NEAR = 90
"""Characters around two statements in which words such as *last visit* or *after* may explain their difference."""
NMR = "97112"
_TOTALS = {"timed_minutes": "timed-written", "total_minutes": "total-written"}
_LAST_NUMBER = re.compile(r"\d+")


class Hit(NamedTuple):
    """A place where a rule is not satisfied."""

    start: int | None
    """Characters of the note; None where something is absent."""
    end: int | None
    message: str
    severity: str | None = None
    """None takes the catalogue's; set where one rule has a heavy and a light direction."""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a predicate may look at."""

    note: Note
    facts: Facts
    billing: Billing
    requirements: tuple[Requirement, ...] = ()
    payer: Profile = field(default_factory=Profile)

    @property
    def clock(self) -> Clock:
        """Times and minutes of the note."""
        return self.facts.clock

    @property
    def fragment(self) -> bool:
        """True when the text is too short for its gaps to mean anything."""
        return self.facts.length < FRAGMENT

    @property
    def bills_97112(self) -> bool:
        """False when other codes are listed without 97112, or the text reads as a visit of another kind."""
        if self.lines(NMR) or self.clock.minutes_97112 is not None:
            return True
        return not self.facts.codes and not self.facts.cues_of("visit-not-treatment")

    @property
    def treats_97112(self) -> bool:
        """True where 97112 is listed, timed, named or described as given: rules of its conduct have an object."""
        if self.lines(NMR) or self.clock.minutes_97112 is not None or self.facts.cues_of("named-code"):
            return True
        return self.bills_97112 and any(not span.weak for span in self.facts.of("INTERVENTION"))

    def lines(self, code: str) -> tuple[CodeLine, ...]:
        """What the note lists of one code."""
        return tuple(line for line in self.facts.codes if line.code == code)

    def minutes(self, code: str) -> int | None:
        """Documented minutes of one code, or None."""
        if code == NMR and self.clock.minutes_97112 is not None:
            return self.clock.minutes_97112
        found = [line.minutes for line in self.lines(code) if line.minutes is not None]
        return sum(found) if found else None

    def written(self, figure: str) -> int | None:
        """A figure of the clock if the note writes it; None if it is absent or was worked out.

        Totals also count under names that stand for nothing else, unless the note gives two.
        """
        value: int | None = getattr(self.clock, figure)
        if value is not None and figure not in self.clock.computed:
            return value
        named = {int(_LAST_NUMBER.findall(m.text)[-1]) for m in self.facts.marks_of(_TOTALS.get(figure, ""))}
        return named.pop() if len(named) == 1 else None

    def of_today(self, *kinds: str) -> tuple[Cue, ...]:
        """Marks of these kinds that tell of this visit: none from a report of the patient, history, goals or plan."""
        return self.today(self.facts.marks_of(*kinds))

    def today(self, words: Iterable[Cue]) -> tuple[Cue, ...]:
        """Those of the words that stand under no heading of report, history, goals or plan."""
        elsewhere = [s for s in self.facts.sections if s.kind in NOT_OF_TODAY]
        return tuple(w for w in words if not any(s.start <= w.start < s.end for s in elsewhere))

    def explained(self, *statements: Cue) -> bool:
        """Whether words of time, change or comparison stand near one of the statements, or in it."""
        words = self.facts.marks_of("comparison")
        return any(w.end > s.start - NEAR and w.start < s.end + NEAR for s in statements for w in words)

    def status(self, requirement: str) -> str | None:
        """Status of one of the six elements; None when it was not judged."""
        return next((r.status for r in self.requirements if r.id == requirement), None)

    def quote(self, line: CodeLine) -> str:
        """The note's words for a code, in parentheses after a message; nothing where they are the bare number."""
        words = self.note.text[line.start : line.end]
        return f" ({quoted(words)})" if words and words != line.code else ""


def quoted(text: str, limit: int = 70) -> str:
    """Text between quotation marks, made plain, on one line, at most `limit` characters."""
    line = " ".join(reading_copy(text).split())
    return f'"{line}"' if len(line) <= limit else f'"{line[: limit - 3].rstrip()}..."'


def place(span: Span) -> tuple[int | None, int | None]:
    """Where a span stands in the note; nowhere when the words are an answer's."""
    return (span.start, span.end) if span.source.kind == "note" else (None, None)


Predicate = Callable[[Context], Iterable[Hit]]

_PREDICATES: dict[str, Predicate] = {}


def predicate(rule_id: str) -> Callable[[Predicate], Predicate]:
    """Declare the function that looks for one rule.

    Raises:
        ValueError: the rule already has a predicate.
    """

    def register(function: Predicate) -> Predicate:
        if rule_id in _PREDICATES:
            raise ValueError(f"The rule {rule_id!r} has two predicates. Join them in one function.")
        _PREDICATES[rule_id] = function
        return function

    return register


def predicates() -> Mapping[str, Predicate]:
    """Predicates by the id of their rule."""
    return MappingProxyType(_PREDICATES)
