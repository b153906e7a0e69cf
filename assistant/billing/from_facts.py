"""Units that a note's documented minutes support."""

from __future__ import annotations

from assistant.billing.codes import is_timed
from assistant.billing.units import count_units
from assistant.facts import Facts
from assistant.results import Billing

SELF = "97112"


def billing_of(facts: Facts, method: str = "cms") -> Billing:
    """Units by code; None for a code whose minutes the note does not say. Never guessed."""
    minutes = {c.code: c.minutes for c in facts.codes if c.minutes is not None and is_timed(c.code)}
    if facts.clock.minutes_97112 is not None:
        minutes[SELF] = facts.clock.minutes_97112
    units: dict[str, int | None] = {c.code: None for c in facts.codes}
    if not minutes or SELF not in minutes:
        return Billing(method, None, units)
    count = count_units({c: min(m, 1440) for c, m in minutes.items()}, method)
    units |= count.units
    return Billing(method, count.units.get(SELF), units, tuple(count.steps), count.tie)
