"""Who was there: one-on-one, group, alone, student or aide, assistant, second discipline."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.facts import Cue
from assistant.rules.registry import Context, Hit, predicate, quoted

GROUP_CODE = "97150"


@predicate("one-on-one-contact")
def one_on_one_contact(ctx: Context) -> Iterator[Hit]:
    """Neither the words nor the described work show direct contact.

    Silent where a group or time alone is named, which have rules of their own.
    """
    told = any(ctx.facts.cues_of(kind) for kind in ("one-on-one", "group", "unsupervised"))
    if told or not ctx.treats_97112:
        return
    for mark in ctx.facts.marks_of("only-overseen")[:1]:
        yield Hit(mark.start, mark.end, f"{quoted(mark.text)} reads as oversight and not as direct contact.")
        return
    if ctx.fragment:
        return
    # CMS prescribes no words: described handling or cueing shows contact as well.
    if ctx.status("skilled-components") in ("weak", "missing"):
        says = "Neither words such as one-on-one nor continuous handling or cueing were found for the minutes of 97112."
        yield Hit(None, None, says)


@predicate("no-group-as-97112")
def no_group_as_97112(ctx: Context) -> Iterator[Hit]:
    """Words of simultaneous treatment, unless the group has its own code.

    Lighter where one-on-one time is named as well: the words may speak of other minutes, or of no other patients.
    """
    if not ctx.bills_97112 or ctx.lines(GROUP_CODE):
        return
    light = "warning" if ctx.facts.cues_of("one-on-one") else None
    light = light if ctx.treats_97112 else "info"
    for cue in ctx.facts.cues_of("group"):
        says = "reads as treatment of more than one patient at a time; such minutes belong to 97150"
        yield Hit(cue.start, cue.end, f"{quoted(cue.text)} {says}.", light)


@predicate("no-unsupervised-activity")
def no_unsupervised_activity(ctx: Context) -> Iterator[Hit]:
    """Words of activity without the clinician; lighter in a note of other work."""
    light = None if ctx.treats_97112 else "info"
    for cue in ctx.facts.cues_of("unsupervised"):
        says = "{} reads as activity without the clinician's direct attention; such minutes are not 97112."
        yield _hit(cue, says)._replace(severity=light)


@predicate("qualified-provider")
def qualified_provider(ctx: Context) -> Iterator[Hit]:
    """A student or aide is named and the note does not say the professional stayed; an assistant alone evaluated."""
    yield from _evaluated_by_assistant(ctx)
    for mark in ctx.facts.marks_of("signed-by-aide")[:1]:
        yield _hit(mark, "{} names an aide; who gave the minutes of 97112 is not said.")
        return
    if ctx.facts.cues_of("one-on-one") or not ctx.treats_97112:
        return
    for kind in ("student", "aide"):
        for cue in ctx.facts.cues_of(kind)[:1]:
            name = "a student" if kind == "student" else "an aide"
            yield _hit(cue, f"{{}} names {name}; who gave the minutes of 97112 is not said.")


def _evaluated_by_assistant(ctx: Context) -> Iterator[Hit]:
    assistants = ctx.facts.cues_of("credential-assistant")
    if not assistants or ctx.facts.cues_of("credential-pt") or ctx.facts.cues_of("cosign"):
        return
    for mark in ctx.facts.marks_of("evaluation-code")[:1]:
        says = f"{mark.text} is an evaluation; {quoted(assistants[0].text)} is the only credential that was found."
        yield Hit(mark.start, mark.end, says)


@predicate("assistant-role-identified")
def assistant_role_identified(ctx: Context) -> Iterator[Hit]:
    """Therapist and assistant are both named, neither as cosigner, and their minutes are not told apart."""
    assistants = ctx.facts.cues_of("credential-assistant")
    therapists = ctx.facts.cues_of("credential-pt")
    if _shared_out(ctx) or not ctx.treats_97112:
        return
    for mark in ctx.facts.marks_of("both-roles")[:1]:
        yield _hit(mark, "{} names two roles; which minutes of 97112 each of them gave is not said.")
        return
    if assistants and therapists and not ctx.facts.cues_of("cosign"):
        both = f"{quoted(therapists[0].text)} and {quoted(assistants[0].text)}"
        says = f"{both} are both named; which minutes of 97112 each of them gave is not said."
        yield Hit(assistants[0].start, assistants[0].end, says)


@predicate("cotreatment-time-split")
def cotreatment_time_split(ctx: Context) -> Iterator[Hit]:
    """Two disciplines at once and no sign that the time was divided."""
    if _shared_out(ctx) or not ctx.treats_97112:
        return
    own, total = ctx.minutes("97112"), ctx.clock.total_minutes
    if own is not None and total is not None and own < total:
        return
    for cue in ctx.today(ctx.facts.cues_of("cotreatment"))[:1]:
        yield _hit(cue, "{} speaks of co-treatment; how the time was divided between the clinicians was not found.")


def _shared_out(ctx: Context) -> bool:
    """Minutes are given for both, or there is nothing to share: one gave all of them, or the two worked together."""
    return len(ctx.facts.marks_of("minutes-of-role")) > 1 or bool(ctx.facts.marks_of("not-shared"))


def _hit(cue: Cue, says: str) -> Hit:
    return Hit(cue.start, cue.end, says.format(quoted(cue.text)))
