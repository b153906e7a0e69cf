"""The time strip: what it shows of a visit, and how wide."""

from __future__ import annotations

import pytest
from workbench_rooms import review_of

from assistant.facts import Clock, CodeLine, Facts, Interval
from assistant.note import Note
from assistant.results import Review
from assistant.reviewing import review_facts
from assistant.tui.timestrip import OPEN, OTHER, OURS, TWICE, TimeBar, bar, legend, stretch_at, visit_of


def review(*intervals: Interval, codes: tuple[CodeLine, ...] = (), clock: Clock | None = None) -> Review:
    return review_facts(Note("x" * 90), Facts((), clock or Clock(intervals=intervals), codes, length=90))


VISIT = visit_of(review(Interval(605, 625, "97112", (3, 8)), Interval(625, 635, "97110"), Interval(640, 645, "97140")))


def test_one_cell_a_minute() -> None:
    """With a cell for each minute, each shows what stands for it: our code, another, or nothing."""
    assert bar(VISIT, 40) == OURS * 20 + OTHER * 10 + OPEN * 5 + OTHER * 5


@pytest.mark.parametrize("width", [10, 17, 33, 40, 200])
def test_as_wide_as_asked(width: int) -> None:
    """The bar fills its width, in the proportions of the visit."""
    cells = bar(VISIT, width)
    assert len(cells) == width
    assert abs(cells.count(OURS) - width / 2) <= 1


def test_claimed_twice() -> None:
    """Minutes that two stretches claim are shown and told."""
    visit = visit_of(review(Interval(600, 620, "97112"), Interval(610, 630, "97140")))
    assert bar(visit, 30) == OURS * 10 + TWICE * 10 + OTHER * 10
    assert "10 min claimed twice" in legend(visit)


def test_past_midnight() -> None:
    """A visit past midnight has the length it had."""
    visit = visit_of(review(Interval(1430, 10, "97112")))
    assert (visit.length, legend(visit)) == (20, "23:50-00:10 97112 20 min")


def test_words() -> None:
    """The stretches are told in words, with what nothing accounts for."""
    told = "10:05-10:25 97112 20 min · 10:25-10:35 97110 10 min · 10:40-10:45 97140 5 min · 5 min not accounted for"
    assert legend(VISIT) == told


def test_minutes_alone() -> None:
    """Without clock times the codes lie side by side by their minutes, and it is said that there are none."""
    codes = (CodeLine("97112", 30, start=1, end=6), CodeLine("97110", 10))
    visit = visit_of(review(codes=codes))
    assert bar(visit, 40) == OURS * 30 + OTHER * 10
    assert legend(visit).endswith("no clock times")


def test_start_and_end_alone() -> None:
    """Start and end without intervals are one stretch."""
    visit = visit_of(review_of(Note("10:05 10:43")))
    assert (visit.start, visit.length, bar(visit, 10)) == (605, 38, OURS * 10)


def test_nothing() -> None:
    """A note without any time has no bar, and says so."""
    visit = visit_of(review(clock=Clock()))
    assert visit.length == 0
    assert TimeBar(visit, "", words=True).at(60).plain == "No time is documented."


def test_under_the_mouse() -> None:
    """A cell leads to the stretch it shows, and one that nothing accounts for to none."""
    first = stretch_at(VISIT, 0, 40)
    assert first is not None
    assert first.at == (3, 8)
    assert stretch_at(VISIT, 32, 40) is None


@pytest.mark.parametrize("width", [20, 40, 80, 250])
def test_never_wider(width: int) -> None:
    """The strip keeps within its window, with its ends."""
    text = TimeBar(VISIT, "", words=True).at(width).plain
    assert all(len(line) <= width for line in text.split("\n"))
