"""The time strip: the visit as one bar, with the documented intervals in it and what is not accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from assistant.results import Review, hhmm

CODE = "97112"
OURS, OTHER, OPEN, TWICE = "━", "╍", "·", "╳"
"""97112, other codes, time that nothing accounts for, and time that two stretches claim."""
LEAST, MOST = 10, 110
"""Cells below which a bar says nothing, and above which it says no more."""
DAY = 1440


@dataclass(frozen=True, slots=True)
class Stretch:
    """A documented stretch in minutes from the start of the bar."""

    begin: int
    end: int
    code: str | None
    at: tuple[int, int]
    """Characters of the note it was read from; empty where it is from an answer or from minutes alone."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of the time of a visit."""

    stretches: tuple[Stretch, ...] = ()
    start: int | None = None
    """Minutes after midnight at the left end; None where only lengths are known."""
    length: int = 0
    """Minutes that the bar shows."""
    minutes: int | None = None
    """Of 97112, as documented."""


def visit_of(review: Review) -> Visit:
    """The visit of a review: by the clock where clock times are documented, by lengths where only minutes are."""
    clock = review.facts.clock
    whole = [i for i in clock.intervals if i.finish is not None and i.minutes]
    if not whole and clock.start is not None and clock.end is not None:
        length = (clock.end - clock.start) % DAY
        return Visit((Stretch(0, length, CODE, (0, 0)),), clock.start, length, clock.minutes_97112)
    if whole:
        first = min(i.begin for i in whole)
        stretches = []
        for i in sorted(whole, key=lambda i: i.begin):
            begin = i.begin - first
            stretches.append(Stretch(begin, begin + (i.minutes or 0), i.code, i.at))
        return Visit(tuple(stretches), first, max(s.end for s in stretches), clock.minutes_97112)
    at, by_code = 0, []
    for line in review.facts.codes:
        if line.minutes:
            by_code.append(Stretch(at, at + line.minutes, line.code, (line.start, line.end)))
            at += line.minutes
    if not by_code and clock.minutes_97112:
        by_code, at = [Stretch(0, clock.minutes_97112, CODE, (0, 0))], clock.minutes_97112
    return Visit(tuple(by_code), None, max(at, clock.timed_minutes or 0), clock.minutes_97112)


def bar(visit: Visit, width: int) -> str:
    """The visit in `width` cells."""
    cells = []
    for cell in range(width):
        # A stretch shows in each cell whose middle it covers, so that neighbours never share one.
        middle = (cell + 0.5) * visit.length / width
        here = [s for s in visit.stretches if s.begin <= middle < s.end]
        cells.append(_sign(here))
    return "".join(cells)


def stretch_at(visit: Visit, cell: int, width: int) -> Stretch | None:
    """The stretch under a cell of the bar."""
    middle = (cell + 0.5) * visit.length / max(width, 1)
    return next((s for s in visit.stretches if s.begin <= middle < s.end), None)


def legend(visit: Visit) -> str:
    """The stretches in words, in their order."""
    parts = []
    for s in visit.stretches:
        clock = "" if visit.start is None else f"{hhmm(visit.start + s.begin)}-{hhmm(visit.start + s.end)}"
        parts.append(" ".join(filter(None, (clock, s.code, f"{s.end - s.begin} min"))))
    open_minutes = visit.length - _covered(visit.stretches)
    if open_minutes and visit.stretches:
        parts.append(f"{open_minutes} min not accounted for")
    twice = sum(s.end - s.begin for s in visit.stretches) - _covered(visit.stretches)
    if twice:
        parts.append(f"{twice} min claimed twice")
    if visit.start is None and visit.stretches:
        parts.append("no clock times")
    return " · ".join(parts)


def ends(visit: Visit) -> tuple[str, str]:
    """What stands left and right of the bar."""
    if visit.start is None:
        return "0", f"{visit.length} min"
    return hhmm(visit.start) or "", hhmm(visit.start + visit.length) or ""


class TimeBar(Visual):
    """The bar with its ends, and below it, where there is room, what it shows in words.

    Args:
        visit: what is known of the time.
        colour: style of the cells of 97112.
        words: with the line of words below.
    """

    def __init__(self, visit: Visit, colour: str, *, words: bool) -> None:
        self.visit, self.colour, self.words = visit, colour, words
        self._laid: tuple[int, Content] = (-1, Content())

    def room(self, width: int) -> tuple[int, int]:
        """First cell of the bar, and its width."""
        left, right = ends(self.visit)
        return len(left) + 1, min(MOST, max(0, width - len(left) - len(right) - 2))

    def at(self, width: int) -> Content:
        """The strip as it stands in `width` cells."""
        if self._laid[0] != width:
            self._laid = (width, self._lay(width))
        return self._laid[1]

    def _lay(self, width: int) -> Content:
        if not self.visit.length:
            return Content.assemble(("No time is documented.", "dim")).truncate(width, ellipsis=True)
        words = Content.assemble((legend(self.visit), "dim")).truncate(width, ellipsis=True)
        left, right = ends(self.visit)
        room = self.room(width)[1]
        if room < LEAST:
            return words
        runs = ["".join(run) for _, run in groupby(bar(self.visit, room))]
        line = Content.assemble(
            f"{left} ", *((run, self.colour if run[0] == OURS else "") for run in runs), f" {right}"
        )
        return Content("\n").join([line, words]) if self.words else line

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Part of Textual's protocol."""
        return self.at(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Part of Textual's protocol: as wide as can be."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Part of Textual's protocol."""
        return self.at(width).plain.count("\n") + 1


def _sign(here: Sequence[Stretch]) -> str:
    if not here:
        return OPEN
    if len(here) > 1:
        return TWICE
    return OURS if here[0].code in (CODE, None) else OTHER


def _covered(stretches: Sequence[Stretch]) -> int:
    """Minutes that at least one stretch covers."""
    covered, until = 0, 0
    for s in sorted(stretches, key=lambda s: s.begin):
        covered += max(0, s.end - max(s.begin, until))
        until = max(until, s.end)
    return covered
