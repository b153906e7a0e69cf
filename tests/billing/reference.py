"""A second implementation of units, modifiers and fees, written from the rules alone and slowly, to compare with.

It shares no code and no method with ``assistant.billing``: charts are walked, choices are tried out one by one,
intervals are cut with a ruler, money is counted in fractions.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations

UNTIMED = {"97164", "97150", "97010"}
"""Of the codes that the comparison uses."""
TAKERS = {
    frozenset({"97150", "97112"}): "97112",
    frozenset({"97164", "97112"}): "97164",
    frozenset({"97164", "97530"}): "97164",
    frozenset({"97140", "97530"}): "97530",
    frozenset({"97530", "97116"}): "97116",
}
"""Pairs with indicator 1 and the line that takes 59; of all others no direction is known, or no edit."""


def chart(minutes):
    """0 units to 7 minutes, then one more at 8, 23, 38 and every quarter hour after."""
    units, border = 0, 8
    while minutes >= border:
        units, border = units + 1, border + 15
    return units


def spreads(minutes, method):
    """Every permitted spread of units over the timed codes."""
    timed = {n: m for n, m in minutes.items() if n not in UNTIMED}
    if method == "ama":
        return [{n: chart(m) for n, m in timed.items()}]
    whole = {n: int(Fraction(m, 15)) for n, m in timed.items()}
    rest = {n: m - 15 * whole[n] for n, m in timed.items()}
    left = chart(sum(timed.values())) - sum(whole.values())
    found = []
    for lucky in combinations(timed, left):
        unlucky = [rest[n] for n in timed if n not in lucky]
        if not unlucky or not lucky or min(rest[n] for n in lucky) >= max(unlucky):
            found.append({n: whole[n] + (1 if n in lucky else 0) for n in timed})
    return found


def rounded(x):
    return int(Decimal(x.numerator / Decimal(x.denominator)).quantize(Decimal(1), ROUND_HALF_UP))


def assisted(units, minutes, by_assistant, untimed=False):
    """Units that carry the assistant's modifier, and whether the two computations of a tenth disagree on one."""
    if not units or not by_assistant:
        return 0, False
    if untimed:
        more, open_ = over_a_tenth(by_assistant, minutes)
        return (units if more else 0), open_
    therapist, plain, marked = minutes - by_assistant, 0, 0
    while therapist >= 15:
        therapist, plain = therapist - 15, plain + 1
    while by_assistant >= 15:
        by_assistant, marked = by_assistant - 15, marked + 1
    remaining = units - plain - marked
    if remaining == 2:
        return marked + 1, False
    if remaining < 1 or by_assistant == 0 or therapist >= 8:
        return marked, False
    more, open_ = over_a_tenth(by_assistant, by_assistant + therapist)
    return marked + (1 if more else 0), open_


def over_a_tenth(part, whole):
    by_percentage = rounded(Fraction(100 * part, whole)) >= 11
    by_minutes = part >= rounded(Fraction(whole, 10)) + 1
    return by_percentage or by_minutes, by_percentage is not by_minutes


def merged(intervals):
    """Intervals without overlap, in order."""
    out = []
    for begin, end in sorted(intervals):
        if out and begin <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((begin, end))
    return out


def without(intervals, pauses):
    """Intervals with the pauses cut out."""
    pieces = merged(intervals)
    for off, on in pauses:
        cut = []
        for begin, end in pieces:
            cut += [(begin, min(end, off)), (max(begin, on), end)]
        pieces = [(begin, end) for begin, end in cut if begin < end]
    return pieces


def length(intervals):
    return sum(end - begin for begin, end in intervals)


def meet(one, other):
    """Whether two lists of intervals have a minute in common."""
    return any(max(a, c) < min(b, d) for a, b in one for c, d in other)


def taking_59(blocks, numbers):
    """Codes that take 59: a pair with a known line, both with clock times, and none shared."""
    return {
        taker
        for couple, taker in TAKERS.items()
        if couple <= set(numbers) and all(n in blocks for n in couple) and not meet(*(blocks[n] for n in couple))
    }


def verdict(billed, permitted):
    """``right``, ``over`` where no permitted spread has as many, ``under`` otherwise."""
    if any(all(billed.get(n, 0) == u for n, u in spread.items()) for spread in permitted):
        return "right"
    inside = any(all(billed.get(n, 0) <= u for n, u in spread.items()) for spread in permitted)
    return "under" if inside else "over"


def to_cents(amount):
    """Whole cents, halves up."""
    return int(amount * 100 + Fraction(1, 2))


def fee(units, values, indices, factor, marked, assistant_percent):
    """Cents allowed, paid by Medicare and paid by the patient.

    The dearest practice expense is paid whole; among equals, a unit without the assistant's mark, then the lower code.
    """
    each = [(n, k < marked.get(n, 0)) for n, many in units.items() for k in range(many)]
    work, practice, malpractice = (Fraction(i) for i in indices)
    best = max(each, key=lambda unit: (Fraction(values[unit[0]][1]), not unit[1], [-ord(ch) for ch in unit[0]]))
    each.remove(best)
    allowed = paid = patient = 0
    for number, by_assistant, share in [(*best, Fraction(1)), *((*unit, Fraction(1, 2)) for unit in each)]:
        w, p, m = (Fraction(v) for v in values[number])
        one = to_cents((w * work + p * share * practice + m * malpractice) * Fraction(factor))
        allowed += one
        paid += to_cents(
            Fraction(one, 100) * Fraction(4, 5) * Fraction(assistant_percent if by_assistant else 100, 100)
        )
        patient += to_cents(Fraction(one, 100) * Fraction(1, 5))
    return allowed, paid, patient
