"""The time in a draft: figures of answers quoted, what is worked out said as arithmetic, the rest left blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.billing.codes import is_timed
from assistant.conversation.times import PARTS, spoken
from assistant.conversation.values import Answer
from assistant.drafting.fragments import COMPUTED, Fragment, NoteWords, Part, answer_words, blank
from assistant.drafting.placing import places
from assistant.facts import Span
from assistant.requirements.time import lacking
from assistant.results import Review


def said_times(answers: Sequence[Answer]) -> list[Fragment]:
    """Each figure of the answers under its name, in the words it was given in."""
    labels = places()["time"]
    found: list[Fragment] = []
    for answer in answers:
        for s in answer.spans:
            if is_figure(s):
                found.append((Part(labels[str(s.role)]), *answer_words(answer, *spoken(answer.text, s))))
    return found


def named_times(words: NoteWords, spans: Iterable[Span]) -> list[Fragment]:
    """Figures of the note under their names, each once; times of other things are left out."""
    labels = places()["time"]
    found = {(s.role, s.text.strip()): s for s in reversed(list(spans)) if is_figure(s)}
    order = sorted(found.values(), key=lambda s: (list(labels).index(str(s.role)), s.start))
    return [(Part(labels[str(s.role)]), *words(s.start, s.end)) for s in order]


def is_figure(span: Span) -> bool:
    """A time that has a name of its own."""
    return span.label == "TIME" and span.assertion == "present" and span.role in places()["time"]


def blank_times(review: Review) -> list[Fragment]:
    """A blank for every part of the time that is not known."""
    asks = places()["asks"]["time"]
    return [(blank("time", asks[part]),) for part in lacking(review.facts) if part in PARTS]


def computed_times(review: Review) -> list[Fragment]:
    """Sentences on what was worked out from documented figures; none where a figure is missing."""
    clock, words = review.facts.clock, places()["computed"]
    out: list[str] = []
    if clock.minutes_97112 is not None and "minutes_97112" in clock.computed and None not in (clock.start, clock.end):
        out.append(words["length"].format(minutes=_count("minute", clock.minutes_97112)))
    out += _units(review)
    return [(Part(sentence, COMPUTED),) for sentence in out]


def _units(review: Review) -> list[str]:
    words, billing = places()["computed"], review.billing
    minutes = review.facts.clock.minutes_97112
    method = words["method"].get(billing.method)
    if minutes is None or billing.units_97112 is None or method is None:
        return []
    others = {c.code: c.minutes for c in review.facts.codes if c.minutes and is_timed(c.code) and c.code != "97112"}
    units = _count("unit", billing.units_97112)
    if not others:
        return [words["units"].format(minutes=_count("minute", minutes), units=units, method=method)]
    parts = " + ".join(str(n) for n in (minutes, *others.values()))
    total = minutes + sum(others.values())
    own = _count("minute", minutes)
    says = words["pooled"].format(total=total, parts=parts, minutes=own, units=units, method=method)
    return [says, words["tie"]] if billing.tie else [says]


def _count(name: str, n: int) -> str:
    one, many = places()["computed"][name]
    return str(one if n == 1 else many).format(n=n)
