"""What an utterance changes: it answers, or it adds what nobody asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.billing.codes import is_timed
from assistant.conversation.answering import CARRYING, Utterance, answers_of
from assistant.conversation.corrections import spoken_number
from assistant.conversation.folding import judge
from assistant.conversation.hearing import (
    SURE,
    addressed,
    any_known,
    hear,
    mostly_known,
    only_duration,
    plausible,
    settings,
    stated_figures,
)
from assistant.conversation.intents import is_question
from assistant.conversation.questions import REST_OF_TIME, claim_questions
from assistant.conversation.retelling import clock_value
from assistant.conversation.times import FIGURES, PARTS, SELF, unclear_clock
from assistant.conversation.values import OTHER, Answer, Conversation, State
from assistant.conversation.wording import phrase, quotes, title
from assistant.note import reading_copy
from assistant.requirements.time import lacking
from assistant.results import Requirement


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an utterance comes to: the state after it and what to say of it."""

    state: State
    text: str
    intent: str
    about: tuple[str, ...] = ()
    """Requirements that the utterance bore on."""
    form: str | None = None
    argument: str = ""
    then: str = ""
    """A request that followed the answer in the same utterance."""


def take(conversation: Conversation, utterance: str, *, keep: bool = True) -> Outcome | None:
    """Take an utterance as an answer, or as facts that nobody asked for; None where it is neither.

    Args:
        conversation: up to now.
        utterance: what was said.
        keep: words in which the reader finds nothing may stand as the answer to what was asked.
    """
    state = conversation.state
    start = lead_in(utterance)
    words = utterance[start:]
    if is_question(words):
        return Outcome(state, phrase("answer", "not_a_question"), "not-understood") if state.asked else None
    said = Utterance(len(conversation.turns), utterance, start, len(utterance))
    claim = state.question in claim_questions()
    asked = None if claim and state.asked != "time" else state.asked
    lacks = _lacking(conversation, claim=claim)
    # A clock time and nothing else is the end where only the end is not known, whatever was asked for; minutes and
    # nothing else are those of 97112 where they are not known and no other timed code is listed.
    lone = clock_value(words) is not None and len({"start time", "end time"} & set(lacks)) == 1
    lone = lone or (only_duration(words) and "97112 minutes" in lacks and not _other_timed(conversation))
    heard = hear(words, "time" if lone else asked, lacks)
    if asked == "time" and not heard.of("time") and unclear_clock(words):
        return Outcome(state, phrase("answer", "unclear_clock"), "not-understood", ("time",))
    # The trained reader finds an element in any short text; words of no class that it knows are none.
    sure = any(s.concept for s in heard.spans) or stated_figures(heard.clock) or heard.cues
    if not sure and (addressed(words) or not any_known(words)):
        return None
    answers = answers_of(heard, said, asked)
    if claim and not answers:
        answers = as_said(said)
    if not keep:
        answers = tuple(a for a in answers if not a.kept)
    if not answers and unclear_clock(words):
        return Outcome(state, phrase("answer", "unclear_clock"), "not-understood", ("time",))
    if not answers:
        return None
    after = with_answers(conversation, _without_repeats(state.answers, answers), answers, claim=claim)
    left = _left_open(after, answers)
    after = replace(after, told=after.told | {r.id for r in left})
    return Outcome(after, _acknowledged(conversation, answers, left), "answer", elements_of(answers))


def says_nothing(words: str) -> bool:
    """True for words that hold no figure and nothing of the visit, such as *I want to think about it*."""
    if re.search(r"\d", words) or spoken_number(words):
        return False
    heard = hear(words)
    if heard.cues or any(s.concept for s in heard.spans):
        return False
    return addressed(words) or not (any(s.score >= SURE for s in heard.spans) or mostly_known(words))


def as_said(said: Utterance) -> tuple[Answer, ...]:
    """The words as they stand, for a question that no element answers; nothing where they say nothing."""
    sensible = plausible(said.words, OTHER)
    return (Answer(said.turn, OTHER, said.text, (), said.start, said.end),) if sensible else ()


def elements_of(answers: Sequence[Answer]) -> tuple[str, ...]:
    """Requirements that answers bear on, each once."""
    return tuple(dict.fromkeys(a.requirement for a in answers if a.requirement != OTHER))


def _lacking(conversation: Conversation, *, claim: bool) -> tuple[str, ...]:
    return ("97112 minutes",) if claim else lacking(conversation.review.facts)


def _other_timed(conversation: Conversation) -> bool:
    return any(c.code != SELF and is_timed(c.code) for c in conversation.review.facts.codes)


@cache
def _lead_ins() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in settings()["lead_in"]["patterns"])


def lead_in(utterance: str) -> int:
    """Where an answer begins, after words such as *yes* and *please add that*."""
    text, at = reading_copy(utterance), 0
    while m := next((m for p in _lead_ins() if (m := p.match(text, at)) and m.end() > at), None):
        at = m.end()
    return at if text[at:].strip() else 0


def with_answers(
    conversation: Conversation, kept: Sequence[Answer], new: tuple[Answer, ...], *, claim: bool = False
) -> State:
    """The state with the answers that stand and the new ones, judged together."""
    state = conversation.state
    answers = (*kept, *new)
    closed = state.closed
    if claim and state.question:
        closed = closed | {state.question}
    elif state.asked in {a.requirement for a in new}:
        rest = {REST_OF_TIME} if state.asked == "time" and "time" in closed else set()
        closed = closed | {str(state.asked)} | rest
    review = judge(conversation.note, conversation.read, answers, conversation.payer, conversation.dismissed)
    return replace(state, review=review, answers=answers, closed=closed)


def _without_repeats(answers: tuple[Answer, ...], new: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Earlier answers but those now given again in the same words."""
    again = {(a.requirement, a.text[a.start : a.end].strip()) for a in new}
    return tuple(a for a in answers if (a.requirement, a.text[a.start : a.end].strip()) not in again)


def _acknowledged(conversation: Conversation, answers: tuple[Answer, ...], left: Sequence[Requirement]) -> str:
    """What was taken, in the clinician's own words, and what it leaves open."""
    parts = [phrase("answer", _manner(a), title=title(a.requirement), quotes=words_of(a)) for a in answers]
    parts += differing(conversation, answers)
    parts += [phrase("answer", "lack", message=r.message) for r in left]
    return " ".join(parts)


def _manner(answer: Answer) -> str:
    if answer.requirement == OTHER:
        return "noted"
    return "kept" if answer.kept else "denied" if answer.denied else "taken"


def words_of(answer: Answer) -> str:
    """An answer's own words for its requirement, quoted."""
    if answer.requirement == OTHER or not answer.spans:
        return quotes([answer.text[answer.start : answer.end]])
    own = [s for s in answer.spans if s.label not in ("EQUIPMENT", "OTHER_INTERVENTION")]
    return quotes(s.text for s in own if answer.denied or s.assertion in CARRYING[answer.requirement])


def _left_open(after: State, answers: tuple[Answer, ...]) -> list[Requirement]:
    """Elements just answered that still lack something, each told once. A time given in part is asked about instead."""
    names = {a.requirement for a in answers} - after.told
    if REST_OF_TIME not in after.closed and not any(a.kept for a in answers):
        names.discard("time")
    return [r for r in after.review.open_requirements if r.id in names and r.message]


def differing(conversation: Conversation, answers: tuple[Answer, ...]) -> list[str]:
    """Where a figure of an answer differs from one that the note writes, in a sentence each."""
    written = conversation.read.clock
    out = []
    for part, role in PARTS.items():
        figure = FIGURES[role]
        new = next((v for a in reversed(answers) if (v := getattr(a.clock, figure)) is not None), None)
        old = getattr(written, figure)
        spans = [s for s in conversation.read.of("TIME") if s.role == role]
        if new is not None and old is not None and old != new and figure not in written.computed and spans:
            out.append(phrase("answer", "note_differs", part=part, quotes=quotes(s.text for s in spans)))
    return out
