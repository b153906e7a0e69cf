"""Statements of one note that cannot both hold. Words that may explain a difference keep every one of these silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.billing.codes import is_timed
from assistant.facts import Cue, Span
from assistant.measures import named_in
from assistant.rules.predicates.clock import minutes_beyond_a_total
from assistant.rules.registry import Context, Hit, predicate, quoted

TASKS = {
    "sit to stand": ("sit", "sts"),
    "transfers": ("transfer",),
    "bed mobility": ("bed",),
    "stairs": ("stair",),
    "walking": ("ambulat", "gait"),
}
"""Task to the words that name it in a mark."""
TREATMENT = ("INTERVENTION", "OTHER_INTERVENTION", "SKILL")
GAIN = ("improv", "better", "gain")
_CHANGE = re.compile(r"(\d{1,3}(?:\.\d+)?)(?:/\d\d)? ?(?:s|sec|seconds)? ?(?:->|\u2192|to) ?(\d{1,3}(?:\.\d+)?)", re.I)


@predicate("internally-consistent")
def internally_consistent(ctx: Context) -> Iterator[Hit]:
    """Minutes, assist levels, sides, weight bearing, device, losses of balance, direction of change."""
    yield from minutes_beyond_a_total(ctx)
    yield from _sum_against_total(ctx)
    yield from _assistance(ctx)
    yield from _sides(ctx)
    yield from _weight_bearing(ctx)
    yield from _pair(ctx, "device-none", "device-used", "{} says that no device was used; {} names one.")
    yield from _pair(ctx, "loss-none", "loss-counted", "{} denies any loss of balance; {} counts one.")
    yield from _direction(ctx)


def _sum_against_total(ctx: Context) -> Iterator[Hit]:
    """Minutes of every listed timed code make more than the written total of timed minutes."""
    total = ctx.written("timed_minutes")
    timed = [line for line in ctx.facts.codes if is_timed(line.code)]
    given = {line.code: ctx.minutes(line.code) for line in timed}
    if total is None or len(given) < 2 or None in given.values():
        return
    made = sum(n for n in given.values() if n is not None)
    # A total that is larger may hold minutes that were given and not billed; one code above it is told elsewhere.
    if made > total and (given.get("97112") or 0) <= total:
        parts = " + ".join(f"{code} {n}" for code, n in given.items())
        start, end = (timed[0].start, timed[0].end) if timed[0].end > timed[0].start else (None, None)
        yield Hit(start, end, f"{parts} make {made} minutes; the note writes {total} timed minutes.", "error")


def _assistance(ctx: Context) -> Iterator[Hit]:
    """One task told as independent and as needing moderate help or more."""
    for alone in ctx.of_today("assist-none"):
        for helped in ctx.of_today("assist-much"):
            same = _task(alone.text) == _task(helped.text)
            if same and not _denied(alone, helped) and not ctx.explained(alone, helped):
                says = f"{quoted(alone.text)} and {quoted(helped.text)} give different help for {_task(alone.text)}."
                yield Hit(*_later(alone, helped), says)
                return


def _sides(ctx: Context) -> Iterator[Hit]:
    """A joint whose deficit is on one side only and whose treatment is on the other only."""
    if ctx.facts.marks_of("other-side"):
        return
    for here, there in (("part-left", "part-right"), ("part-right", "part-left")):
        found = _inside(ctx.of_today(here), ctx.facts.of("DEFICIT"))
        treated = _inside(ctx.of_today(there), ctx.facts.of(*TREATMENT[:1]), ctx.facts.of(TREATMENT[1]))
        for part in sorted({_part(m) for m in found} & {_part(m) for m in treated}):
            mixed = any(_part(m) == part for m in _inside(ctx.of_today(here), *_treatment(ctx)))
            mixed = mixed or any(_part(m) == part for m in _inside(ctx.of_today(there), ctx.facts.of("DEFICIT")))
            first = next(m for m in found if _part(m) == part)
            second = next(m for m in treated if _part(m) == part)
            if not mixed:
                says = f"The deficit is written for {quoted(first.text)}, the treatment for {quoted(second.text)}."
                yield Hit(second.start, second.end, says)
                return


def _treatment(ctx: Context) -> tuple[Iterator[Span], ...]:
    return tuple(ctx.facts.of(label) for label in TREATMENT)


def _weight_bearing(ctx: Context) -> Iterator[Hit]:
    """No weight on a leg, and standing on that leg alone."""
    for side in ("left", "right"):
        spared, stood = ctx.facts.marks_of(f"nwb-{side}"), ctx.of_today(f"sls-{side}")
        if spared and stood and not ctx.explained(stood[0]):
            says = f"{quoted(spared[0].text)} and {quoted(stood[0].text)} do not go together on one leg."
            yield Hit(stood[0].start, stood[0].end, says)


def _pair(ctx: Context, denying: str, naming: str, says: str) -> Iterator[Hit]:
    for no, yes in zip(ctx.of_today(denying)[:1], ctx.of_today(naming)[:1], strict=False):
        if not ctx.explained(no, yes):
            yield Hit(*_later(no, yes), says.format(quoted(no.text), quoted(yes.text)))


def _direction(ctx: Context) -> Iterator[Hit]:
    """A change of a test that is called a gain and runs the other way, or called a decline and is a gain."""
    for mark in ctx.facts.marks_of("score-change"):
        values, test = _CHANGE.search(mark.text, 3), named_in(mark.text)
        if values is None or test is None:
            continue
        before, after = float(values[1]), float(values[2])
        gained = test.improved(before, after)
        called_gain = any(word in mark.text.lower() for word in GAIN)
        if before != after and gained != called_gain:
            better = "higher" if test.better == "up" else "lower"
            says = f"{quoted(mark.text)}: on this test {better} is better, so the figures and the word differ."
            yield Hit(mark.start, mark.end, says)


def _inside(marks: Iterable[Cue], *spans: Iterable[Span]) -> list[Cue]:
    places = [(s.start, s.end) for group in spans for s in group if s.source.kind == "note"]
    return [m for m in marks if any(a <= m.start < b for a, b in places)]


def _denied(*marks: Cue) -> bool:
    return any(re.search(r"\bnot\b|n't\b", m.text.lower()) for m in marks)


def _task(words: str) -> str:
    low = words.lower()
    return next((task for task, names in TASKS.items() if any(n in low for n in names)), "")


def _part(mark: Cue) -> str:
    return mark.text.lower().split()[-1].rpartition(")")[2]


def _later(*marks: Cue) -> tuple[int, int]:
    last = max(marks, key=lambda m: m.start)
    return last.start, last.end
