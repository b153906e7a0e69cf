"""What an utterance changes: it answers, it adds what nobody asked for, or it corrects an earlier answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation.answering import CARRYING, Utterance, answers_of, stated_times
from assistant.conversation.corrections import Correction, find, swapped, to_change
from assistant.conversation.folding import judge
from assistant.conversation.hearing import hear
from assistant.conversation.intents import is_question
from assistant.conversation.questions import REST_OF_TIME
from assistant.conversation.times import FIGURES, PARTS, unclear_clock
from assistant.conversation.values import OTHER, Answer, Conversation, State
from assistant.conversation.wording import phrase, quote, quotes, title
from assistant.requirements.time import lacking
from assistant.results import Requirement


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an utterance comes to: the state after it and what to say of it."""

    state: State
    text: str
    intent: str


def take(conversation: Conversation, utterance: str) -> Outcome | None:
    """Take an utterance as an answer, or as facts that nobody asked for; None where it is neither."""
    state = conversation.state
    if is_question(utterance):
        return Outcome(state, phrase("answer", "not_a_question"), "not-understood") if state.asked else None
    said = Utterance(len(conversation.turns), utterance, 0, len(utterance))
    heard = hear(utterance, state.asked, lacking(state.review.facts))
    if state.asked == "time" and not heard.of("time") and unclear_clock(utterance):
        return Outcome(state, phrase("answer", "unclear_clock"), "not-understood")
    answers = answers_of(heard, said, state.asked)
    if not answers and unclear_clock(utterance):
        return Outcome(state, phrase("answer", "unclear_clock"), "not-understood")
    if not answers:
        return Outcome(state, phrase("answer", "nothing"), "not-understood") if state.asked else None
    after = _with_answers(conversation, _without_repeats(state.answers, answers), answers)
    lacks = _lacks(after, answers)
    after = replace(after, told=after.told | {r.id for r in lacks})
    return Outcome(after, _acknowledged(conversation, answers, lacks), "answer")


def take_correction(conversation: Conversation, utterance: str, correction: Correction) -> Outcome | None:
    """Take an utterance as a correction; None where it is an answer of its own after all."""
    if correction.swap:
        return _swap(conversation, utterance, correction)
    if is_question(utterance):
        return None
    state = conversation.state
    turn = len(conversation.turns)
    said = Utterance(turn, utterance, correction.start, len(utterance))
    last = _last_turn(state.answers)
    names = {a.requirement for a in last}
    timed = answers_of(hear(said.words, "time", _parts_last_given(state.answers)), said, None)
    if timed and all(a.requirement == "time" for a in timed) and (correction.strong or "time" in names):
        return _changed(conversation, state.answers, timed)
    if not last:
        return None
    about = last[0].requirement if last[0].requirement != OTHER else None
    answers = answers_of(hear(said.words, about), said, about if correction.strong else None)
    now = {a.requirement for a in answers}
    if not correction.strong and (not now & names or state.asked in now):
        return None
    kept = tuple(a for a in state.answers if not (a.turn == last[0].turn and a.requirement in now))
    return _changed(conversation, kept, answers) if answers else None


def _swap(conversation: Conversation, utterance: str, correction: Correction) -> Outcome | None:
    """*Left, not right*: one word of an earlier answer for another."""
    swap, state = correction.swap, conversation.state
    if swap is None:
        return None
    target = to_change(swap, state.answers)
    if target is None:
        # Only with *no* or *make that* before it was it surely meant as a correction.
        says = phrase("answer", "swap_missing", quote=quote(swap.old))
        return Outcome(state, says, "not-understood") if correction.start else None
    if find(utterance[swap.start : swap.end], target.text):
        return Outcome(state, phrase("answer", "swap_both", quote=quote(target.text)), "not-understood")
    said = swapped(target, swap, utterance, len(conversation.turns))
    asked = target.requirement if target.requirement != OTHER else None
    answers = answers_of(hear(said.words, asked, _parts_last_given((target,))), said, asked)
    return _changed(conversation, tuple(a for a in state.answers if a.turn != target.turn), answers)


def _changed(conversation: Conversation, kept: tuple[Answer, ...], answers: tuple[Answer, ...]) -> Outcome:
    after = _with_answers(conversation, kept, answers)
    parts = [phrase("answer", "changed", title=title(a.requirement), quotes=_words(a)) for a in answers]
    return Outcome(after, " ".join((*parts, *_differing(conversation, answers))), "correction")


def _with_answers(conversation: Conversation, kept: Sequence[Answer], new: tuple[Answer, ...]) -> State:
    """The state with the answers that stand and the new ones, judged together."""
    state = conversation.state
    answers = (*kept, *new)
    closed = state.closed
    if state.asked in {a.requirement for a in new}:
        rest = {REST_OF_TIME} if state.asked == "time" and "time" in closed else set()
        closed = closed | {str(state.asked)} | rest
    review = judge(conversation.note, conversation.facts, answers, conversation.payer, conversation.dismissed)
    return replace(state, review=review, answers=answers, closed=closed)


def _without_repeats(answers: tuple[Answer, ...], new: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Earlier answers but those now given again in the same words."""
    again = {(a.requirement, a.text[a.start : a.end].strip()) for a in new}
    return tuple(a for a in answers if (a.requirement, a.text[a.start : a.end].strip()) not in again)


def _last_turn(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    return tuple(a for a in answers if a.turn == answers[-1].turn)


def _parts_last_given(answers: Sequence[Answer]) -> tuple[str, ...]:
    """Parts of the time that the latest answer about it stated; the 97112 minutes where there is none."""
    for answer in reversed(answers):
        if given := stated_times(answer.clock):
            return tuple(part for part, role in PARTS.items() if FIGURES[role] in given)
    return ("97112 minutes",)


def _acknowledged(conversation: Conversation, answers: tuple[Answer, ...], lacks: Sequence[Requirement]) -> str:
    """What was taken, in the clinician's own words, and what it leaves open."""
    parts = [phrase("answer", _manner(a), title=title(a.requirement), quotes=_words(a)) for a in answers]
    parts += _differing(conversation, answers)
    parts += [phrase("answer", "lack", message=r.message) for r in lacks]
    return " ".join(parts)


def _manner(answer: Answer) -> str:
    if answer.requirement == OTHER:
        return "noted"
    return "kept" if answer.kept else "denied" if answer.denied else "taken"


def _words(answer: Answer) -> str:
    if answer.requirement == OTHER or not answer.spans:
        return quotes([answer.text[answer.start : answer.end]])
    own = [s for s in answer.spans if s.label not in ("EQUIPMENT", "OTHER_INTERVENTION")]
    speaking = [s for s in own if answer.denied or s.assertion in CARRYING[answer.requirement]]
    return quotes([s.text for s in speaking])


def _lacks(after: State, answers: tuple[Answer, ...]) -> list[Requirement]:
    """Elements just answered that still lack something, each told once. A time given in part is asked about instead."""
    names = {a.requirement for a in answers} - after.told
    if REST_OF_TIME not in after.closed and not any(a.kept for a in answers):
        names.discard("time")
    return [r for r in after.review.open_requirements if r.id in names and r.message]


def _differing(conversation: Conversation, answers: tuple[Answer, ...]) -> list[str]:
    """Where a figure of an answer differs from one that the note writes."""
    written = conversation.facts.clock
    out = []
    for part, role in PARTS.items():
        figure = FIGURES[role]
        new = next((v for a in reversed(answers) if (v := getattr(a.clock, figure)) is not None), None)
        old = getattr(written, figure)
        spans = [s for s in conversation.facts.of("TIME") if s.role == role]
        if new is not None and old is not None and old != new and figure not in written.computed and spans:
            out.append(phrase("answer", "note_differs", part=part, quotes=quotes(s.text for s in spans)))
    return out
