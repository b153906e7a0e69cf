"""What the reader finds in an utterance.

An utterance is read by the same pipeline as a note, once by itself and once under the heading of the element asked
for, as the answer *"the kitchen"* says little without its question. Offsets always count characters of the utterance.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from assistant import reading
from assistant.conversation.retelling import retold
from assistant.conversation.values import NO_TIMES
from assistant.facts import Clock, CodeLine, Cue, Facts, Span
from assistant.note import Note, reading_copy
from assistant.requirements.elements import ELEMENTS, thresholds

HEARING_FILE = Path(__file__).with_name("hearing.toml")
LABELS = {e.id: e.label for e in ELEMENTS} | {"time": "TIME"}
"""Label of the spans that carry a requirement."""
REQUIREMENT = {label: name for name, label in LABELS.items()}
SURE = 0.5
"""Least score of words that are taken as said."""
_SENTENCE_END = re.compile(r"(?<![.;!?])[.;!?]+(?=\s|$)|\n")
WORD = re.compile(r"[^\W\d_][\w'/-]*")


@dataclass(frozen=True, slots=True)
class Heard:
    """What an utterance says; every offset counts its characters."""

    spans: tuple[Span, ...] = ()
    clock: Clock = NO_TIMES
    """Only figures that are stated; nothing worked out."""
    codes: tuple[CodeLine, ...] = ()
    cues: tuple[Cue, ...] = ()

    def of(self, requirement: str) -> tuple[Span, ...]:
        """Spans that carry a requirement and that the reader is sure enough of."""
        return tuple(s for s in self.spans if s.label == LABELS[requirement] and s.score >= floor(requirement))


@cache
def settings() -> dict[str, Any]:
    """Entries of ``hearing.toml``."""
    return tomllib.loads(HEARING_FILE.read_text(encoding="utf-8"))


@cache
def floor(requirement: str) -> float:
    """Least score of a span that names a requirement."""
    limits = thresholds().get(requirement)
    return limits.named if limits else SURE


def hear(text: str, asked: str | None = None, lacking: tuple[str, ...] = ()) -> Heard:
    """Read an utterance.

    Args:
        text: the utterance, or the stretch of it that answers.
        asked: the requirement it is an answer to.
        lacking: where `asked` is ``time``: the parts asked for (``start time``, ``end time``, ``97112 minutes``).
    """
    alone = _without_empty(_with_spoken_times(read_under("", text), text), text)
    if asked == "time":
        from assistant.conversation.times import hear_time

        return hear_time(alone, text, lacking)
    if asked in LABELS:
        under = read_under(settings()["heading"][asked], text)
        joined = _joined(alone.spans, [s for s in under.spans if s.label == LABELS[asked]])
        return _without_empty(replace(alone, spans=joined), text)
    return alone


def _without_empty(heard: Heard, text: str) -> Heard:
    """Without words that the reader took for an element though they say nothing beside the times among them."""
    times = [s for s in heard.spans if s.label == "TIME"]
    if not times:
        return heard
    shown = list(text)
    for t in times:
        shown[t.start : t.end] = " " * (t.end - t.start)
    plain = "".join(shown)
    kept = (s for s in heard.spans if s.label == "TIME" or s.concept or content_words(plain[s.start : s.end]))
    return replace(heard, spans=tuple(kept))


def _with_spoken_times(alone: Heard, text: str) -> Heard:
    """The reading with times that people speak in other forms than notes have, where it gives more of them."""
    told = retold(text)
    if told is None:
        return alone
    under = read_under("", told.text)
    if len(stated_figures(under.clock)) <= len(stated_figures(alone.clock)):
        return alone
    times = []
    for s in under.spans:
        if s.label == "TIME":
            start, end = told.back(s.start, s.end)
            times.append(replace(s, start=start, end=end, text=text[start:end]))
    rest = (s for s in alone.spans if s.label != "TIME" and not any(_mostly_within(s, t) for t in times))
    spans = tuple(sorted((*rest, *times), key=lambda s: s.start))
    return replace(alone, spans=spans, clock=under.clock, codes=under.codes)


def _mostly_within(span: Span, time: Span) -> bool:
    """Words that the reader took for something else are a time, or little besides."""
    if not (span.start < time.end and time.start < span.end):
        return False
    return len(content_words(span.text)) - len(content_words(time.text)) < 2


def stated_figures(clock: Clock) -> tuple[str, ...]:
    """Fields of the clock that have a figure."""
    return tuple(f for f in ("start", "end", "minutes_97112", "total_minutes") if getattr(clock, f) is not None)


def only_duration(text: str) -> bool:
    """True for minutes and nothing else: *38 minutes*, *about half an hour*."""
    return (
        not content_words(text)
        and bool(re.search(r"\d|half|quarter|hour", text))
        and "total_minutes" in stated_figures(read_under("", text).clock)
    )


def plausible(text: str, asked: str) -> bool:
    """Words that may well be an answer on an element: half of them speak of patients or treatment, one of the element.

    What does not, or speaks of the clinic and the day instead, is not kept as an answer, whatever was asked.
    """
    words = content_words(text)
    elements = {asked, "deficits", "interventions", "skilled-components", "response"}
    spoken = [_speaks_of(w) & elements for w in words]
    if asked != "time" and not set(words).isdisjoint(settings()["substance"]["elsewhere"]):
        return False
    return 2 * sum(bool(s) for s in spoken) >= len(words) and any(asked in s for s in spoken)


def any_known(text: str) -> bool:
    """A word that says something is of a class that goes with an element, or there is a figure."""
    return bool(re.search(r"\d", text)) or any(_speaks_of(w) for w in content_words(text))


def mostly_known(text: str) -> bool:
    """Half of the words that say something are of classes that go with an element."""
    words = content_words(text)
    return bool(words) and 2 * sum(bool(_speaks_of(w) - {"other"}) for w in words) >= len(words)


@cache
def _address() -> re.Pattern[str]:
    return re.compile("|".join(settings()["address"]["patterns"]), re.IGNORECASE)


def addressed(text: str) -> bool:
    """True for words that speak to Reed or of the conversation, such as *give me the other one*."""
    return bool(_address().search(re.sub(r'"[^"]*"', " ", reading_copy(text))))


@lru_cache(maxsize=4096)
def _speaks_of(word: str) -> frozenset[str]:
    """Elements that a word goes with, by its class; none for a word that is not of patients and treatment."""
    from nlp_models.components.words import base_forms, class_names, known_words

    names = class_names()
    classes = next((c for form in base_forms(word) if (c := known_words().get(form))), ())
    counts = settings()["substance"]["counts"]
    return frozenset(element for element, wanted in counts.items() if any(names[i] in wanted for i in classes))


def read_under(heading: str, text: str, ending: str = "", *, shown: str | None = None) -> Heard:
    """Read a text that stands between two others, with offsets counted from its own start.

    Args:
        heading: put before the text for the reader.
        text: the words themselves.
        ending: put after it.
        shown: words of the same length that the reader is given in place of the text.
    """
    facts = reading.read(Note(heading + (text if shown is None else shown) + ending))
    spans = tuple(s for span in facts.spans if (s := _moved(span, len(heading), text)) is not None)
    return Heard(spans, stated(facts, spans), _codes(facts, len(heading)), _cues(facts, len(heading), text))


def _moved(span: Span, by: int, text: str) -> Span | None:
    start, end = max(0, span.start - by), min(len(text), span.end - by)
    return replace(span, start=start, end=end, text=text[start:end]) if start < end else None


def stated(facts: Facts, spans: Iterable[Span]) -> Clock:
    """The clock without any figure that no words of `spans` state."""
    roles = {s.role for s in spans if s.label == "TIME" and s.assertion == "present"}
    clock = facts.clock
    return Clock(
        start=clock.start if "start" in roles else None,
        end=clock.end if "end" in roles else None,
        minutes_97112=clock.minutes_97112 if "minutes" in roles else None,
        total_minutes=clock.total_minutes if "total" in roles else None,
    )


def _codes(facts: Facts, by: int) -> tuple[CodeLine, ...]:
    # A code line has no place of its own outside the note, so it keeps none.
    return tuple(replace(c, start=0, end=0) for c in facts.codes if c.start >= by)


def _cues(facts: Facts, by: int, text: str) -> tuple[Cue, ...]:
    taken = settings()["cues"]["taken"]
    return tuple(
        Cue(c.kind, c.start - by, c.end - by, text[c.start - by : c.end - by])
        for c in facts.cues
        if c.kind in taken and c.start >= by and c.end - by <= len(text) and not _negated(text, c.start - by)
    )


def _negated(text: str, at: int) -> bool:
    """A negation stands among the four words before a place, in the same clause."""
    clause = re.split(r"[.;:!?\n]|\bbut\b", reading_copy(text[max(0, at - 80) : at]).lower())[-1]
    return not set(re.findall(r"[\w'/]+", clause)[-4:]).isdisjoint(settings()["cues"]["negations"])


def _joined(alone: tuple[Span, ...], under: Iterable[Span]) -> tuple[Span, ...]:
    """Both readings in one: where they clash the surer one holds, and the unaided one among equals."""
    spans = list(alone)
    for new in under:
        clash = [s for s in spans if s.start < new.end and new.start < s.end and s.label not in ("EQUIPMENT", "TIME")]
        if all(new.score > s.score for s in clash):
            spans = [s for s in spans if s not in clash] + [new]
    return tuple(sorted(spans, key=lambda s: (s.start, -s.end, s.label)))


def content_words(text: str) -> list[str]:
    """Words that say something by themselves."""
    empty = settings()["substance"]["empty"]
    return [w for w in WORD.findall(reading_copy(text).lower()) if w not in empty]


def fullest_rest(text: str, taken: Sequence[Span]) -> tuple[int, int]:
    """The sentence with most content words of those that hold no recognised words; an empty stretch where all do.

    Only whole sentences: what stands beside recognised words in theirs belongs to them.
    """
    edges, at = [(0, 0)], 0
    for m in _SENTENCE_END.finditer(text):
        edges.append((at, m.start()))
        at = m.end()
    edges.append((at, len(text)))
    free = [(a, b) for a, b in edges if not any(s.start < b and a < s.end for s in taken)]
    start, end = max(free, key=lambda e: len(content_words(text[e[0] : e[1]])))
    return trimmed(text, start, end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without white space, commas and the like at its ends."""
    while start < end and (text[start].isspace() or text[start] in ",;:.-\u2013\u2014"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:-\u2013\u2014"):
        end -= 1
    return start, end
