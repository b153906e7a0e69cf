"""One word for another, and words taken out: *left, not right*, *take out the part about the hips*."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.conversation.amending import AmbiguousError, Change, changes
from assistant.conversation.answering import Utterance
from assistant.conversation.changing import by_turn, exchanged, last_turn, unchanged
from assistant.conversation.corrections import Correction, Swap, find
from assistant.conversation.fitting import SeveralError, beside, places_for, smallest
from assistant.conversation.hearing import hear
from assistant.conversation.intents import elements_in
from assistant.conversation.retelling import clock_value
from assistant.conversation.retiming import retimed
from assistant.conversation.rewording import exchange, which_of
from assistant.conversation.rewording import target as noted
from assistant.conversation.taking import Outcome
from assistant.conversation.times import FIGURES, PARTS
from assistant.conversation.values import Answer, Conversation
from assistant.conversation.wording import quote
from assistant.conversation.words import hits, of_a_kind, stem, tokens


def swapped(conversation: Conversation, utterance: str, correction: Correction, swap: Swap) -> Outcome | None:
    """*Left, not right*: one word of an earlier answer, or of the note, for another."""
    at = (swap.start, swap.end)
    new = utterance[slice(*at)]
    old_time, new_time = _clock_in(swap.old), _clock_in(new)
    if old_time is not None and new_time is not None:
        words = replace(swap, start=swap.start + new_time[1], end=swap.start + new_time[2])
        return _swapped_time(conversation, utterance, words, old_time[0], correction)
    short = correction.marked or correction.pair
    if not short and not _fits(conversation, swap.old, new):
        # *Foot placement was wrong, it was too wide* speaks of the patient.
        return None
    minutes = _swapped_minutes(conversation, utterance, swap)
    if minutes is not None:
        return minutes
    answers = conversation.state.answers
    for target in by_turn(answers):
        try:
            places = places_for(swap.old, new, target.text)
        except SeveralError as several:
            return which_of(conversation, target.text, several.places)
        if not places:
            continue
        made = _exchange(target, swap, utterance, places, only_part=not short)
        if made == ():
            continue
        if made is None:
            return unchanged(conversation, "swap_both", quote=quote(target.text))
        if target.turn != last_turn(answers) and (own := hits(swap.old, noted(conversation).text)):
            # Neither was said just now.
            return which_of(conversation, noted(conversation).text, own, quote(target.text))
        return exchanged(conversation, utterance, target, made)
    if outcome := exchange(conversation, utterance, swap.old, at):
        return outcome
    # Only with *no* or *make that* before it was it surely meant as a correction.
    sure = correction.marked and (correction.start or correction.strong)
    return unchanged(conversation, "swap_missing", quote=quote(swap.old)) if sure else None


def _clock_in(words: str) -> tuple[int, int, int] | None:
    """The one clock time at the end of some words, with where it is: *end time is 9:40*."""
    starts = [m.start() for m in re.finditer(r"(?<!\S)\S", words)]
    for start in starts:
        if (value := clock_value(words[start:])) is not None:
            return value, start, len(words)
    return None


def _fits(conversation: Conversation, old: str, new: str) -> bool:
    """One may stand for the other, or the new words stand in part beside the old ones: *eyes open, not closed*."""
    texts = [a.text for a in conversation.state.answers] + [noted(conversation).text]
    return of_a_kind(old, new) or any(beside(old, new, text) for text in texts)


def _exchange(
    target: Answer, swap: Swap, utterance: str, places: Sequence[tuple[int, int]], *, only_part: bool
) -> tuple[Change, ...] | None:
    """The changes that put the new words where the old are; None where the answer has both, none where none is sure."""
    new = utterance[swap.start : swap.end]
    try:
        # *4 times, not 2*: what is counted stands in the answer already.
        smart = changes(new, target.text)
    except AmbiguousError:
        smart = ()
    if smart and all(any(c.start <= a < c.end or a <= c.start < b for a, b in places) for c in smart):
        return tuple(replace(c, new_start=c.new_start + swap.start, new_end=c.new_end + swap.start) for c in smart)
    if only_part and not (of_a_kind(swap.old, new) or beside(swap.old, new, target.text)):
        return ()
    if find(new, target.text):
        return None
    return tuple(c for hit in places for c in smallest(target.text, hit, utterance, (swap.start, swap.end)))


def _swapped_time(
    conversation: Conversation, utterance: str, swap: Swap, old: int, correction: Correction
) -> Outcome | None:
    for holder in (conversation.review.facts.clock,):
        for role, figure in (("start", holder.start), ("end", holder.end)):
            if figure is not None and figure % 720 == old % 720:
                said = Utterance(len(conversation.turns), utterance, swap.start, swap.end)
                part = next(p for p, r in PARTS.items() if r == role)
                return retimed(conversation, said, hear(said.words, "time", (part,)))
    return unchanged(conversation, "swap_missing", quote=quote(swap.old)) if correction.start else None


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
            given = [a for a in conversation.state.answers if getattr(a.clock, FIGURES[role]) is not None]
            if not given and not re.search(r"\bmin", words):
                continue
            said = Utterance(len(conversation.turns), utterance, swap.start, swap.end)
            return retimed(conversation, said, hear(said.words, "time", (part,)))
    return None


def dropped(conversation: Conversation, utterance: str, correction: Correction) -> Outcome | None:
    """*Take out the part about the hips*: the statement of an answer that holds the words goes."""
    named = elements_in(correction.drop.lower())
    for target in by_turn(conversation.state.answers):
        group = [a for a in conversation.state.answers if a.turn == target.turn and a.text == target.text]
        spans = [s for a in group for s in a.spans if find(correction.drop, s.text)]
        if not spans and len(correction.drop.split()) <= 2:
            spans = [s for a in group if a.requirement in named for s in a.spans]
        places = [(s.start, s.end) for s in spans] or [
            _around(target.text, *at) for at in find(correction.drop, target.text)
        ]
        if not places:
            continue
        made = merged(Change(*clause(target.text, *at), 0, 0) for at in _bridged(target.text, places))
        return exchanged(conversation, utterance, target, made)
    return None


def _bridged(text: str, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches with nothing but *to* or a dash between them as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if out and re.fullmatch(r"\s*(?:to|till?|until|and|-|\u2013)?\s*", text[out[-1][1] : start]):
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def flipped(conversation: Conversation, utterance: str) -> Outcome:
    """*Swap left and right*: the sides of the latest answer that names any trade places."""
    said = {stem(t.text): t for t in tokens(utterance)}
    other = {"left": said.get("right"), "right": said.get("left")}
    for target in by_turn(conversation.state.answers):
        sides = [(t, new) for t in tokens(target.text) if (new := other.get(stem(t.text))) is not None]
        if sides:
            made = tuple(Change(t.start, t.end, new.start, new.end) for t, new in sides)
            return exchanged(conversation, utterance, target, made)
    return unchanged(conversation, "nothing_changed")


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause that a stretch stands in."""
    joints = [m.span() for m in re.finditer(r"[,;.]\s+|\s+(?:and|then|but)\s+", text)]
    return max((b for _, b in joints if b <= start), default=0), min(
        (a for a, _ in joints if a >= end), default=len(text)
    )


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """A statement with the comma or *and* that joined it to its neighbour."""
    if m := re.search(r"(?:[,;.]\s*|\s+)(?:and\s+|then\s+|i\s+|she\s+|he\s+)*$", text[:start], re.IGNORECASE):
        return m.start(), end
    if m := re.match(r"\s*(?:[,;.]\s*|\s+and\s+)", text[end:], re.IGNORECASE):
        return start, end + m.end()
    return start, end


def merged(found: Iterable[Change]) -> tuple[Change, ...]:
    """Changes in order, overlapping ones as one."""
    out: list[Change] = []
    for c in sorted(found, key=lambda c: c.start):
        if out and c.start < out[-1].end:
            out[-1] = replace(out[-1], end=max(out[-1].end, c.end))
        else:
            out.append(c)
    return tuple(out)
