"""Items of the claim, where the note happens to list them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.billing.agreement import daily_limit
from assistant.billing.assistant_modifier import AssistantShare, assistant_share
from assistant.billing.pairs import held
from assistant.facts import CodeLine
from assistant.rules.registry import NMR, Context, Hit, predicate

PLANS = {"GP": "physical therapy", "GO": "occupational therapy", "GN": "speech"}
OF_DISCIPLINE = {"PT": "GP", "PTA": "GP", "OT": "GO", "COTA": "GO"}
OF_ASSISTANT = {"GP": "CQ", "GO": "CO"}
ASSISTANTS = ("PTA", "COTA", "OTA", "Assistant", "assistant")
_NUMBER = re.compile(r"\d+")
APART = ("59", "XE", "XS", "XP", "XU")


@predicate("discipline-modifier")
def discipline_modifier(ctx: Context) -> Iterator[Hit]:
    """Modifiers are listed and none, several or the other discipline's plan is among them."""
    for line in _with_modifiers(ctx):
        plans = [mark for mark in line.modifiers if mark in PLANS]
        own = OF_DISCIPLINE.get(ctx.facts.discipline or "")
        listed = " ".join(line.modifiers)
        if not plans:
            # A plan that does not sort its services by discipline does not want the modifier.
            if not _wants(ctx, "discipline"):
                continue
            yield Hit(line.start, line.end, f"97112 is listed with {listed} and without GP, GO or GN.", "warning")
        elif len(plans) > 1:
            yield Hit(line.start, line.end, f"97112 is listed with {' and '.join(plans)}; a line takes one of them.")
        elif own and plans[0] != own:
            says = f"97112 is listed under a {PLANS[plans[0]]} plan ({plans[0]}); the note reads as {PLANS[own]}."
            yield Hit(line.start, line.end, says, "warning")


@predicate("cq-co-modifier")
def cq_co_modifier(ctx: Context) -> Iterator[Hit]:
    """An assistant alone treated and the listed modifiers lack CQ or CO, or it is the other discipline's."""
    for line in _with_modifiers(ctx):
        plan = next((mark for mark in line.modifiers if mark in OF_ASSISTANT), None)
        wrong = [
            mark for mark in OF_ASSISTANT.values() if plan and mark in line.modifiers and mark != OF_ASSISTANT[plan]
        ]
        if wrong and plan:
            says = f"97112 is listed with {wrong[0]} beside {plan}; {plan} goes with {OF_ASSISTANT[plan]}."
            yield Hit(line.start, line.end, says, "error")
        elif _wants(ctx, "assistant") and not {"CQ", "CO"} & set(line.modifiers):
            listed = f"97112 is listed with {' '.join(line.modifiers)}, without CQ or CO."
            share = _share(ctx)
            if share is not None and share.units_with:
                yield Hit(line.start, line.end, f"{share.steps[0]} {listed}")
            elif share is None and _assistant_only(ctx):
                yield Hit(line.start, line.end, f"An assistant is named as treating; {listed}")


@predicate("59-x-modifier-justified")
def modifier_59_justified(ctx: Context) -> Iterator[Hit]:
    """59 or an X modifier is listed and the note shows no clock times of two services, or no pair asks for it."""
    shown = _separate_times(ctx)
    for line in ctx.facts.codes:
        marks = [mark for mark in line.modifiers if mark in APART]
        if not marks:
            continue
        if not shown:
            says = f"{line.code} is listed with {marks[0]}; separate times of the two services were not found."
            yield Hit(line.start, line.end, says)
            return
        others = dict.fromkeys(other.code for other in ctx.facts.codes if other.code != line.code)
        rows = [held(line.code, other) for other in others]
        if rows and all(row is not None and row.rule == "none" and "disagree" not in row.note for row in rows):
            says = f"{line.code} is listed with {marks[0]}; with {' and '.join(others)} no edit is remembered."
            yield Hit(line.start, line.end, says, "info")
            return


@predicate("mue-units-cap")
def mue_units_cap(ctx: Context) -> Iterator[Hit]:
    """More units of 97112 than the reported daily limit, listed or supported by the minutes."""
    limit = daily_limit(NMR)
    if limit is None:
        return
    lines = [line for line in ctx.lines(NMR) if line.billed_units is not None]
    listed = sum(line.billed_units or 0 for line in lines)
    if listed > limit:
        says = f"The note lists {listed} units of 97112; the reported daily limit is {limit}."
        yield Hit(lines[0].start, lines[0].end, says)
    elif not lines and (ctx.billing.units_97112 or 0) > limit:
        says = f"The minutes support {ctx.billing.units_97112} units of 97112; the reported daily limit is {limit}."
        yield Hit(None, None, says)


@predicate("kx-justified")
def kx_justified(ctx: Context) -> Iterator[Hit]:
    """KX is listed and no word of threshold, complexity or continued need is in the note."""
    if not _wants(ctx, "kx") or ctx.facts.marks_of("continued-need"):
        return
    for line in ctx.facts.codes:
        if "KX" in line.modifiers:
            says = f"{line.code} is listed with KX; a reason for treatment beyond the year's threshold was not found."
            yield Hit(line.start, line.end, says)
            return


def _wants(ctx: Context, kind: str) -> bool:
    return kind in ctx.payer.modifiers


def _separate_times(ctx: Context) -> bool:
    """Two stretches of clock time that have no minute in common, whichever code each of them belongs to."""
    stretches = sorted({(i.begin, i.finish) for i in ctx.clock.intervals if i.finish is not None})
    return any(one[1] <= other[0] for one, other in pairwise(stretches))


def _with_modifiers(ctx: Context) -> tuple[CodeLine, ...]:
    return tuple(line for line in ctx.lines(NMR) if line.modifiers)


def _share(ctx: Context) -> AssistantShare | None:
    """How the units of 97112 divide by the minutes given for each role; None where they do not add up to its own."""
    minutes = dict.fromkeys(("therapist", "assistant"), 0)
    for mark in ctx.facts.marks_of("minutes-of-role"):
        role = "assistant" if mark.text.startswith(ASSISTANTS) else "therapist"
        minutes[role] += int(_NUMBER.findall(mark.text)[-1])
    total, units = sum(minutes.values()), ctx.billing.units_97112
    if not minutes["assistant"] or units is None or total != ctx.minutes(NMR) or _together(ctx):
        return None
    discipline = "OT" if any(mark in line.modifiers for line in ctx.lines(NMR) for mark in ("GO", "CO")) else "PT"
    return assistant_share(NMR, units, total, minutes["assistant"], discipline)


def _together(ctx: Context) -> bool:
    return any(
        "together" in mark.text.lower() or "joint" in mark.text.lower() for mark in ctx.facts.marks_of("not-shared")
    )


def _assistant_only(ctx: Context) -> bool:
    """An assistant is named, and a therapist not at all or as the one who cosigns."""
    assistant = ctx.facts.discipline in ("PTA", "COTA") or bool(ctx.facts.cues_of("credential-assistant"))
    if ctx.facts.marks_of("therapist-treated") or _together(ctx):
        return False
    return assistant and (not ctx.facts.cues_of("credential-pt") or bool(ctx.facts.cues_of("cosign")))
