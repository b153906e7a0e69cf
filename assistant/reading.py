"""From a note to facts: the only place where Reed's review meets the language pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.facts import Clock, CodeLine, Cue, Facts, Interval, Section, Span
from assistant.note import Note
from nlp_models.components.plain import reading_text

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GENERIC = 0.5
"""Probability from which words count as generic."""


@cache
def pipeline() -> Language:
    """The trained pipeline, loaded once."""
    import nlp_models

    return nlp_models.load()


def read(note: Note) -> Facts:
    """What the note says."""
    return facts_of(pipeline()(reading_text(note.text)), note)


def read_many(notes: Iterable[Note], batch_size: int = 32) -> Iterator[tuple[Note, Facts]]:
    """Facts of a stream of notes, in order; memory does not grow with their number."""
    pairs = ((reading_text(n.text), n) for n in notes)
    for doc, note in pipeline().pipe(pairs, as_tuples=True, batch_size=batch_size):
        yield note, facts_of(doc, note)


def facts_of(doc: Doc, note: Note) -> Facts:
    """Plain values from a processed doc; the words shown are those of the note as read."""
    from nlp_models.components.cues import find_marks
    from nlp_models.components.surface import surface

    data: dict[str, Any] = doc.user_data
    face = surface(doc)
    clock = data["reed_clock"]
    return Facts(
        spans=tuple(
            Span(
                s.label,
                s.start,
                s.end,
                note.text[s.start : s.end],
                s.assertion,
                s.weak >= GENERIC,
                s.score,
                s.role,
                s.why,
                s.concept,
                generic=s.weak,
            )
            for s in data["reed_spans"]
        ),
        clock=Clock(
            clock.start,
            clock.end,
            clock.minutes_97112,
            clock.timed,
            clock.total,
            clock.computed,
            tuple(Interval(b, f, code, (x, y)) for b, f, code, x, y in clock.intervals),
        ),
        codes=_codes(clock.codes),
        sections=tuple(
            Section(s.kind, s.start, s.end, (s.heading_start, s.heading_end)) for s in data["reed_sections"]
        ),
        cues=tuple(
            Cue(c.kind, c.start, c.end, note.text[c.start : c.end]) for c in (*data["reed_cues"], *data["reed_hints"])
        ),
        discipline=_discipline(data["reed_cues"], note.text),
        marks=tuple(Cue(m.kind, m.start, m.end, note.text[m.start : m.end]) for m in find_marks(face.text, face)),
        length=len(note.text),
    )


def _codes(mentions: Iterable[Any]) -> tuple[CodeLine, ...]:
    """One line a code: the figures of its mentions together, placed at the first one in digits."""
    lines: dict[str, CodeLine] = {}
    for m in mentions:
        old = lines.get(m.code)
        if old is None:
            lines[m.code] = CodeLine(m.code, m.minutes, m.units, m.modifiers, m.start, m.end)
        else:
            lines[m.code] = CodeLine(
                m.code,
                old.minutes if old.minutes is not None else m.minutes,
                old.billed_units if old.billed_units is not None else m.units,
                tuple(dict.fromkeys((*old.modifiers, *m.modifiers))),
                old.start,
                old.end,
            )
    return tuple(lines.values())


def _discipline(cues: Iterable[Any], text: str) -> str | None:
    words = [text[c.start : c.end] for c in cues if c.kind in ("credential-assistant", "credential-pt")]
    for name, marks in (
        ("PTA", ("PTA",)),
        ("COTA", ("COTA", "OTA")),
        ("OT", ("OTR", "OT", "OTD", "ccupational")),
        ("PT", ("PT", "DPT", "hysical")),
    ):
        if any(mark in w for w in words for mark in marks):
            return name
    return None
