"""Where the elements stand in the note: what the editor underlines, and how it moves with edits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.facts import Span
from assistant.results import Requirement, Review

Stretch = tuple[int, int, str]
"""First column, column after the last, and requirement id, within one line."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A stretch of the note that carries an element."""

    start: int
    end: int
    """Exclusive; characters of the editor's text."""
    element: str
    """Requirement id."""


def in_note(review: Review, requirement: Requirement) -> tuple[Span, ...]:
    """Evidence that stands in the note, in its order; evidence from answers is left out."""
    spans = (s for s in review.evidence(requirement) if s.source.kind == "note")
    return tuple(sorted(spans, key=lambda s: (s.start, s.end)))


def marks_of(review: Review) -> tuple[Mark, ...]:
    """Marks of everything the six requirements rest on, in order."""
    return tuple(sorted(Mark(s.start, s.end, r.id) for r in review.requirements for s in in_note(review, r)))


def shifted(marks: Iterable[Mark], start: int, old_end: int, new_end: int) -> tuple[Mark, ...]:
    """Marks after the characters ``start:old_end`` were replaced by ``start:new_end``.

    A mark that the edit touches is dropped: its words may no longer be what was found.
    """
    moved = []
    for mark in marks:
        if mark.end <= start:
            moved.append(mark)
        elif mark.start >= old_end:
            by = new_end - old_end
            moved.append(Mark(mark.start + by, mark.end + by, mark.element))
    return tuple(moved)


def by_line(marks: Iterable[Mark], starts: Sequence[int]) -> dict[int, list[Stretch]]:
    """Marks cut at line ends, by line.

    Args:
        marks: in any order.
        starts: offset of the first character of each line.
    """
    lines: dict[int, list[Stretch]] = {}
    for mark in marks:
        row = bisect_right(starts, mark.start) - 1
        while row < len(starts) and starts[row] < mark.end:
            begin = max(mark.start - starts[row], 0)
            after = mark.end - starts[row]
            if row + 1 < len(starts):
                after = min(after, starts[row + 1] - starts[row])
            lines.setdefault(row, []).append((begin, after, mark.element))
            row += 1
    return lines
