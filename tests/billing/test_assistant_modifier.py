"""CQ and CO: the rulebook's examples (C.2.3), its table of thresholds, and what holds for all minutes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.billing import BillingError, assistant_share, count_units, modifier_of, units_for
from assistant.billing.assistant_modifier import assistant_percent, passes_allowance, smallest_counting

# Name, minutes, assistant minutes, units that carry CQ.
EXAMPLES = [
    ("1", {"97110": 15}, {"97110": 10}, {"97110": 1}),
    ("2", {"97110": 11}, {"97110": 5}, {"97110": 1}),
    ("3", {"97110": 36, "97140": 30}, {"97110": 23}, {"97110": 1}),
    ("4", {"97110": 45}, {"97110": 22}, {"97110": 1}),
    ("5", {"97110": 29}, {"97110": 19}, {"97110": 1}),
    ("6", {"97112": 26}, {"97112": 14}, {"97112": 1}),
    ("7", {"97112": 30}, {"97112": 0}, {}),
    ("8", {"97140": 15, "97110": 7}, {"97110": 7}, {}),
    ("9", {"97112": 23}, {"97112": 23}, {"97112": 2}),
    ("10", {"97112": 15}, {"97112": 1}, {}),
    ("11", {"97112": 8}, {"97112": 1}, {"97112": 1}),
    ("H30", {"97112": 15}, {"97112": 5}, {}),
    ("H31", {"97112": 15}, {"97112": 8}, {"97112": 1}),
]


@pytest.mark.parametrize(("minutes", "assistant", "carried"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES])
def test_worked_example(minutes, assistant, carried):
    count = count_units(minutes, assistant=assistant)
    assert count.assistant_units == carried
    assert count.modifiers == {number: ["CQ"] for number in carried}


@pytest.mark.parametrize(
    ("first", "last", "smallest"),
    [(8, 14, 2), (15, 24, 3), (25, 34, 4), (35, 44, 5), (45, 54, 6), (55, 64, 7), (65, 74, 8)],
)
def test_thresholds_by_minutes(first, last, smallest):
    assert {smallest_counting(n) for n in range(first, last + 1)} == {smallest}


@pytest.mark.parametrize(
    ("assistant", "total", "percent"), [(1, 8, 13), (1, 10, 10), (3, 28, 11), (0, 0, 0), (7, 7, 100)]
)
def test_percentages_are_whole(assistant, total, percent):
    assert assistant_percent(assistant, total) == percent


def test_the_two_computations_differ_at_the_edge_and_the_step_says_so():
    assert passes_allowance(1, 8) == (True, False)
    assert any("computations differ" in line for line in count_units({"97112": 8}, assistant={"97112": 1}).steps)


def test_fourteen_minutes_of_the_therapist_leave_the_last_unit_alone():
    assert assistant_share("97112", 1, 15, 1).units_with == 0


def test_an_untimed_service_is_tested_as_a_whole():
    assert count_units({"97150": 30}, assistant={"97150": 3}).modifiers == {}
    assert count_units({"97150": 30}, assistant={"97150": 4}).modifiers == {"97150": ["CQ"]}


@pytest.mark.parametrize(
    ("discipline", "modifier"), [(None, "CQ"), ("PT", "CQ"), ("PTA", "CQ"), ("OT", "CO"), ("COTA", "CO"), ("ota", "CO")]
)
def test_the_discipline_decides_the_modifier(discipline, modifier):
    assert modifier_of(discipline) == modifier
    assert count_units({"97112": 15}, assistant={"97112": 15}, discipline=discipline).modifiers == {"97112": [modifier]}


def test_a_discipline_without_assistants_is_refused():
    with pytest.raises(BillingError, match="Use PT, PTA, OT or COTA"):
        modifier_of("SLP")


shares = st.integers(0, 120).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@given(shares)
def test_no_more_units_carry_it_than_there_are(share):
    minutes, assistant = share
    found = assistant_share("97112", units_for(minutes), minutes, assistant)
    assert 0 <= found.units_with <= units_for(minutes)
    assert found.units_with + found.units_without == units_for(minutes)


@given(st.integers(0, 120))
def test_a_visit_by_one_person_carries_all_or_nothing(minutes):
    units = units_for(minutes)
    assert assistant_share("97112", units, minutes, minutes).units_with == units
    assert assistant_share("97112", units, minutes, 0).units_with == 0
