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


HEADER_LENGTH = 100
"""Characters; a longer first line is the beginning of the text."""
# A dash before a figure may be a minus.
_HEADING_END = re.compile(r"[\s:|]*(?:[-\u2013]+\s+(?!\d))?")
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


def placed(text: str, facts: Facts, whole: Iterable[tuple[int, int]] = ()) -> list[Passage]:
    """Every passage of a note with its place, in the order of the note; stretches of `whole` stay in one passage."""
    spans = sorted((s for s in facts.spans if s.source.kind == "note"), key=lambda s: s.start)
    sections = sorted(facts.sections, key=lambda s: s.start)
    cues = sorted((c for c in facts.cues if c.end > c.start), key=lambda c: c.start)
    known = set(codes())
    headings = {a: b for a, b in (s.heading for s in sections) if a < b}
    dropped = {a: b for a, b in headings.items() if _words(text[a:b]) in places()["headings"]["said_again"]}
    cuts = (*(s.start for s in sections), *dropped.values())
    out: list[Passage] = []
    for start, end in passages(text, cuts, (*((s.start, s.end) for s in spans), *whole)):
        begin = _after_heading(start, end, dropped, text)
        if begin < end:
            section = _section_at(sections, begin)
            billing = not known.isdisjoint(_NUMBER.findall(text, begin, end))
            place = _place(begin, end, section, _from(spans, start, end), _from(cues, start, end), billing)
            before = out[-1].place if out else "header"
            if place == "rest" and before == "header" and _is_title(text, start, end):
                place = "header"
            elif place == "header" and before != "header":
                # A date further down is no head of the note; below a signature it belongs to it.
                place = "signature" if before == "signature" else "rest"
            again = places()["headings"]["by_place"].get(place, ())
            if begin in headings and _words(text[begin : headings[begin]]) in again:
                begin = _after_heading(begin, end, headings, text)
        if begin < end:
            out.append(Passage(begin, end, place))
    return out


def _words(heading: str) -> str:
    return " ".join(re.findall(r"\w+", heading)).lower()


def _is_title(text: str, start: int, end: int) -> bool:
    """A short line above the text, without a full stop."""
    alone = "\n" not in text[start:end] and not text[end : (text + "\n").find("\n", end)].strip()
    return alone and end - start <= HEADER_LENGTH and text[end - 1] not in ".!?;," and end < len(text.rstrip())


def _after_heading(start: int, end: int, dropped: dict[int, int], text: str) -> int:
    stop = dropped.get(start)
    if stop is None or stop > end:
        return start
    m = _HEADING_END.match(text, stop, end)
    return m.end() if m else stop


def _section_at(sections: Sequence[Section], at: int) -> Section | None:
    i = bisect_right(sections, at, key=_start) - 1
    return sections[i] if i >= 0 and at < sections[i].end else None


def _place(
    start: int, end: int, section: Section | None, spans: Iterable[Span], cues: Iterable[Cue], billing: bool
) -> str:
    table = places()
    kinds = {c.kind for c in cues}
    label, assertion = main_label(spans, start, end)
    # Times and codes run on at the end of a note under whatever heading came last.
    if label == "TIME" or (label is None and billing):
        return "time"
    if label is None and kinds & {"signature", "credential-pt", "credential-assistant", "cosign"}:
        return "signature"
    if section is not None and section.kind in table["sections"]:
        below = start >= section.heading[1] and label in table["before_heading"].get(section.kind, ())
        if not below:
            return str(table["sections"][section.kind])
    if label is not None:
        return str(table["asserted"].get(assertion, {}).get(label, table["labels"][label]))
    if section is not None and section.kind in ("objective", "assessment"):
        return section.kind
    return next((place for kind, place in table["cues"].items() if kind in kinds), "rest")


def main_label(spans: Iterable[Span], start: int, end: int) -> tuple[str | None, str]:
    """The label that most of a stretch carries, None where it carries none, and with which assertion."""
    weights, labels = places()["weights"], places()["labels"]
    score: dict[tuple[str, str], float] = {}
    for s in spans:
        if s.label in labels:
            length = max(0, min(s.end, end) - max(s.start, start))
            kind = (s.label, s.assertion)
            score[kind] = score.get(kind, 0.0) + length * s.score * weights.get(s.label, 1.0)
    best = max(score, key=lambda kind: score[kind], default=None)
    if best is None or score[best] <= 0:
        return None, "present"
    for other, share in places()["gives_way"].get(best[0], {}).items():
        if score.get((other, best[1]), 0.0) >= share * score[best]:
            return other, best[1]
    return best


def _from(things: Sequence[_Placed], start: int, end: int) -> Sequence[_Placed]:
    """Things that begin within a stretch; they are sorted by their beginning."""
    return things[bisect_left(things, start, key=_start) : bisect_left(things, end, key=_start)]


def _start(thing: Span | Cue | Section) -> int:
    return thing.start
