"""The forms in which therapists write clock times and minutes, and their values."""

from __future__ import annotations

import re
from dataclasses import dataclass

ONES = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split())}
TENS = {w: 10 * i for i, w in enumerate("_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()) if i > 1} | {"fourty": 40}
_ONES = "|".join(sorted(ONES, key=len, reverse=True))
_TENS = "|".join(TENS)
NUMBER_WORD = rf"(?:(?:{_TENS})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|{_ONES})"
HOUR_WORD = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
HALF = r"(?:[ ]?(?P<half{0}>[ap])\.?(?:m\b\.?)?(?![a-z0-9])|[ ](?:in[ ]the[ ])(?P<part{0}>morning|afternoon|evening))?"

CLOCK = re.compile(
    rf"""(?<![\w.:/#$<>=+])(?<![\s(]-)(?:
      (?P<h1>[01]?\d|2[0-4])(?P<sep>[:h])(?P<m1>[0-5]\d)(?![\d:]){HALF.format(1)}
    | (?P<h2>[01]?\d|2[0-3])\.(?P<m2>[0-5]\d)(?![\d.%]){HALF.format(2)}
    | (?P<h3>[01]\d|2[0-3])(?P<m3>[0-5]\d)(?![\d:/#%])(?![.,]\d){HALF.format(3)}(?:[ ]?(?:hrs|hours|h)\b)?
    | (?P<h4>1[0-2]|[1-9])(?:[ ]?(?P<half4>[ap])\.?m\b\.?|(?P<halfx>[ap])(?![\w./]))
    | (?P<m5>quarter|half|{NUMBER_WORD}|[1-5]?\d)(?:[ ]minutes?)?[ ](?P<dir>past|after|to|of|till|before)[ ](?P<h5>{HOUR_WORD}|noon|1[0-2]|[1-9])(?!\d|:\d|[ ]?(?:min|/|of\b|x\b|reps|sets|trials|times)){HALF.format(5)}
    | (?P<h6>{HOUR_WORD})[ ](?:o'?clock|(?P<m6>(?:oh[ -])?(?:five)|ten|fifteen|twenty(?:[ -]five)?|thirty(?:[ -]five)?|forty(?:[ -]five)?|fifty(?:[ -]five)?)(?=[ ](?:[ap]\.?m|in[ ]the|to[ ]|until|till|-)|[,.;\n]|$)){HALF.format(6)}
    | (?P<noon>noon|midday)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
MINUTES = re.compile(
    rf"""(?<![\w.:/-])(?:
      (?P<n>\d{{1,3}})[ ]?(?:-[ ]?)?(?:min(?:ute)?s?\b\.?|mn\b|['\u2032](?!['\w]))
    | (?P<w>{NUMBER_WORD})[ -](?:of[ ](?:those|these|them|the)[ ])?(?:min(?:ute)?s?\b)
    | (?P<hour>(?:an?|one|1)[ ]h(?:ou)?r(?:[ ]visit|[ ]session)?\b|1[ ]?hr?\b|half(?:[ ]an|[ -])[ ]?hour|three[ -]quarters[ ]of[ ]an[ ]hour|(?:a[ ])?quarter[ ](?:of[ ]an[ ])?hour|60[ ]?mins?)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
HOURS = {"half": 30, "thre": 45, "quar": 15, "a qu": 15}


@dataclass(frozen=True, slots=True)
class ClockForm:
    """A clock time as written: minutes after midnight as far as the words say, and how sure its form is."""

    start: int
    end: int
    minutes: int
    half: str | None
    """``a``, ``p`` or None where the words leave morning or afternoon open."""
    sure: bool
    """The form can be nothing but a clock time (``10:05``); ``9.15`` and ``1005`` could be other numbers."""
    full: bool = False
    """Written on the 24 hour clock (``0830``, ``14h05``)."""


@dataclass(frozen=True, slots=True)
class MinuteForm:
    """A number of minutes as written."""

    start: int
    end: int
    minutes: int


def word_number(text: str) -> int:
    """Value of a number in words below one hundred, or in digits."""
    if text.isdigit():
        return int(text)
    parts = re.split(r"[ -]", text.lower())
    return sum(TENS.get(p, ONES.get(p, 0)) for p in parts)


def clock_forms(text: str) -> list[ClockForm]:
    """Every stretch of the text that can be read as a clock time, in order."""
    return [f for m in CLOCK.finditer(text) if (f := _clock_form(m)) is not None]


def _clock_form(m: re.Match[str]) -> ClockForm | None:
    g = m.groupdict()
    half = next((g[k][0].lower() for k in ("half1", "half2", "half3", "half4", "halfx", "half5", "half6") if g.get(k)), None)
    part = next((g[k].lower() for k in ("part1", "part2", "part3", "part5", "part6") if g.get(k)), None)
    if part:
        half = "a" if part == "morning" else "p"
    start, end = m.span()
    if g["h1"]:
        hour = int(g["h1"])
        return ClockForm(start, end, _on_day(hour, int(g["m1"]), half), half, True, len(g["h1"]) == 2 and g["h1"][0] == "0" or hour > 12 or g["sep"].lower() == "h")
    if g["h2"]:
        return ClockForm(start, end, _on_day(int(g["h2"]), int(g["m2"]), half), half, half is not None, int(g["h2"]) > 12)
    if g["h3"]:
        return ClockForm(start, end, _on_day(int(g["h3"]), int(g["m3"]), half), half, half is not None, half is None)
    if g["h4"]:
        return ClockForm(start, end, _on_day(int(g["h4"]), 0, half), half, True)
    if g["h5"]:
        hour = 12 if g["h5"].lower() == "noon" else word_number(g["h5"])
        minute = {"quarter": 15, "half": 30}.get(g["m5"].lower(), word_number(g["m5"]))
        before = g["dir"].lower() in ("to", "of", "till", "before")
        if minute >= 60 or (g["m5"].isdigit() and g["h5"].isdigit()):
            return None
        total = hour * 60 + (-minute if before else minute)
        return ClockForm(start, end, _on_day(total // 60, total % 60, half), half, True)
    if g["h6"]:
        minute = word_number(re.sub(r"(?i)oh[ -]", "", g["m6"])) if g["m6"] else 0
        return ClockForm(start, end, _on_day(word_number(g["h6"]), minute, half), half, True)
    return ClockForm(start, end, 720, "p", True)


def _on_day(hour: int, minute: int, half: str | None) -> int:
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return (hour * 60 + minute) % 1440


def minute_forms(text: str) -> list[MinuteForm]:
    """Every number of minutes in the text, in order."""
    out = []
    for m in MINUTES.finditer(text):
        if m["n"]:
            value = int(m["n"])
        elif m["w"]:
            value = word_number(m["w"])
        else:
            value = HOURS.get(m["hour"][:4].lower(), 60)
        if 0 < value <= 480:
            out.append(MinuteForm(m.start(), m.end(), value))
    return out
