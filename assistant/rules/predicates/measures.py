"""Measures, goals and diagnoses that the note itself names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from assistant.rules.registry import Context, Hit, predicate, quoted

HIGHEST = {
    "berg": 56,
    "bbs": 56,
    "dgi": 24,
    "fga": 30,
    "tis": 23,
    "mini": 28,
    "sppb": 12,
    "tinetti": 28,
    "poma": 28,
}
"""Highest score of a test by the first letters of its name (rulebook A.9)."""
DIAGNOSES_FILE = Path(__file__).parents[1] / "diagnoses.toml"
_SCORE = re.compile(r"(\d{1,3}) ?/ ?(\d{1,3})$")


@predicate("standardized-measure")
def standardized_measure(ctx: Context) -> Iterator[Hit]:
    """A score above the highest of its test, or a test named as done without any figure."""
    for mark in ctx.facts.marks_of("score-of-test"):
        score = _SCORE.search(mark.text)
        top = next((n for name, n in HIGHEST.items() if mark.text.lower().startswith(name)), None)
        # Only with the test's own denominator: 10/3 may be a day.
        if score and top and int(score[2]) == top and int(score[1]) > top:
            says = f"{quoted(mark.text)} is above the highest score of that test, {top}."
            yield Hit(mark.start, mark.end, says, "warning")
    for mark in ctx.of_today("test-done"):
        yield Hit(mark.start, mark.end, f"{quoted(mark.text)} names a test; its result was not found beside it.")


@predicate("goal-link")
def goal_link(ctx: Context) -> Iterator[Hit]:
    """A goal is named and nothing in the note says how the patient stands against it."""
    if ctx.fragment or not ctx.bills_97112 or ctx.status("response") != "missing":
        return
    for mark in ctx.facts.marks_of("goal-named")[:1]:
        says = f"{quoted(mark.text)} names a goal; no result or observation of this visit that bears on it was found."
        yield Hit(mark.start, mark.end, says)


@predicate("dx-supports-97112")
def dx_supports_97112(ctx: Context) -> Iterator[Hit]:
    """By the strict reading, no disease of the nervous system; by the other, pain alone and no deficit."""
    if not ctx.bills_97112:
        return
    codes = ctx.facts.marks_of("diagnosis-code")
    if ctx.payer.diagnosis == "strict":
        if ctx.fragment or any(_neurologic_name(cue.text) for cue in ctx.facts.cues_of("diagnosis")):
            return
        if any(_starts(mark.text, "neurologic") for mark in codes):
            return
        named = ctx.facts.cues_of("diagnosis") or codes
        what = f"{quoted(named[0].text)} stands as diagnosis; no" if named else "No"
        says = f"{what} disease of the nervous system was found, which the profile {ctx.payer.name} looks for."
        yield Hit(named[0].start, named[0].end, says) if named else Hit(None, None, says)
    elif codes and ctx.status("deficits") == "missing" and all(_starts(mark.text, "pain") for mark in codes):
        says = f"{quoted(codes[0].text)} stands as diagnosis; no deficit of movement control was found beside it."
        yield Hit(codes[0].start, codes[0].end, says)


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(DIAGNOSES_FILE.read_text(encoding="utf-8"))
    return {key: tuple(values) for key, values in data.items()}


def _neurologic_name(words: str) -> bool:
    return words.lower() not in _readings()["not_neurologic"]


def _starts(code: str, kind: str) -> bool:
    return code.upper().startswith(_readings()[kind])
