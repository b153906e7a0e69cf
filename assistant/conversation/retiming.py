"""Figures of the time set anew, in the answer or the words of the note that gave them."""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation.amending import Change, amended
from assistant.conversation.answering import Utterance, answers_of
from assistant.conversation.changing import done
from assistant.conversation.hearing import Heard
from assistant.conversation.rewording import retimed_note
from assistant.conversation.taking import Outcome
from assistant.conversation.times import FIGURES, with_figure
from assistant.conversation.values import Answer, Conversation
from assistant.facts import Span


def retimed(conversation: Conversation, said: Utterance, heard: Heard) -> Outcome:
    """Figures of the time in place of those given before; a figure given before by nobody is a new answer.

    A figure that no answer gives and the note writes is set anew in the draft.
    """
    given = {s.role for a in conversation.state.answers for s in a.spans if s.label == "TIME"}
    times = [s for s in heard.spans if s.label == "TIME" and s.role in FIGURES]
    noted, rest = retimed_note(conversation, said, heard, [s for s in times if s.role not in given])
    if noted is not None:
        conversation = replace(conversation, state=noted.state)
        times = [s for s in times if s.role in given or s in rest]
        if not times:
            return noted
    answers = conversation.state.answers
    left: list[Span] = []
    touched: list[Answer] = []
    for span in times:
        holder = next(
            (a for a in reversed(answers) for s in a.spans if s.label == "TIME" and s.role == span.role), None
        )
        if holder is None:
            left.append(span)
            continue
        figure = FIGURES[str(span.role)]
        made = tuple(
            Change(s.start, s.end, span.start + said.start, span.end + said.start)
            for s in holder.spans
            if s.label == "TIME" and s.role == span.role
        )[:1]
        group = [a for a in answers if a.turn == holder.turn and a.text == holder.text]
        new = [n for a in group if (n := amended(a, made, said.text, said.turn)) is not None]
        new = [
            replace(n, clock=with_figure(n.clock, str(span.role), getattr(heard.clock, figure)))
            if getattr(n.clock, figure) is not None
            else n
            for n in new
        ]
        answers = (*(a for a in answers if a not in group), *new)
        touched = [*(a for a in touched if a not in group), *(n for n in new if n.requirement == "time")]
    fresh: tuple[Answer, ...] = ()
    if left:
        roles = {str(s.role) for s in left}
        clock = heard.clock
        for role in FIGURES.keys() - roles:
            clock = with_figure(clock, role, None)
        spans = tuple(s for s in heard.spans if s.label != "TIME" or s in left)
        fresh = answers_of(replace(heard, spans=spans, clock=clock), said, None)
    shown = tuple(a for a in (*touched, *fresh) if a.requirement == "time")
    after = done(conversation, tuple(answers), fresh, shown)
    return after if noted is None else replace(after, text=f"{noted.text} {after.text}")
