"""KX thresholds and targeted review (rulebook C.5)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.billing import BillingError
from assistant.billing.thresholds import standing, threshold

YEARS = {2018: 2010, 2019: 2040, 2020: 2080, 2021: 2110, 2022: 2150, 2023: 2230, 2024: 2330, 2025: 2410, 2026: 2480}


@pytest.mark.parametrize(("year", "amount"), YEARS.items())
def test_the_amounts_of_a_year(year, amount):
    found = threshold(year)
    assert (found.kx, found.review) == (amount, 3000)
    assert found.source


@pytest.mark.parametrize("year", [2017, 2027])
def test_an_unknown_year_names_those_there_are(year):
    with pytest.raises(BillingError, match="from 2018 to 2026"):
        threshold(year)


@pytest.mark.parametrize(
    ("spent", "applies", "left"),
    [
        ("0", (), "2480"),
        ("2480", (), "0"),
        ("2480.01", ("kx",), "0"),
        ("3000", ("kx",), "0"),
        ("3000.01", ("kx", "review"), "0"),
    ],
)
def test_what_applies_to_a_running_total(spent, applies, left):
    found = standing(2026, Decimal(spent))
    assert (found.applies, found.left) == (applies, Decimal(left))


def test_without_a_running_total_nothing_is_judged():
    found = standing(2026)
    assert (found.applies, found.left, found.to_dict()["spent"]) == ((), None, None)


def test_speech_shares_with_physical_therapy_and_occupational_stands_alone():
    assert "physical and speech therapy together" in standing(2026, plan="SLP").steps[0]
    assert "occupational therapy alone" in standing(2026, plan="OT").steps[0]


def test_review_is_not_automatic():
    assert any("not automatic" in step for step in standing(2026).steps)


@pytest.mark.parametrize("words", [{"plan": "MD"}, {"spent": Decimal(-1)}])
def test_what_cannot_be(words):
    with pytest.raises(BillingError):
        standing(2026, **words)
