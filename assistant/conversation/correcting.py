"""What a correction changes: single words or figures of earlier answers, or where it says it all anew, the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.conversation.amending import AmbiguousError, Change, amended, changes, tokens
from assistant.conversation.answering import Utterance, answers_of
from assistant.conversation.corrections import Correction, Swap, correction_data, find
from assistant.conversation.hearing import Heard, hear, stated_figures
from assistant.conversation.intents import elements_in, is_question
from assistant.conversation.retelling import clock_value
from assistant.conversation.taking import Outcome, differing, elements_of, with_answers, words_of
from assistant.conversation.times import FIGURES, PARTS, unclear_clock
from assistant.conversation.values import OTHER, Answer, Conversation
from assistant.conversation.wording import phrase, quote, title
from assistant.facts import Span
from assistant.note import reading_copy


def take_correction(conversation: Conversation, utterance: str, correction: Correction) -> Outcome | None:
    """Take an utterance as a correction; None where it is an answer of its own after all."""
    if is_question(utterance[correction.start :]):
        return None
    if correction.drop:
        return _dropped(conversation, utterance, correction)
    if correction.swap:
        return _swapped(conversation, utterance, correction, correction.swap)
    said = Utterance(len(conversation.turns), utterance, _past_opening(utterance, correction), correction.end)
    try:
        # Clock times are exchanged for clock times only.
        made = None if _clock_alone(said.words) else _smallest(conversation, said)
    except AmbiguousError:
        return _unchanged(conversation, "which")
    timed = hear(said.words, "time", _parts_last_given(conversation.answers))
    if _only_times(timed, said.words):
        state = conversation.state
        if made and made[0].turn == _last_turn(state.answers) and _gives(state.answers, made[0].turn, timed):
            return _unchanged(conversation, "which")
        if not (made and made[0].turn == _last_turn(state.answers)):
            if correction.strong or "time" in {
                a.requirement for a in state.answers if a.turn == _last_turn(state.answers)
            }:
                return _retimed(conversation, said, timed)
            return None
    if made:
        return _amended(conversation, utterance, made[0], made[1])
    if unclear_clock(said.words) and any(stated_figures(a.clock) for a in conversation.answers):
        return _unchanged(conversation, "unclear_clock")
    return _said_anew(conversation, said, correction)


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
    for answer in _by_turn(conversation.answers):
        group = [a for a in conversation.answers if a.turn == answer.turn and a.text == answer.text]
        if answer.turn != _last_turn(conversation.answers) and re.fullmatch(r"[\s\d.]+", said.words):
            # A figure alone concerns what was said last.
            return None
        found = changes(said.words, answer.text, _times(group))
        if found:
            by = said.start
            return answer, tuple(replace(c, new_start=c.new_start + by, new_end=c.new_end + by) for c in found)
    return None


def _by_turn(answers: Sequence[Answer]) -> list[Answer]:
    """One answer for each utterance, the latest first."""
    return list({(a.turn, a.text): a for a in reversed(answers)}.values())


def _times(answers: Sequence[Answer]) -> tuple[tuple[int, int], ...]:
    return tuple((s.start, s.end) for a in answers for s in a.spans if s.label == "TIME" and s.role in FIGURES)


def _last_turn(answers: Sequence[Answer]) -> int | None:
    return answers[-1].turn if answers else None


def _only_times(heard: Heard, words: str) -> bool:
    """The words give a time and name nothing else."""
    if not stated_figures(heard.clock):
        return False
    return all(s.label == "TIME" for s in heard.spans if s.label not in ("EQUIPMENT", "OTHER_INTERVENTION"))


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


def _amended(conversation: Conversation, utterance: str, target: Answer, made: Sequence[Change]) -> Outcome:
    """The answers of one utterance with words of it exchanged or taken out; everything else of them stays."""
    turn = len(conversation.turns)
    group = [a for a in conversation.answers if a.turn == target.turn and a.text == target.text]
    rest = tuple(a for a in conversation.answers if a not in group)
    changed = tuple(_heard_again(n) for a in group if (n := amended(a, made, utterance, turn)) is not None)
    at = [(c.start, c.end) for c in made]
    touched = [a for a in group if any(s.start < y and x < s.end for s in a.spans for x, y in at)] or group
    names = {a.requirement for a in touched}
    shown = tuple(a for a in changed if a.requirement in names)
    return _done(
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


def _retimed(conversation: Conversation, said: Utterance, heard: Heard) -> Outcome:
    """Figures of the time in place of those given before; a figure given before by nobody is a new answer."""
    answers = conversation.answers
    left: list[Span] = []
    touched: list[Answer] = []
    for span in (s for s in heard.spans if s.label == "TIME" and s.role in FIGURES):
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
            replace(n, clock=replace(n.clock, **{figure: getattr(heard.clock, figure)}))
            if getattr(n.clock, figure) is not None
            else n
            for n in new
        ]
        answers = (*(a for a in answers if a not in group), *new)
        touched = [*(a for a in touched if a not in group), *(n for n in new if n.requirement == "time")]
    fresh: tuple[Answer, ...] = ()
    if left:
        roles = {str(s.role) for s in left}
        clock = replace(heard.clock, **{f: None for r, f in FIGURES.items() if r not in roles})
        spans = tuple(s for s in heard.spans if s.label != "TIME" or s in left)
        fresh = answers_of(replace(heard, spans=spans, clock=clock), said, None)
    shown = tuple(a for a in (*touched, *fresh) if a.requirement == "time")
    return _done(conversation, tuple(a for a in answers), fresh, shown)


def _swapped(conversation: Conversation, utterance: str, correction: Correction, swap: Swap) -> Outcome | None:
    """*Left, not right*: one word of an earlier answer for another."""
    new = utterance[swap.start : swap.end]
    old_time = clock_value(swap.old)
    if old_time is not None and clock_value(new) is not None:
        return _swapped_time(conversation, utterance, swap, old_time, correction)
    minutes = _swapped_minutes(conversation, utterance, swap)
    if minutes is not None:
        return minutes
    for target in _by_turn(conversation.answers):
        hits = _hits(swap.old, target.text)
        if not hits:
            continue
        made = _exchange(target, swap, new, hits, only_part=not correction.marked)
        if made == ():
            continue
        if made is None:
            return _unchanged(conversation, "swap_both", quote=quote(target.text))
        return _amended(conversation, utterance, target, made)
    # Only with *no* or *make that* before it was it surely meant as a correction.
    sure = correction.marked and (correction.start or correction.strong or _in_note(swap.old, conversation))
    return _unchanged(conversation, "swap_missing", quote=quote(swap.old)) if sure else None


def _in_note(word: str, conversation: Conversation) -> bool:
    return bool(find(word, conversation.note.text))


def _exchange(
    target: Answer, swap: Swap, new: str, hits: tuple[tuple[int, int], ...], *, only_part: bool
) -> tuple[Change, ...] | None:
    """The changes that put `new` where the old words are; None where the answer holds both, none where none is sure."""
    try:
        # *4 times, not 2*: what is counted stands in the answer already.
        smart = changes(new, target.text)
    except AmbiguousError:
        smart = ()
    if smart and all(any(c.start <= a < c.end or a <= c.start < b for a, b in hits) for c in smart):
        return tuple(replace(c, new_start=c.new_start + swap.start, new_end=c.new_end + swap.start) for c in smart)
    if only_part:
        return ()
    if find(new, target.text):
        return None
    return tuple(Change(a, b, swap.start, swap.end) for a, b in hits)


def _hits(old: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where an old word is: as typed, as a word that stands for it, or as the same figure."""
    if found := find(old, text):
        return found
    wanted = [t for t in tokens(old) if t.value is not None]
    if len(wanted) != 1:
        return ()
    return tuple((t.start, t.end) for t in tokens(text) if t.value == wanted[0].value)


def _swapped_time(
    conversation: Conversation, utterance: str, swap: Swap, old: int, correction: Correction
) -> Outcome | None:
    for holder in (conversation.review.facts.clock,):
        for role, figure in (("start", holder.start), ("end", holder.end)):
            if figure is not None and figure % 720 == old % 720:
                said = Utterance(len(conversation.turns), utterance, swap.start, swap.end)
                part = next(p for p, r in PARTS.items() if r == role)
                return _retimed(conversation, said, hear(said.words, "time", (part,)))
    return _unchanged(conversation, "swap_missing", quote=quote(swap.old)) if correction.start else None


def _swapped_minutes(conversation: Conversation, utterance: str, swap: Swap) -> Outcome | None:
    """*36 minutes, not 38*, where 38 are the minutes that now hold."""
    new = [t.value for t in tokens(utterance[swap.start : swap.end]) if t.value is not None]
    old = [t.value for t in tokens(swap.old) if t.value is not None]
    clock = conversation.review.facts.clock
    if len(new) != 1 or len(old) != 1:
        return None
    words = f"{utterance[swap.start : swap.end]} {swap.old}".lower()
    for part, role in PARTS.items():
        named = re.search(r"\bmin", words) or not re.search(r"[a-z]{3,}", words)
        if role in ("minutes", "total") and named and getattr(clock, FIGURES[role]) == old[0]:
            given = [a for a in conversation.answers if getattr(a.clock, FIGURES[role]) is not None]
            if not given and not re.search(r"\bmin", words):
                continue
            said = Utterance(len(conversation.turns), utterance, swap.start, swap.end)
            return _retimed(conversation, said, hear(said.words, "time", (part,)))
    return None


def _dropped(conversation: Conversation, utterance: str, correction: Correction) -> Outcome | None:
    """*Take out the part about the hips*: the statement of an answer that holds the words goes."""
    named = elements_in(correction.drop.lower())
    for target in _by_turn(conversation.answers):
        group = [a for a in conversation.answers if a.turn == target.turn and a.text == target.text]
        spans = [s for a in group for s in a.spans if find(correction.drop, s.text)]
        if not spans and len(correction.drop.split()) <= 2:
            spans = [s for a in group if a.requirement in named for s in a.spans]
        places = [(s.start, s.end) for s in spans] or [_around(target.text, *at) for at in find(correction.drop, target.text)]
        if not places:
            continue
        made = _merged(Change(*_clause(target.text, *at), 0, 0) for at in places)
        return _amended(conversation, utterance, target, made)
    return None


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause that a stretch stands in."""
    joints = [m.span() for m in re.finditer(r"[,;.]\s+|\s+(?:and|then|but)\s+", text)]
    return max((b for _, b in joints if b <= start), default=0), min((a for a, _ in joints if a >= end), default=len(text))


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """A statement with the comma or *and* that joined it to its neighbour."""
    if m := re.search(r"(?:[,;.]\s*|\s+)(?:and\s+|then\s+|i\s+|she\s+|he\s+)*$", text[:start], re.IGNORECASE):
        return m.start(), end
    if m := re.match(r"\s*(?:[,;.]\s*|\s+and\s+)", text[end:], re.IGNORECASE):
        return start, end + m.end()
    return start, end


def _merged(found: Iterable[Change]) -> tuple[Change, ...]:
    """Changes in order, overlapping ones as one."""
    out: list[Change] = []
    for c in sorted(found, key=lambda c: c.start):
        if out and c.start < out[-1].end:
            out[-1] = replace(out[-1], end=max(out[-1].end, c.end))
        else:
            out.append(c)
    return tuple(out)


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
        gone = _merged(Change(*_clause(a.text, s.start, s.end), 0, 0) for a in last if a.requirement in now for s in a.spans)
        kept = tuple(n for a in kept if (n := amended(a, gone, said.text, a.turn) if a.turn == last[0].turn else a))
    return _done(conversation, kept, answers, answers)


def _done(
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
        a.requirement for a in conversation.answers
    }:
        closed = state.closed
    else:
        closed = conversation.state.closed
    parts = [phrase("answer", "changed", title=title(a.requirement), quotes=words_of(a)) for a in shown]
    parts += [phrase("answer", "taken_out", title=title(a.requirement), quotes=words_of(a)) for a in gone]
    parts += differing(conversation, shown)
    return Outcome(replace(state, closed=closed), " ".join(parts), "correction", elements_of((*shown, *gone)))


def not_carried_out(conversation: Conversation) -> Outcome:
    """The reply to words that take something back where nothing tells what."""
    return _unchanged(conversation, "nothing_changed")


def _unchanged(conversation: Conversation, name: str, **values: str) -> Outcome:
    """The reply to a correction that cannot be carried out; nothing is changed."""
    return Outcome(conversation.state, phrase("answer", name, **values), "correction")
