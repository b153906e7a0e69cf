"""A whole day: clock times, ties, modifiers and lines together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.billing import BillingError, codes, count_units
from assistant.billing.day import Written, count_day, count_total
from assistant.billing.modifiers import plan_of
from assistant.billing.times import stretch
from assistant.billing.units import MOST_CHOICES


class TestTies:
    def test_every_way_is_offered_the_one_shown_first(self):
        assert count_units({"97112": 20, "97110": 20}).choices() == (
            {"97112": 2, "97110": 1},
            {"97112": 1, "97110": 2},
        )

    def test_three_ways(self):
        ways = count_units({"97112": 22, "97110": 22, "97140": 22}).choices()
        assert [sorted(way.values()) for way in ways] == [[1, 1, 2]] * 3
        assert len({tuple(way.items()) for way in ways}) == 3

    def test_the_balanced_way_and_the_other(self):
        """23 and 8 minutes: one each, or two and none (rulebook B.1.3, p)."""
        assert count_units({"97112": 23, "97110": 8}).choices() == ({"97112": 1, "97110": 1}, {"97112": 2, "97110": 0})

    def test_a_choice_settles_it(self):
        count = count_units({"97112": 20, "97110": 20}, prefer=["97110"])
        assert count.units == {"97112": 1, "97110": 2}
        assert count.tie
        assert any("as chosen" in step for step in count.steps)

    @pytest.mark.parametrize(("minutes", "says"), [({"97112": 20, "97110": 20}, "between"), ({"97112": 20}, "no tie")])
    def test_a_choice_where_there_is_none(self, minutes, says):
        with pytest.raises(BillingError, match=says):
            count_units(minutes, prefer=["97140"])

    def test_thousands_of_ways_are_not_written_out(self):
        timed = [number for number, code in codes().items() if code.timed]
        assert len(count_units(dict.fromkeys(timed, 9)).choices()) == MOST_CHOICES

    @given(st.dictionaries(st.sampled_from(["97112", "97110", "97140", "97530"]), st.integers(0, 60), min_size=1))
    def test_every_way_has_the_same_total(self, minutes):
        count = count_units(minutes)
        assert bool(count.choices()) == count.tie
        assert all(sum(way.values()) == count.total_units for way in count.choices())


class TestModifiers:
    @pytest.mark.parametrize(("plan", "mark"), [("PT", "GP"), ("OT", "GO"), ("SLP", "GN")])
    def test_the_plan_decides(self, plan, mark):
        day = count_day({"97112": [20], "97164": [20]}, plan=plan)
        assert day.modifiers == {"97112": [mark], "97164": [mark]}

    def test_no_plan_no_mark(self):
        assert count_day({"97112": [20]}).modifiers == {}

    def test_a_code_without_units_has_no_line(self):
        day = count_day({"97112": [30], "97140": [7]}, plan="PT")
        assert day.modifiers == {"97112": ["GP"]}

    def test_units_that_differ_take_two_lines(self):
        day = count_day({"97112": [26]}, assistant={"97112": [14]}, plan="PT")
        assert [(line.units, line.modifiers) for line in day.lines] == [(1, ("GP", "CQ")), (1, ("GP",))]

    def test_the_plan_decides_between_cq_and_co(self):
        assert count_day({"97112": [15]}, assistant={"97112": [15]}, plan="OT").modifiers == {"97112": ["GO", "CO"]}

    def test_an_open_edge_is_flagged(self):
        """One of eight minutes: with CQ by percentage, without it by minutes (rulebook C.2.3, 11)."""
        assert count_day({"97112": [8]}, assistant={"97112": [1]}).count.unsettled == ("97112",)
        assert count_day({"97112": [15]}, assistant={"97112": [8]}).count.unsettled == ()

    def test_97112_under_a_speech_plan_is_asked_about(self):
        assert any("unusual" in step for step in count_day({"97112": [20]}, plan="SLP").steps)

    @pytest.mark.parametrize(
        "words", [{"plan": "PT", "discipline": "COTA"}, {"plan": "SLP", "assistant": {"97112": [5]}}]
    )
    def test_what_does_not_go_together(self, words):
        with pytest.raises(BillingError, match="plan"):
            count_day({"97112": [20]}, **words)

    def test_an_unknown_plan(self):
        with pytest.raises(BillingError, match="PT, OT or SLP"):
            plan_of("MD")

    def test_59_needs_a_pair_and_times(self):
        blocks = {"97140": [stretch("10:00-10:12")], "97530": [stretch("10:12-10:30")]}
        assert count_day(blocks, plan="PT").modifiers == {"97140": ["GP"], "97530": ["GP", "59"]}
        assert count_day({"97140": [12], "97530": [18]}).modifiers == {}

    def test_minutes_without_times_leave_59_off(self):
        blocks = {"97140": [stretch("10:00-10:12"), 5], "97530": [stretch("10:12-10:30")]}
        assert count_day(blocks).modifiers == {}

    def test_a_re_evaluation_beside_97112(self):
        """59 goes on the re-evaluation, where the times are shown (rulebook H.34)."""
        blocks = {"97164": [stretch("09:00-09:20")], "97112": [stretch("09:20-09:43")]}
        assert count_day(blocks).modifiers == {"97164": ["59"]}


class TestDay:
    def test_times_and_minutes_add_up(self):
        assert count_day({"97112": [stretch("10:00-10:15"), 8]}).count.total_minutes == 23

    def test_a_break_of_minutes(self):
        day = count_day({"97112": [45]}, less={"97112": 10})
        assert day.count.total_minutes == 35
        assert any("10 minutes of break" in step for step in day.steps)
        with pytest.raises(BillingError, match="does not fit"):
            count_day({"97112": [5]}, less={"97112": 10})

    def test_a_code_of_the_first_quarter_hour_points_to_the_next(self):
        assert any("go on 97130" in step for step in count_day({"97129": [30]}).steps)
        assert not any("go on 97130" in step for step in count_day({"97129": [15], "97130": [15]}).steps)

    def test_the_assistants_times_are_among_the_codes(self):
        blocks = {"97112": [stretch("10:05-10:28")]}
        (remark,) = count_day(blocks, assistant={"97112": [stretch("10:20-10:33")]}).remarks
        assert (remark.rule, remark.severity) == ("start-end-agree-with-minutes", "error")
        assert count_day(blocks, assistant={"97112": [stretch("10:10-10:20")]}).remarks == ()

    def test_a_service_of_no_minutes_has_no_line(self):
        assert count_day({"97150": [0], "97112": [15]}, plan="PT").modifiers == {"97112": ["GP"]}

    @given(
        st.dictionaries(st.sampled_from(["97112", "97110", "97140", "97530", "97164"]), st.integers(0, 60), min_size=1),
        st.randoms(use_true_random=False),
    )
    def test_the_order_of_codes_does_not_matter(self, minutes, random):
        items = list(minutes.items())
        random.shuffle(items)
        one, other = (
            count_day({n: [m] for n, m in each}, assistant={n: [m // 2] for n, m in each}, plan="PT")
            for each in (minutes.items(), items)
        )
        assert (one.modifiers, set(one.lines)) == (other.modifiers, set(other.lines))

    def test_the_other_method_is_told_where_it_differs(self):
        day = count_day({"97112": [24], "97110": [23]})
        assert (day.other_method, day.other_units) == ("ama", 4)
        assert any("(ama)" in step for step in day.steps)
        assert not any("(ama)" in step for step in count_day({"97112": [24]}).steps)

    def test_the_object_holds_the_contract_and_more(self):
        day = count_day({"97112": [20], "97110": [20]}, written=Written(billed={"97112": 3})).to_dict()
        first = ["method", "total_minutes", "total_units", "units", "modifiers", "tie", "steps"]
        assert list(day)[: len(first)] == first
        assert day["choices"] == [{"97112": 2, "97110": 1}, {"97112": 1, "97110": 2}]
        assert day["findings"][0]["rule"] == "units-match-minutes"

    def test_only_the_total_is_known(self):
        day = count_total(38, {"97112": 4})
        assert (day.count.total_units, day.remarks[0].severity) == (3, "error")
        with pytest.raises(BillingError):
            count_total(1441, {})
