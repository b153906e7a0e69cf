"""What the record carries twice or leaves open: numbers, minutes that include rest, abbreviations, people, signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts import Cue
from assistant.rules.registry import Context, Hit, predicate, quoted

_NUMBER = re.compile(r"[a-z]{0,3}-?\d[\d-]*$", re.IGNORECASE)
BESIDE = 80
"""Characters after a statement in which its explanation is looked for."""


@predicate("patient-identifiers")
def patient_identifiers(ctx: Context) -> Iterator[Hit]:
    """Two numbers under one label. The numbers are pointed at and never repeated in words."""
    first: dict[str, str] = {}
    for mark in ctx.facts.marks_of("identifier"):
        number = _NUMBER.search(mark.text)
        if number is None:
            continue
        label = re.sub(r"[\W_]+", " ", mark.text[: number.start()]).strip().lower()
        if first.setdefault(label, number[0]) != number[0]:
            yield Hit(mark.start, mark.end, "The record number here differs from one given earlier in the note.")
            return


@predicate("rest-and-setup-excluded")
def rest_and_setup_excluded(ctx: Context) -> Iterator[Hit]:
    """Words that put rest, setup or writing into the minutes, and none nearby that take them out."""
    for mark in ctx.facts.marks_of("rest-counted"):
        if not _beside(ctx, mark, "not-counted"):
            says = f"{quoted(mark.text)} reads as counted; rest, setup and writing are no minutes of treatment."
            yield Hit(mark.start, mark.end, says)


@predicate("abbreviations-clear")
def abbreviations_clear(ctx: Context) -> Iterator[Hit]:
    """D/C or MS where nothing in the note says which of their meanings is intended."""
    for kind, meanings in (("abbrev-dc", "discharge or discontinue"), ("abbrev-ms", "more than one thing")):
        if ctx.facts.marks_of(f"{kind}-resolved"):
            continue
        for mark in ctx.facts.marks_of(kind)[:1]:
            yield Hit(mark.start, mark.end, f"{quoted(mark.text)} may stand for {meanings}.")


@predicate("safety-tolerance-vitals")
def safety_tolerance_vitals(ctx: Context) -> Iterator[Hit]:
    """A condition that calls for watching is named and no sign that was watched is."""
    if ctx.fragment or not ctx.bills_97112 or ctx.facts.marks_of("watched-sign"):
        return
    for mark in ctx.facts.marks_of("watched-condition")[:1]:
        says = f"{quoted(mark.text)} is named; no vital sign or precaution of this visit was found."
        yield Hit(mark.start, mark.end, says)


@predicate("caregiver-training-skilled")
def caregiver_training_skilled(ctx: Context) -> Iterator[Hit]:
    """A relative or caregiver is named as present or taught, without what was taught and how it went."""
    for mark in ctx.facts.marks_of("kin-present")[:1]:
        if not _beside(ctx, mark, "taught"):
            says = f"{quoted(mark.text)} names a person; what was taught, and how it was done back, was not found."
            yield Hit(mark.start, mark.end, says)


def _beside(ctx: Context, mark: Cue, kind: str) -> bool:
    """A mark of this kind stands in the same words or soon after them."""
    return any(mark.start - BESIDE // 2 < other.start < mark.end + BESIDE for other in ctx.facts.marks_of(kind))
