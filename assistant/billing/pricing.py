"""What Medicare's fee schedule allows for the units of one day: reduction of further units, the assistant's share.

The unit with the highest practice expense is allowed in full; every other unit of the day, of the same code or another,
has its practice expense cut (rulebook C.6). Of what is allowed, Medicare pays its share and the patient the rest; for
units that carry CQ or CO Medicare pays 85 % of its share, and the patient's part stays (rulebook C.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from assistant.billing.codes import BillingError, code
from assistant.billing.fees import NATIONAL, Factor, Gpci, Rvu, factor, notes, percent, rvu
from assistant.billing.money import cents, dollars

MOST_UNITS = 96
"""Quarter hours of a day."""
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class UnitFee:
    """One unit of one code."""

    code: str
    reduced: bool
    """The practice expense is cut, as another unit of the day is paid in full."""
    assistant: bool
    """The unit carries CQ or CO."""
    allowed: Decimal
    """Dollars of the fee schedule, the patient's part included."""
    medicare: Decimal
    """Medicare's share of it."""
    patient: Decimal


@dataclass(frozen=True, slots=True)
class Bill:
    """The units of one day in dollars, with the reasoning in sentences."""

    on: date
    factor: Factor
    units: tuple[UnitFee, ...]
    """In the order of payment: the unit in full first."""
    steps: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    """Where factor and relative values are stated, with their dates and how sure they are."""

    @property
    def allowed(self) -> Decimal:
        """Dollars in all; what counts toward the year's threshold."""
        return sum((unit.allowed for unit in self.units), Decimal(0))

    @property
    def medicare(self) -> Decimal:
        """Medicare's share in all."""
        return sum((unit.medicare for unit in self.units), Decimal(0))

    @property
    def patient(self) -> Decimal:
        """The patient's share in all."""
        return sum((unit.patient for unit in self.units), Decimal(0))

    def to_dict(self) -> dict[str, Any]:
        """The object that ``reed fee --format json`` prints; amounts are dollars."""
        return {
            "date": self.on.isoformat(),
            "conversion_factor": float(self.factor.value),
            "units": [
                {
                    "code": unit.code,
                    "reduced": unit.reduced,
                    "assistant": unit.assistant,
                    "allowed": float(unit.allowed),
                    "medicare": float(unit.medicare),
                    "patient": float(unit.patient),
                }
                for unit in self.units
            ],
            "allowed": float(self.allowed),
            "medicare": float(self.medicare),
            "patient": float(self.patient),
            "steps": list(self.steps),
            "notes": list(self.notes),
            "sources": list(self.sources),
        }


def price(
    units: Mapping[str, int],
    on: date,
    *,
    assistant: Mapping[str, int] | None = None,
    gpci: Gpci = NATIONAL,
    qualifying: bool = False,
    reduce: bool = True,
    own: Mapping[str, Rvu] | None = None,
) -> Bill:
    """Price the units that one patient had on one day. The order of the codes does not matter.

    Args:
        units: units of each code.
        on: date of service.
        assistant: how many of a code's units carry CQ or CO.
        gpci: geographic indices; the nation's where none are given.
        qualifying: see `factor`.
        reduce: False leaves out the reduction of further units, for payers that do not make it.
        own: relative values that take the place of the table's.

    Raises:
        BillingError: an unknown date or code, units or indices that cannot be, or a reduction or index where only the
            total of the relative values is known.
    """
    marked = assistant or {}
    _check(units, marked)
    if min(gpci.work, gpci.practice, gpci.malpractice) <= 0:
        raise BillingError("A geographic index is 0. Give all three as printed for the locality, near 1.")
    money_of_one = factor(on, qualifying=qualifying)
    values = {number: (own or {}).get(number) or rvu(number, on) for number in units}
    cut = (percent("reduction", on) or 0) if reduce and sum(units.values()) > 1 else 0
    _need_parts(values, money_of_one, on, cut, gpci)
    steps = [f"Conversion factor on {on}: {money_of_one.value} ({money_of_one.sure})."]
    steps.extend(_values_step(number, found, gpci) for number, found in values.items())
    priced = tuple(_units(_order(units, marked, values, gpci), values, gpci, money_of_one.value, cut, on))
    steps.extend(_amount_steps(priced, cut, on))
    sources = (_source("Conversion factor", money_of_one), *(_source(n, found) for n, found in values.items()))
    return Bill(on, money_of_one, priced, tuple(steps), notes(set(units), on), sources)


def _check(units: Mapping[str, int], assistant: Mapping[str, int]) -> None:
    if not units:
        raise BillingError("No units are given. Write CODE=UNITS, for example 97112=2.")
    for number, n in units.items():
        code(number)
        if not 1 <= n <= MOST_UNITS:
            raise BillingError(f"{n} units of {number} cannot be had in a day. Give 1 to {MOST_UNITS}.")
    for number, n in assistant.items():
        if number not in units:
            raise BillingError(f"Assistant units are given for {number}, which has no units. Add {number}=UNITS.")
        if not 0 <= n <= units[number]:
            raise BillingError(f"{n} assistant units of {number} are not among its {units[number]}. Give fewer.")


def _source(what: str, row: Factor | Rvu) -> str:
    dates = f", {row.first} to {row.last}" if row.first and row.last else ""
    return f"{what}{dates}: {row.source} ({row.sure})"


def _need_parts(values: Mapping[str, Rvu], money: Factor, on: date, cut: int, gpci: Gpci) -> None:
    for number, found in values.items():
        if found.parts is None and (cut or gpci != NATIONAL):
            instead = " or leave it out (--no-reduction)" if cut else ""
            what = "the reduction of further units" if cut else "a locality"
            raise BillingError(
                f"For {on} the offline table has the total of {number} ({found.total}) without its parts, and {what} "
                f"needs them: one unit in full is {dollars(found.total * money.value)} nationally. "
                f"Give the parts (--rvu {number}=WORK,PRACTICE,MALPRACTICE){instead}."
            )


def _order(
    units: Mapping[str, int], marked: Mapping[str, int], values: Mapping[str, Rvu], gpci: Gpci
) -> list[tuple[str, bool]]:
    """Each unit as code and whether an assistant gave it; the highest practice expense first."""
    each = [(number, at < marked.get(number, 0)) for number, n in units.items() for at in range(n)]

    def key(unit: tuple[str, bool]) -> tuple[Decimal, bool, str]:
        parts = values[unit[0]].parts
        return (-parts[1] * gpci.practice if parts else Decimal(0), unit[1], unit[0])

    return sorted(each, key=key)


def _units(
    order: Sequence[tuple[str, bool]], values: Mapping[str, Rvu], gpci: Gpci, money: Decimal, cut: int, on: date
) -> Iterator[UnitFee]:
    patient_part = Decimal(percent("coinsurance", on) or 0) / HUNDRED
    assistant_part = Decimal(percent("assistant_payment", on) or 100) / HUNDRED
    for at, (number, by_assistant) in enumerate(order):
        share = cut if at else 0
        allowed = cents(_weight(values[number], gpci, share) * money)
        paid = allowed * (1 - patient_part) * (assistant_part if by_assistant else 1)
        yield UnitFee(number, bool(share), by_assistant, allowed, cents(paid), cents(allowed * patient_part))


def _weight(found: Rvu, gpci: Gpci, cut: int) -> Decimal:
    if found.parts is None:
        return found.total
    work, practice, malpractice = found.parts
    left = (HUNDRED - cut) / HUNDRED
    return work * gpci.work + practice * left * gpci.practice + malpractice * gpci.malpractice


def _values_step(number: str, found: Rvu, gpci: Gpci) -> str:
    if found.parts is None:
        return f"{number}: {found.total} relative value units in all ({found.sure})."
    names = ("work", "practice expense", "malpractice")
    indices = (gpci.work, gpci.practice, gpci.malpractice)
    if gpci == NATIONAL:
        sums = " + ".join(f"{part} {name}" for part, name in zip(found.parts, names, strict=True))
    else:
        sums = " + ".join(f"{part} {name} x {i}" for part, name, i in zip(found.parts, names, indices, strict=True))
    return f"{number}: {sums} = {_weight(found, gpci, 0).normalize():f} ({found.sure})."


def _amount_steps(units: Sequence[UnitFee], cut: int, on: date) -> Iterator[str]:
    """One sentence for each kind of unit, then what the assistant's units change, then the sum."""
    assistant_percent = percent("assistant_payment", on)
    parts: list[str] = []
    for (number, reduced, assistant, allowed), same in groupby(
        units, key=lambda unit: (unit.code, unit.reduced, unit.assistant, unit.allowed)
    ):
        n = len(list(same))
        how = f"with the practice expense cut by {cut} %" if reduced else "in full"
        whose = " (assistant)" if assistant else ""
        yield f"{number}{whose}: {n} x {dollars(allowed)} {how} = {dollars(n * allowed)}."
        parts.append(dollars(n * allowed))
    marked = [unit for unit in units if unit.assistant]
    if marked and assistant_percent:
        paid = dollars(sum((u.medicare + u.patient for u in marked), Decimal(0)))
        whole = dollars(sum((u.allowed for u in marked), Decimal(0)))
        yield (
            f"Assistant units: Medicare pays {assistant_percent} % of its share and the patient's part stays, so "
            f"{paid} of {whole} are paid."
        )
        if len(units) > 1:
            yield "That the reduction comes before the assistant's share, and on which units it falls, is remembered."
    elif marked:
        yield "Assistant units were paid in full on this date; the lower payment began with 2022."
    if len(parts) > 1:
        yield f"Together: {' + '.join(parts)} = {dollars(sum((u.allowed for u in units), Decimal(0)))}."
