"""The year's spending above which Medicare asks for KX, and above which a record may be picked for review (C.5)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.billing.codes import BillingError
from assistant.billing.money import dollars
from assistant.billing.table import table

_WHOSE = {
    "PT": "physical and speech therapy together",
    "SLP": "physical and speech therapy together",
    "OT": "occupational therapy alone",
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """Amounts of one calendar year, in dollars of allowed charges of one patient."""

    year: int
    kx: int
    review: int | None
    """None where the table has no amount for targeted review in this year."""
    source: str
    sure: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a running total stands."""

    threshold: Threshold
    plan: str
    spent: Decimal | None
    """None where no running total is given."""
    applies: tuple[str, ...]
    """``kx``, and ``review`` above the second amount; empty below both and without a running total."""
    steps: tuple[str, ...]

    @property
    def left(self) -> Decimal | None:
        """Dollars up to the threshold, 0 above it; None without a running total."""
        return None if self.spent is None else max(Decimal(0), self.threshold.kx - self.spent)

    def to_dict(self) -> dict[str, Any]:
        """The object that ``reed fee --threshold YEAR --format json`` prints; amounts are dollars."""
        return {
            "year": self.threshold.year,
            "plan": self.plan,
            "kx_threshold": self.threshold.kx,
            "review_threshold": self.threshold.review,
            "spent": None if self.spent is None else float(self.spent),
            "left": None if self.left is None else float(self.left),
            "applies": list(self.applies),
            "source": self.threshold.source,
            "sure": self.threshold.sure,
            "steps": list(self.steps),
        }


def threshold(year: int) -> Threshold:
    """The amounts of a calendar year.

    Raises:
        BillingError: the table has no such year; the message says which it has.
    """
    rows = table("thresholds")
    review = next((row["amount"] for row in rows["review"] if row["first"] <= year <= row["last"]), None)
    for row in rows["kx"]:
        if row["year"] == year:
            return Threshold(year, row["amount"], review, row["source"], row["sure"])
    years = [row["year"] for row in rows["kx"]]
    raise BillingError(
        f"The offline table has no KX threshold for {year}. Give a year from {min(years)} to {max(years)}."
    )


def standing(year: int, spent: Decimal | None = None, plan: str = "PT") -> Standing:
    """What applies to a patient whose allowed amounts of the year come to `spent`.

    Args:
        year: calendar year.
        spent: running total in dollars, this visit included; None only tells the amounts.
        plan: PT, OT or SLP. Physical and speech therapy share one total.

    Raises:
        BillingError: an unknown year or plan, or a negative total.
    """
    if plan not in _WHOSE:
        raise BillingError(f"{plan!r} is not a plan of care that Reed knows. Use PT, OT or SLP.")
    if spent is not None and spent < 0:
        raise BillingError(f"The running total is {spent}. Give it as 0 or more.")
    found = threshold(year)
    steps = [f"{year}, {_WHOSE[plan]}: KX above {dollars(found.kx)} ({found.sure})."]
    if found.review is not None:
        steps.append(
            f"Above {dollars(found.review)} the record may be picked for targeted review; it is not automatic."
        )
    steps.append("What counts are allowed amounts, the patient's part included, after reductions (knowledge).")
    if spent is None:
        return Standing(found, plan, None, (), tuple(steps))
    applies = ["kx"] if spent > found.kx else []
    if found.review is not None and spent > found.review:
        applies.append("review")
    steps.append(_where(spent, found, applies))
    return Standing(found, plan, spent, tuple(applies), tuple(steps))


def _where(spent: Decimal, found: Threshold, applies: list[str]) -> str:
    if not applies:
        return (
            f"{dollars(spent)} is not above it; {dollars(found.kx - spent)} are left. KX is for lines above the "
            f"threshold only."
        )
    over = f"{dollars(spent)} is {dollars(spent - found.kx)} above it: lines beyond the threshold carry KX"
    shown = "and the record shows why treatment goes on (complexity, other conditions, measured gains, outlook)"
    review = " The total is also above the amount for targeted review." if "review" in applies else ""
    return f"{over}, {shown}.{review}"
