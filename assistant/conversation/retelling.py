"""Times in the forms people speak and type, retold in the form that the reader of notes knows.

*Ten forty three*, *1043*, *10 43*, *seventeen to eleven* and *10:43 end* say the same. Nothing is added: a number
without a word beside it that makes it a time stays a number, and *ten to eleven* alone, which could be a time or a
stretch of an hour, is left as it is. The forms are data (``times.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.note import reading_copy

TIMES_FILE = Path(__file__).with_name("times.toml")
LONGEST = 600
"""Characters; a longer text is a note and not an utterance."""
CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d"


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters of the utterance and what stands in their place for the reader."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Retold:
    """An utterance with its times put into the reader's form."""

    text: str
    edits: tuple[Edit, ...]
    """In order, without overlaps; offsets count the utterance."""

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the utterance that a stretch of `text` stands for."""
        return self._at(start, last=False), self._at(end, last=True)

    def _at(self, offset: int, *, last: bool) -> int:
        by = 0
        for e in self.edits:
            new = e.start + by
            # An edit that begins where a stretch ends is no part of it.
            if offset < new or (offset == new and last):
                break
            if offset < new + len(e.text) or (last and offset == new + len(e.text)):
                return e.end if last else e.start
            by += len(e.text) - (e.end - e.start)
        return offset - by


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(TIMES_FILE.read_text(encoding="utf-8"))


@cache
def numbers() -> dict[str, int]:
    """Numbers in words, below 60."""
    return dict(_data()["numbers"])


def _filled(source: str, parts: dict[str, str]) -> str:
    """A pattern with the pieces named in angle brackets."""
    return re.sub(
        r"<(\w+)>",
        lambda m: parts[m[1]] if m[1] in parts and m.string[m.start() - 1 : m.start()] != "P" else m[0],
        source,
    )


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    d = _data()
    small = [w for w, n in d["numbers"].items() if n <= 12]
    teens = [w for w, n in d["numbers"].items() if 10 <= n < 20]
    units = [w for w, n in d["numbers"].items() if n < 10]
    tens = [w for w, n in d["numbers"].items() if n >= 20]
    parts = {
        "unit": _any(d["minutes"]["unit"]),
        "code": _any(d["minutes"]["code"]),
        "small": _any(small),
        "units": _any(units),
        "teens": _any(teens),
        "tens": _any(tens),
        **{k: _any(d["near"][k]) for k in ("before", "after", "hour")},
    }
    # A piece may hold those before it.
    for name, source in d["pieces"].items():
        parts[name] = _filled(source, parts)
    sources = {name: _filled(source, parts) for name, source in d["patterns"].items()}
    return {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}


def retold(utterance: str) -> Retold | None:
    """The utterance with its times in the reader's form; None where nothing had to be changed."""
    if len(utterance) > LONGEST:
        return None
    text = reading_copy(utterance)
    if len(text) != len(utterance):
        return None
    edits: list[Edit] = []
    edits += _two_alone(text) or _compact_pair(text)
    for name, build in (
        ("past", _past),
        ("half past", _half),
        ("pair before", _pair),
        ("pair after", _pair),
        ("bare pair", _pair),
        ("named pair", _pair),
        ("to", _before_hour),
        ("compact", _pair),
        ("dotted before", _pair),
        ("dotted after", _pair),
        ("hour", _hour),
        ("ish", _minutes),
        ("of it", _of_code),
        ("code took", _code_took),
    ):
        # Found from the start again after each hit: two times may share the word between them.
        at = 0
        while m := _patterns()[name].search(text, at):
            edit = build(m)
            at = max(m.start() + 1, m.end() - 1) if edit is None else edit.end
            if edit is not None and not any(edit.start < e.end and e.start < edit.end for e in edits):
                edits.append(edit)
    first = applied(text, edits)
    second = _with_roles(first, text)
    return None if second.text == text else second


def clock_value(words: str) -> int | None:
    """Minutes after midnight of words that are one clock time and nothing else; None for any other words."""
    text = words.strip(" .,")
    if re.fullmatch(r"[A-Za-z]+|\d{1,2}", text):
        # A number by itself is no time.
        return None
    told = retold(f"at {text}")
    m = re.fullmatch(rf"(?:at )?({CLOCK})(?: ?([ap])\.?m?\.?)?", told.text if told else text, re.IGNORECASE)
    if m is None:
        return None
    hour, minute = (int(n) for n in m[1].split(":"))
    return (hour % 12 + 12 if m[2] and m[2].lower() == "p" else hour) * 60 + minute


def applied(text: str, edits: Iterable[Edit]) -> Retold:
    """A text with edits made; they may come in any order and do not overlap."""
    edits = sorted(edits, key=lambda e: e.start)
    out, at = "", 0
    for e in edits:
        out += text[at : e.start] + e.text
        at = e.end
    return Retold(out + text[at:], tuple(edits))


def _value(words: str) -> int:
    """A number in words or digits, below 60."""
    if words.isdigit():
        return int(words)
    if words.lower() == "quarter":
        return 15
    numbers = _data()["numbers"]
    return sum(int(numbers[w]) for w in re.split("[ -]", words.lower()))


def _clock(hour: int, minute: int) -> str:
    return f"{hour % 24}:{minute:02}"


def _pair(m: re.Match[str]) -> Edit | None:
    groups = m.groupdict()
    minute = _value(groups["m"]) if groups.get("m") else _value(groups["u"])
    last = "m" if groups.get("m") else "u"
    return Edit(m.start("h"), m.end(last), _clock(_value(m["h"]), minute)) if minute < 60 else None


def _past(m: re.Match[str]) -> Edit | None:
    return Edit(m.start(), m.end("h"), _clock(_value(m["h"]), _value(m["n"]))) if _value(m["n"]) < 60 else None


def _half(m: re.Match[str]) -> Edit:
    return Edit(m.start(), m.end("h"), _clock(_value(m["h"]), 30))


def _before_hour(m: re.Match[str]) -> Edit | None:
    """*Seventeen to eleven*. A number that is an hour as well counts only behind *at*, *until* and the like."""
    n, hour = _value(m["n"]), _value(m["h"])
    sure = n > 12 or re.search(r"\b(?:at|by|till?|until|ended|stopped|finished|started)\s+$", m.string[: m.start()])
    if not sure or n >= 60 or hour > 12 or m["n"].isdigit():
        return None
    return Edit(m.start(), m.end("h"), _clock((hour - 1) or 12, 60 - n))


def _compact_pair(text: str) -> list[Edit]:
    """*915-953*: two clock times without their colons, the later one within the length of a treatment."""
    out: list[Edit] = []
    for m in _patterns()["compact pair"].finditer(text):
        first, second = (60 * int(m[a]) + int(m[b]) for a, b in (("h1", "m1"), ("h2", "m2")))
        if 0 < (second - first) % 720 <= 300:
            out += [Edit(m.start(a), m.end(b), _clock(int(m[a]), int(m[b]))) for a, b in (("h1", "m1"), ("h2", "m2"))]
    return out


def _two_alone(text: str) -> list[Edit]:
    """*1050 1120* and *9.30, 10.10*: two clock times and nothing else, from the one to the other."""
    m = _patterns()["two alone"].search(text)
    if m is None:
        return []
    first, second = (60 * int(m[a]) + int(m[b]) for a, b in (("h1", "m1"), ("h2", "m2")))
    if not 0 < (second - first) % 720 <= 300:
        return []
    clocks = [Edit(m.start(a), m.end(b), _clock(int(m[a]), int(m[b]))) for a, b in (("h1", "m1"), ("h2", "m2"))]
    return [clocks[0], Edit(m.start("gap"), m.end("gap"), " - "), clocks[1]]


def _hour(m: re.Match[str]) -> Edit:
    return Edit(m.start("h"), m.end("h"), _clock(_value(m["h"]), 0))


def _minutes(m: re.Match[str]) -> Edit:
    return Edit(m.end("n"), m.end(), " min")


def _of_code(m: re.Match[str]) -> Edit:
    return Edit(m.start(), m.end(), f"97112: {m['n']} min")


def _code_took(m: re.Match[str]) -> Edit:
    return Edit(m.start(), m.end("n"), f"97112: {_number(m['n'])}")


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _value(words)


def _with_roles(told: Retold, utterance: str) -> Retold:
    """*10:05 start, 10:43 end* and *S 10:05 E 10:43*: the word for each end is put before its time."""
    roles = _data()["roles"]
    clocks = [m.span() for m in _patterns()["clock"].finditer(told.text)]
    named = _role_words(told.text)
    if not clocks or not named:
        return told
    weak = re.compile(_any(roles["weak"]), re.IGNORECASE)
    if len({role for role, *_ in named}) < 2:
        beside = re.compile(rf"\s*at\s+{CLOCK}")
        named = [n for n in named if not weak.fullmatch(told.text[n[1] : n[2]]) or beside.match(told.text, n[2])]
    if not named:
        return told
    # *10:05 start 10:43 end* names each time behind it, *start 10:05* before it: the first word tells.
    ways = (_behind, _ahead) if clocks[0][0] < named[0][1] else (_ahead, _behind)
    pairs: Pairs = []
    for way in ways:
        left = [c for c in clocks if c not in [p[0] for p in pairs]]
        pairs += way(told.text, left, [n for n in named if n not in [p[1] for p in pairs]])
    inner: list[Edit] = []
    for (a, b), (role, x, y) in pairs:
        if y <= a:
            inner.append(Edit(x, a, f"{role} "))
        else:
            inner += [Edit(a, b, f"{role} {told.text[a:b]}"), Edit(x, y, "")]
    return _composed(told, utterance, inner) if inner else told


def _role_words(text: str) -> list[tuple[str, int, int]]:
    roles = _data()["roles"]
    found = [
        (role, m.start(), m.end())
        for role in ("start", "end")
        for m in re.finditer(rf"(?<![\w'/-]){_any(roles[role])}(?![\w'/])", text, re.IGNORECASE)
    ]
    return sorted(found, key=lambda f: f[1])


Pairs = list[tuple[tuple[int, int], tuple[str, int, int]]]


def _ahead(text: str, clocks: list[tuple[int, int]], named: list[tuple[str, int, int]]) -> Pairs:
    """Times with the word for their end before them."""
    gap = re.compile(rf"[\s,]*(?:{_any(_data()['roles']['between'])}[\s,]*)*", re.IGNORECASE)
    return [(c, n) for c in clocks for n in named if n[2] <= c[0] and gap.fullmatch(text, n[2], c[0])]


def _behind(text: str, clocks: list[tuple[int, int]], named: list[tuple[str, int, int]]) -> Pairs:
    """Times with the word for their end behind them."""
    gap = re.compile(rf"[\s,]*(?:{_any(_data()['roles']['behind'])}[\s,]*)*", re.IGNORECASE)
    return [(c, n) for c in clocks for n in named if c[1] <= n[1] and gap.fullmatch(text, c[1], n[1])]


def _composed(told: Retold, utterance: str, inner: list[Edit]) -> Retold:
    """Edits of the retold text told as edits of the utterance."""
    outer = [Edit(*told.back(e.start, e.end), e.text) for e in inner]
    rest = [e for e in told.edits if not any(o.start <= e.start and e.end <= o.end for o in outer)]
    return applied(utterance, [*outer, *rest])
