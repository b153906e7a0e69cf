"""From what was heard in an utterance to answers: which requirement each fact belongs to, and what to make of the rest.

The words stay the clinician's. Where the reader does not find the element that was asked for, the words are kept as the
answer all the same, marked as weak; they are never read into something stronger.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.conversation.hearing import (
    LABELS,
    SURE,
    Heard,
    content_words,
    fullest_rest,
    plausible,
    settings,
    trimmed,
)
from assistant.conversation.values import OTHER, Answer, Piece
from assistant.facts import Span
from assistant.requirements.elements import ELEMENTS
from assistant.results import REQUIREMENTS

CARRYING = {e.id: e.assertions for e in ELEMENTS} | {"time": ("present",)}
"""Assertions under which a span speaks for its requirement."""
BESIDE = ("EQUIPMENT", "OTHER_INTERVENTION")
"""Labels that carry no requirement of their own."""
KEPT = "kept as the answer given; the reader found nothing of the element in it"


@dataclass(frozen=True, slots=True)
class Utterance:
    """An utterance, or the part of it that answers, on its way to becoming answers."""

    turn: int
    text: str
    """As typed."""
    start: int
    end: int
    pieces: tuple[Piece, ...] = ()

    @property
    def words(self) -> str:
        """The part that answers."""
        return self.text[self.start : self.end]


def answers_of(heard: Heard, said: Utterance, asked: str | None) -> tuple[Answer, ...]:
    """The answers an utterance gives, in the order of the six; empty when it says nothing that can be used.

    Args:
        heard: what was read in ``said.words``.
        said: the utterance.
        asked: the requirement it is an answer to, if one was asked for.
    """
    found = [_answer(said, r, spans) for r in REQUIREMENTS if (spans := heard.of(r))]
    found = [a if _speaks(a) else replace(a, denied=True) for a in found]
    if asked is not None and asked not in {a.requirement for a in found} and (kept := _kept(heard, said, asked)):
        found.append(kept)
    elif not found and (heard.cues or _other_codes(heard)):
        found.append(_answer(said, OTHER, ()))
    found.sort(key=lambda a: (*REQUIREMENTS, OTHER).index(a.requirement))
    return _with_rest(found, heard, said)


def _speaks(answer: Answer) -> bool:
    return any(s.assertion in CARRYING[answer.requirement] for s in answer.spans)


def _other_codes(heard: Heard) -> bool:
    return any(c.minutes is not None or c.billed_units is not None for c in heard.codes)


def _answer(said: Utterance, requirement: str, spans: tuple[Span, ...], *, kept: bool = False) -> Answer:
    moved = tuple(replace(s, start=s.start + said.start, end=s.end + said.start) for s in spans)
    return Answer(said.turn, requirement, said.text, moved, said.start, said.end, kept, pieces=said.pieces)


def _kept(heard: Heard, said: Utterance, asked: str) -> Answer | None:
    """Words that no other element claims, as a weak answer to the element asked for."""
    claimed = [s for r in REQUIREMENTS for s in heard.of(r)]
    start, end = fullest_rest(said.words, claimed) if claimed else trimmed(said.words, 0, len(said.words))
    words = content_words(said.words[start:end])
    if len(words) < (settings()["substance"]["rest"] if claimed else 1) or not plausible(said.words[start:end], asked):
        return None
    label = LABELS[asked]
    role = "other" if asked == "time" else None
    span = Span(label, start, end, said.words[start:end], weak=True, role=role, why=(KEPT,), generic=1.0)
    return _answer(said, asked, (span,), kept=True)


def _with_rest(found: list[Answer], heard: Heard, said: Utterance) -> tuple[Answer, ...]:
    """What belongs to the utterance as a whole: times go with the time, the rest with the first answer."""
    if not found:
        return ()
    shift = said.start
    cues = tuple(replace(c, start=c.start + shift, end=c.end + shift) for c in heard.cues)
    times = [s for s in heard.spans if s.label == "TIME"]
    beside = [s for s in heard.spans if s.label in BESIDE and s.score >= SURE and not _overlaps(s, times)]
    things = [replace(s, start=s.start + shift, end=s.end + shift) for s in beside]
    spans = sorted((*found[0].spans, *things), key=lambda s: s.start)
    first = replace(found[0], cues=cues, codes=heard.codes, spans=tuple(spans))
    timed = {id(a) for a in (first, *found[1:]) if a.requirement == "time" and not a.kept}
    return tuple(replace(a, clock=heard.clock) if id(a) in timed else a for a in (first, *found[1:]))


def _overlaps(span: Span, others: list[Span]) -> bool:
    return any(span.start < s.end and s.start < span.end for s in others)
