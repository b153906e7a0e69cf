"""Which part of a draft each passage of a note belongs to.

The note's own headings come first; where it has none, or only *objective* and *assessment*, the elements found in a
passage decide. Every passage has exactly one place, so that nothing of the note is lost and nothing said twice.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from assistant.billing.codes import codes
from assistant.drafting.passages import passages
from assistant.facts import Cue, Facts, Section, Span

PLACES_FILE = Path(__file__).with_name("places.toml")
PLACES = (
    "header",
    "subjective",
    "history",
    "deficits",
    "interventions",
    "skilled",
    "other_treatment",
    "response",
    "function",
    "time",
    "objective",
    "assessment",
    "goals",
    "plan",
    "rest",
    "signature",
)


_NUMBER = re.compile(r"(?<!\w)[A-Z0-9]\d{4}(?!\w)")
_Placed = TypeVar("_Placed", Span, Cue)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the note and where it goes."""

    start: int
    end: int
    place: str


@cache
def places() -> dict[str, Any]:
    """``places.toml`` as read."""
    return tomllib.loads(PLACES_FILE.read_text(encoding="utf-8"))


def placed(text: str, facts: Facts) -> list[Passage]:
    """Every passage of a note with its place, in the order of the note."""
    spans = sorted((s for s in facts.spans if s.source.kind == "note"), key=lambda s: s.start)
    sections = sorted(facts.sections, key=lambda s: s.start)
    cues = sorted((c for c in facts.cues if c.end > c.start), key=lambda c: c.start)
    known = set(codes())
    dropped = dict(_said_again(sections, text))
    cuts = (*(s.start for s in sections), *dropped.values())
    out = []
    for start, end in passages(text, cuts, ((s.start, s.end) for s in spans)):
        begin = _after_heading(start, end, dropped, text)
        if begin < end:
            section = _section_at(sections, begin)
            billing = not known.isdisjoint(_NUMBER.findall(text, begin, end))
            place = _place(begin, end, section, _from(spans, start, end), _from(cues, start, end), billing)
            out.append(Passage(begin, end, place))
    return out


def _said_again(sections: Iterable[Section], text: str) -> Iterable[tuple[int, int]]:
    """Headings that a draft repeats in its own words: where they begin and end."""
    known = places()["headings"]["said_again"]
    for s in sections:
        a, b = s.heading
        if a < b and " ".join(re.findall(r"\w+", text[a:b])).lower() in known:
            yield a, b


def _after_heading(start: int, end: int, dropped: dict[int, int], text: str) -> int:
    stop = dropped.get(start)
    if stop is None or stop > end:
        return start
    while stop < end and (text[stop].isspace() or text[stop] in ":|-"):
        stop += 1
    return stop


def _section_at(sections: Sequence[Section], at: int) -> Section | None:
    i = bisect_right(sections, at, key=_start) - 1
    return sections[i] if i >= 0 and at < sections[i].end else None


def _place(
    start: int, end: int, section: Section | None, spans: Iterable[Span], cues: Iterable[Cue], billing: bool
) -> str:
    table = places()
    kinds = {c.kind for c in cues}
    label = main_label(spans, start, end)
    # Times and codes run on at the end of a note under whatever heading came last.
    if label == "TIME" or (label is None and billing):
        return "time"
    if label is None and kinds & {"signature", "credential-pt", "credential-assistant", "cosign"}:
        return "signature"
    if section is not None and section.kind in table["sections"]:
        return str(table["sections"][section.kind])
    if label is not None:
        return str(table["labels"][label])
    if section is not None and section.kind in ("objective", "assessment"):
        return section.kind
    return next((place for kind, place in table["cues"].items() if kind in kinds), "rest")


def main_label(spans: Iterable[Span], start: int, end: int) -> str | None:
    """The label that most of a stretch carries; None where it carries none."""
    weights, labels = places()["weights"], places()["labels"]
    score: dict[str, float] = {}
    for s in spans:
        if s.label in labels:
            length = max(0, min(s.end, end) - max(s.start, start))
            score[s.label] = score.get(s.label, 0.0) + length * s.score * weights.get(s.label, 1.0)
    best = max(score, key=lambda label: score[label], default=None)
    return best if best is not None and score[best] > 0 else None


def _from(things: Sequence[_Placed], start: int, end: int) -> Sequence[_Placed]:
    """Things that begin within a stretch; they are sorted by their beginning."""
    return things[bisect_left(things, start, key=_start) : bisect_left(things, end, key=_start)]


def _start(thing: Span | Cue | Section) -> int:
    return thing.start
