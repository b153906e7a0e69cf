"""The written and spoken forms of clock times and minutes, and their values."""

from __future__ import annotations

from itertools import pairwise

import pytest

from nlp_models.components.clock_forms import clock_forms, minute_forms, word_number

CLOCKS = [
    ("10:05", "10:05", 605, None, True),
    ("10:05 am", "10:05 am", 605, "a", True),
    ("10:05 a.m.", "10:05 a.m.", 605, "a", True),
    ("2:10p", "2:10p", 850, "p", True),
    ("2:10 P.M.", "2:10 P.M.", 850, "p", True),
    ("12:15 am", "12:15 am", 15, "a", True),
    ("12:15 pm", "12:15 pm", 735, "p", True),
    ("14h05", "14h05", 845, None, True),
    ("14:05:00", "14:05:00", 845, None, True),
    ("0905", "0905", 545, None, False),
    ("0905 hrs", "0905 hrs", 545, None, True),
    ("210p", "210p", 850, "p", True),
    ("930 to", "930", 570, None, False),
    ("9.15 to", "9.15", 555, None, False),
    ("8 am", "8 am", 480, "a", True),
    ("6:45 in the morning", "6:45 in the morning", 405, "a", True),
    ("7:10 in the evening", "7:10 in the evening", 1150, "p", True),
    ("quarter past one", "quarter past one", 75, None, True),
    ("a quarter to ten", "a quarter to ten", 585, None, True),
    ("half past two", "half past two", 150, None, True),
    ("five of two", "five of two", 115, None, False),
    ("ten past nine", "ten past nine", 550, None, True),
    ("twenty minutes to four", "twenty minutes to four", 220, None, True),
    ("nine fifty-five", "nine fifty-five", 595, None, False),
    ("nine oh five", "nine oh five", 545, None, False),
    ("two o'clock", "two o'clock", 120, None, True),
    ("noon", "noon", 720, "p", True),
]


@pytest.mark.parametrize(("text", "form", "minutes", "half", "sure"), CLOCKS, ids=[c[0] for c in CLOCKS])
@pytest.mark.parametrize(("before", "after"), [("", ""), ("at ", ", and then"), ("in:", "\nout")])
def test_clock_form(text: str, form: str, minutes: int, half: str | None, sure: bool, before: str, after: str) -> None:
    note = before + text + after
    found = clock_forms(note)[0]
    assert (note[found.start : found.end], found.minutes, found.half, found.sure) == (form, minutes, half, sure)


@pytest.mark.parametrize(
    "text",
    ["3 x 10 reps", "120/80", "11/05/2008", "25:00", "10:75", "1200 ft", "1500 mg", "9.5 cm", "$10.05", "#1005"],
)
def test_no_clock_form(text: str) -> None:
    assert clock_forms(text) == []


MINUTES = [
    ("38 min", 38),
    ("38min.", 38),
    ("38 minutes", 38),
    ("38-minute visit", 38),
    ("x38 min", 38),
    ("x 38 mins", 38),
    ("38'", 38),
    ("Minutes: 38", 38),
    ("Min=38", 38),
    ("97112-38 min", 38),
    ("thirty-eight minutes", 38),
    ("thirty eight minutes", 38),
    ("thirty of those minutes", 30),
    ("25 of the minutes", 25),
    ("25 of 40 minutes", 25),
    ("15 + 10 min", 25),
    ("2 x 15 min", 30),
    ("half an hour", 30),
    ("half-hour", 30),
    ("three quarters of an hour", 45),
    ("a quarter of an hour", 15),
    ("an hour", 60),
    ("1 hr", 60),
    ("1 hr 10 min", 70),
    ("an hour and ten minutes", 70),
    ("an hour and a quarter", 75),
    ("1.5 hours", 90),
]


@pytest.mark.parametrize(("text", "minutes"), MINUTES, ids=[m[0] for m in MINUTES])
def test_minute_form(text: str, minutes: int) -> None:
    assert [f.minutes for f in minute_forms(text)] == [minutes]


@pytest.mark.parametrize(
    "text", ["10-15 min", "1:15 min", "2.5 min", "3/15 min", "min A", "120' x2", "5'4\" tall", "L4 min"]
)
def test_no_minute_form(text: str) -> None:
    assert minute_forms(text) == []


@pytest.mark.parametrize(("text", "value"), [("38", 38), ("eight", 8), ("thirty-eight", 38), ("forty five", 45)])
def test_word_number(text: str, value: int) -> None:
    assert word_number(text) == value


def test_forms_keep_their_order_and_do_not_overlap() -> None:
    text = "noon, 12:30, quarter past one, 1405 to ten past three"
    spans = [(f.start, f.end) for f in clock_forms(text)]
    assert len(spans) == 5
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
