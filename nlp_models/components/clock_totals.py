"""Minutes that are the session's, the rest of it, or taken off it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from nlp_models.components.clock_forms import NOT_A_CLOCK, MinuteForm
from nlp_models.components.clock_place import STOP, Amount, Place, overlaps, within
from nlp_models.components.clock_words import Cues

EDGES = frozenset((" ", "(", "", "+", "\n", "-"))
TOTAL_NUMBER = re.compile(
    r" ?(?:time|treatment|tx|session|visit|min(?:ute)?s?|timed|[:=|,\u2013\u2014(-]| ){0,6}(\d{1,3})(?![\d.:%/]|-\d)",
    re.IGNORECASE,
)
TOTAL_CELL = re.compile(r"[|\t] *(\d{1,3}) *(?:min(?:utes|s)?\.? *)?(?=[|\t\n]|$)")
MINUTES_AFTER = re.compile(r" ?min", re.IGNORECASE)
SESSION_AFTER = re.compile(
    r" (?:visit|session|appointment|appt|treatment session|tx session|treatment)\b", re.IGNORECASE
)
SESSION_BEFORE = re.compile(r"\b(?:visit|session|total time)[ :=]{1,2}$", re.IGNORECASE)
SESSION_TOOK = re.compile(
    r"\b(?:evaluation|session|visit|treatment|consultation|assessment|tx)\b[^.;\n]{0,30}"
    r"\b(?:took|lasted|was|is|ran)(?: about| for)? $",
    re.IGNORECASE,
)
BULLETS = " *-(\t>|[]\u2192\u2022"
# A field of its own for the length of the visit: "Min | 31", "Minutes: 31".
TIME_FIELD = re.compile(
    r"(?:^|\n)[ \t*>-]{0,4}(?:min(?:ute)?s?|time|duration) ?[:|=] {0,3}(\d{2,3})(?= ?(?:min(?:ute)?s?\b|[|\n]|$))",
    re.IGNORECASE,
)
ALL_LINE = re.compile(r"\n?[Aa]ll:? \d{2,3}(?:\n.*)?")


def total_numbers(place: Place, coded: bool) -> list[Amount]:
    """Minutes that the words right beside them call the session's; `coded` where the note names a code."""
    out: dict[int, Amount] = {}
    for f in place.forms:
        before = SESSION_BEFORE.search(place.text, max(0, f.start - 14), f.start)
        told = SESSION_AFTER.match(place.text, f.end) or (before and before.end() == f.start)
        took = f.minutes >= 15 and SESSION_TOOK.search(place.text, max(0, f.start - 70), f.start)
        if took and place.cues.has("minutes.plan", took.start(), f.start):
            continue
        if took or (told and not place.dose(_amount(f))):
            out[f.start] = _amount(f)._replace(role="total", why="session minutes")
    starts, ends = place.cues.hits.get("minutes.total_word", ([], []))
    for a, b in zip(starts, ends, strict=True):
        if (found := _total_beside(place, a, b, coded)) and found.start not in out:
            out[found.start] = found
    for m in TIME_FIELD.finditer(place.text):
        if 8 <= int(m[1]) <= 300 and not overlaps(place.clocks, m.start(1), m.end(1)):
            form = next((f for f in place.forms if f.start == m.start(1)), None)
            end = form.end if form else m.end(1)
            out.setdefault(m.start(1), Amount(m.start(1), end, int(m[1]), "total", None, "a field for the time"))
    return [out[at] for at in sorted(out)]


def _total_beside(place: Place, a: int, b: int, coded: bool) -> Amount | None:
    """The number that a word for the total, standing from `a` to `b`, speaks of."""
    text = place.text
    if text[a:b].lower() == "all" and not ALL_LINE.fullmatch(text[max(0, a - 1) : b + 6].split("\n\n")[0]):
        return None
    timed = place.cues.has("minutes.timed", max(0, a - 8), min(len(text), b + 14))
    role = "timed" if timed else "total"
    m = TOTAL_NUMBER.match(text, b)
    if (f := _just_before(place, a)) and not (m and int(m[1]) > f.minutes):
        if place.dose(_amount(f)):
            return None
        return _amount(f)._replace(role="total", why="total")
    if m and (NOT_A_CLOCK.match(text, m.end()) is None or MINUTES_AFTER.match(text, m.end())):
        at, end, value = m.start(1), m.end(1), int(m[1])
        bare = not any(ch.isalpha() for ch in text[b:at])
    else:
        f2 = next((f for f in within(place.forms, b, b + 31) if not STOP.search(text, b, f.start)), None)
        if f2 and not m:
            if place.dose(_amount(f2)):
                return None
            at, end, value, bare = f2.start, f2.end, f2.minutes, False
        else:
            line = text.find("\n", b, b + 90)
            c = TOTAL_CELL.search(text, b, line + 1 if line >= 0 else min(len(text), b + 90))
            if c is None or text[c.end(1) : c.end(1) + 1].isdigit():
                return None
            at, end, value, bare = c.start(1), c.end(1), int(c[1]), True
    form = next(iter(within(place.forms, at, at + 1)), None)
    if form:
        end = form.end
        if place.cues.has("minutes.rule", form.end, form.end + 8):
            return None
    elif overlaps(place.clocks, at, end) or (bare and not (coded or place.clocks or place.forms)):
        return None
    return Amount(at, end, value, role, None, "total") if (3 if form else 8) <= value <= 300 else None


def _just_before(place: Place, at: int) -> MinuteForm | None:
    """Minutes with their unit right before a word for the total: ``45 min total``."""
    for f in within(place.forms, at - 40, at):
        if 0 <= at - f.end <= 1 and "\n" not in place.text[f.end : at] and not place.text[f.start : f.end].isdigit():
            return f
    return None


def number_of_rest(
    place: Place, found: Sequence[Amount], spans: Sequence[tuple[int, int]], length: int
) -> list[Amount]:
    """The number in the statement of minutes that makes it as long as the session: the time of a code unnamed."""
    owned = sorted((a for a in found if a.role == "minutes"), key=lambda a: a.start)
    whole = length or max((a.minutes for a in found if a.role == "total"), default=0)
    left = whole - sum({(a.code, a.minutes): a.minutes for a in owned}.values())
    if not owned or left < 5:
        return []
    taken = sorted(place.clocks + [(a.start, a.end) for a in found])
    lo, hi = place.sentence_start(owned[0].start, 100), place.sentence(owned[-1])[1]
    hi = min(hi, lo + 400)
    w = place.words
    untimed = any(c.code == "eval" for c in within(place.cues.weak, lo, hi)) or place.cues.has(
        "minutes.untimed", lo, hi
    )
    for k in range(w.index(lo), w.index(hi)):
        a, b = w.starts[k], w.ends[k]
        if w.words[k] != str(left) or place.text[max(0, a - 1) : a] not in EDGES or overlaps(taken, a, b):
            continue
        if place.cues.has("minutes.rest", max(0, a - 10), a):
            continue
        form = next((f for f in within(place.forms, a - 20, a + 1) if f.end >= b), None)
        if place.dose(_amount(form)) if form else not place.free(a, b, taken) and not overlaps(spans, a, b):
            continue
        return [Amount(a, b, left, "minutes", "eval" if untimed else "rest", "the rest of the session")]
    return []


def session_amounts(place: Place, rest: Sequence[Amount], found: Sequence[Amount]) -> list[Amount]:
    """Amounts without a code that are the whole session's."""
    sure: list[Amount] = []
    likely: list[Amount] = []
    cues, text = place.cues, place.text
    for a in rest:
        lo, hi = place.clause(a, 30)
        if (
            a.minutes < 8
            or "x" in text[a.start : a.end].lower()
            or cues.has("minutes.untimed", lo, hi)
            or place.dose(a)
        ):
            continue
        if a.minutes < 15 and not cues.has("minutes.setting", a.start - 8, a.start):
            continue
        start = place.sentence_start(a.start, 220)
        if cues.has("minutes.timed", lo, hi):
            sure.append(a._replace(role="timed", why="timed minutes"))
        elif _beside_clock(place, a):
            sure.append(a._replace(role="total", why="beside a clock range"))
        elif cues.has("minutes.total", max(lo, a.start - 22), a.start) or cues.has(
            "minutes.total", a.end, min(hi, a.end + 14)
        ):
            sure.append(a._replace(role="total", why="session minutes"))
        elif a.minutes <= 90 and not text[start : a.start].strip(BULLETS) and not text.startswith(" of ", a.end):
            likely.append(a._replace(role="total", why="at the head of its sentence"))
        elif place.own_clause(a) and cues.has("minutes.setting", start, a.start):
            likely.append(a._replace(role="total", why="beside the kind of visit"))
    if not (sure or likely or found or place.clocks) and len(rest) == 1 and _only(place, rest[0]):
        likely = [rest[0]._replace(role="total", why="the only minutes of a note without full stops")]
    if sure or len({a.minutes for a in likely}) != 1 or any(o.role == "total" for o in found):
        return sure
    return likely[:1]


def _only(place: Place, a: Amount) -> bool:
    """Whether the only amount of a note without full stops is long enough to be the visit's."""
    return a.minutes >= 20 and len(STOP.findall(place.text)) * 25 < len(place.words.words) and not place.dose(a)


def _beside_clock(place: Place, a: Amount) -> bool:
    i = bisect_left(place.clocks, (a.start, 0)) - 1
    if i < 0 or not 0 <= a.start - place.clocks[i][1] <= 12:
        return False
    gap = place.text[place.clocks[i][1] : a.start]
    return not any(ch.isdigit() for ch in gap) and len(re.findall(r"[A-Za-z]+", gap)) <= 2


def _amount(f: MinuteForm) -> Amount:
    return Amount(f.start, f.end, f.minutes)


def breaks(cues: Cues, forms: Sequence[MinuteForm]) -> list[MinuteForm]:
    """Minutes that the note takes off its own length: ``minus 5 min rest``."""
    n = len(cues.words.text)
    out = []
    for f in forms:
        before, after = max(0, f.start - 28), min(n, f.end + 36)
        named = cues.has("minutes.rest", max(0, f.start - 24), min(n, f.end + 18))
        if named and (cues.last("minutes.minus", before, f.start) >= 0 or cues.has("minutes.untimed", f.end, after)):
            out.append(f)
    return out
