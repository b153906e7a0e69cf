"""The conversation itself: `start` opens it, `say` takes it one utterance further. Both are pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant import reading
from assistant.conversation.corrections import correction_in
from assistant.conversation.folding import judge
from assistant.conversation.intents import DECLINES, Intent, nearest, understand
from assistant.conversation.questions import Question, next_question, standing_question
from assistant.conversation.replying import INFO, inform
from assistant.conversation.taking import Outcome, take, take_correction
from assistant.conversation.values import Conversation, State, Step, Turn
from assistant.conversation.wording import open_titles, opening, phrase, quote, title
from assistant.dismissals import Dismissed
from assistant.display import safe_display
from assistant.note import Note


def start(note: Note | str, *, payer: str = "medicare", dismissed: Iterable[Dismissed] = ()) -> Conversation:
    """Open a conversation about a note.

    Args:
        note: the note, or its text.
        payer: name of a payer profile.
        dismissed: findings and elements that the person disputes (`assistant.dismissals`); they are not asked for.

    Returns:
        The conversation with turn 0: what was found, and the first question. A complete note gets no question.
    """
    note = note if isinstance(note, Note) else Note(note)
    facts = reading.read(note)
    disputed = tuple(dismissed)
    state = State(judge(note, facts, (), payer, disputed))
    opened = Conversation(note, facts, state, payer=payer, dismissed=disputed)
    return _next(opened, "", Outcome(state, opening(state.review), "opening"))


def say(conversation: Conversation, utterance: str) -> Conversation:
    """The conversation after one more utterance of the clinician.

    Nothing is ever refused: what cannot be understood gets an honest reply and changes nothing.
    """
    if conversation.finished:
        state = replace(conversation.state, finished=False)
        conversation = replace(conversation, state=_asking(state, next_question(state)))
    return _next(conversation, utterance, _outcome(conversation, utterance))


def _outcome(conversation: Conversation, utterance: str) -> Outcome:
    state = conversation.state
    if not utterance.strip():
        return Outcome(state, phrase("info", "empty"), "empty")
    intent = understand(utterance, asking=state.asked is not None)
    if intent is not None:
        return _request(conversation, intent)
    if (correction := correction_in(utterance)) and (outcome := take_correction(conversation, utterance, correction)):
        return outcome
    return take(conversation, utterance) or _not_understood(state, utterance)


def _request(conversation: Conversation, intent: Intent) -> Outcome:
    state = conversation.state
    if intent.id in INFO:
        return Outcome(state, inform(conversation, intent), intent.id)
    if intent.id in DECLINES:
        return _decline(state, intent.id)
    if intent.id == "undo":
        return _undo(conversation)
    if intent.id == "restart":
        first = State(judge(conversation.note, conversation.facts, (), conversation.payer, conversation.dismissed))
        return Outcome(first, phrase("info", "restarted"), "restart")
    if intent.id == "stop":
        return _stop(state)
    # *Yes* or *no* to an open question, or to nothing.
    return Outcome(state, phrase("answer", "yes_no") if state.asked else phrase("info", "nothing_added"), intent.id)


def _decline(state: State, how: str) -> Outcome:
    if state.asked is None:
        return Outcome(state, phrase("decline", "nothing"), how)
    after = replace(state, declined=state.declined | {state.asked})
    return Outcome(after, phrase("decline", how, title=title(state.asked)), how)


def _stop(state: State) -> Outcome:
    left = open_titles(state.review)
    closing = phrase("info", "stopped_open", open=left) if left else phrase("info", "stopped_all")
    return Outcome(replace(state, finished=True), phrase("info", "stopped", open=closing), "stop")


def _undo(conversation: Conversation) -> Outcome:
    if not conversation.past:
        return Outcome(conversation.state, phrase("info", "undo_nothing"), "undo")
    step = conversation.past[-1]
    turn = conversation.turns[step.turn]
    name = "decline" if turn.intent in DECLINES else turn.intent
    what = phrase("what", name, quote=quote(turn.said), title=title(step.state.asked or ""))
    return Outcome(step.state, phrase("info", "undone", what=what), "undo")


def _not_understood(state: State, utterance: str) -> Outcome:
    late = understand(utterance, asking=True)
    if state.asked is None and late is not None and late.id in DECLINES:
        return _decline(state, late.id)
    first, second = nearest(utterance)
    return Outcome(state, phrase("info", "not_understood", first=first, second=second), "not-understood")


def _next(conversation: Conversation, said: str, outcome: Outcome) -> Conversation:
    """Put the next question and write the turn down."""
    before, number = conversation.state, len(conversation.turns)
    changed = outcome.state is not before
    # A question stands until something changes, also one that the person chose by themselves.
    standing = None if changed or number == 0 else standing_question(before)
    question = standing or next_question(outcome.state)
    state = _asking(outcome.state, question)
    past = conversation.past
    if outcome.intent == "undo":
        past = past[:-1]
    elif changed:
        past = (*past, Step(before, number))
    parts = (outcome.text, _question_text(before, state, question, fresh=changed or number == 0))
    reply = safe_display("\n".join(p for p in parts if p))
    turn = Turn(number, said, reply, state.asked, state.review, outcome.intent, state.question)
    return replace(conversation, state=state, turns=(*conversation.turns, turn), past=past)


def _asking(state: State, question: Question | None) -> State:
    if question is None:
        return replace(state, asked=None, question=None)
    return replace(state, asked=question.requirement, question=question.id)


def _question_text(before: State, after: State, question: Question | None, *, fresh: bool) -> str:
    """The question in full when it is new, in short while it stands, and a closing word when there is none left."""
    if after.finished or (question is None and not fresh):
        return ""
    if question is None:
        if before.asked is None:
            return phrase("opening", "nothing_to_ask") if not after.answers else ""
        left = open_titles(after.review)
        return phrase("answer", "done_open", open=left) if left else phrase("answer", "done_met")
    if fresh and (question.id != before.question or not before.asked):
        return question.text
    if question.about is not None:
        return phrase("answer", "repeat_about", quote=quote(question.about.text, 48), ask=question.ask)
    return phrase("answer", "repeat", ask=question.ask)
