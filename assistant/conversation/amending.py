"""Single words of earlier answers exchanged for others: a correction touches only the words it concerns.

Which words those are is found by their kind: a number stands for a number of the same things, a side for a side, a part
of the body for a part of the body. Where two words of the answer could be meant, none is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.conversation.corrections import correction_data
from assistant.conversation.hearing import settings
from assistant.conversation.values import Answer, Piece
from assistant.conversation.words import Token, is_code, stem, tokens
from assistant.facts import Span


@dataclass(frozen=True, slots=True)
class Change:
    """Characters of an answer's text, and the characters of the new utterance that take their place."""

    start: int
    end: int
    new_start: int
    new_end: int


class AmbiguousError(Exception):
    """More than one word of an answer could be meant."""


def changes(phrase: str, text: str, taken: Sequence[tuple[int, int]] = ()) -> tuple[Change, ...]:
    """How a phrase changes a text; empty where it speaks of something else or says nothing new.

    Args:
        phrase: the new words.
        text: the earlier answer.
        taken: stretches of the earlier answer that may not be changed (its times).

    Raises:
        AmbiguousError: a word of the phrase could stand for two different words of the text.
    """
    new, old = tokens(phrase), tokens(text)
    if any(t.text in correction_data()["pointing"] for t in new):
        # *The other hip* does not say which.
        return ()
    held = {stem(t.text) for t in old}
    free = [t for t in old if not any(a < t.end and t.start < b for a, b in taken) and not is_code(t)]
    out: list[Change] = []
    used: set[int] = set()
    moved = [i for i, t in enumerate(new) if t.kinds and stem(t.text) in held and not _holds(new, i, old)]
    if len(moved) > 1:
        # *Right knee* for *right hip and left knee*: another side, or another joint.
        raise AmbiguousError
    for i, token in enumerate(new):
        if token.value is not None and not is_code(token):
            found = _numbers_for(new, i, free, old)
            if found and all(t.value == token.value for t in found):
                continue
            if not found:
                return ()
            out += [_number_change(new, i, t, old) for t in found]
            used |= _noun_at(new, i)
        elif token.kinds and i not in used:
            if _holds(new, i, old):
                continue
            if (put_before := _missing_beside(new, i, free, old)) is not None:
                out.append(put_before)
                continue
            found = _words_for(new, i, free, old)
            if not found and stem(token.text) not in held:
                return ()
            out += [Change(t.start, t.end, token.start, token.end) for t in found]
    extra = [t for i, t in enumerate(new) if i not in used and t.value is None and not t.kinds and _says(t)]
    if any(stem(t.text) not in held for t in extra):
        return ()
    return tuple(sorted(_joined(out), key=lambda c: c.start))


def _holds(new: list[Token], i: int, old: list[Token]) -> bool:
    """The text has the word, and beside the same words as the phrase: *right knee* is not *right hip*."""
    beside = {stem(t.text) for t in _around(new, new[i], 1) if t.kinds}
    same = [t for t in old if stem(t.text) == stem(new[i].text)]
    known = beside & {stem(t.text) for t in old}
    return bool(same) and (not known or any(known & {stem(o.text) for o in _around(old, t, 1)} for t in same))


def _says(token: Token) -> bool:
    return ":" in token.text or (
        token.text not in settings()["substance"]["empty"]
        and token.text not in ("only", "times", "time", "not", "more", "like", "side", "one")
    )


def _noun_at(all_tokens: list[Token], i: int) -> set[int]:
    return {i + 1} if i + 1 < len(all_tokens) else set()


def _noun(all_tokens: list[Token], i: int) -> str:
    """What a figure counts: the stem of the word behind it."""
    if i + 1 >= len(all_tokens) or all_tokens[i + 1].value is not None:
        return ""
    return stem(all_tokens[i + 1].text)


def _numbers_for(new: list[Token], i: int, free: list[Token], old: list[Token]) -> list[Token]:
    """Figures of the text that a figure of the phrase stands for."""
    noun = _noun(new, i)
    times = correction_data()["times"]
    figures = [t for t in free if t.value is not None]
    if noun in ("time", "x") or new[i].text in times:
        found = [t for t in figures if t.text in times or _noun(old, old.index(t)) in ("time", "x")]
    else:
        found = [t for t in figures if noun and _noun(old, old.index(t)) == noun]
    if not found and noun and noun not in settings()["substance"]["empty"]:
        found = [t for t in figures if noun in {stem(o.text) for o in _around(old, t, 2)}]
        # *About an inch* says one of them.
        found = found or [t for t in free if t.text in ("a", "an") and _noun(old, old.index(t)) == noun]
    elif not found and noun not in ("time", "x"):
        # *4 of 12*: the figure that the answer holds already is not the new one.
        found = [t for t in figures if t.value == new[i].value] or figures
    return _one(_closest(new, i, found, old))


def _closest(new: list[Token], i: int, found: list[Token], old: list[Token]) -> list[Token]:
    """Of several figures the one that stands among most of the phrase's other words: *3 sec at the start*."""
    if len({t.value for t in found}) < 2:
        return found
    words = {stem(t.text) for t in new if t is not new[i]}
    shared = [len(words & {stem(o.text) for o in old[old.index(t) + 1 : old.index(t) + 5]}) for t in found]
    best = [t for t, n in zip(found, shared, strict=True) if n == max(shared)]
    return best if len(best) == 1 else found


def _words_for(new: list[Token], i: int, free: list[Token], old: list[Token]) -> list[Token]:
    """Words of the text that a word of the phrase stands for: of the same kind, beside the same words if that tells."""
    token = new[i]
    found = [t for t in free if t.kinds & token.kinds and stem(t.text) != stem(token.text)]
    # A knee is more like a hip than like a hand.
    most = max((len(t.kinds & token.kinds) for t in found), default=0)
    found = [t for t in found if len(t.kinds & token.kinds) == most]
    beside = {stem(t.text) for t in _around(new, token, 1) if _says(t)}
    close = [t for t in found if beside & {stem(o.text) for o in _around(old, t, 1)}]
    return _one(close or found)


def _missing_beside(new: list[Token], i: int, free: list[Token], old: list[Token]) -> Change | None:
    """*Left elbow* for an *elbow* with no side near it: the word is put before it, and none is exchanged."""
    if i + 1 >= len(new) or not new[i + 1].kinds:
        return None
    places = [t for t in free if stem(t.text) == stem(new[i + 1].text)]
    if len(places) != 1 or any(t.kinds & new[i].kinds for t in _around(old, places[0], 3)):
        return None
    return Change(places[0].start, places[0].end, new[i].start, new[i + 1].end)


def _around(all_tokens: list[Token], token: Token, reach: int) -> list[Token]:
    at = all_tokens.index(token)
    return [t for t in all_tokens[max(0, at - reach) : at + reach + 1] if t is not token]


def _one(found: list[Token]) -> list[Token]:
    if len({stem(t.text) if t.value is None else t.value for t in found}) > 1:
        raise AmbiguousError
    return found


def _number_change(new: list[Token], i: int, old_token: Token, old: list[Token]) -> Change:
    """A figure, with the word for what it counts where both have it: *1 rep* becomes *3 reps*.

    With *twice* goes a verb beside it that the phrase names as a noun: *stumbled twice* becomes *4 stumbles*.
    """
    token, at = new[i], old.index(old_token)
    counted = new[i + 1] if i + 1 < len(new) and new[i + 1].value is None else None
    plain = Change(old_token.start, old_token.end, token.start, token.end)
    if counted is None:
        return plain
    if at + 1 < len(old) and stem(old[at + 1].text) == stem(counted.text):
        return Change(old_token.start, old[at + 1].end, token.start, counted.end)
    if old_token.text not in correction_data()["times"]:
        return plain
    beside = [t for t in _around(old, old_token, 1) if stem(t.text) == stem(counted.text)]
    if not beside and stem(counted.text) not in ("time", "x"):
        return plain
    places = [old_token, *beside]
    return Change(min(t.start for t in places), max(t.end for t in places), token.start, counted.end)


def _joined(found: list[Change]) -> Iterator[Change]:
    """Changes of neighbouring words by neighbouring words as one; the same word is changed once."""
    seen: set[tuple[int, int]] = set()
    for c in found:
        if (c.start, c.end) not in seen:
            seen.add((c.start, c.end))
            yield c


def amended(answer: Answer, made: Sequence[Change], utterance: str, turn: int) -> Answer | None:
    """An answer with some of its words exchanged or, for an empty stretch of the utterance, taken out.

    Offsets, spans and the record of who said what at which turn follow. None where nothing of the answer is left.
    """
    text, pieces, at = "", list[Piece](), 0
    moves: list[tuple[int, int, int]] = []
    for c in made:
        text += answer.text[at : c.start]
        pieces += answer.said(at, c.start)
        words = utterance[c.new_start : c.new_end]
        moves.append((c.start, c.end, len(words)))
        if words:
            pieces.append(Piece(turn, c.new_start, c.new_end))
        text, at = text + words, c.end
    text += answer.text[at:]
    pieces += answer.said(at, len(answer.text))
    spans = tuple(s for span in answer.spans if (s := _moved(span, moves, text)) is not None)
    if answer.spans and not spans:
        return None
    start, end = _place(answer.start, moves, last=False), _place(answer.end, moves, last=True)
    return replace(
        answer,
        turn=turn,
        text=text,
        spans=spans,
        start=start,
        end=end,
        pieces=tuple(pieces),
        cues=_cues(answer, moves, text),
    )


def _moved(span: Span, moves: list[tuple[int, int, int]], text: str) -> Span | None:
    start, end = _place(span.start, moves, last=False), _place(span.end, moves, last=True)
    return replace(span, start=start, end=end, text=text[start:end]) if text[start:end].strip() else None


def _cues(answer: Answer, moves: list[tuple[int, int, int]], text: str) -> tuple:  # type: ignore[type-arg]
    kept = [c for c in answer.cues if not any(a < c.end and c.start < b for a, b, _ in moves)]
    return tuple(
        replace(
            c,
            start=(x := _place(c.start, moves, last=False)),
            end=(y := _place(c.end, moves, last=True)),
            text=text[x:y],
        )
        for c in kept
    )


def _place(offset: int, moves: list[tuple[int, int, int]], *, last: bool) -> int:
    """Where an offset of the old text is in the new one; inside a changed stretch its end or its start."""
    by = 0
    for start, end, length in moves:
        if offset >= end and not (offset == end and offset == start):
            by += length - (end - start)
        elif offset > start:
            return start + by + (length if last else 0)
    return offset + by
