"""Hundreds of generated days, counted by Reed and by `reference`, which was written from the rules alone."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
import reference

from assistant.billing.agreement import UNITS
from assistant.billing.day import Day, Written, count_day
from assistant.billing.fees import Gpci, Rvu
from assistant.billing.pricing import price
from assistant.billing.times import Stretch

DAYS = 480
FEES = 160
CODES = ["97112", "97110", "97140", "97530", "97116", "97035", "97164", "97150", "97010"]
PLANS = {"PT": ("GP", "CQ"), "OT": ("GO", "CO"), None: (None, "CQ")}


class Case:
    """A made-up day: clock times or minutes of up to five codes, breaks, an assistant, a plan, units billed."""

    def __init__(self, seed: int) -> None:
        dice = random.Random(seed)
        numbers = dice.sample(CODES, dice.randint(1, 5))
        self.method = dice.choice(["cms", "cms", "ama"])
        self.plan = dice.choice([None, "PT", "OT"])
        self.blocks: dict[str, list[tuple[int, int]]] = {}
        self.typed: dict[str, int] = {}
        now = dice.randint(8 * 60, 13 * 60)
        for number in numbers:
            for _ in range(dice.choice([1, 1, 2])):
                if dice.random() < 0.6:
                    begin = max(0, now + dice.choice([0, 0, 0, 5, -4]))
                    now = begin + dice.randint(1, 40)
                    self.blocks.setdefault(number, []).append((begin, now))
                else:
                    self.typed[number] = self.typed.get(number, 0) + dice.choice(
                        [4, 7, 8, 9, 15, 16, dice.randint(0, 60)]
                    )
        self.numbers = [n for n in numbers if n in self.blocks or n in self.typed]
        at = now - dice.randint(5, 60)
        self.pauses = [(at, at + dice.randint(1, 8))] if dice.random() < 0.3 else []
        self.net = {n: reference.without(held, self.pauses) for n, held in self.blocks.items()}
        self.minutes = {n: reference.length(self.net.get(n, [])) + self.typed.get(n, 0) for n in self.numbers}
        self.helped = {n: dice.randint(0, m) for n, m in self.minutes.items() if dice.random() < 0.5}
        self.spreads = reference.spreads(self.minutes, self.method)
        spread = dice.choice(self.spreads)
        self.billed = {n: max(0, u + dice.choice([0, 0, 0, 0, 1, -1])) for n, u in spread.items()}

    def counted(self) -> Day:
        """What Reed makes of it."""
        given = {
            n: [*(Stretch(b, e - b) for b, e in self.blocks.get(n, [])), *([self.typed[n]] if n in self.typed else [])]
            for n in self.numbers
        }
        return count_day(
            given,
            self.method,
            assistant={n: [m] for n, m in self.helped.items()},
            breaks=[Stretch(b, e - b) for b, e in self.pauses],
            plan=self.plan,
            written=Written(billed=self.billed),
        )


@pytest.mark.parametrize("seed", range(DAYS))
def test_a_day_as_the_reference_counts_it(seed: int) -> None:
    case = Case(seed)
    day = case.counted()
    units = day.count.units
    timed = {n: m for n, m in case.minutes.items() if n not in reference.UNTIMED}
    assert day.count.total_minutes == sum(timed.values())
    assert units in case.spreads
    assert day.count.tie == (len(case.spreads) > 1)
    if day.count.tie:
        assert sorted(map(repr, day.count.choices())) == sorted(map(repr, case.spreads))

    plan, assistant = PLANS[case.plan]
    apart = reference.taking_59({n: held for n, held in case.net.items() if n not in case.typed}, case.numbers)
    wanted: dict[str, list[str]] = {}
    unsettled = []
    for number in case.numbers:
        n = units.get(number, 1 if case.minutes[number] else 0)
        marked, open_ = reference.assisted(
            n, case.minutes[number], case.helped.get(number, 0), number in reference.UNTIMED
        )
        unsettled += [number] if open_ else []
        marks = [plan if n else None, assistant if marked else None, "59" if n and number in apart else None]
        if any(marks):
            wanted[number] = [mark for mark in marks if mark]
        assert sum(line.units for line in day.lines if line.code == number and assistant in line.modifiers) == marked
        assert sum(line.units for line in day.lines if line.code == number) == n
    assert day.modifiers == wanted
    assert sorted(day.count.unsettled) == sorted(unsettled)

    if case.billed:
        found = [remark.severity for remark in day.remarks if remark.rule == UNITS]
        judged = "over" if "error" in found else "under" if found else "right"
        assert judged == reference.verdict(case.billed, case.spreads)


@pytest.mark.parametrize("seed", range(FEES))
def test_a_bill_as_the_reference_prices_it(seed: int) -> None:
    dice = random.Random(seed)

    def number(least: int, most: int) -> Decimal:
        return Decimal(dice.randint(least, most)) / 100

    units = {n: dice.randint(1, 4) for n in dice.sample(CODES[:6], dice.randint(1, 4))}
    values = {n: (number(20, 90), number(10, 80), number(1, 4)) for n in units}
    indices = (number(95, 105), number(85, 135), number(40, 160)) if dice.random() < 0.7 else (Decimal(1),) * 3
    marked = {n: dice.randint(0, many) for n, many in units.items() if dice.random() < 0.5}
    on, factor, percent = dice.choice(
        [
            (date(2020, 6, 1), "36.0896", 100),
            (date(2024, 3, 8), "32.7442", 85),
            (date(2024, 3, 9), "33.2875", 85),
            (date(2025, 12, 31), "32.3465", 85),
            (date(2026, 1, 1), "33.4009", 85),
        ]
    )
    bill = price(units, on, assistant=marked, gpci=Gpci(*indices), own={n: Rvu.of(*v) for n, v in values.items()})
    allowed, paid, patient = reference.fee(units, values, indices, factor, marked, percent)
    assert (bill.allowed * 100, bill.medicare * 100, bill.patient * 100) == (allowed, paid, patient)


def test_the_days_hold_what_the_comparison_is_for() -> None:
    """Ties, open edges, breaks, 59, two lines of one code and each verdict are all among the generated days."""
    days = [(case, case.counted()) for case in map(Case, range(DAYS))]
    assert sum(day.count.tie for _, day in days) >= 15
    assert sum(bool(day.count.unsettled) for _, day in days) >= 3
    assert sum(bool(case.pauses) for case, _ in days) >= 50
    assert sum(any("59" in marks for marks in day.modifiers.values()) for _, day in days) >= 15
    assert sum(len({line.code for line in day.lines}) < len(day.lines) for _, day in days) >= 50
    verdicts = [reference.verdict(case.billed, case.spreads) for case, _ in days]
    assert min(verdicts.count(each) for each in ("right", "over", "under")) >= 50
