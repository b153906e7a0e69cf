"""The modifiers of a day's lines: plan of care, assistant, services set apart (rulebook C.1 to C.3, C.7).

Which order modifiers take is the payer's policy; here the plan comes first, then the assistant, then 59.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.billing.codes import BillingError
from assistant.billing.table import table

PLANS = ("PT", "OT", "SLP")
_PLAN_OF = {"PT": "PT", "PTA": "PT", "OT": "OT", "OTA": "OT", "COTA": "OT", "SLP": "SLP"}


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan of care and the marks that go with it."""

    plan: str
    """PT, OT or SLP."""
    mark: str
    """GP, GO or GN."""
    words: str
    assistant: str | None
    """CQ or CO; None where no assistant works under such a plan."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a claim."""

    code: str
    units: int
    modifiers: tuple[str, ...]


def plan_of(name: str) -> Plan:
    """The plan of care of a discipline.

    Raises:
        BillingError: no such plan.
    """
    wanted = _PLAN_OF.get(name.strip().upper())
    for row in table("modifiers")["plan"]:
        if row["plan"] == wanted:
            return Plan(row["plan"], row["mark"], row["words"], row.get("assistant"))
    raise BillingError(f"{name!r} is not a plan of care that Reed knows. Use PT, OT or SLP.")


def agree(plan: Plan, discipline: str | None, assisted: bool) -> None:
    """Refuse a discipline or assistant minutes that the plan of care does not go with.

    Raises:
        BillingError: the two belong to different plans, or the plan knows no assistants.
    """
    if discipline is not None and plan_of(discipline).plan != plan.plan:
        raise BillingError(f"{discipline} does not go with a {plan.words} plan. Give one plan; it decides {plan.mark}.")
    if assisted and plan.assistant is None:
        raise BillingError(f"No assistant modifier goes with a {plan.words} plan. Leave the assistant's minutes out.")


def lines_of(
    units: Mapping[str, int], plan: Plan | None, assistant: Mapping[str, tuple[str, int]], apart: Mapping[str, str]
) -> tuple[Line, ...]:
    """The lines of a claim; a code whose units differ in CQ or CO takes two.

    Args:
        units: units of each code; a code without any has no line.
        plan: the plan of care, or None where it is not told.
        assistant: for a code with assistant units, the mark and how many carry it.
        apart: 59 by code.
    """
    lines: list[Line] = []
    for number, n in units.items():
        mark, carried = assistant.get(number, ("", 0))
        for share, by_assistant in ((carried, True), (n - carried, False)):
            if share > 0:
                marks = (plan.mark if plan else "", mark if by_assistant else "", apart.get(number, ""))
                lines.append(Line(number, share, tuple(each for each in marks if each)))
    return tuple(lines)


def marks_of(lines: tuple[Line, ...]) -> dict[str, list[str]]:
    """All modifiers of each code, only codes that have any."""
    found: dict[str, list[str]] = {}
    for line in lines:
        known = found.setdefault(line.code, [])
        known.extend(mark for mark in line.modifiers if mark not in known)
    return {number: marks for number, marks in found.items() if marks}


def plan_steps(plan: Plan, units: Mapping[str, int]) -> tuple[str, ...]:
    """Sentences about the plan's modifier."""
    steps = [f"{plan.mark} on every line: the plan of care is {plan.words}."]
    if plan.mark == "GN" and units.get("97112"):
        steps.append("97112 under a speech plan is unusual: is it the right plan?")
    return tuple(steps)
