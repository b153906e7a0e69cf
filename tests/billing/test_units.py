"""Minutes to units: every worked case of the rulebook, and what holds for all minutes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.billing import BillingError, codes, count_units, units_for

# Rulebook B.1.1: first and last minute of each number of units.
CHART = [
    (0, 0, 7),
    (1, 8, 22),
    (2, 23, 37),
    (3, 38, 52),
    (4, 53, 67),
    (5, 68, 82),
    (6, 83, 97),
    (7, 98, 112),
    (8, 113, 127),
    (9, 128, 142),
    (10, 143, 157),
    (11, 158, 172),
    (12, 173, 187),
    (13, 188, 202),
    (14, 203, 217),
    (15, 218, 232),
    (16, 233, 247),
]

# Rulebook B.1.2 and B.1.3: name, minutes, units, tied codes.
CMS = [
    ("1", {"97112": 24, "97110": 23}, {"97112": 2, "97110": 1}, ()),
    ("2", {"97112": 20, "97110": 20}, {"97112": 2, "97110": 1}, ("97112", "97110")),
    ("3", {"97110": 33, "97140": 7}, {"97110": 2, "97140": 1}, ()),
    (
        "4",
        {"97110": 18, "97140": 13, "97116": 10, "97035": 8},
        {"97110": 1, "97140": 1, "97116": 1, "97035": 0},
        (),
    ),
    ("5", {"97112": 7, "97110": 7, "97140": 7}, {"97112": 1, "97110": 0, "97140": 0}, ("97112", "97110", "97140")),
    ("6", {"97112": 7}, {"97112": 0}, ()),
    ("7", {"97110": 4, "97112": 5}, {"97110": 0, "97112": 1}, ()),
    ("a", {"97112": 8}, {"97112": 1}, ()),
    ("b", {"97112": 22}, {"97112": 1}, ()),
    ("c", {"97112": 23}, {"97112": 2}, ()),
    ("d", {"97112": 37}, {"97112": 2}, ()),
    ("e", {"97112": 38}, {"97112": 3}, ()),
    ("f", {"97112": 53}, {"97112": 4}, ()),
    ("g", {"97112": 68}, {"97112": 5}, ()),
    ("h", {"97112": 15, "97110": 8}, {"97112": 1, "97110": 1}, ()),
    ("i", {"97112": 30, "97140": 8}, {"97112": 2, "97140": 1}, ()),
    ("j", {"97112": 30, "97140": 7}, {"97112": 2, "97140": 0}, ()),
    ("k", {"97112": 45, "97140": 7}, {"97112": 3, "97140": 0}, ()),
    ("l", {"97112": 12, "97110": 12}, {"97112": 1, "97110": 1}, ()),
    ("m", {"97112": 14, "97110": 14}, {"97112": 1, "97110": 1}, ()),
    ("n", {"97112": 10, "97110": 5}, {"97112": 1, "97110": 0}, ()),
    ("o", {"97112": 25, "97110": 5}, {"97112": 2, "97110": 0}, ()),
    ("p", {"97112": 23, "97110": 8}, {"97112": 1, "97110": 1}, ("97112", "97110")),
    ("q", {"97112": 8, "97110": 8, "97140": 8}, {"97112": 1, "97110": 1, "97140": 0}, ("97112", "97110", "97140")),
    ("r", {"97112": 16, "97110": 16, "97140": 16}, {"97112": 1, "97110": 1, "97140": 1}, ()),
    ("s", {"97112": 22, "97110": 22, "97140": 22}, {"97112": 2, "97110": 1, "97140": 1}, ("97112", "97110", "97140")),
    (
        "t",
        {"97112": 9, "97110": 9, "97140": 9, "97530": 9},
        {"97112": 1, "97110": 1, "97140": 0, "97530": 0},
        ("97112", "97110", "97140", "97530"),
    ),
    ("u", {"97112": 32, "97530": 12}, {"97112": 2, "97530": 1}, ()),
    ("v", {"97112": 28, "97110": 10, "97140": 6}, {"97112": 2, "97110": 1, "97140": 0}, ()),
    ("w", {"97112": 7, "97110": 1}, {"97112": 1, "97110": 0}, ()),
    ("x", {"97112": 18, "97140": 10}, {"97112": 1, "97140": 1}, ()),
    ("y", {"97110": 32, "97140": 7}, {"97110": 2, "97140": 1}, ()),
]

# Rulebook B.2.1: minutes, units of the day under cms and under ama.
BOTH = [
    ({"97112": 24, "97110": 23}, 3, 4),
    ({"97112": 20, "97110": 20}, 3, 2),
    ({"97110": 33, "97140": 7}, 3, 2),
    ({"97110": 18, "97140": 13, "97116": 10, "97035": 8}, 3, 4),
    ({"97112": 7, "97110": 7, "97140": 7}, 1, 0),
    ({"97112": 8, "97110": 8, "97140": 8}, 2, 3),
    ({"97112": 23, "97110": 8}, 2, 3),
    ({"97112": 22, "97110": 22, "97140": 22}, 4, 3),
    ({"97112": 9, "97110": 9, "97140": 9, "97530": 9}, 2, 4),
    ({"97112": 5, "97110": 4}, 1, 0),
    ({"97112": 7, "97110": 1}, 1, 0),
    ({"97112": 32, "97110": 7}, 3, 2),
    ({"97112": 38}, 3, 3),
    ({"97112": 10, "97110": 10}, 1, 2),
]

TIMED = sorted(number for number, code in codes().items() if code.timed)
visits = st.dictionaries(st.sampled_from(TIMED), st.integers(0, 240), max_size=6)
methods = st.sampled_from(["cms", "ama"])


@pytest.mark.parametrize(("units", "first", "last"), CHART)
def test_the_chart_holds_to_sixteen_units(units, first, last):
    assert {units_for(n) for n in range(first, last + 1)} == {units}


@pytest.mark.parametrize(("minutes", "units", "tied"), [case[1:] for case in CMS], ids=[case[0] for case in CMS])
def test_worked_case_of_total_time(minutes, units, tied):
    count = count_units(minutes)
    assert count.units == units
    assert count.total_units == sum(units.values())
    assert (count.tie, count.tied_codes) == (bool(tied), tied)


@pytest.mark.parametrize(("minutes", "cms", "ama"), BOTH)
def test_worked_case_of_both_methods(minutes, cms, ama):
    assert count_units(minutes).total_units == cms
    assert count_units(minutes, "ama").total_units == ama


def test_the_json_of_the_contract():
    count = count_units({"97112": 24, "97110": 23}, assistant={"97112": 24}).to_dict()
    assert list(count) == ["method", "total_minutes", "total_units", "units", "modifiers", "tie", "steps"]
    assert (count["method"], count["total_minutes"], count["total_units"]) == ("cms", 47, 3)
    assert count["units"] == {"97112": 2, "97110": 1}
    assert count["modifiers"] == {"97112": ["CQ"]}
    assert count["tie"] is False


class TestSteps:
    def test_untimed_minutes_are_left_out_and_said_so(self):
        count = count_units({"97162": 40, "97112": 15})
        assert (count.total_minutes, count.units) == (15, {"97112": 1})
        assert "97162" in count.steps[0]
        assert "40 minutes stay out" in count.steps[0]

    def test_a_tie_is_the_clinicians_choice(self):
        assert any("the clinician chooses" in line for line in count_units({"97112": 20, "97110": 20}).steps)

    def test_a_service_without_a_unit_keeps_its_minutes(self):
        lines = count_units({"97110": 18, "97140": 13, "97116": 10, "97035": 8}).steps
        assert any(line.startswith("97035 takes no unit") for line in lines)

    @given(visits, methods)
    def test_every_step_is_a_sentence(self, minutes, method):
        for line in count_units(minutes, method).steps:
            assert line.endswith(".")
            assert "\n" not in line

    def test_no_timed_minutes_at_all(self):
        assert count_units({}).total_units == 0
        assert count_units({"97150": 30}).units == {}


class TestRefusals:
    @pytest.mark.parametrize(
        ("minutes", "says"),
        [
            ({"97211": 15}, "Did you mean"),
            ({"neuro": 15}, "97112"),
            ({"97112": -1}, "0 or more"),
            ({"97112": 1441}, "1440"),
            ({"97112": 15.5}, "whole number"),
            ({"97112": True}, "whole number"),
        ],
    )
    def test_minutes_that_cannot_be(self, minutes, says):
        with pytest.raises(BillingError, match=says):
            count_units(minutes)

    def test_an_unknown_method_names_the_two(self):
        with pytest.raises(BillingError, match=r"cms .* or ama"):
            count_units({"97112": 15}, "rule of eights")

    def test_assistant_minutes_need_their_code(self):
        with pytest.raises(BillingError, match="Add 97110=MINUTES"):
            count_units({"97112": 15}, assistant={"97110": 5})

    def test_assistant_minutes_are_part_of_the_minutes(self):
        with pytest.raises(BillingError, match="more than its 15"):
            count_units({"97112": 15}, assistant={"97112": 16})

    def test_a_billing_error_is_a_value_error(self):
        assert issubclass(BillingError, ValueError)


class TestLaws:
    @given(visits)
    def test_total_time_follows_the_chart(self, minutes):
        assert count_units(minutes).total_units == units_for(sum(minutes.values()))

    @given(visits, methods)
    def test_units_of_the_codes_sum_to_the_total(self, minutes, method):
        count = count_units(minutes, method)
        assert sum(count.units.values()) == count.total_units
        assert list(count.units) == list(minutes)

    @given(visits, methods, st.integers(0, 60), st.data())
    def test_more_minutes_never_give_fewer_units(self, minutes, method, more, data):
        before = count_units(minutes, method).total_units
        number = data.draw(st.sampled_from(TIMED))
        minutes = {**minutes, number: minutes.get(number, 0) + more}
        assert count_units(minutes, method).total_units >= before

    @given(visits, methods, st.randoms(use_true_random=False))
    def test_the_order_of_codes_does_not_matter(self, minutes, method, random):
        items = list(minutes.items())
        random.shuffle(items)
        one, other = count_units(minutes, method), count_units(dict(items), method)
        assert (one.total_units, one.tie, set(one.tied_codes)) == (other.total_units, other.tie, set(other.tied_codes))
        assert one.units == other.units

    @given(visits)
    def test_no_code_gets_more_than_one_unit_beyond_its_full_ones(self, minutes):
        for number, units in count_units(minutes).units.items():
            assert minutes[number] // 15 <= units <= minutes[number] // 15 + 1

    @given(visits)
    def test_a_larger_remainder_is_never_passed_over(self, minutes):
        count = count_units(minutes)
        served = {n for n in minutes if count.units[n] > minutes[n] // 15}
        passed = set(minutes) - served
        assert all(minutes[a] % 15 >= minutes[b] % 15 for a in served for b in passed)

    @given(st.sampled_from(TIMED), st.integers(0, 1440))
    def test_one_code_alone_counts_the_same_under_both(self, number, n):
        assert count_units({number: n}).units == count_units({number: n}, "ama").units

    @given(visits, methods, st.integers(0, 200))
    def test_untimed_minutes_change_nothing(self, minutes, method, n):
        with_group = {**minutes, "97150": n}
        assert count_units(with_group, method).units == count_units(minutes, method).units
