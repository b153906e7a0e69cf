"""Clock times and minutes of treatment: which are in a note, what each one is, and what they add up to.

Forms come from `clock_forms`, words that tell their role from ``lexicon/clock.toml``. A form whose words leave open whether it is treatment time at
all (``10 min`` after an exercise) is left out.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from nlp_models.components.clock_forms import NUMBER_WORD, ClockForm, MinuteForm, clock_forms, minute_forms, word_number

CLOCK_FILE = Path(__file__).parents[1] / "lexicon" / "clock.toml"
SELF = "97112"
UNTIMED = frozenset("97161 97162 97163 97164 97165 97166 97167 97168 97010 97012 97014 97016 97018 97022 97024 97026 97028 97150 95992 92507".split())

JOIN = re.compile(
    r"^[\s,;|)]*(?:-{1,3}>?|to|until|till|til|thru|through|\u2192|/|and|[|]|"
    r"(?:[-/|,;]?[ ]*(?:time[ ]?)?(?:out|end(?:ed)?|stop(?:ped)?|finish(?:ed)?|done|wrapped up|off)(?:[ ]time|[ ]at|[ ]by)?))[\s:=@|(]*$",
    re.IGNORECASE,
)
UNITS = re.compile(r"(?<![\w.])(\d{1,2})[ ]?(?:units?|u)\b", re.IGNORECASE)
TIMES_UNITS = re.compile(r"^[ ]*[x\u00d7*@][ ]?(\d{1,2})(?![\d.:]|[ ]?(?:min|'|\d|x))", re.IGNORECASE)
MODIFIER = re.compile(r"(?<![\w.])(?:GP|GO|GN|CQ|CO|KX|59|X[ESPU])(?![\w.%/])")
BARE = re.compile(rf"^[ ]*(?:[:=|x\u00d7(@-]|for|was|at|of)?[ ]*(\d{{1,3}}|{NUMBER_WORD})(?![\w.:/%#x]|[ ]?(?:units?|u\b|x\b|reps|sec|deg|lb|ft|%)|-\d)", re.IGNORECASE)
BARE_BEFORE = re.compile(rf"(?<![\w.:/])(\d{{1,3}}|{NUMBER_WORD})[ ](?:of |in |for |on |was |were )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time of treatment found in the text: offsets, role (start, end, minutes, total, other) and value in minutes."""

    start: int
    end: int
    role: str
    minutes: int
    code: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class CodeMention:
    """A billing code named in the text, with the minutes, units and modifiers that stand by it."""

    code: str
    start: int
    end: int
    minutes: int | None = None
    units: int | None = None
    modifiers: tuple[str, ...] = ()
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class ClockReading:
    """All times of a note; every figure None where the note does not say."""

    spans: tuple[TimeSpan, ...] = ()
    codes: tuple[CodeMention, ...] = ()
    intervals: tuple[tuple[int, int, str | None, int, int], ...] = ()
    """Begin and finish in minutes after midnight, code, and the characters read."""
    start: int | None = None
    end: int | None = None
    minutes_97112: int | None = None
    timed: int | None = None
    total: int | None = None
    computed: tuple[str, ...] = ()


@cache
def _cues() -> dict[str, Any]:
    data = tomllib.loads(CLOCK_FILE.read_text(encoding="utf-8"))

    def words(phrases: list[str]) -> re.Pattern[str]:
        alternatives = "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)

    codes = {name: code for code, names in data["codes"].items() for name in names}
    return {
        "start": words(data["before_clock"]["start"]),
        "end": words(data["before_clock"]["end"]),
        "never_clock": words(data["before_clock"]["never"]),
        "total": words(data["minutes"]["total"]),
        "timed": words(data["minutes"]["timed"]),
        "never_minutes": words(data["minutes"]["never"]),
        "untimed": words(data["minutes"]["untimed"]),
        "code": words(list(codes)),
        "codes": codes,
    }


def read_clock(text: str) -> ClockReading:
    """The times of a note."""
    pairs, singles = _paired(text)
    codes = _codes(text)
    clock_spans, intervals = _clock_spans(text, pairs, singles, codes)
    minute_spans, codes = _minute_spans(text, codes, clock_spans)
    return _summed(tuple(sorted((*clock_spans, *minute_spans), key=lambda s: s.start)), codes, intervals)


def _line(text: str, at: int) -> tuple[int, int]:
    a = text.rfind("\n", 0, at) + 1
    b = text.find("\n", at)
    return a, len(text) if b < 0 else b


def _before(text: str, at: int, width: int = 28) -> str:
    """Words of the same line before a place, from the last full stop on."""
    a, _ = _line(text, at)
    left = text[max(a, at - width) : at]
    return re.split(r"[.;]\s", left)[-1]


def _paired(text: str) -> tuple[list[tuple[ClockForm, ClockForm]], list[ClockForm]]:
    forms = clock_forms(text)
    pairs, singles, i = [], [], 0
    while i < len(forms):
        f = forms[i]
        bare = re.search(r"(?<![\w.:/-])(1[0-2]|[1-9])[ ]?(?:-|to)[ ]?$", text[max(0, f.start - 8) : f.start])
        if bare and f.sure and (i == 0 or not JOIN.match(text[forms[i - 1].end : f.start])):
            a = max(0, f.start - 8) + bare.start(1)
            pairs.append((ClockForm(a, a + len(bare[1]), int(bare[1]) * 60 % 1440, None, True), f))
        elif i + 1 < len(forms) and len(gap := text[f.end : forms[i + 1].start]) <= 30 and JOIN.match(gap):
            pairs.append((f, forms[i + 1]))
            i += 1
        else:
            singles.append(f)
        i += 1
    return pairs, singles


def _clock_spans(
    text: str, pairs: list[tuple[ClockForm, ClockForm]], singles: list[ClockForm], codes: list[CodeMention]
) -> tuple[list[TimeSpan], list[tuple[int, int, str | None, int, int]]]:
    cues = _cues()
    spans: list[TimeSpan] = []
    intervals = []
    for a, b in pairs:
        left = _before(text, a.start)
        if cues["never_clock"].search(left) and not cues["start"].search(left[-14:]):
            continue
        if not (a.sure or b.sure) and not _time_context(text, a, b, left):
            continue
        begin, finish = _resolved(a, b)
        if (finish - begin) % 1440 > 300:
            continue
        code = _code_near(text, a.start, b.end, codes)
        spans += (TimeSpan(a.start, a.end, "start", begin, code, "clock range"), TimeSpan(b.start, b.end, "end", finish, code, "clock range"))
        intervals.append((begin, finish, code, a.start, b.end))
    return spans + _single_clocks(text, singles, intervals), intervals


def _single_clocks(text: str, singles: list[ClockForm], intervals: list[tuple[int, int, str | None, int, int]]) -> list[TimeSpan]:
    cues = _cues()
    found: list[tuple[ClockForm, str]] = []
    for f in singles:
        left = _before(text, f.start)
        # `in`, `to` and `from` are too common to vouch for a form that may be another number.
        ends, starts = _last(cues["end"], left), _last(cues["start"], left)
        if max(ends, starts) < 0 or len(left) - max(ends, starts) > 12 + (6 if f.sure else 0):
            continue
        if cues["never_clock"].search(left):
            continue
        found.append((f, "end" if ends > starts else "start"))
    starts_ = [f for f, r in found if r == "start"]
    ends_ = [f for f, r in found if r == "end"]
    if not starts_ and ends_ and not intervals and not ends_[0].sure:
        return []
    out = []
    if starts_ and ends_ and ends_[-1].start > starts_[0].start:
        begin, finish = _resolved(starts_[0], ends_[-1])
        intervals.append((begin, finish, None, starts_[0].start, ends_[-1].end))
        out = [TimeSpan(starts_[0].start, starts_[0].end, "start", begin, None, "cue before"), TimeSpan(ends_[-1].start, ends_[-1].end, "end", finish, None, "cue before")]
    elif not intervals:
        for f, role in found[:1]:
            out.append(TimeSpan(f.start, f.end, role, _resolved(f, f)[0], None, "cue before"))
    return out


def _last(pattern: re.Pattern[str], text: str) -> int:
    """End of the last match, or -1."""
    return max((m.end() for m in pattern.finditer(text)), default=-1)


def _time_context(text: str, a: ClockForm, b: ClockForm, left: str) -> bool:
    """Words around two numbers that could be something else say that they are times."""
    cues = _cues()
    lo, hi = _line(text, a.start)
    around = text[max(lo, a.start - 60) : min(hi, b.end + 60)]
    return bool(
        re.search(r"\b(?:time|times|in|start|from|seen|session|visit|tx|treatment|clock|began)\b[^\n]{0,12}$", left, re.IGNORECASE)
        or cues["code"].search(around)
        or re.search(r"\bmins?\b|minutes|'|\btime\b|\bunits?\b", around, re.IGNORECASE)
        or (text[lo : a.start].strip() == "" and 0 < (_resolved(a, b)[1] - _resolved(a, b)[0]) % 1440 <= 120)
    )


def _resolved(a: ClockForm, b: ClockForm) -> tuple[int, int]:
    """Start and end on the 24 hour clock: a half-day mark on one serves both; without any, clinic hours decide."""
    x, y = a.minutes, b.minutes
    if a.half is None and not a.full:
        if b.half == "p" and x < 720 and x + 720 <= y:
            x += 720
        elif b.half is None:
            # Without am or pm: one to five is afternoon in a clinic, six only where the visit does not run into a morning hour.
            x += 720 if 60 <= x < 360 else 0
    if b.half is None and not b.full:
        if a.half is None:
            y += 720 if 60 <= y < 360 else 0
        while y < x and y + 720 < 1440 + 720 and y < 720:
            y += 720
    return x % 1440, y % 1440


def _codes(text: str) -> list[CodeMention]:
    cues = _cues()
    out = []
    for m in cues["code"].finditer(text):
        name = m.group().lower()
        code = cues["codes"][name]
        if len(name) <= 2 and not m.group().isupper():
            continue
        out.append(CodeMention(code, m.start(), m.end(), numeric=name == code))
    return out


def _code_near(text: str, start: int, end: int, codes: list[CodeMention]) -> str | None:
    """The code a range or a number of minutes stands by, by the least distance in its line; punctuation between counts as distance."""
    best: tuple[float, str] | None = None
    lo, hi = _line(text, start)
    for c in codes:
        if c.end <= start and c.start >= lo:
            gap = text[c.end : start]
            cost = len(gap) + 12.0 * len(re.findall(r"[,;.+/]|\band\b", gap)) + (40 if re.search(r"\d['m]|\bmin", gap) else 0)
        elif c.start >= end and c.end <= hi:
            gap = text[end : c.start]
            cost = len(gap) + 2 + 12.0 * len(re.findall(r"[,;.|+/]|\band\b", gap)) + (40 if re.search(r"\d", gap) else 0)
        else:
            continue
        if cost <= 40 and (best is None or cost < best[0]):
            best = (cost, c.code)
    return best[1] if best else None


def _minute_spans(text: str, codes: list[CodeMention], clocks: list[TimeSpan]) -> tuple[list[TimeSpan], list[CodeMention]]:
    cues = _cues()
    out: list[TimeSpan] = []
    for f in minute_forms(text):
        role, code, why = _minute_role(text, f, codes, clocks)
        if role:
            out.append(TimeSpan(f.start, f.end, role, f.minutes, code, why))
    taken = [(s.start, s.end) for s in (*out, *clocks)]
    billing = bool(out or clocks)
    done: list[CodeMention] = []
    for c in codes:
        after = text[c.end : c.end + 40]
        units = UNITS.search(re.split(r"[,;\n]", after)[0]) or TIMES_UNITS.match(after)
        n_units = int(units[1]) if units and int(units[1]) <= 8 else None
        modifiers = tuple(dict.fromkeys(MODIFIER.findall(re.split(r"[,;\n]|9[0-9]{4}", after)[0]))) if c.numeric else ()
        done.append(replace(c, units=n_units, modifiers=modifiers))
        if not billing or any(s.code == c.code and abs(s.start - c.end) < 40 for s in out):
            continue
        if bare := _bare_minutes(text, c, taken):
            out.append(TimeSpan(*bare, "minutes" if c.code == SELF else "other", word_number(text[bare[0] : bare[1]]), c.code, "number by a code"))
            taken.append(bare)
    if not any(s.role in ("minutes", "total") for s in out) and (m := re.search(r"\b(?:total|tot)\b(?:[ ]time)?[ :=]*(\d{2,3})(?![\w./%])", text, re.IGNORECASE)):
        if billing or cues["code"].search(text):
            out.append(TimeSpan(m.start(1), m.end(1), "total", int(m[1]), None, "total"))
    return out, done


def _bare_minutes(text: str, c: CodeMention, taken: list[tuple[int, int]]) -> tuple[int, int] | None:
    """A number without a unit directly by a code, in a note that states times elsewhere."""
    for m, base in ((BARE.match(text[c.end : c.end + 24]), c.end), (BARE_BEFORE.search(text[max(0, c.start - 22) : c.start]), max(0, c.start - 22))):
        if not m:
            continue
        a, b = base + m.start(1), base + m.end(1)
        value = word_number(m[1])
        if 5 <= value <= 120 and not any(x < b and a < y for x, y in taken) and not (m[1].isdigit() and text[b : b + 1] == "/"):
            return a, b
    return None


def _minute_role(text: str, f: MinuteForm, codes: list[CodeMention], clocks: list[TimeSpan]) -> tuple[str | None, str | None, str]:
    cues = _cues()
    lo, hi = _line(text, f.start)
    left = re.split(r"[.;|]\s|\|", text[max(lo, f.start - 45) : f.start])[-1]
    right = re.split(r"[.;|\n]\s|\n|\|", text[f.end : min(hi, f.end + 32)])[0]
    code = _code_near(text, f.start, f.end, codes)
    near = left[-24:] + " | " + right[:18]
    if cues["untimed"].search(near):
        return "other", None, "untimed"
    doubtful = bool(cues["never_minutes"].search(near))
    if cues["timed"].search(near) and code is None:
        return "total", None, "timed minutes"
    if code and not (doubtful and not any(c.numeric for c in codes if lo <= c.start < hi)):
        return ("minutes" if code == SELF else "other"), code, f"minutes by {code}"
    if cues["total"].search(near) and not doubtful:
        return "total", None, "session minutes"
    if re.match(r"^[ ]?(?:total|tot)\b", right, re.IGNORECASE) or re.search(r"\b(?:total|tot)\b[^\d]{0,14}$", left, re.IGNORECASE):
        return "total", None, "total"
    if any(lo <= s.start < hi and s.role in ("start", "end") and abs(s.start - f.start) < 45 for s in clocks) and not doubtful:
        return "total", None, "beside a clock range"
    alone = re.sub(r"[\W\d]+", "", text[lo:hi].replace(text[f.start : f.end], "")) == ""
    if alone and not doubtful:
        return "total", None, "alone on its line"
    before = re.split(r"(?<=[.!?])\s", text[max(0, f.start - 3) : f.start])[-1]
    if before.strip() == "" and re.match(r"\s*(?:[.;\n]|$)", text[f.end : f.end + 3]) and not doubtful:
        return "total", None, "a sentence of its own"
    return None, None, ""


def _summed(spans: tuple[TimeSpan, ...], codes: list[CodeMention], intervals: list[tuple[int, int, str | None, int, int]]) -> ClockReading:
    computed: list[str] = []
    by_code: dict[str, int] = {}
    for s in spans:
        if s.role in ("minutes", "other") and s.code:
            # The same minutes told twice are not twice the minutes.
            if by_code.get(s.code) != s.minutes:
                by_code[s.code] = by_code.get(s.code, 0) + s.minutes
    session = [i for i in intervals if i[2] is None] or intervals
    start = min((i[0] for i in session), default=next((s.minutes for s in spans if s.role == "start"), None))
    end = max((i[1] for i in session), default=next((s.minutes for s in spans if s.role == "end"), None))
    for begin, finish, code, _, _ in intervals:
        if code and code not in by_code and len(intervals) > 1:
            by_code[code] = (finish - begin) % 1440
            computed.append(f"minutes of {code}")
    totals = [s.minutes for s in spans if s.role == "total"]
    length = sum((i[1] - i[0]) % 1440 for i in session) if session and len(session) < 4 else None
    minutes = by_code.get(SELF)
    other = {c for c in by_code if c != SELF} | {c.code for c in codes if c.numeric and c.code != SELF}
    total = max(totals) if totals else length
    if total is None and len(by_code) > 1:
        total = sum(by_code.values())
        computed.append("total_minutes")
    elif not totals and length is not None:
        computed.append("total_minutes")
    if minutes is None and not other and length is not None:
        minutes = totals[0] if totals and totals[0] <= length else length
        computed.append("minutes_97112")
    timed_codes = {c: m for c, m in by_code.items() if c not in UNTIMED}
    timed = sum(timed_codes.values()) or None
    if minutes is not None and SELF not in by_code:
        timed = (timed or 0) + minutes
    if total is None and minutes is not None:
        total = sum(by_code.values()) or minutes
    marked = tuple(replace(c, minutes=by_code.get(c.code)) for c in codes)
    return ClockReading(spans, marked, tuple(intervals), start, end, minutes, timed, total, tuple(computed))
