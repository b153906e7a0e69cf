"""Measures, goals and diagnoses that the note itself names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from assistant.facts import Cue
from assistant.measures import named_in
from assistant.rules.days import day_in
from assistant.rules.registry import Context, Hit, predicate, quoted

DIAGNOSES_FILE = Path(__file__).parents[1] / "diagnoses.toml"
_SCORE = re.compile(r"(\d{1,3}) ?/ ?(\d{1,3})$")


@predicate("standardized-measure")
def standardized_measure(ctx: Context) -> Iterator[Hit]:
    """A score above the highest of its test, or a test named as done without any figure."""
    for mark in ctx.facts.marks_of("score-of-test"):
        score = _SCORE.search(mark.text)
        test = named_in(mark.text)
        top = None if test is None else test.high
        # Only with the test's own denominator: 10/3 may be a day.
        if score and top and int(score[2]) == top and int(score[1]) > top:
            says = f"{quoted(mark.text)} is above the highest score of that test, {top}."
            yield Hit(mark.start, mark.end, says, "warning")
    for mark in ctx.of_today("test-done"):
        yield Hit(mark.start, mark.end, f"{quoted(mark.text)} names a test; its result was not found beside it.")


@predicate("goal-link")
def goal_link(ctx: Context) -> Iterator[Hit]:
    """A goal is named and nothing in the note says how the patient stands against it; or goals only go on."""
    if not ctx.fragment and ctx.bills_97112 and not ctx.facts.marks_of("goal-named"):
        for mark in ctx.facts.marks_of("goal-hollow")[:1]:
            yield Hit(mark.start, mark.end, f"{quoted(mark.text)} names no goal that this treatment serves.", "info")
            return
    if ctx.fragment or not ctx.bills_97112 or ctx.status("response") != "missing":
        return
    for mark in ctx.facts.marks_of("goal-named")[:1]:
        says = f"{quoted(mark.text)} names a goal; no result or observation of this visit that bears on it was found."
        yield Hit(mark.start, mark.end, says)


@predicate("dx-supports-97112")
def dx_supports_97112(ctx: Context) -> Iterator[Hit]:
    """By the strict reading, no disease of the nervous system; by the other, no code that accounts for the deficit.

    Either way, a code that had ended by the day of the visit.
    """
    if not ctx.bills_97112:
        return
    codes = ctx.facts.marks_of("diagnosis-code")
    yield from _ended(ctx, codes)
    if ctx.payer.diagnosis == "strict":
        if ctx.fragment or any(_neurologic_name(cue.text) for cue in ctx.facts.cues_of("diagnosis")):
            return
        if any(_starts(mark.text, "neurologic") for mark in codes):
            return
        named = ctx.facts.cues_of("diagnosis") or codes
        what = f"{quoted(named[0].text)} stands as diagnosis; no" if named else "No"
        says = f"{what} disease of the nervous system was found, which the profile {ctx.payer.name} looks for."
        yield Hit(named[0].start, named[0].end, says) if named else Hit(None, None, says)
    elif codes and all(_support(mark.text) == "not_alone" for mark in codes):
        met = ctx.status("deficits") == "met"
        which = "accounts for the deficit by itself" if met else "accounts for a deficit of movement control"
        listed = ", ".join(dict.fromkeys(mark.text for mark in codes[:3]))
        says = f"{quoted(listed)}: no diagnosis listed here {which}."
        yield Hit(codes[0].start, codes[0].end, says, "info" if met else None)


def _ended(ctx: Context, codes: tuple[Cue, ...]) -> Iterator[Hit]:
    visit = _day_of_visit(ctx)
    for mark in codes:
        for row in _data()["ended"]:
            if (
                visit
                and mark.text.upper() == row["code"]
                and visit >= (row["from"].year, row["from"].month, row["from"].day)
            ):
                says = f"{mark.text} ended on {row['from']}; since then it is {row['now']}."
                yield Hit(mark.start, mark.end, says)
                return


def _day_of_visit(ctx: Context) -> tuple[int, int, int] | None:
    """The day that the note calls the visit's, else its first whole date; None without a year."""
    words = (*ctx.facts.marks_of("date-of-visit"), *ctx.facts.cues_of("date"))
    days = (day for word in words if (day := day_in(word.text)))
    return next(((year, month, day) for year, month, day in days if year is not None), None)


def _support(code: str) -> str | None:
    """How far a code accounts for 97112: the kind of the longest beginning that fits, None where none does."""
    found = [
        (len(start), kind)
        for kind, starts in _data()["supports"].items()
        for start in starts
        if code.upper().startswith(start)
    ]
    return max(found)[1] if found else None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(DIAGNOSES_FILE.read_text(encoding="utf-8"))


def _neurologic_name(words: str) -> bool:
    return words.lower() not in _data()["not_neurologic"]


def _starts(code: str, kind: str) -> bool:
    return code.upper().startswith(tuple(_data()[kind]))
