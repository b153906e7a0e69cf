"""Items of the claim, where the note happens to list them."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.billing.agreement import daily_limit
from assistant.billing.pairs import held
from assistant.facts import CodeLine
from assistant.rules.registry import NMR, Context, Hit, predicate

PLANS = {"GP": "physical therapy", "GO": "occupational therapy", "GN": "speech"}
OF_DISCIPLINE = {"PT": "GP", "PTA": "GP", "OT": "GO", "COTA": "GO"}
OF_ASSISTANT = {"GP": "CQ", "GO": "CO"}
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
        elif _wants(ctx, "assistant") and _assistant_only(ctx) and not {"CQ", "CO"} & set(line.modifiers):
            says = (
                f"An assistant is named as treating; 97112 is listed with {' '.join(line.modifiers)}, without CQ or CO."
            )
            yield Hit(line.start, line.end, says)


@predicate("59-x-modifier-justified")
def modifier_59_justified(ctx: Context) -> Iterator[Hit]:
    """59 or an X modifier is listed and the note shows no clock times of two services, or no pair asks for it."""
    timed = {interval.code for interval in ctx.clock.intervals if interval.code and interval.finish is not None}
    for line in ctx.facts.codes:
        marks = [mark for mark in line.modifiers if mark in APART]
        if not marks:
            continue
        if len(timed) < 2:
            says = f"{line.code} is listed with {marks[0]}; separate times of the two services were not found."
            yield Hit(line.start, line.end, says)
            return
        others = dict.fromkeys(other.code for other in ctx.facts.codes if other.code != line.code)
        rows = [held(line.code, other) for other in others]
        if rows and all(row is not None and row.rule == "none" for row in rows):
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


def _with_modifiers(ctx: Context) -> tuple[CodeLine, ...]:
    return tuple(line for line in ctx.lines(NMR) if line.modifiers)


def _assistant_only(ctx: Context) -> bool:
    """An assistant is named, and a therapist not at all or as the one who cosigns."""
    assistant = ctx.facts.discipline in ("PTA", "COTA") or bool(ctx.facts.cues_of("credential-assistant"))
    return assistant and (not ctx.facts.cues_of("credential-pt") or bool(ctx.facts.cues_of("cosign")))
