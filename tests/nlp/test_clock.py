"""What the clock reads from a note: start, end, minutes of 97112, of all timed codes, of the session."""

from __future__ import annotations

import pytest

from nlp_models.components.clock import read_clock


def figures(text: str) -> tuple[str | None, str | None, int | None, int | None, int | None]:
    r = read_clock(text)
    return _hhmm(r.start), _hhmm(r.end), r.minutes_97112, r.timed, r.total


def _hhmm(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"


def roles(text: str) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.role) for s in read_clock(text).spans]


NINE = ("09:10", "09:48")

RANGES = [
    ("9:10-9:48", NINE),
    ("9:10 - 9:48", NINE),
    ("9:10–9:48", NINE),
    ("9:10 -> 9:48", NINE),
    ("9:10 → 9:48", NINE),
    ("9:10 to 9:48", NINE),
    ("from 9:10 until 9:48", NINE),
    ("0910-0948", NINE),
    ("0910 to 0948", NINE),
    ("0910 hrs to 0948 hrs", NINE),
    ("9h10 to 9h48", NINE),
    ("9.10 to 9.48", NINE),
    ("9:10am-9:48am", NINE),
    ("9:10 a.m. to 9:48 a.m.", NINE),
    ("9:10a to 9:48a", NINE),
    ("9:10 / 9:48", NINE),
    ("0910/0948", NINE),
    ("Time in 9:10, time out 9:48", NINE),
    ("Time In: 0910\nTime Out: 0948", NINE),
    ("TIME IN:0910 TIME OUT:0948", NINE),
    ("In | 0910\nOut | 0948", NINE),
    ("Time in | Time out\n9:10 | 9:48", NINE),
    ("in [9:10] out [9:48]", NINE),
    ("In at 9:10 and out at 9:48", NINE),
    ("9:10 in, 9:48 out", NINE),
    ("start 9:10a end 9:48a", NINE),
    ("Start Time: 9:10 AM End Time: 9:48 AM", NINE),
    ("Began 9:10, finished 9:48", NINE),
    ("began at 9:10 in the morning and the two of us finished at 9:48", NINE),
    ("nine ten to nine forty-eight", NINE),
    ("start 2:10p end 2:48p", ("14:10", "14:48")),
    ("2:10-2:48", ("14:10", "14:48")),
    ("2:10-2:48 pm", ("14:10", "14:48")),
    ("210p to 248p", ("14:10", "14:48")),
    ("14:10-14:48", ("14:10", "14:48")),
    ("11:40-12:18", ("11:40", "12:18")),
    ("12:40-1:18", ("12:40", "13:18")),
    ("11:40 - 12:18 pm", ("11:40", "12:18")),
    ("8-8:38 am", ("08:00", "08:38")),
    ("6:15-6:53", ("06:15", "06:53")),
    ("6:15-6:53 pm", ("18:15", "18:53")),
    ("from quarter past one to five of two", ("13:15", "13:55")),
    ("quarter past one till two o'clock", ("13:15", "14:00")),
    ("nine fifteen to nine fifty-five", ("09:15", "09:55")),
    ("ten past nine until quarter to ten", ("09:10", "09:45")),
    ("from half past two to ten minutes past three", ("14:30", "15:10")),
    ("noon to 12:38", ("12:00", "12:38")),
    ("10:30 to 11", ("10:30", "11:00")),
    ("7:30 p.m. till 8:05 p.m.", ("19:30", "20:05")),
]


@pytest.mark.parametrize(("written", "times"), RANGES, ids=[r[0].replace("\n", " / ") for r in RANGES])
@pytest.mark.parametrize(
    "frame",
    [
        "Ladder rungs and a moving target. {}, 97112 only. Boots still wet.",
        "O: Reached for the kettle 12x.\n{}; all of it 97112.\nSeen again Friday.",
        "Dog barked.\nTreatment {}\n97112\nGate code changed.",
    ],
    ids=["sentence", "line", "field"],
)
def test_range(written: str, times: tuple[str, str], frame: str) -> None:
    start, end, minutes, timed, total = figures(frame.format(written))
    assert (start, end) == times
    length = (int(end[:2]) - int(start[:2])) * 60 + int(end[3:]) - int(start[3:])
    assert (minutes, timed, total) == (length, length, length)


STATEMENTS = [
    ("9:00-9:40, 97112 25 min, 97110 15 min.", ("09:00", "09:40", 25, 40, 40)),
    ("9:00-9:40: 97112 28 min.", ("09:00", "09:40", 28, 28, 40)),
    ("Seen 9:00-9:40: 97112 40 min", ("09:00", "09:40", 40, 40, 40)),
    ("15:10 / 15:45: 97112 x 26 min", ("15:10", "15:45", 26, 26, 35)),
    ("1:15p - 1:55p (40 minutes), 97112", ("13:15", "13:55", 40, 40, 40)),
    ("0900-0940. NMR 25, TE 15.", ("09:00", "09:40", 25, 40, 40)),
    ("in 1425 out 1510 97112 33 97110 12", ("14:25", "15:10", 33, 45, 45)),
    ("IN 1425 OUT 1510 33 MIN NMR 12 MIN TE", ("14:25", "15:10", 33, 45, 45)),
    ("930 to 1012 nmr 30 manual 12", ("09:30", "10:12", 30, 42, 42)),
    ("8:05 to 8:45; 25 of it 97112, 15 of it 97530", ("08:05", "08:45", 25, 40, 40)),
    ("9:00 to 9:50. Forty of the minutes 97112 and the other ten 97140.", ("09:00", "09:50", 40, 50, 50)),
    ("From 9:00 to 9:45; thirty of those minutes went to 97112 and fifteen to 97140", ("09:00", "09:45", 30, 45, 45)),
    ("9:00 to 9:45, 45 minutes: evaluation 30 minutes, 97112 15 minutes.", ("09:00", "09:45", 15, 15, 45)),
    ("8:30-8:46 & 9:02-9:10, all 97112", ("08:30", "09:10", 24, 24, 24)),
    ("8:30-8:46 and 9:02-9:10, 97112 only", ("08:30", "09:10", 24, 24, 24)),
    ("9:00-9:45, minus 5 min rest, 97112 only", ("09:00", "09:45", 40, 40, 40)),
    ("10:00 to 10:40, 97112 and 97110, split not kept", ("10:00", "10:40", None, None, 40)),
    ("10:00-10:40, NMR + TE", ("10:00", "10:40", None, None, 40)),
    ("10:00-10:40", ("10:00", "10:40", None, None, 40)),
    ("10:00-10:40. Half of it 97112, half 97110.", ("10:00", "10:40", 20, None, 40)),
    ("10:00-10:40, the whole time 97112", ("10:00", "10:40", 40, 40, 40)),
    ("10:00-10:40, all of it neuromuscular re-education", ("10:00", "10:40", 40, 40, 40)),
    ("In 10:00 out 10:40, one code", ("10:00", "10:40", 40, 40, 40)),
    ("97112 x 38 min", (None, None, 38, 38, 38)),
    ("97112 x38 min.", (None, None, 38, 38, 38)),
    ("97112 38'", (None, None, 38, 38, 38)),
    ("97112: 38", (None, None, 38, 38, 38)),
    ("97112 min: 38", (None, None, 38, 38, 38)),
    ("Minutes 97112: 38", (None, None, 38, 38, 38)),
    ("97112 min [38]", (None, None, 38, 38, 38)),
    ("97112 (38)", (None, None, 38, 38, 38)),
    ("97112 (25) 97110 (15)", (None, None, 25, 40, 40)),
    ("97112 (2 units, 30 min)", (None, None, 30, 30, 30)),
    ("97112, 2 units (30 min), 97110, 1 unit (15 min)", (None, None, 30, 45, 45)),
    ("22 min NMR / 8 min MT", (None, None, 22, 30, 30)),
    ("22' NMR, 8' MT", (None, None, 22, 30, 30)),
    ("NMR 25 TE 15 total 40", (None, None, 25, 40, 40)),
    ("NMR 25 + TE 15 = 40 min", (None, None, 25, 40, 40)),
    ("neuro re-ed 25min/ther ex 15min", (None, None, 25, 40, 40)),
    ("25 minutes of neuromuscular re-education and 15 minutes of gait training", (None, None, 25, 40, 40)),
    ("Neuromuscular re-education for balance on stairs was given for 30 minutes.", (None, None, 30, 30, 30)),
    ("Three quarters of an hour of 97112.", (None, None, 45, 45, 45)),
    ("97112 for half an hour", (None, None, 30, 30, 30)),
    ("Total treatment time: 45 minutes", (None, None, None, None, 45)),
    ("Total tx time 45", (None, None, None, None, 45)),
    ("Session 40 min.", (None, None, None, None, 40)),
    ("40-minute session", (None, None, None, None, 40)),
    ("Seen for 40 minutes", (None, None, None, None, 40)),
    ("Treatment minutes: 40", (None, None, None, None, 40)),
    ("Total time 55 min: 97161 30 min, 97112 25 min", (None, None, 25, 25, 55)),
    ("97112 25 min, G0283 15 min", (None, None, 25, 25, 40)),
    ("97112 15 + 10 min", (None, None, 25, 25, 25)),
    ("97112 and 97110 today", (None, None, None, None, None)),
    ("97112 x 2", (None, None, None, None, None)),
    ("97112 2 units", (None, None, None, None, None)),
    ("97112 GP 2u 30 min", (None, None, 30, 30, 30)),
    ("nine seven one one two for twenty five minutes", (None, None, 25, 25, 25)),
    ("[x] 97112 [25]  [ ] 97110 [ ]", (None, None, 25, 25, 25)),
]


@pytest.mark.parametrize(("statement", "want"), STATEMENTS, ids=[s[0] for s in STATEMENTS])
@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        "Tall kneeling beside the crate, 3x8, bike 8 min after.\n{}\nNext visit 3/14 at 9:30.",
        "Caught 9 of 12 throws. {}",
    ],
    ids=["alone", "between lines", "after a sentence"],
)
def test_statement(statement: str, want: tuple[object, ...], frame: str) -> None:
    assert figures(frame.format(statement)) == want


LAYOUTS = [
    ("Code | In | Out | Min\n97112 | 9:00 | 9:25 | 25\n97110 | 9:25 | 9:40 | 15\n", ("09:00", "09:25", 25, 40, 40)),
    ("97112 in 9:00 out 9:25, 97110 in 9:25 out 9:40", ("09:00", "09:25", 25, 40, 40)),
    ("97112 9:00-9:25\n97110 9:25-9:40", ("09:00", "09:25", 25, 40, 40)),
    (
        "Session 9:00-9:40\n97112 | NMR | 25 | 2\n97110 | ther ex | 15 | 1\nTotal | | 40 | 3",
        ("09:00", "09:40", 25, 40, 40),
    ),
    (
        "| CPT | Units | Minutes |\n|---|---|---|\n| 97112 | 2 | 25 |\n| 97110 | 1 | 15 |\n| Total | 3 | 40 |",
        (None, None, 25, 40, 40),
    ),
    ("97112\t25 min\t2\n97140\t15 min\t1", (None, None, 25, 40, 40)),
    ("CODES: [x] 97112 [ ] 97110 [ ] 97530   IN 11:20 OUT 11:50", ("11:20", "11:50", 30, 30, 30)),
    ("11:20\n11:50\none code, 97112\n", ("11:20", "11:50", 30, 30, 30)),
    ("Start: 14:00\nStop: 14:38\nCodes: 97112\n", ("14:00", "14:38", 38, 38, 38)),
    ("TIME 915 1000 BILLED 97112 AND 97110", ("09:15", "10:00", None, None, 45)),
    ("0800 0855 all 97112", ("08:00", "08:55", 55, 55, 55)),
    ("* 0810 > 0850\n* 97112 30\n* 97530 10", ("08:10", "08:50", 30, 40, 40)),
]


@pytest.mark.parametrize(("text", "want"), LAYOUTS, ids=range(len(LAYOUTS)))
def test_layout(text: str, want: tuple[object, ...]) -> None:
    assert figures(text) == want


NOT_TIMES = [
    "NuStep 10 min at level 4, then 3 x 2 min on the foam.",
    "Walked 6 minutes without a stop.",
    "BP 138/82, then 142/90 at 10:15.",
    "Date 11/05/08, seen since 2007.",
    "2015-2019 at another clinic.",
    "Call 555-0142 or (603) 555-0117 about the ramp.",
    "Appointment at 10:30 with the neurologist.",
    "Next visit Tuesday 9:00-9:45.",
    "Arrived 10 min late, bus broke down.",
    "Arrived at 9:05.",
    "Took levodopa at 7:30 and 11:30.",
    "The wound nurse came at 1 to 2.",
    "Her daughter works 7:00-3:00.",
    "Speech therapy 9:00-9:30 saw her first.",
    "Stood 4 minutes at the sink.",
    "Standing tolerance 12 min.",
    "6MWT 310 m, TUG 14 s.",
    "HEP 20 minutes daily.",
    "Home program 15 minutes twice a day.",
    "Score 9/15, was 7/15 on 3/2.",
    "ROM 0-130, was 10-115.",
    "Gait speed went from 1.10 to 1.45 m/s.",
    "Reads for 20 minutes without pain.",
    "Sat 25 minutes at the loom before needing a break.",
    "Hot pack 15 min to the low back.",
    "Estim 15 min.",
    "Rested 5 min between sets.",
    "Slept from 10 to 6.",
    "Hold 10-15 min of reading.",
    "Walked 120' x2 with the cane.",
    "Sixth visit of 12 to 16.",
    "One of five trials, two to three cues.",
    "Ten to twelve reps in the box.",
    "Last session 2:00-2:40.",
    "Dialysis 11:00 to 3:00 on Mondays.",
    "Dressing took 14 min, was 22 min.",
    "97112 goals reviewed.",
    "School hours 8:15 to 2:45.",
    "Wants to walk the dog 20 minutes.",
    "Symptoms settle within 20 minutes.",
    "Church is 10:00 to 11:15.",
    "Naps 2:00-3:00.",
    "The evaluation next week is 60 minutes.",
    "Frequency 3x/week for 45 min.",
    "Wheelchair tolerance 90 min, was 60 min.",
    "Visit 12 of 24, cert 1/5-4/5.",
    "Vitals 0815: 130/70.",
    "Resident was out 9:30-11 for dialysis.",
]


@pytest.mark.parametrize("text", NOT_TIMES)
def test_nothing_is_read(text: str) -> None:
    assert figures(text) == (None,) * 5
    assert roles(text) == []


@pytest.mark.parametrize("text", NOT_TIMES)
def test_distractor_beside_a_statement_changes_nothing(text: str) -> None:
    assert figures(f"{text}\nIn 1:05p out 1:45p. 97112 25 min, 97110 15 min.") == ("13:05", "13:45", 25, 40, 40)


@pytest.mark.parametrize(
    "text",
    ["\u2192 knee sore\n\u2192 30 min\n\u2192 brace off", "Knee | sore\nMin | 30\nBrace | off", "Minutes: 30\n"],
)
def test_lone_minutes_in_a_list_or_a_field_are_the_visits(text):
    """A bullet or a field that holds nothing but minutes gives the length of the visit."""
    assert [(text[s.start : s.end].split()[0], s.role) for s in read_clock(text).spans] == [("30", "total")]
