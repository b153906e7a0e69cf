"""Items a note usually carries: date, signature, report of the patient, home program, plan; copies and late entries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.rules.days import day_in, differ
from assistant.rules.registry import Context, Hit, predicate, quoted

BESIDE = 100
"""Characters around the words *late entry* in which its dates are looked for."""
_HEADING = re.compile(r"[\s|]*s(?:ubjective|ubj)? ?:?", re.IGNORECASE)
_WHOLE_DATE = re.compile(r"\d{4}|\d[/.-]\d{1,2}[/.-]\d\d|\d ?[a-z]{3}|[a-z]{3,}\.? \d", re.IGNORECASE)


@predicate("date-of-service")
def date_of_service(ctx: Context) -> Iterator[Hit]:
    """No date anywhere, or two days that both call themselves the date of service."""
    if not ctx.fragment and not _dated(ctx):
        yield Hit(None, None, "No date of service was found in the text.")
    if ctx.facts.cues_of("late-entry"):
        return
    named = [(mark, day) for mark in ctx.facts.marks_of("date-of-visit") if (day := day_in(mark.text))]
    for mark, day in named[1:]:
        if differ(named[0][1], day):
            says = f"{quoted(named[0][0].text)} and {quoted(mark.text)} both name the date of service."
            yield Hit(mark.start, mark.end, says, "warning")
            return


@predicate("signature-credentials")
def signature_credentials(ctx: Context) -> Iterator[Hit]:
    """No signature, a signature without credentials, or one of a day before the visit."""
    yield from _signed_before(ctx)
    for mark in ctx.facts.marks_of("signed-by-aide")[:1]:
        yield Hit(mark.start, mark.end, f"{quoted(mark.text)} signs as an aide or technician.", "warning")
    if ctx.fragment or ctx.facts.marks_of("signed-with-credentials"):
        return
    credentials = ctx.facts.cues_of("credential-pt") or ctx.facts.cues_of("credential-assistant")
    signature = ctx.facts.cues_of("signature")
    if signature and not credentials:
        cue = signature[-1]
        yield Hit(cue.start, cue.end, f"{quoted(cue.text)} signs without credentials that were found.")
    elif not signature:
        if not credentials:
            yield Hit(None, None, "No signature was found in the text.")
            return
        # A typed name may be signed in the record system; the text alone cannot tell.
        cue = credentials[-1]
        yield Hit(
            cue.start, cue.end, f"Credentials stand here ({quoted(cue.text)}); the text does not say how it was signed."
        )


@predicate("subjective-report")
def subjective_report(ctx: Context) -> Iterator[Hit]:
    """Nothing the patient said, or nothing in what was said."""
    yield from _absent(ctx, "No report of the patient or a caregiver was found.", "subjective")
    # A heading alone is no report; any other word of reporting is.
    told = [c for c in ctx.facts.cues_of("subjective") if not _HEADING.fullmatch(c.text)]
    if not told and not ctx.fragment:
        yield from _hollow(ctx, "report-hollow", "", "says that there was nothing to report; no report on function")


@predicate("hep-education")
def hep_education(ctx: Context) -> Iterator[Hit]:
    """No home program, no teaching, or only the word for it."""
    yield from _absent(ctx, "No home program or teaching was found.", "hep")
    yield from _hollow(
        ctx, "hep-hollow", "hep-told", "names no exercise or advice; what was taught, and how it was shown,"
    )


@predicate("plan-next-visit")
def plan_next_visit(ctx: Context) -> Iterator[Hit]:
    """No plan for the next visit, or one that only goes on."""
    yield from _absent(ctx, "No plan for the next visit was found.", "plan")
    yield from _hollow(ctx, "plan-hollow", "plan-step", "goes on as before; a next step")


@predicate("no-cloned-note")
def no_cloned_note(ctx: Context) -> Iterator[Hit]:
    """The note leans on an earlier one in so many words."""
    for cue in ctx.facts.cues_of("copied"):
        yield Hit(cue.start, cue.end, f"{quoted(cue.text)} points to an earlier note instead of saying what was done.")


@predicate("late-entry-marked")
def late_entry_marked(ctx: Context) -> Iterator[Hit]:
    """A late entry with fewer than two dates beside it or two days in the note."""
    dates = ctx.facts.cues_of("date")
    days = {day for date in dates if (day := day_in(date.text)) and day[0] is not None}
    for cue in ctx.facts.cues_of("late-entry")[:1]:
        beside = [d for d in dates if cue.start - BESIDE < d.start < cue.end + BESIDE and any(map(str.isdigit, d.text))]
        if len(beside) < 2 and len(days) < 2:
            says = f"{quoted(cue.text)} marks a late entry; the dates of writing and of the visit were not both found."
            yield Hit(cue.start, cue.end, says)


def _signed_before(ctx: Context) -> Iterator[Hit]:
    visits = [(mark, day) for mark in ctx.facts.marks_of("date-of-visit") if (day := day_in(mark.text))]
    for mark in ctx.facts.marks_of("signed-on"):
        signed = day_in(mark.text)
        # A signature is set against the last visit named; without both years nothing is said.
        if signed and visits and None not in (signed[0], visits[-1][1][0]) and signed < visits[-1][1]:
            says = f"{quoted(mark.text)} is dated before the visit ({quoted(visits[-1][0].text)})."
            yield Hit(mark.start, mark.end, says, "warning")
            return


def _dated(ctx: Context) -> bool:
    """A date with its year or its month in words, or one that the note calls the day of the visit."""
    whole = any(_WHOLE_DATE.search(cue.text) for cue in ctx.facts.cues_of("date"))
    return whole or bool(ctx.facts.marks_of("date-of-visit"))


def _hollow(ctx: Context, hollow: str, filled: str, says: str) -> Iterator[Hit]:
    """Words that stand for the thing without saying it, and none in the note that say it."""
    if ctx.fragment or (filled and ctx.facts.marks_of(filled)):
        return
    for mark in ctx.facts.marks_of(hollow)[:1]:
        yield Hit(mark.start, mark.end, f"{quoted(mark.text)} {says} was not found.", "info")


def _absent(ctx: Context, says: str, kind: str) -> Iterator[Hit]:
    """A cue and a section of this kind are both missing from a whole note."""
    section = any(section.kind == kind for section in ctx.facts.sections)
    if not ctx.fragment and not section and not ctx.facts.cues_of(kind):
        yield Hit(None, None, says)
