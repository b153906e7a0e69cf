"""The law of drafts: every fact in a draft is in its note, in an answer, or worked out from them, and nothing is lost.

`breaches` judges one draft from its text and its sources alone; it trusts claims only as far as it has checked them.
Its messages name a kind of word and never quote a sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from assistant.conversation.corrected import Exchange, exchanges
from assistant.conversation.times import superseded
from assistant.conversation.values import NOTE, Answer
from assistant.drafting import Draft
from assistant.drafting.placing import places
from assistant.drafting.times import is_figure
from assistant.results import Review
from nlp_models.components.concepts import concept_entries

WORDS = Path(__file__).with_name("law_words.toml")
# Two clock times with a stroke between them are two figures, and so are minutes and the next code; 5/18 is one.
FIGURE = re.compile(r"\d{1,2}:\d\d|\d{3,4}(?=/\d{3,4})|\d{1,3}(?=/\d{5}\b)|\d+(?:[.:,/]\d+)*")


@cache
def vocabulary() -> dict[str, re.Pattern[str]]:
    """A pattern for each kind of word."""
    kinds = dict(tomllib.loads(WORDS.read_text(encoding="utf-8")))
    kinds["devices"] = [t for c in concept_entries() if c["label"] == "EQUIPMENT" for t in c["terms"]]
    kinds = {kind: sorted({w.lower() for w in words}, key=len, reverse=True) for kind, words in kinds.items()}
    return {
        kind: re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(w) for w in words)})(?!\w)") for kind, words in kinds.items()
    }


def facts_in(text: str) -> set[tuple[str, str]]:
    """Figures, sides, levels, devices and body parts in a text."""
    low = " ".join(text.lower().split())
    found = {("figure", m[0]) for m in FIGURE.finditer(low)}
    return found | {(kind, m[0]) for kind, pattern in vocabulary().items() for m in pattern.finditer(low)}


def breaches(made: Draft, review: Review, said: Sequence[str] = (), answers: Sequence[Answer] = ()) -> list[str]:
    """What is wrong with a draft; empty where the law holds.

    Args:
        made: the draft.
        review: the review it was made from.
        said: the utterances, the first of turn 1.
        answers: the answers that stand.
    """
    note = review.note.text
    out = [*_claims(made, note, said), *_furniture(made), *_arithmetic(made, review)]
    foreign = _worded(made, _kinds(made, computed=False)) - facts_in(" \n ".join((note, *said)))
    out += [f"invented: {kind} {word!r}" for kind, word in sorted(foreign)]
    corrected = next((a for a in answers if a.requirement == NOTE), None)
    exchanged = exchanges(corrected, len(note)) if corrected else ()
    if not made.document:
        out += _lost(made, review, exchanged)
    if corrected:
        out += _uncorrected(made, note, corrected, exchanged)
    return [*out, *_lost_answers(made, [a for a in answers if a.requirement != NOTE])]


def _kinds(made: Draft, *, computed: bool) -> Iterable[tuple[int, int]]:
    blanks = {b.start for b in made.blanks}
    for c in made.claims:
        if c.start not in blanks and c.source.computed == computed:
            yield c.start, c.end


def _worded(made: Draft, stretches: Iterable[tuple[int, int]]) -> set[tuple[str, str]]:
    """Facts in stretches of a draft; neighbours are read together, so that no word falls between two claims."""
    text, at = "", 0
    for a, b in stretches:
        text += ("" if a == at else " \n ") + made.text[a:b]
        at = b
    return facts_in(text)


def _claims(made: Draft, note: str, said: Sequence[str]) -> Iterable[str]:
    at = 0
    for c in made.claims:
        words, source = made.text[c.start : c.end], c.source
        if c.start != at or c.end <= c.start:
            yield "claims: a gap or an overlap"
        at = c.end
        held: str | None = words
        if source.kind == "note":
            held = note[source.start : source.end]
        elif source.kind == "answer":
            held = said[(source.turn or 0) - 1][source.start : source.end]
        if held != words:
            yield f"claims: words are not those of the {source.kind}"
    if at != len(made.text):
        yield "claims: the end is not covered"


def _furniture(made: Draft) -> Iterable[str]:
    for c in made.claims:
        if c.source.kind == "template" and not c.source.computed:
            yield from (f"furniture: {kind} {word!r}" for kind, word in facts_in(made.text[c.start : c.end]))


def _arithmetic(made: Draft, review: Review) -> Iterable[str]:
    """Sentences of arithmetic, done again."""
    clock = review.facts.clock
    for a, b in _kinds(made, computed=True):
        sentence = made.text[a:b]
        figures = [int(n) for n in re.findall(r"\d+", sentence)]
        if sentence.startswith("Minutes of"):
            apart = None if clock.start is None or clock.end is None else (clock.end - clock.start) % 1440
            right = figures == [apart]
        elif sentence.startswith("Of "):
            total, *parts, own, _ = figures
            known = {clock.minutes_97112, *(c.minutes for c in review.facts.codes)}
            right = total == sum(parts) and set(parts) <= known and own == clock.minutes_97112
        elif figures:
            minutes, units = figures
            right = minutes == clock.minutes_97112 and units == (minutes + 7) // 15
        else:
            right = True
        if not right:
            yield "arithmetic: a sentence is wrong"


def _uncorrected(made: Draft, note: str, corrected: Answer, exchanged: Sequence[Exchange]) -> Iterable[str]:
    """Words of the note that were corrected and still stand, and words of corrections that a note's draft lacks."""
    for e in exchanged:
        said = " ".join(corrected.text[e.first : e.last].split())
        if not made.document and said not in " ".join(made.text.split()):
            yield "lost: words of a correction"
        for c in made.claims:
            if c.source.kind == "note" and (c.source.start or 0) < e.end and e.start < (c.source.end or 0):
                yield "stale: words of the note that were corrected"
    pieces = [(p.turn, p.start, p.end) for p in corrected.pieces if p.turn]
    for r in made.replaced:
        inside = [c for c in made.claims if r.start <= c.start and c.end <= r.end and c.source.kind != "template"]
        own = [(c.source.turn, c.source.start or 0, c.source.end or 0) for c in inside]
        if not all(any(t == turn and a <= x and y <= b for turn, a, b in pieces) for t, x, y in own):
            yield "claims: words in place of the note's are not those of the correction"
        if (r.note_start, r.note_end) not in {(e.start, e.end) for e in exchanged}:
            yield "replaced: words that nobody corrected"


def _lost(made: Draft, review: Review, exchanged: Sequence[Exchange] = ()) -> Iterable[str]:
    """Words of the note that a note's draft lacks, or has twice, but for those that were corrected.

    Headings may be left out that the draft has itself.
    """
    text, table = review.note.text, places()["headings"]
    again = {*table["said_again"], *(words for place in table["by_place"].values() for words in place)}
    seen: set[int] = set()
    corrected = {i for e in exchanged for i in range(e.start, e.end)}
    for c in made.claims:
        if c.source.kind == "note":
            stretch = set(range(c.source.start or 0, c.source.end or 0))
            if seen & stretch:
                yield "said twice"
            seen |= stretch
    for s in review.facts.sections:
        if " ".join(re.findall(r"\w+", text[slice(*s.heading)])).lower() in again:
            seen |= set(range(*s.heading))
    if any(c.isalnum() for i, c in enumerate(text) if i not in seen | corrected):
        yield "lost: words of the note"


def _lost_answers(made: Draft, answers: Sequence[Answer]) -> Iterable[str]:
    """Words of answers that the draft lacks, but for figures that a later answer states anew."""
    text, standing = " ".join(made.text.split()), superseded(answers)
    times = {(a.turn, s) for a in answers for s in a.spans if is_figure(s)}
    current = {(a.turn, s) for a in standing for s in a.spans if is_figure(s)}
    has, empty = set(re.findall(r"\w+", text.lower())), set(places()["words_of_time"]["words"])
    for a in standing:
        for s in a.spans:
            if " ".join(s.text.split()) in text:
                continue
            inside = [t for turn, t in times if turn == a.turn and t.start < s.end and s.start < t.end]
            words = "".join(
                " " if any(t.start <= i < t.end for t in inside) else a.text[i] for i in range(s.start, s.end)
            )
            if set(re.findall(r"\w+", words.lower())) - has - empty:
                yield f"lost: words of an answer on {a.requirement}"
    for turn, t in times - current:
        if any(
            c.source.kind == "answer"
            and c.source.turn == turn
            and (c.source.start or 0) < t.end
            and t.start < (c.source.end or 0)
            for c in made.claims
        ):
            yield "stale: a time that was corrected"
