"""Amounts of the fee schedule: the vectors of rulebook C.6 and D, and what holds for all of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.billing import BillingError
from assistant.billing.fees import NATIONAL, Gpci, Rvu, factor, rvu
from assistant.billing.money import cents, dollars
from assistant.billing.pricing import price
from assistant.billing.table import SURE, table

MAY_2026 = date(2026, 5, 1)
OWN = Rvu.of(Decimal("0.45"), Decimal("0.40"), Decimal("0.01"))


class TestTables:
    @pytest.mark.parametrize(
        ("on", "value"),
        [
            ("2020-01-01", "36.0896"),
            ("2021-07-01", "34.8931"),
            ("2022-07-01", "34.6062"),
            ("2023-12-31", "33.8872"),
            ("2024-01-01", "32.7442"),
            ("2024-03-08", "32.7442"),
            ("2024-03-09", "33.2875"),
            ("2024-12-31", "33.2875"),
            ("2025-01-01", "32.3465"),
            ("2026-12-31", "33.4009"),
        ],
    )
    def test_conversion_factor_of_a_date(self, on, value):
        assert factor(date.fromisoformat(on)).value == Decimal(value)

    def test_conversion_factors_leave_no_day_out(self):
        rows = table("fees")["conversion_factor"]
        assert all((b["from"] - a["to"]).days == 1 for a, b in pairwise(rows))

    @pytest.mark.parametrize("on", ["2019-12-31", "2027-01-01"])
    def test_a_date_without_factor_names_the_dates_there_are(self, on):
        with pytest.raises(BillingError, match="from 2020-01-01 to 2026-12-31"):
            factor(date.fromisoformat(on))

    def test_the_factor_of_a_payment_model(self):
        assert factor(MAY_2026, qualifying=True).value == Decimal("33.5675")
        with pytest.raises(BillingError, match="--qp"):
            factor(date(2025, 1, 1), qualifying=True)

    @pytest.mark.parametrize("on", ["2020-06-01", "2022-06-01", "2023-06-01"])
    def test_a_year_whose_values_nothing_confirmed(self, on):
        with pytest.raises(BillingError, match="97112 for 2021, 2024, 2025, 2026"):
            rvu("97112", date.fromisoformat(on))

    def test_a_code_without_values_asks_for_them(self):
        with pytest.raises(BillingError, match="--rvu 97110="):
            rvu("97110", MAY_2026)

    def test_every_row_has_a_source_and_its_certainty(self):
        for name in ("fees", "thresholds", "modifiers", "pairs"):
            for rows in table(name).values():
                assert all(row["source"] and row["sure"] in SURE for row in rows)

    def test_parts_sum_to_the_total(self):
        rows = [row for row in table("fees")["rvu"] if "work" in row]
        assert rows
        assert all(row["work"] + row["practice"] + row["malpractice"] == row["total"] for row in rows)


class TestAmounts:
    @pytest.mark.parametrize(
        ("on", "amount"),
        [
            ("2021-06-01", "35.24"),
            ("2024-03-08", "33.07"),
            ("2024-03-09", "33.62"),
            ("2025-06-01", "32.02"),
            ("2026-06-01", "32.73"),
        ],
    )
    def test_one_unit_of_97112(self, on, amount):
        assert price({"97112": 1}, date.fromisoformat(on)).allowed == Decimal(amount)

    def test_one_unit_for_a_participant(self):
        assert price({"97112": 1}, MAY_2026, qualifying=True).allowed == Decimal("32.90")

    def test_further_units_are_reduced(self):
        bill = price({"97112": 3}, MAY_2026)
        assert [unit.allowed for unit in bill.units] == [Decimal("32.73"), Decimal("24.88"), Decimal("24.88")]
        assert bill.allowed == Decimal("82.49")
        assert any("32.73 + $49.76 = $82.49" in step for step in bill.steps)

    def test_without_the_reduction(self):
        assert price({"97112": 2}, date(2025, 6, 1), reduce=False).allowed == Decimal("64.04")

    def test_the_highest_practice_expense_is_in_full(self):
        bill = price({"97110": 1, "97112": 1}, MAY_2026, own={"97110": OWN})
        assert [(unit.code, unit.reduced) for unit in bill.units] == [("97112", False), ("97110", True)]

    def test_an_assistants_unit(self):
        """Medicare pays 85 % of its 80 %, the patient's 20 % stay: 88 % of the schedule (rulebook C.2)."""
        (unit,) = price({"97112": 1}, MAY_2026, assistant={"97112": 1}).units
        assert (unit.allowed, unit.medicare, unit.patient) == (Decimal("32.73"), Decimal("22.26"), Decimal("6.55"))
        assert abs((unit.medicare + unit.patient) / unit.allowed - Decimal("0.88")) < Decimal("0.001")

    def test_an_assistants_unit_before_2022(self):
        (unit,) = price({"97112": 1}, date(2021, 6, 1), assistant={"97112": 1}).units
        assert unit.medicare + unit.patient == unit.allowed

    def test_a_locality(self):
        where = Gpci(Decimal("1.05"), Decimal("1.20"), Decimal("0.60"))
        assert price({"97112": 1}, MAY_2026, gpci=where).allowed == cents(
            (Decimal("0.525") + Decimal("0.564") + Decimal("0.006")) * Decimal("33.4009")
        )

    @pytest.mark.parametrize("asked", [{"units": {"97112": 2}}, {"units": {"97112": 1}, "gpci": Gpci(Decimal("1.1"))}])
    def test_what_needs_the_parts_says_so_and_gives_the_unit(self, asked):
        with pytest.raises(BillingError, match=r"without its parts.*\$32\.02.*--rvu 97112="):
            price(on=date(2025, 6, 1), **asked)

    def test_sources_carry_dates_and_certainty(self):
        factor_from, values_from = price({"97112": 1}, MAY_2026).sources
        assert factor_from.startswith("Conversion factor, 2026-01-01 to 2026-12-31: ")
        assert values_from.endswith("(secondary)")
        assert price({"97110": 1}, MAY_2026, own={"97110": OWN}).sources[1] == "97110: given by the user (as given)"

    def test_private_payers_are_a_note(self):
        notes = price({"97112": 1}, MAY_2026).notes
        assert any("$25 to $65" in note and "estimate" in note.lower() for note in notes)

    @pytest.mark.parametrize(
        ("units", "assistant"),
        [({}, {}), ({"97112": 0}, {}), ({"97112": 97}, {}), ({"97112": 1}, {"97110": 1}), ({"97112": 1}, {"97112": 2})],
    )
    def test_units_that_cannot_be(self, units, assistant):
        with pytest.raises(BillingError):
            price(units, MAY_2026, assistant=assistant)

    def test_an_unknown_code_is_refused_with_values_too(self):
        with pytest.raises(BillingError, match="does not know"):
            price({"99999": 1}, MAY_2026, own={"99999": OWN})

    def test_the_object(self):
        found = price({"97112": 2}, MAY_2026).to_dict()
        assert (found["date"], found["allowed"], len(found["units"])) == ("2026-05-01", 57.61, 2)
        assert {"conversion_factor", "medicare", "patient", "steps", "notes", "sources"} <= found.keys()


amounts = st.decimals(0, 2, places=2)
bills = st.dictionaries(st.sampled_from(["97112", "97110", "97140", "97530"]), st.integers(1, 4), min_size=1)


class TestLaws:
    @given(bills, st.data())
    def test_the_order_of_codes_changes_nothing(self, units, data):
        own = {n: Rvu.of(*(data.draw(amounts) for _ in range(3))) for n in units}
        backwards = dict(reversed(units.items()))
        assert price(units, MAY_2026, own=own).units == price(backwards, MAY_2026, own=own).units

    @given(st.integers(1, 20))
    def test_one_more_unit_never_costs_less(self, n):
        assert price({"97112": n + 1}, MAY_2026).allowed > price({"97112": n}, MAY_2026).allowed

    @given(st.integers(1, 20), st.integers(0, 20))
    def test_an_assistant_changes_medicares_part_alone(self, n, marked):
        plain, helped = (
            price({"97112": n}, MAY_2026),
            price({"97112": n}, MAY_2026, assistant={"97112": min(n, marked)}),
        )
        assert (plain.allowed, plain.patient) == (helped.allowed, helped.patient)
        assert helped.medicare <= plain.medicare

    @given(bills, st.data())
    def test_shares_sum_to_what_is_allowed(self, units, data):
        own = {n: Rvu.of(*(data.draw(amounts) for _ in range(3))) for n in units}
        bill = price(units, MAY_2026, own=own, gpci=NATIONAL)
        assert bill.medicare + bill.patient == bill.allowed


def test_dollars():
    assert [dollars(2480), dollars(Decimal("32.7328")), dollars(Decimal(1234))] == ["$2,480", "$32.73", "$1,234.00"]
