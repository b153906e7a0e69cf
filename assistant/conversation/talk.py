"""The conversation itself: `start` opens it, `say` takes it one utterance further. Both are pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant import reading
from assistant.conversation.among import BEHIND, JOINTS, after_cues, beside_chatter, follow_up, twice_declined
from assistant.conversation.correcting import not_carried_out, restated_time, restated_words, take_correction
from assistant.conversation.corrections import correction_in
from assistant.conversation.folding import judge
from assistant.conversation.intents import DECLINES, Intent, nearest, understand
from assistant.conversation.questions import Question, claim_questions, next_question, standing_question
from assistant.conversation.replying import INFO, inform, template_for
from assistant.conversation.taking import Outcome, take
from assistant.conversation.values import Conversation, Decline, State, Step, Turn
from assistant.conversation.wording import listed, open_titles, opening, phrase, quote, title
from assistant.dismissals import Dismissed
from assistant.display import safe_display
from assistant.note import Note, reading_copy
from assistant.results import REQUIREMENTS


def start(
    note: Note | str, *, payer: str = "medicare", dismissed: Iterable[Dismissed] = (), does: Iterable[str] = ()
) -> Conversation:
    """Open a conversation about a note.

    Args:
        note: the note, or its text.
        payer: name of a payer profile.
        dismissed: findings and elements that the person disputes (`assistant.dismissals`); they are not asked for.
        does: commands that the caller carries out when a turn has them as its intent: ``copy``, ``save-as``,
            ``export``. The reply to any other of these says that nothing was copied or saved.

    Returns:
        The conversation with turn 0: what was found, and the first question. A complete note gets no question.
    """
    note = note if isinstance(note, Note) else Note(note)
    facts = reading.read(note)
    disputed = tuple(dismissed)
    state = State(judge(note, facts, (), payer, disputed))
    conversation = Conversation(note, facts, state, payer=payer, dismissed=disputed, does=frozenset(does))
    return _next(conversation, "", Outcome(state, opening(state.review), "opening"))


def say(conversation: Conversation, utterance: str) -> Conversation:
    """The conversation after one more utterance of the clinician.

    Nothing is ever refused: what cannot be understood gets an honest reply and changes nothing.
    """
    if conversation.finished:
        state = replace(conversation.state, finished=False)
        conversation = replace(conversation, state=_asking(state, next_question(state)))
    return _next(conversation, utterance, _outcome(conversation, utterance))


def choose(conversation: Conversation, requirement: str) -> Conversation:
    """The conversation with this requirement asked for, whatever it would ask for by itself; no turn is added.

    A question that was declined may be chosen: it is the person who takes it up.
    """
    if conversation.asked == requirement:
        return conversation
    return replace(conversation, state=replace(conversation.state, asked=requirement, question=None))


def _outcome(conversation: Conversation, utterance: str) -> Outcome:
    state = conversation.state
    if not utterance.strip():
        return Outcome(state, phrase("info", "empty"), "empty")
    intent = follow_up(conversation, utterance) or understand(utterance, asking=state.asked is not None)
    if intent is not None and not (intent.id == "yes-no" and correction_in(utterance)):
        return _request(conversation, intent)
    if declined := twice_declined(conversation, utterance):
        return _request(conversation, declined)
    correction = correction_in(utterance)
    names = correction is not None and bool(correction.swap or correction.part or correction.flip)
    if not names and (request := after_cues(conversation, utterance)):
        return _request(conversation, request)
    if both := _answer_and_request(conversation, utterance):
        return both
    if not names and (request := beside_chatter(conversation, utterance)):
        return _request(conversation, request)
    if correction and (outcome := take_correction(conversation, utterance, correction)):
        return outcome
    if outcome := restated_time(conversation, utterance) or restated_words(conversation, utterance):
        return outcome
    # What begins with *no, I meant* is never kept as the answer to another question.
    marked = correction is not None and correction.marked
    if outcome := take(conversation, utterance, keep=not marked):
        return outcome
    return not_carried_out(conversation) if marked and conversation.state.answers else _not_understood(state, utterance)


def _answer_and_request(conversation: Conversation, utterance: str) -> Outcome | None:
    """*10:05 to 10:43, then draft it*: the answer is taken, then the request met."""
    if utterance.rstrip().endswith("?"):
        return None
    for m in JOINTS.finditer(reading_copy(utterance)):
        head, tail = utterance[: m.start()], utterance[m.end() :]
        request = understand(tail, asking=False, exact=True)
        if request is None:
            # *Lost balance twice, next question* goes on by itself.
            request = understand(tail, asking=True, exact=True) if conversation.asked else None
            request = request if request and request.id == "skip" else None
        if request is None or request.id not in BEHIND | {"skip"} or not head.strip():
            continue
        # Offsets count the utterance, and its head is where it begins.
        first = _outcome(conversation, head)
        if first.intent not in ("answer", "correction", *DECLINES):
            return None
        if request.id == "skip":
            return first if first.intent == "answer" else None
        after = replace(conversation, state=first.state)
        second = _request(after, request)
        text = "\n".join((first.text, second.text))
        form, argument = second.form, second.argument
        return Outcome(second.state, text, first.intent, first.about, form, argument, then=request.id)
    return None


def _request(conversation: Conversation, intent: Intent) -> Outcome:
    state = conversation.state
    if intent.id in INFO:
        argument = _argument(conversation, intent)
        return Outcome(state, inform(conversation, intent), intent.id, intent.elements, intent.form, argument)
    if intent.id in DECLINES:
        return _decline(conversation, intent)
    if intent.id == "undo":
        return _undo(conversation)
    if intent.id == "restart":
        first = State(judge(conversation.note, conversation.facts, (), conversation.payer, conversation.dismissed))
        return Outcome(first, phrase("info", "restarted"), "restart")
    if intent.id == "done":
        return _stop(state)
    # *Yes* or *no* to an open question, or to nothing.
    return Outcome(state, phrase("answer", "yes_no") if state.asked else phrase("info", "nothing_added"), intent.id)


def _argument(conversation: Conversation, intent: Intent) -> str:
    if intent.id == "draft":
        return template_for(conversation, intent.form) or ""
    return intent.name


def _decline(conversation: Conversation, intent: Intent) -> Outcome:
    state = conversation.state
    open_now = {r.id for r in state.review.open_requirements}
    named = [e for e in intent.elements if e in open_now and e != state.asked]
    if state.asked is None or (named and state.asked not in intent.elements and intent.id != "not-done"):
        topics = tuple(named)
    else:
        topics = (str(state.question) if state.question in claim_questions() else state.asked,)
    if not topics:
        return Outcome(state, phrase("decline", "nothing"), intent.id)
    turn = len(conversation.turns)
    kept = tuple(d for d in state.declines if d.topic not in topics)
    # A time that was *not done* is a time that is not known: the blank stays.
    how = "skip" if intent.id == "not-done" and topics == ("time",) else intent.id
    after = replace(state, declines=(*kept, *(Decline(t, how, turn) for t in topics)))
    names = [title(t) if t in REQUIREMENTS else title(str(state.asked)) for t in topics]
    about = tuple(t if t in REQUIREMENTS else str(state.asked) for t in topics)
    return Outcome(after, phrase("decline", how, title=listed(names)), intent.id, about)


def _stop(state: State) -> Outcome:
    left = open_titles(state.review)
    closing = phrase("info", "stopped_open", open=left) if left else phrase("info", "stopped_all")
    return Outcome(replace(state, finished=True), phrase("info", "stopped", open=closing), "done")


def _undo(conversation: Conversation) -> Outcome:
    if not conversation.past:
        return Outcome(conversation.state, phrase("info", "undo_nothing"), "undo")
    step = conversation.past[-1]
    turn = conversation.turns[step.turn]
    name = "decline" if turn.intent in DECLINES else turn.intent
    about = listed([title(a) for a in turn.about]) or title(step.state.asked or "")
    what = phrase("what", name, quote=quote(turn.said), title=about)
    return Outcome(step.state, phrase("info", "undone", what=what), "undo")


def _not_understood(state: State, utterance: str) -> Outcome:
    late = understand(utterance, asking=True)
    if state.asked is None and late is not None and late.id in DECLINES:
        return Outcome(state, phrase("decline", "nothing"), late.id)
    first, second = nearest(utterance)
    name = "not_understood_asked" if state.asked else "not_understood"
    return Outcome(state, phrase("info", name, first=first, second=second), "not-understood")


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
    chosen = before.asked if number and before.asked != conversation.turns[-1].asked else None
    turn = Turn(
        number,
        said,
        reply,
        state.asked,
        state.review,
        outcome.intent,
        state.question,
        outcome.about,
        outcome.form,
        outcome.argument,
        chosen,
        outcome.then,
    )
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
