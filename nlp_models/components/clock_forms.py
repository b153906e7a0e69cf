"""The forms in which therapists write clock times and minutes, and their values.

Forms in digits are found by short expressions; forms in words are put together from neighbouring words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp_models.components.clock_words import EMPTY, LEXICON, ONES, TENS, Words

HOUR_WORDS = {w: i for w, i in ONES.items() if 1 <= i <= 12} | {"noon": 12, "midday": 12}
HOURS = frozenset((*HOUR_WORDS, *(str(h) for h in range(1, 13)), *(f"{h:02}" for h in range(1, 10))))
"""Words and digits that may be an hour."""
PARTS = {"quarter": 15, "half": 30}
AFTER_HOUR = frozenset(("past", "after"))
BEFORE_HOUR = frozenset(("to", "of", "till", "til", "before"))
LEADS_TO_HOUR = frozenset(("at", "until", "till", "til", "to", "from", "by", "between", "about", "around"))
MINUTE_WORDS = frozenset(("min", "mins", "minute", "minutes", "mn"))
HOUR_UNITS = frozenset(("hour", "hours", "hr", "hrs", "h"))

DIGITS = re.compile(
    r"(?<![\w#$])(?<!\d[.,:])(?<![^\d ][<>])(?<! [<>])(\d{1,2})"
    r"(?:([:hH.])([0-5]\d)|([0-5]\d))?((?<=\d:\d\d):[0-5]\d)?(?!\d|[.:,]\d)"
)
HALF = re.compile(
    r" ?([ap])(?:\. ?m\b\.?|m\b)|([ap])(?=[^\w/'.]|/\d|\.?(?:\s|$))| ([ap])(?=[-,;)\n]| -|$)"
    r"|,? (?:in the|this) (morning|afternoon|evening)\b",
    re.IGNORECASE,
)
HOURS_AFTER = re.compile(r" ?h(?:ou)?rs?\b", re.IGNORECASE)
_MEASURES = "|".join(LEXICON["measures"])
NOT_A_CLOCK = re.compile(rf" ?(?:[%\u00b0#\"']|(?:{_MEASURES})\b)|/\d{{1,2}}(?!\d|:)", re.IGNORECASE)
JOIN_AHEAD = re.compile(r"(?: ?[-\u2013\u2014] ?| (?:to|until|till|til|thru) )(?:\d|noon)", re.IGNORECASE)
JOIN_BEFORE = re.compile(r"(?: ?[-\u2013\u2014]{1,2}>? ?| ?(?:\u2192|to|until|till|til|thru|through) )$", re.IGNORECASE)
PRIME = re.compile(r"(?<![A-WYZa-wyz0-9_.,$#'])(?<!\d[-:/])(\d{1,3})['\u2032](?!['\w\"\u2032]| ?x)")


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
    kind: str = "clock"
    """clock, four (``1005``), three (``930``), dot (``9.15``), word (``nine ten``), hour (``8``) or year (``2015``)."""


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
    return sum(TENS.get(p, ONES.get(p, 0)) for p in re.split(r"[ -]", text.lower()))


def clock_forms(text: str, words: Words | None = None) -> list[ClockForm]:
    """Every stretch of the text that can be read as a clock time, in order."""
    forms = sorted((*_spoken(words or Words(text)), *_written(text)), key=lambda f: (f.start, -f.end))
    out: list[ClockForm] = []
    for f in forms:
        if not out or f.start >= out[-1].end:
            out.append(f)
    return out


def _written(text: str) -> list[ClockForm]:
    out: list[ClockForm] = []
    last = -9
    for m in DIGITS.finditer(text):
        a, b = m.span()
        hour, sep, minute = int(m[1]), (m[2] or "").lower(), m[3] or m[4]
        half, end = _half(text, b)
        if hour > 23 or m[1] == "0" or (half and hour > 12):
            continue
        colon = sep in (":", "h") and sep != ""
        if not colon and half is None:
            if NOT_A_CLOCK.match(text, b) or (a and text[a - 1] == "/" and a - 1 != last):
                continue
            if minute is None:
                joined = JOIN_AHEAD.match(text, b) or (0 < a - last < 12 and JOIN_BEFORE.search(text[last:a]))
                if not (1 <= hour <= 12 and joined):
                    continue
            elif m[4] and (len(m[1]) == 1 and hour == 0):
                continue
            elif m[4] and (h := HOURS_AFTER.match(text, b)):
                colon, end = True, h.end()
        if minute is None:
            kind = "hour"
        elif sep == ".":
            kind = "dot"
        elif m[4]:
            kind = "three" if len(m[1]) == 1 else "year" if half is None and hour in (19, 20) and not colon else "four"
        else:
            kind = "clock"
        padded = len(m[1]) == 2 and ((m[4] is not None and not 1 <= hour <= 5) or (m[1][0] == "0" and hour >= 6))
        full = half is None and (hour > 12 or sep == "h" or padded)
        value = _on_day(hour, int(minute or 0), half)
        out.append(ClockForm(a, end, value, half, colon or half is not None, full, kind))
        last = end
    return out


def _half(text: str, at: int) -> tuple[str | None, int]:
    """Morning or afternoon as written after a time, and where that ends."""
    m = HALF.match(text, at)
    if m is None:
        return None, at
    if m[4]:
        return ("a" if m[4].lower() == "morning" else "p"), m.end()
    return (m[1] or m[2] or m[3]).lower(), m.end()


def _spoken(words: Words) -> list[ClockForm]:
    """Times in words: quarter past one, five of two, nine thirty, two o'clock, noon."""
    out = []
    for i, w in [(i, w) for i, w in enumerate(words.words) if w in HOURS]:
        hour = HOUR_WORDS.get(w)
        nxt = words.word(i + 1)
        told = hour is not None and words.gap(i) == " " and (nxt in TENS or ONES.get(nxt, 0) >= 10)
        f = None if told else _relative(words, i, hour or int(w), spelled=hour is not None)
        if f := f or _plain(words, i, hour or int(w), w):
            out.append(f)
    return out


def _relative(words: Words, i: int, hour: int, *, spelled: bool) -> ClockForm | None:
    side = words.word(i - 1)
    if side not in AFTER_HOUR and side not in BEFORE_HOUR:
        return None
    j = i - 2
    said = words.word(j) in MINUTE_WORDS
    j -= said
    part = PARTS.get(words.word(j))
    number = None if part else words.number(j)
    if part:
        minute, first = part, j - (words.word(j - 1) == "a")
    elif number and number[0] < 60 and (said or side == "past" or (number[0] in (5, 10, 20, 25) and spelled)):
        minute, first = number
    else:
        return None
    if not all(words.gap(k) == " " for k in range(first, i)) or (not spelled and not part and side != "past"):
        return None
    sure = bool(part) or side == "past" or said
    value = hour * 60 + (minute if side in AFTER_HOUR else -minute)
    half, end = _half(words.text, words.ends[i])
    noon = words.word(i) in ("noon", "midday")
    minutes = value % 1440 if noon else _on_day(value // 60, value % 60, half)
    return ClockForm(words.starts[first], end, minutes, half, sure, noon, "word")


def _plain(words: Words, i: int, hour: int, w: str) -> ClockForm | None:
    """An hour with or without minutes after it."""
    if w in ("noon", "midday"):
        return ClockForm(words.starts[i], words.ends[i], 720, "p", True, kind="word")
    j, minute = i, 0
    clock = words.word(i + 1) == "oclock" or (words.word(i + 1) == "o" and words.word(i + 2) == "clock")
    if clock:
        j = i + (1 if words.word(i + 1) == "oclock" else 2)
    elif w.isdigit():
        return None
    else:
        nxt = words.word(i + 1)
        zero = nxt in ("oh", "o")
        two = words.number(i + 2)
        if zero and two and two[0] < 10:
            j, minute = i + 2, two[0]
        elif words.gap(i) == " " and (nxt in TENS or ONES.get(nxt, 0) >= 10):
            pair = words.number(i + 2)
            j, minute = (i + 2, pair[0]) if pair and pair[1] == i + 1 else (i + 1, (words.number(i + 1) or (0, 0))[0])
    half, end = _half(words.text, words.ends[j])
    led = words.word(i - 1) in LEADS_TO_HOUR or words.word(i + 1) in LEADS_TO_HOUR
    if minute > 59 or not (minute or clock or half or led):
        return None
    kind = "word" if minute or clock or half else "hour"
    if kind == "hour" and NOT_A_CLOCK.match(words.text, end):
        return None
    return ClockForm(words.starts[i], end, _on_day(hour, minute, half), half, clock or half is not None, False, kind)


def _on_day(hour: int, minute: int, half: str | None) -> int:
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return (hour * 60 + minute) % 1440


def minute_forms(text: str, words: Words | None = None) -> list[MinuteForm]:
    """Every number of minutes in the text, in order."""
    words = words or Words(text)
    out: list[MinuteForm] = []
    for i, w in enumerate(words.words):
        if w in MINUTE_WORDS:
            form = _counted(words, i) or _labelled(words, i)
        elif w in HOUR_UNITS:
            form = _hours(words, i)
        else:
            continue
        if form and 0 < form.minutes <= 480 and (not out or form.start >= out[-1].end):
            out.append(form)
    if "'" in text or "\u2032" in text:
        primes = (MinuteForm(m.start(), m.end(), int(m[1])) for m in PRIME.finditer(text) if 0 < int(m[1]) <= 90)
        out = sorted((*out, *primes), key=lambda f: f.start)
    return out


def _counted(words: Words, i: int) -> MinuteForm | None:
    """``38 min``, ``thirty of those minutes``, ``15 + 10 min``."""
    k = i - 1
    if words.word(k) in ("these", "those", "them", "the", "our", "his", "her") and words.word(k - 1) == "of":
        k -= 2
    elif words.gap(k) not in EMPTY:
        return None
    number = words.number(k)
    if number is None or (k != i - 1 and words.gap(k) != " "):
        return None
    value, first = number
    at = words.starts[first]
    if first and words.ends[first - 1] == at and words.word(first - 1) != "x":
        return None
    left = words.text[max(0, at - 2) : at]
    coded = left[1:] in ("-", "/") and len(words.word(first - 1)) == 5
    if left[:1].isdigit() and left[1:] in (".", ":", ",", "$", "#", "-", "/") and not coded:
        return None  # a decimal, a range or a date, but ``97112-38 min``
    part = words.number(first - 2) if words.word(first - 1) == "of" and words.gap(first - 1) == " " else None
    if part and words.gap(first - 2) == " " and part[0] < value:
        value, at = part[0], words.starts[part[1]]  # ``25 of 40 minutes``
    more = words.number(first - 1) if first and words.word(first - 1).isdigit() else None
    if more and words.gap(first - 1).strip() == "+":
        value, at = value + more[0], words.starts[first - 1]
    elif words.word(first - 1) == "x" and words.word(first - 2) in ("2", "3", "4") and words.gap(first - 2) in EMPTY:
        value, at = value * int(words.word(first - 2)), words.starts[first - 2]
    return MinuteForm(at, words.ends[i], value)


def _labelled(words: Words, i: int) -> MinuteForm | None:
    """``Minutes: 38``."""
    gap = words.gap(i)
    if not words.word(i + 1).isdigit() or gap.strip(" [(") not in (":", "=", "|") or len(gap) > 4:
        return None
    after = words.text[words.ends[i + 1] : words.ends[i + 1] + 2]
    value = int(words.word(i + 1)) if len(words.word(i + 1)) <= 3 else 0
    if after[:1] in (":", "/", ".", "-", "h") and after[1:].isdigit():
        return None
    return MinuteForm(words.starts[i + 1], words.ends[i + 1], value)


def _hours(words: Words, i: int) -> MinuteForm | None:
    """Hours and parts of hours: half an hour, three quarters of an hour, 1 hr 10 min, an hour and a quarter."""
    k = i - 1
    before = words.word(k)
    number = words.number(k)
    if words.gap(k) not in EMPTY or (words.word(i) == "h" and (not before.isdigit() or words.word(i + 1).isdigit())):
        return None
    whole, first = 60, k
    if before in ("a", "an"):
        if words.word(k - 1) == "half":
            return MinuteForm(words.starts[k - 1], words.ends[i], 30)
        if words.word(k - 1) == "of" and words.word(k - 2) in ("quarter", "quarters"):
            n = words.number(k - 3) if words.word(k - 2) == "quarters" else None
            return MinuteForm(words.starts[n[1] if n else k - 2], words.ends[i], 15 * (n[0] if n else 1))
    elif before in PARTS:
        return MinuteForm(words.starts[k], words.ends[i], PARTS[before])
    elif number and (number[0] <= 4 or (before == "5" and words.gap(k - 1) == ".")):
        whole, first = 60 * number[0], number[1]
        if before == "5" and words.gap(k - 1) == "." and words.word(k - 1).isdigit():
            whole, first = 60 * int(words.word(k - 1)[-1]) + 30, k - 1
        elif (at := words.starts[first]) and (words.text[at - 1].isalnum() or words.text[at - 1] in ".-/:"):
            return None
    else:
        return None
    j = i + 1 + (words.word(i + 1) == "and")
    if words.word(j) == "a" and words.word(j + 1) in PARTS and j == i + 2:
        return MinuteForm(words.starts[first], words.ends[j + 1], whole + PARTS[words.word(j + 1)])
    for last in (j, j + 1):
        if words.word(last + 1) in MINUTE_WORDS and (n := words.number(last)) and n[1] == j:
            return MinuteForm(words.starts[first], words.ends[last + 1], whole + n[0])
    return MinuteForm(words.starts[first], words.ends[i], whole)
