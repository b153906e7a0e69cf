"""The note with words corrected: words said later stand in place of words of the note, which itself stays as it is.

It is an answer (``note``) whose text is the whole note. Its pieces tell which characters are the note's (turn 0) and
which were said later, so it is corrected further and undone like any other answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant import reading
from assistant.conversation.retelling import Edit, applied, clock_value
from assistant.conversation.values import NOTE, Answer, Piece
from assistant.facts import Cue, Facts, Span
from assistant.note import Note


@dataclass(frozen=True, slots=True)
class Exchange:
    """Characters of the note, and the characters of the corrected text that stand in place of them."""

    start: int
    end: int
    """Exclusive."""
    first: int
    last: int
    """Exclusive."""


def as_answer(note: Note) -> Answer:
    """The note as written, ready to be corrected."""
    return Answer(0, NOTE, note.text, (), 0, len(note.text), pieces=(Piece(0, 0, len(note.text)),))


def exchanges(corrected: Answer, length: int) -> tuple[Exchange, ...]:
    """What was exchanged, in the order of the note.

    Args:
        corrected: the note with words corrected.
        length: characters of the note as written.
    """
    out: list[Exchange] = []
    at = first = last = 0
    for piece in (*corrected.pieces, Piece(0, length, length)):
        if piece.turn:
            last += piece.end - piece.start
            continue
        if piece.start > at or last > first:
            out.append(Exchange(at, piece.start, first, last))
        at, first = piece.end, last + piece.end - piece.start
        last = first
    return tuple(out)


def place_in(corrected: Answer, start: int, end: int) -> tuple[int, int]:
    """Where a stretch of the note as written is in the corrected text; what was exchanged in it is all of it."""
    by = [(e.start, e.end, e.first, e.last) for e in exchanges(corrected, _length(corrected))]
    return _forward(start, by, last=False), _forward(end, by, last=True)


def _length(corrected: Answer) -> int:
    return max((p.end for p in corrected.pieces if not p.turn), default=0)


def _forward(offset: int, by: list[tuple[int, int, int, int]], *, last: bool) -> int:
    shift = 0
    for start, end, first, stop in by:
        if offset <= start:
            break
        if offset < end:
            return stop if last else first
        shift = stop - end
    return offset + shift


def read_anew(note: Note, corrected: Answer) -> Facts:
    """What the note says with its words corrected; every offset counts the note as written.

    Spans keep the words that stand at their place in the note; cues and marks have the words that were read.
    """
    edits = (
        Edit(e.start, e.end, _readable(corrected.text[e.first : e.last])) for e in exchanges(corrected, len(note.text))
    )
    told = applied(note.text, edits)
    facts = reading.read(Note(told.text))
    return _moved(facts, note.text, told.back)


def _readable(words: str) -> str:
    """A clock time as the reader of notes knows it, whatever way it was said."""
    value = clock_value(words)
    return words if value is None or ":" in words else f"{value // 60}:{value % 60:02}"


def _moved(facts: Facts, text: str, back: Callable[[int, int], tuple[int, int]]) -> Facts:
    def span(s: Span) -> Span:
        start, end = back(s.start, s.end)
        return replace(s, start=start, end=end, text=text[start:end])

    def cue(c: Cue) -> Cue:
        start, end = back(c.start, c.end)
        return replace(c, start=start, end=end)

    clock = facts.clock
    codes, sections = [], []
    for c in facts.codes:
        start, end = back(c.start, c.end)
        codes.append(replace(c, start=start, end=end))
    for part in facts.sections:
        start, end = back(part.start, part.end)
        sections.append(replace(part, start=start, end=end, heading=back(*part.heading)))
    intervals = tuple(replace(i, at=back(*i.at)) if i.at[1] else i for i in clock.intervals)
    return replace(
        facts,
        spans=tuple(span(s) for s in facts.spans),
        clock=replace(clock, intervals=intervals),
        codes=tuple(codes),
        sections=tuple(sections),
        cues=tuple(cue(c) for c in facts.cues),
        marks=tuple(cue(m) for m in facts.marks),
        length=len(text),
    )
