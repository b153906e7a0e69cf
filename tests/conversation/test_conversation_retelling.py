"""Times as people speak and type them."""

from __future__ import annotations

import pytest

from assistant.conversation.hearing import hear
from assistant.conversation.retelling import clock_value, retold

RANGES = [
    "started 10:05 done by 10:43",
    "strted 1005 done 1043",
    "10:05-10:43",
    "1005-1043",
    "10.05 to 10.43",
    "ten oh five to ten forty three",
    "ten-oh-five until ten forty-three",
    "ten five to ten forty three",
    "started at five after ten and finished at ten forty three",
    "five past ten to seventeen to eleven",
    "TIME IN 1005 TIME OUT 1043",
    "in at 10:05 out at 10:43",
    "S 10:05 E 10:43",
    "we started at 10 05 and stopped at 10 43",
    "10 05 to 10 43",
    "10:05 start, 10:43 end",
    "10:05 was the start and 10:43 the end",
    "ten forty three was the end, start was ten five",
    "i begin at 10:05 and i finish at 10:43",
    "start should be 10:05 and end should be 10:43",
]
OTHERS = [
    ("finished ten forty three", None, "10:43", None),
    ("it ended at 1043", None, "10:43", None),
    ("began at 9, done at nine forty", "9:00", "9:40", None),
    ("eight fifteen to nine", "8:15", "9:00", None),
    ("at 8:15 I started, at 9 I finished", "8:15", "9:00", None),
    ("1310-1348", "13:10", "13:48", None),
    ("915-953", "9:15", "9:53", None),
    ("kicked off at twenty past nine", "9:20", None, None),
    ("ended at ten to ten", None, "9:50", None),
    ("38ish minutes of neuro", None, None, 38),
    ("45 min session, 38 of it neuro", None, None, 38),
]


def clock(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60}:{minutes % 60:02}"


@pytest.mark.parametrize("words", RANGES)
def test_a_start_and_an_end(words):
    """The same treatment, 10:05 to 10:43, however it is said."""
    heard = hear(words).clock
    assert (clock(heard.start), clock(heard.end)) == ("10:05", "10:43")


@pytest.mark.parametrize(("words", "start", "end", "minutes"), OTHERS)
def test_parts(words, start, end, minutes):
    """One end alone, and minutes, in other forms."""
    heard = hear(words).clock
    assert (clock(heard.start), clock(heard.end), heard.minutes_97112) == (start, end, minutes)


@pytest.mark.parametrize(
    "words",
    [
        "held it for five ten second holds",
        "from three to four reps",
        "3 to 4 steps",
        "started with 9 reps",
        "ended at 3 sets",
        "7 to 8 out of 10",
        "2 to 3 inches of sway",
        "stepped in and out of the tub",
        "ten to eleven",
        "reached from 12 to 18 inches",
        "97112 and 97110",
    ],
)
def test_counts_are_no_times(words):
    """Numbers without a word that makes them a time stay numbers."""
    heard = hear(words).clock
    assert (heard.start, heard.end) == (None, None)


@pytest.mark.parametrize("words", [*RANGES, *(o[0] for o in OTHERS)])
def test_quoted_words_are_the_persons_own(words):
    """Every time is quoted in the words it was said in."""
    for span in hear(words).spans:
        assert words[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("10:05", 605),
        ("quarter past ten", 615),
        ("ten to eleven", 650),
        ("1:15 pm", 795),
        ("1005", 605),
        ("nine", None),
        ("36", None),
        ("left", None),
    ],
)
def test_one_clock_time_and_nothing_else(words, value):
    """A lone clock time has a value; a lone number has none."""
    assert clock_value(words) == value


def test_long_texts_are_left_alone():
    """A pasted note is not searched for spoken times."""
    assert retold("started at ten five. " * 60) is None
