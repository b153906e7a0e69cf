"""Corrections of words that the note itself holds: the draft has the new words, the note stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.conversation.amending import AmbiguousError, Change, amended, changes
from assistant.conversation.answering import Utterance
from assistant.conversation.changing import unchanged
from assistant.conversation.corrected import as_answer, place_in, read_anew
from assistant.conversation.fitting import SeveralError, clauses, places_for, smallest
from assistant.conversation.folding import judge
from assistant.conversation.hearing import LABELS, REQUIREMENT, Heard, content_words
from assistant.conversation.retelling import numbers
from assistant.conversation.taking import Outcome
from assistant.conversation.times import FIGURES
from assistant.conversation.values import Answer, Conversation
from assistant.conversation.wording import listed, phrase, quote
from assistant.conversation.words import stem, tokens
from assistant.facts import Span

_FIGURE = re.compile(r"\d{1,2}[:.]\d{2}|\d+")
_MERIDIEM = re.compile(r"\s*[ap]\.?\s?m?\.?(?!\w)", re.IGNORECASE)
MOST_PLACES = 3
"""Places that a reply names where several could be meant."""


def target(conversation: Conversation) -> Answer:
    """The note with the words that were corrected so far."""
    return conversation.state.note or as_answer(conversation.note)


def reworded(conversation: Conversation, utterance: str, made: Sequence[Change]) -> Outcome | None:
    """The draft's note with words exchanged; None where nothing would change."""
    before = target(conversation)
    order = sorted(made, key=lambda c: c.start)
    old = [before.text[c.start : c.end] for c in order]
    new = [utterance[c.new_start : c.new_end] for c in order]
    after = amended(before, order, utterance, len(conversation.turns))
    if after is None or old == new:
        return None
    facts = read_anew(conversation.note, after)
    review = judge(conversation.note, facts, conversation.state.answers, conversation.payer, conversation.dismissed)
    state = replace(conversation.state, note=after, facts=facts, review=review)
    pairs = dict.fromkeys(_shown(before.text, c, words) for c, words in zip(order, new, strict=True))
    text = " ".join(phrase("answer", "note_changed", old=quote(a), new=quote(b)) for a, b in pairs)
    return Outcome(state, text, "correction", _about(conversation, before, order))


def _shown(text: str, change: Change, new: str) -> tuple[str, str]:
    """Old and new words with a word or two around them."""
    lead = re.search(r"(?:[^\s.;:,]+[ ]+){0,2}$", text[max(0, change.start - 40) : change.start])
    tail = re.match(r"[^\s.;:,]*(?:[ ]+[^\s.;:,]+){0,2}", text[change.end : change.end + 40])
    before, after = lead[0] if lead else "", tail[0] if tail else ""
    return before + text[change.start : change.end] + after, before + new + after


def _about(conversation: Conversation, before: Answer, made: Sequence[Change]) -> tuple[str, ...]:
    """Elements that the exchanged words belong to."""
    out = []
    for s in conversation.read.spans:
        start, end = place_in(before, s.start, s.end)
        if s.label in REQUIREMENT and any(start < c.end and c.start < end for c in made):
            out.append(REQUIREMENT[s.label])
    return tuple(name for name in LABELS if name in out)


def exchange(conversation: Conversation, utterance: str, old: str, at: tuple[int, int]) -> Outcome | None:
    """*Right ankle, not left* where the note says left; None where the note does not hold the old words.

    Args:
        conversation: up to now.
        utterance: what was said.
        old: the words to replace, or words that stand for them.
        at: where the new words are in the utterance.
    """
    text = target(conversation).text
    try:
        chosen = places_for(old, utterance[slice(*at)], text)
    except SeveralError as several:
        return which_of(conversation, text, several.places)
    return reworded(conversation, utterance, [c for hit in chosen for c in smallest(text, hit, utterance, at)])


def restated(conversation: Conversation, said: Utterance, *, sure: bool = True) -> Outcome | None:
    """*6 of 10 reaches* where the note says 4 of 10; None where no clause of the note is one that the words restate.

    Without being sure that the words take something back, only a figure beside another figure and a word that stand in
    the note counts.
    """
    text = target(conversation).text
    found = []
    for start, end in clauses(text):
        try:
            made = changes(said.words, text[start:end])
        except AmbiguousError:
            made = ()
            if sure and _anchored(said.words, text[start:end], made):
                return unchanged(conversation, "which")
        if made and (_anchored(said.words, text[start:end], made) if sure else restates(said.words, made)):
            found.append((start, made))
    if len(found) > 1:
        return which_of(conversation, text, [(c.start + start, c.end + start) for start, made in found for c in made])
    by = said.start
    moved = [
        Change(c.start + start, c.end + start, c.new_start + by, c.new_end + by) for start, made in found for c in made
    ]
    return reworded(conversation, said.text, moved) if moved else None


def restates(words: str, made: Sequence[Change], *, figures: bool = True) -> bool:
    """A figure is new, and another figure and a word beside it stand in the earlier words already.

    Without `figures` one word that stands there is enough.
    """
    changed = {words[c.new_start : c.new_end].lower() for c in made}
    kept = [t for t in tokens(words) if not any(t.text in c for c in changed)]
    figure = not figures or any(t.value is not None for t in kept)
    return figure and any(content_words(t.text) for t in kept)


def _anchored(words: str, clause: str, made: Sequence[Change]) -> bool:
    """A word or figure of the new ones that says something stands in the clause already, beside what is exchanged."""
    changed = {t.text for t in tokens(words) if any(c.new_start <= t.start and t.end <= c.new_end for c in made)}
    held = {stem(t.text) for t in tokens(clause)}
    kept = [t for t in tokens(words) if t.text not in changed or len(made) == 0]
    return any(stem(t.text) in held and (t.value is not None or content_words(t.text)) for t in kept)


def retimed_note(
    conversation: Conversation, said: Utterance, heard: Heard, spans: Sequence[Span]
) -> tuple[Outcome | None, list[Span]]:
    """Figures of the time that the note writes, set anew in the draft.

    Args:
        conversation: up to now.
        said: the utterance.
        heard: what was read in it.
        spans: those of its times that are to be set anew.

    Returns:
        The outcome, None where the note writes none of them or would not read as it should, and the spans left over.
    """
    note, read = target(conversation), conversation.read
    made: list[Change] = []
    left: list[Span] = []
    for span in spans:
        old = getattr(read.clock, FIGURES[str(span.role)])
        own = [s for s in read.of("TIME") if s.role == span.role]
        at = _figure_in(said.text, span.start + said.start, span.end + said.start)
        places = [
            p for s in own if (p := _figure_in(note.text, *place_in(note, s.start, s.end), value=old)) is not None
        ]
        if not places or at is None:
            left.append(span)
        else:
            made += [Change(*_with_meridiem(note.text, p, said.text, at)) for p in places]
    if not made:
        return None, list(spans)
    outcome = reworded(conversation, said.text, sorted(set(made), key=lambda c: c.start))
    if outcome is None or outcome.state.facts is None:
        return None, list(spans)
    now = outcome.state.facts.clock
    for span in (s for s in spans if s not in left):
        figure = FIGURES[str(span.role)]
        wanted, got = getattr(heard.clock, figure), getattr(now, figure)
        if got is None or (got - wanted) % (720 if figure in ("start", "end") else 1440):
            return None, list(spans)
    return replace(outcome, about=("time",)), left


def _figure_in(text: str, start: int, end: int, value: int | None = None) -> tuple[int, int] | None:
    """The figure within a stretch; one given in words is the whole stretch. With `value`, only a figure of it."""
    for m in _FIGURE.finditer(text, start, end):
        if value is None or _value(m[0]) % 720 == value % 720:
            return m.span()
    if _FIGURE.search(text, start, end) or not text[start:end].strip():
        return None
    spoken = [m.span() for m in re.finditer(r"[a-z]+(?:-[a-z]+)?", text[start:end].lower())]
    words = [(a + start, b + start) for a, b in spoken if text[start + a : start + b].lower() in numbers()]
    return (words[0][0], words[-1][1]) if value is None and words else (start, end)


def _value(figure: str) -> int:
    hour, _, minute = re.sub(r"[.]", ":", figure).partition(":")
    if minute:
        return int(hour) * 60 + int(minute)
    return int(hour[:-2]) * 60 + int(hour[-2:]) if len(hour) > 2 else int(hour)


def _with_meridiem(text: str, old: tuple[int, int], said: str, new: tuple[int, int]) -> tuple[int, int, int, int]:
    """Both figures; *pm* behind the old one goes with it where the new one has its own or is of 24 hours."""
    own, theirs = _MERIDIEM.match(text, old[1]), _MERIDIEM.match(said, new[1])
    stop = theirs.end() if theirs and theirs[0].strip() else new[1]
    if own and own[0].strip() and (stop > new[1] or _value_of(said[slice(*new)]) >= 13 * 60):
        return old[0], own.end(), new[0], stop
    return *old, new[0], stop


def _value_of(words: str) -> int:
    return _value(words) if _FIGURE.fullmatch(words) else 0


def which_of(conversation: Conversation, text: str, places: Sequence[tuple[int, int]], *also: str) -> Outcome:
    """Nothing is changed, and the reply names the places."""
    shown = [*also, *(quote(text[max(0, a - 20) : b + 20]) for a, b in places)]
    return unchanged(conversation, "which_of", places=listed(shown[:MOST_PLACES]))
