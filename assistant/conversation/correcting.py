"""What a correction changes: single words or figures of earlier answers, or where it says it all anew, the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.conversation.amending import AmbiguousError, Change, amended, changes
from assistant.conversation.answering import Utterance, answers_of
from assistant.conversation.changing import by_turn, done, exchanged, last_turn, unchanged
from assistant.conversation.corrections import Correction, correction_data, spoken_number
from assistant.conversation.hearing import Heard, content_words, hear, stated_figures
from assistant.conversation.intents import is_question
from assistant.conversation.retelling import clock_value
from assistant.conversation.retiming import retimed
from assistant.conversation.rewording import restated, restates
from assistant.conversation.swapping import clause, dropped, flipped, merged, swapped
from assistant.conversation.taking import Outcome
from assistant.conversation.times import FIGURES, PARTS, superseded, unclear_clock
from assistant.conversation.values import OTHER, Answer, Conversation
from assistant.conversation.words import tokens
from assistant.note import reading_copy

MOST_RESTATED = 6
"""Words of an utterance that gives a figure anew and says nothing else."""
_TIME = re.compile(r"\b(?:minutes|start|end|total)\b", re.IGNORECASE)
"""Named before the new figure, it is one of the time."""


def take_correction(conversation: Conversation, utterance: str, correction: Correction) -> Outcome | None:
    """Take an utterance as a correction; None where it is an answer of its own after all."""
    if is_question(utterance[correction.start :]):
        return None
    if correction.flip:
        return flipped(conversation, utterance)
    if correction.drop:
        return dropped(conversation, utterance, correction)
    if correction.part:
        said = Utterance(len(conversation.turns), utterance, correction.start, correction.end)
        return _renamed(conversation, said, correction.part)
    if correction.swap:
        return swapped(conversation, utterance, correction, correction.swap)
    said = Utterance(len(conversation.turns), utterance, _past_opening(utterance, correction), correction.end)
    try:
        # Clock times are exchanged for clock times only.
        named = _TIME.search(utterance, 0, said.start)
        made = None if named or _clock_alone(said.words) else _smallest(conversation, said)
    except AmbiguousError:
        return unchanged(conversation, "which") if correction.marked else None
    if not correction.marked:
        # *It was the right hip* corrects what was said last, or is a sentence of its own; *it was 4/10 reps* may
        # speak of an earlier answer that counts reps out of ten.
        if made is None:
            return restated(conversation, said, sure=False)
        said_last = made[0].turn == last_turn(conversation.state.answers)
        if not said_last and not restates(said.words, made[1], figures=False):
            return None
        return exchanged(conversation, utterance, *made)
    timed = hear(said.words, "time", _parts_last_given(conversation.state.answers))
    if _only_times(timed):
        answers = conversation.state.answers
        latest = last_turn(answers)
        if made and made[0].turn == latest and _gives(answers, latest, timed):
            return unchanged(conversation, "which")
        if made is None or made[0].turn != latest:
            sure = correction.strong or any(a.turn == latest and a.requirement == "time" for a in answers)
            sure = sure or _names_known(conversation, said.words)
            return retimed(conversation, said, timed) if sure else None
    if made:
        return exchanged(conversation, utterance, made[0], made[1])
    noted = restated(conversation, said)
    if noted is not None and noted.state is not conversation.state:
        return noted
    if unclear_clock(said.words) and any(stated_figures(a.clock) for a in conversation.state.answers):
        return unchanged(conversation, "unclear_clock")
    return _said_anew(conversation, said, correction) or noted


def _renamed(conversation: Conversation, said: Utterance, role: str) -> Outcome | None:
    """*The end should be 10:40*: the part of the time that is named is set anew."""
    if role == "both":
        heard = hear(said.words, "time")
        if None in (heard.clock.start, heard.clock.end):
            return None
        return retimed(conversation, said, heard)
    part = next(p for p, r in PARTS.items() if r == role)
    heard = hear(said.words, "time", (part,))
    if getattr(heard.clock, FIGURES[role]) is None:
        return None
    return retimed(conversation, said, heard)


def restated_words(conversation: Conversation, utterance: str) -> Outcome | None:
    """*7 of 10 cones* and nothing else, after an answer that says 6 of 10 cones."""
    said = Utterance(len(conversation.turns), utterance, 0, len(utterance.rstrip(" .!")))
    words = tokens(said.words)
    order = correction_data()["order"]
    if not 2 <= len(words) <= MOST_RESTATED or any(t.text in order for t in words):
        return None
    try:
        made = _smallest(conversation, said)
    except AmbiguousError:
        return None
    return exchanged(conversation, utterance, *made) if made and restates(said.words, made[1]) else None


def restated_time(conversation: Conversation, utterance: str) -> Outcome | None:
    """*Start was 8:05* after a start was given: figures that are nothing but others for those an answer gives."""
    answers = conversation.state.answers
    given = superseded(answers)
    if not any(stated_figures(a.clock) for a in given) or not (re.search(r"\d", utterance) or spoken_number(utterance)):
        return None
    said = Utterance(len(conversation.turns), utterance, 0, len(utterance.rstrip(" .!")))
    heard = hear(said.words, "time")
    now = {f: v for a in given for f in stated_figures(a.clock) if (v := getattr(a.clock, f)) is not None}
    new = stated_figures(heard.clock)
    named = "97112" in said.words and set(new) & {"start", "end"}
    if not new or named or not _only_times(heard) or content_words(_without_figures(said.words, heard)):
        return None
    differs = any(now.get(f) != getattr(heard.clock, f) for f in new)
    return retimed(conversation, said, heard) if set(new) <= set(now) and differs else None


def _without_figures(words: str, heard: Heard) -> str:
    """What is said beside the times, and the words that name them."""
    for s in sorted((s for s in heard.spans if s.label == "TIME"), key=lambda s: -s.start):
        words = f"{words[: s.start]} {words[s.end :]}"
    return words


def _past_opening(utterance: str, correction: Correction) -> int:
    """Past *it was* and the like, which say nothing of the new words."""
    opening = "|".join(correction_data()["opening"])
    at = correction.start
    while m := re.compile(rf"\s*(?:{opening})\b\s*", re.IGNORECASE).match(reading_copy(utterance), at, correction.end):
        at = m.end()
    return at if utterance[at : correction.end].strip() else correction.start


def _clock_alone(words: str) -> bool:
    return clock_value(words) is not None or bool(re.fullmatch(r"[\w ]{0,12}\b\d{3,4}", words) and unclear_clock(words))


def _smallest(conversation: Conversation, said: Utterance) -> tuple[Answer, tuple[Change, ...]] | None:
    """The latest answer that the words change in part, and how; None where they change none."""
    for answer in by_turn(conversation.state.answers):
        group = [a for a in conversation.state.answers if a.turn == answer.turn and a.text == answer.text]
        if answer.turn != last_turn(conversation.state.answers) and re.fullmatch(r"[\s\d.]+", said.words):
            # A figure alone concerns what was said last.
            return None
        found = changes(said.words, answer.text, _times(group))
        if found:
            by = said.start
            return answer, tuple(replace(c, new_start=c.new_start + by, new_end=c.new_end + by) for c in found)
    return None


def _times(answers: Sequence[Answer]) -> tuple[tuple[int, int], ...]:
    return tuple((s.start, s.end) for a in answers for s in a.spans if s.label == "TIME" and s.role in FIGURES)


def _only_times(heard: Heard) -> bool:
    """The words give a time and name nothing else."""
    if not stated_figures(heard.clock):
        return False
    return all(s.label == "TIME" for s in heard.spans if s.label not in ("EQUIPMENT", "OTHER_INTERVENTION"))


def _names_known(conversation: Conversation, words: str) -> bool:
    """*9:42 end* where an end is given: the words say themselves which part of the time they are."""
    clock = conversation.review.facts.clock
    named = stated_figures(hear(words, "time").clock)
    return bool(named) and all(getattr(clock, f) is not None and f not in clock.computed for f in named)


def _gives(answers: Sequence[Answer], turn: int, heard: Heard) -> bool:
    """An answer of this turn gives one of the figures heard."""
    wanted = set(stated_figures(heard.clock))
    return any(wanted & set(stated_figures(a.clock)) for a in answers if a.turn == turn)


def _parts_last_given(answers: Sequence[Answer]) -> tuple[str, ...]:
    """Parts of the time that the latest answer about it stated; the 97112 minutes where there is none."""
    for answer in reversed(answers):
        if given := stated_figures(answer.clock):
            return tuple(part for part, role in PARTS.items() if FIGURES[role] in given)
    return ("97112 minutes",)


def _said_anew(conversation: Conversation, said: Utterance, correction: Correction) -> Outcome | None:
    """A whole new answer for the elements of the last one that it speaks of; other answers stay."""
    state = conversation.state
    if not state.answers:
        return None
    last = [a for a in state.answers if a.turn == state.answers[-1].turn]
    names = {a.requirement for a in last}
    about = last[0].requirement if last[0].requirement != OTHER else None
    answers = answers_of(hear(said.words, about), said, about if correction.strong else None)
    now = {a.requirement for a in answers}
    if not answers or (not correction.strong and (not now & names or state.asked in now)):
        return None
    kept = tuple(a for a in state.answers if not (a.turn == last[0].turn and a.requirement in now))
    if any(a.turn == last[0].turn for a in kept):
        # The old words go from what stays of the same utterance.
        gone = merged(
            Change(*clause(a.text, s.start, s.end), 0, 0) for a in last if a.requirement in now for s in a.spans
        )
        kept = tuple(n for a in kept if (n := amended(a, gone, said.text, a.turn) if a.turn == last[0].turn else a))
    return done(conversation, kept, answers, answers)


def not_carried_out(conversation: Conversation) -> Outcome:
    """The reply to words that take something back where nothing tells what."""
    return unchanged(conversation, "nothing_changed")
