"""Corrections carried out: words exchanged, figures of the time set anew, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.conversation.amending import Change, amended
from assistant.conversation.hearing import hear
from assistant.conversation.taking import Outcome, differing, elements_of, with_answers, words_of
from assistant.conversation.values import Answer, Conversation
from assistant.conversation.wording import phrase, title


def by_turn(answers: Sequence[Answer]) -> list[Answer]:
    """One answer for each utterance, the latest first."""
    return list({(a.turn, a.text): a for a in reversed(answers)}.values())


def last_turn(answers: Sequence[Answer]) -> int | None:
    """The turn of the latest answer."""
    return answers[-1].turn if answers else None


def exchanged(conversation: Conversation, utterance: str, target: Answer, made: Sequence[Change]) -> Outcome:
    """The answers of one utterance with words of it exchanged or taken out; everything else of them stays."""
    turn = len(conversation.turns)
    group = [a for a in conversation.state.answers if a.turn == target.turn and a.text == target.text]
    rest = tuple(a for a in conversation.state.answers if a not in group)
    changed = tuple(_heard_again(n) for a in group if (n := amended(a, made, utterance, turn)) is not None)
    at = [(c.start, c.end) for c in made]
    touched = [a for a in group if any(s.start < y and x < s.end for s in a.spans for x, y in at)] or group
    names = {a.requirement for a in touched}
    shown = tuple(a for a in changed if a.requirement in names)
    return done(
        conversation,
        rest,
        changed,
        shown,
        gone=tuple(a for a in touched if a.requirement not in {n.requirement for n in changed}),
    )


def _heard_again(answer: Answer) -> Answer:
    """Figures of code lines and the negation of *0* or *no* are read again from the new words."""
    if answer.codes:
        answer = replace(answer, codes=hear(answer.text[answer.start : answer.end]).codes)
    return answer


def done(
    conversation: Conversation,
    kept: tuple[Answer, ...],
    new: tuple[Answer, ...],
    shown: tuple[Answer, ...],
    gone: tuple[Answer, ...] = (),
) -> Outcome:
    """The state with what stays and what is new, and a sentence for each answer that changed."""
    state = with_answers(conversation, kept, new)
    # A correction answers nothing that is open.
    if conversation.state.asked in {a.requirement for a in (*kept, *new)} - {
        a.requirement for a in conversation.state.answers
    }:
        closed = state.closed
    else:
        closed = conversation.state.closed
    parts = [phrase("answer", "changed", title=title(a.requirement), quotes=words_of(a)) for a in shown]
    parts += [phrase("answer", "taken_out", title=title(a.requirement), quotes=words_of(a)) for a in gone]
    parts += differing(conversation, shown)
    return Outcome(replace(state, closed=closed), " ".join(parts), "correction", elements_of((*shown, *gone)))


def unchanged(conversation: Conversation, name: str, **values: str) -> Outcome:
    """The reply to a correction that cannot be carried out; nothing is changed."""
    return Outcome(conversation.state, phrase("answer", name, **values), "correction")
