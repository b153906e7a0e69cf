"""The times marked in a note, the codes and intervals beside them, and the limits of the clock's work."""

from __future__ import annotations

import random
import statistics
import time
from itertools import pairwise

import pytest

from nlp_models.components.clock import ClockReading, CodeMention, TimeSpan, read_clock


def roles(text: str) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.role) for s in read_clock(text).spans]


ROLES = [
    ("9:05-9:50, 97112 30 min, 97110 15", [("9:05", "start"), ("9:50", "end"), ("30 min", "minutes"), ("15", "other")]),
    ("9:05-9:50 (45 min)", [("9:05", "start"), ("9:50", "end"), ("45 min", "total")]),
    ("Total 45 min, NMR 30 min", [("45 min", "total"), ("30 min", "minutes")]),
    ("97112 9:05-9:30, 97530 9:30-9:50", [("9:05", "start"), ("9:30", "end"), ("9:30", "other"), ("9:50", "other")]),
    ("Time in: 1305\nTime out: 1350", [("1305", "start"), ("1350", "end")]),
    ("Evaluation 40 min, 97112 15 min", [("40 min", "other"), ("15 min", "minutes")]),
    ("28 of it 97112, 17 of it 97535. 45 min visit.", [("28", "minutes"), ("17", "other"), ("45 min", "total")]),
    ("Bike 8 min. 97112 23 min.", [("23 min", "minutes")]),
    ("97112 23 min: tandem walk 5 min, foam 4 min", [("23 min", "minutes")]),
]


@pytest.mark.parametrize(("text", "want"), ROLES, ids=[r[0][:40] for r in ROLES])
def test_roles(text: str, want: list[tuple[str, str]]) -> None:
    assert roles(text) == want


def test_words_around_change_the_role() -> None:
    assert roles("Seen 40 min.") == [("40 min", "total")]
    assert roles("Rowing machine 40 min.") == []
    assert roles("Stood 40 min at the forge.") == []
    assert roles("NMR 40 min.") == [("40 min", "minutes")]
    assert roles("Manual therapy 40 min.") == [("40 min", "other")]


@pytest.mark.parametrize(
    "text",
    [
        "97112: tandem stance 5 min, foam 5 min, gaze 5 min",
        "NMR: ball on a plate 10 min, stairs 10 min",
        "Balance on foam 10 min, gaze drill 5 min. 97112.",
        "97112 included 10 min of standing and 5 min of stairs.",
    ],
)
def test_minutes_of_single_activities_are_not_the_codes(text: str) -> None:
    assert read_clock(text).minutes_97112 is None


@pytest.mark.parametrize(
    ("text", "units", "minutes"),
    [
        ("97112 2 units 30 min", 2, 30),
        ("97112 x 2, 30 min", 2, 30),
        ("97112 GP 59 (2u) 30 min", 2, 30),
        ("97112 x 30 min", None, 30),
        ("97112", None, None),
    ],
)
def test_code_with_units_and_minutes(text: str, units: int | None, minutes: int | None) -> None:
    (code,) = read_clock(text).codes
    assert isinstance(code, CodeMention)
    assert (code.code, code.units, code.minutes, code.numeric) == ("97112", units, minutes, True)


def test_modifiers_stay_with_their_code() -> None:
    codes = read_clock("97112-59 GP 30 min, 97140 GO 10 min").codes
    assert [(c.code, c.modifiers) for c in codes] == [("97112", ("59", "GP")), ("97140", ("GO",))]


def test_an_unticked_code_is_not_named() -> None:
    assert [c.code for c in read_clock("[x] 97112 [ ] 97110 [ ] 97530 9:00-9:30").codes] == ["97112"]


def test_a_weak_name_is_a_code_only_with_minutes() -> None:
    assert [c.code for c in read_clock("Gait is wide. Exercise went well. 97112 30 min.").codes] == ["97112"]
    assert [c.code for c in read_clock("9:00-9:45: neuro 30, gait 15.").codes] == ["97112", "97116"]


def test_intervals_know_their_code() -> None:
    text = "97112 9:05-9:30, 97530 9:30-9:50"
    assert [(b, f, code) for b, f, code, _, _ in read_clock(text).intervals] == [
        (545, 570, "97112"),
        (570, 590, "97530"),
    ]
    (whole,) = read_clock("9:05-9:50, 97112 30 min, 97530 15 min").intervals
    assert whole == (545, 590, None, 0, 9)


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        ("9:05-9:50, 97112 only", ("minutes_97112", "timed_minutes", "total_minutes")),
        ("9:05-9:50, 97112 45 min, total 45 min", ("timed_minutes",)),
        ("9:05-9:50, 97112 45 min, total timed minutes: 45, total treatment 45 min", ()),
        ("97112 25 min, 97110 15 min", ("timed_minutes", "total_minutes")),
    ],
)
def test_what_was_worked_out_is_told(text: str, computed: tuple[str, ...]) -> None:
    assert read_clock(text).computed == computed


def test_a_note_without_times_is_an_empty_reading() -> None:
    assert read_clock("") == ClockReading()
    assert read_clock("She sorted beads by touch and laughed.") == ClockReading()


HOSTILE = [
    "9:05-", "9:05 to ", "total ", "total 5 ", "97112 ", "97112 25 ", "25 min ", "one ", "quarter past ", "five to ",
    "a", "1", "1 ", "'", "10'", "| 25 ", "\n", "97112 | ", "-", " ", "of the ", "hour and a ", "neuro ", "out 9:05 in ",
    "9.15 to ", "25 of it ", "twenty ", "te 15 ", "minus 5 min rest ", "session 40 min, ", "930 1012 ", "the other 15 ",
    "exercise 15, neuro ", "9:05\n", "nine ", "1:05:", " 2 x 15 min", "9:05-9:45 97112 ", "[", "1 of ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_grows_with_length_only(piece: str) -> None:
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    read_clock(text[:1000])
    best = min(_seconds(text) for _ in range(2))
    assert best < 1.5, "about 0.3 s alone on a machine; quadratic work would take minutes"


def test_a_note_of_common_length_takes_about_a_millisecond() -> None:
    line = "He set {} jars on the rail and turned, {} of 12 clean, 4 x 30 s; bike 6 min before. "
    note = "".join(line.format(n, n + 1) for n in range(12)) + "\nIn 9:05 out 9:50. 97112 30 min, 97110 15 min."
    assert 220 < len(note.split()) < 290
    read_clock(note)
    assert statistics.median(_seconds(note) for _ in range(50)) < 0.005, "0.5 ms alone on a machine"


def _seconds(text: str) -> float:
    began = time.perf_counter()
    read_clock(text)
    return time.perf_counter() - began


WORDS = """9:05 10 : 45 - to in out 97112 97110 NMR TE min minutes ' x 2 25 15 total of it the other rest ( ) , . ;
| [ ] / half an hour quarter past one o'clock noon thirty five pm am a p minus break all only code 0905 0945 9.05 930
eval exercise neuro and + = 59 GP units evening next visit → ½ İ 112 hr untimed bike Seen"""


def test_any_string_of_words_gives_spans_in_order_and_sane_figures() -> None:
    chance = random.Random(11)
    pieces = [*WORDS.split(), "\n", ""]
    for _ in range(3000):
        text = chance.choice((" ", "", "  ")).join(chance.choice(pieces) for _ in range(chance.randint(1, 30)))
        r = read_clock(text)
        assert all(isinstance(s, TimeSpan) and 0 <= s.start < s.end <= len(text) for s in r.spans), text
        assert all(a.end <= b.start for a, b in pairwise(r.spans)), text
        assert all(v is None or v > 0 for v in (r.minutes_97112, r.timed, r.total)), text
        assert all(v is None or 0 <= v < 1440 for v in (r.start, r.end)), text
