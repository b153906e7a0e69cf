"""Minutes and the units they support."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.billing.codes import is_timed
from assistant.billing.units import units_for
from assistant.rules.registry import NMR, Context, Hit, predicate

_METHOD = {"cms": "Medicare's total-time count", "ama": "the midpoint count"}


@predicate("units-match-minutes")
def units_match_minutes(ctx: Context) -> Iterator[Hit]:
    """Listed units against supported ones, code by code where minutes allow, otherwise against the day's total."""
    listed = _listed_units(ctx)
    supported = {code: n for code in listed if (n := ctx.billing.units.get(code)) is not None}
    if not supported or (ctx.billing.method == "cms" and any(ctx.minutes(code) is None for code in listed)):
        yield from _part_of_the_minutes(ctx, listed)
        return
    if _tied_choice(ctx, listed, supported):
        return
    for code, may in supported.items():
        if listed[code] != may:
            yield _units_hit(ctx, code, f"{units(may)} of {code}", listed[code], over=listed[code] > may)


def _listed_units(ctx: Context) -> dict[str, int]:
    listed: dict[str, int] = {}
    for line in ctx.facts.codes:
        if line.billed_units is not None and is_timed(line.code):
            listed[line.code] = listed.get(line.code, 0) + line.billed_units
    return listed


def _tied_choice(ctx: Context, listed: Mapping[str, int], supported: Mapping[str, int]) -> bool:
    """The listed units differ from the shown ones only in how a tie was settled."""
    differing = {code: ctx.minutes(code) or 0 for code in supported if listed[code] != supported[code]}
    same_sum = sum(listed[code] for code in supported) == sum(supported.values())
    equal_rest = len({minutes % 15 for minutes in differing.values()}) == 1
    in_reach = all(0 <= listed[code] - minutes // 15 <= 1 for code, minutes in differing.items())
    return ctx.billing.tie and same_sum and equal_rest and in_reach


def _part_of_the_minutes(ctx: Context, listed: Mapping[str, int]) -> Iterator[Hit]:
    """Where pooled minutes are known only in part: the sum against the written total, else each code's upper bound."""
    if not listed or ctx.billing.method != "cms":
        return
    total = ctx.written("timed_minutes")
    if total is not None:
        may, sum_listed = units_for(total), sum(listed.values())
        if sum_listed != may:
            what = f"{units(may)} in all from {total} timed minutes"
            yield _units_hit(ctx, next(iter(listed)), what, sum_listed, over=sum_listed > may)
        return
    for code, n in listed.items():
        given = ctx.minutes(code)
        # Whatever the other codes had, a code takes one unit at most beyond its full quarter hours.
        if given is not None and n > -(-given // 15):
            yield _units_hit(ctx, code, f"at most {units(-(-given // 15))} of {code}", n, over=True)


def _units_hit(ctx: Context, code: str, supported: str, listed: int, *, over: bool) -> Hit:
    line = next(line for line in ctx.lines(code) if line.billed_units is not None)
    method = _METHOD.get(ctx.billing.method, ctx.billing.method)
    verb = "support" if over else "would support"
    says = f"By {method} the minutes {verb} {supported}; the note lists {listed}{ctx.quote(line)}."
    # Fewer units than the minutes support is the clinician's affair and no fault of the note.
    return Hit(line.start, line.end, says, None if over else "info")


@predicate("under-8-minutes-check")
def under_8_minutes(ctx: Context) -> Iterator[Hit]:
    """97112 of fewer than 8 minutes: no unit by itself, at most one shared with other short services."""
    given = ctx.minutes(NMR)
    if given is None or not 0 < given < 8:
        return
    start, end = next(((line.start, line.end) for line in ctx.lines(NMR) if line.end > line.start), (None, None))
    if ctx.billing.units.get(NMR):
        shared = "the unit comes from Medicare's pooling with other short services; counted alone it earns none"
        yield Hit(start, end, f"97112 has {given} minutes: {shared}.", "info")
    else:
        yield Hit(start, end, f"97112 has {given} minutes; a unit begins at 8.")


@predicate("total-timed-minutes")
def total_timed_minutes(ctx: Context) -> Iterator[Hit]:
    """Minutes are given code by code and nobody wrote their sum."""
    if ctx.fragment or ctx.written("timed_minutes") is not None:
        return
    given = {line.code: n for line in ctx.facts.codes if is_timed(line.code) and (n := ctx.minutes(line.code))}
    if not given and ctx.clock.minutes_97112:
        given = {NMR: ctx.clock.minutes_97112}
    if given:
        parts = ", ".join(f"{code} {n}" for code, n in given.items())
        # With one timed code its minutes are the total, said in other words.
        light = "info" if len(given) == 1 else None
        yield Hit(None, None, f"Minutes are given by code ({parts}) without a total of timed minutes.", light)


@predicate("total-treatment-time")
def total_treatment_time(ctx: Context) -> Iterator[Hit]:
    """The total is absent although minutes are given, or smaller than the timed minutes in it."""
    total, timed = ctx.written("total_minutes"), ctx.written("timed_minutes")
    if total is not None:
        if timed is not None and total < timed:
            says = f"Total treatment is {total} minutes, fewer than the {timed} timed minutes within it."
            yield Hit(None, None, says, "error")
        return
    minutes_given = timed is not None or any(line.minutes for line in ctx.facts.codes) or ctx.clock.minutes_97112
    if minutes_given and not ctx.fragment:
        yield Hit(None, None, "No total treatment time (timed and untimed minutes together) was found.")


@predicate("untimed-minutes-excluded")
def untimed_minutes_excluded(ctx: Context) -> Iterator[Hit]:
    """The written total of timed minutes comes out only with an untimed service in it."""
    total = ctx.written("timed_minutes")
    untimed = [line for line in ctx.facts.codes if line.minutes and not is_timed(line.code)]
    timed = [line for line in ctx.facts.codes if line.minutes and is_timed(line.code)]
    if total is None or not untimed or not timed:
        return
    sum_timed = sum(line.minutes or 0 for line in timed)
    if total == sum_timed + sum(line.minutes or 0 for line in untimed):
        names = ", ".join(f"{line.code} {line.minutes}" for line in untimed)
        says = f"The {total} timed minutes include untimed services ({names}); the timed codes sum to {sum_timed}."
        yield Hit(untimed[0].start, untimed[0].end, says)


def units(n: int) -> str:
    """A number of units in words."""
    return "1 unit" if n == 1 else f"{n} units"
