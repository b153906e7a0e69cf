"""Predicates over minutes, units and clock times: for each rule a case that is found and one that is not."""

from __future__ import annotations

import pytest

from assistant.billing import count_units
from assistant.facts import Clock, CodeLine, Facts, Interval, Span
from assistant.note import Note
from assistant.results import Billing
from assistant.rules import check

NOTE = Note("97112 20 min 2 units. " + "Worked on standing balance. " * 20)


def billing(method="cms", **minutes):
    given = {code.lstrip("c"): n for code, n in minutes.items()}
    count = count_units(given, method)
    return Billing(method, count.units.get("97112"), dict(count.units), count.steps, count.tie)


def found(rule, facts, supported=None):
    facts = facts if facts.length else Facts(**{n: getattr(facts, n) for n in FIELDS}, length=len(NOTE.text))
    return [f for f in check(NOTE, facts, supported or Billing(), ()) if f.rule == rule]


FIELDS = ("spans", "clock", "codes", "sections", "cues", "discipline")


class TestUnitsMatchMinutes:
    rule = "units-match-minutes"

    def test_more_units_than_minutes_is_an_error_at_the_line(self):
        facts = Facts(codes=(CodeLine("97112", 20, 2, start=0, end=20),))
        (hit,) = found(self.rule, facts, billing(c97112=20))
        assert (hit.severity, hit.start, hit.end) == ("error", 0, 20)
        assert "support 1 unit of 97112; the note lists 2" in hit.message
        assert '"97112 20 min 2 units"' in hit.message

    def test_the_bare_number_is_not_quoted(self):
        """*The note lists 2 ("97112")* would quote what is no answer to *where*."""
        facts = Facts(codes=(CodeLine("97112", 20, 2, start=0, end=5),))
        (hit,) = found(self.rule, facts, billing(c97112=20))
        assert hit.message.endswith("the note lists 2.")

    def test_fewer_units_are_only_mentioned(self):
        facts = Facts(codes=(CodeLine("97112", 38, 2),))
        (hit,) = found(self.rule, facts, billing(c97112=38))
        assert hit.severity == "info"
        assert "would support 3 units" in hit.message

    def test_matching_units_are_quiet(self):
        facts = Facts(codes=(CodeLine("97112", 38, 3),))
        assert found(self.rule, facts, billing(c97112=38)) == []

    @pytest.mark.parametrize(("nmr", "exercise", "quiet"), [(2, 1, True), (1, 2, True), (2, 2, False), (3, 0, False)])
    def test_a_tie_may_be_settled_either_way(self, nmr, exercise, quiet):
        facts = Facts(codes=(CodeLine("97112", 20, nmr), CodeLine("97110", 20, exercise)))
        errors = [h for h in found(self.rule, facts, billing(c97112=20, c97110=20)) if h.severity == "error"]
        assert (errors == []) is quiet

    def test_without_minutes_of_each_code_the_sum_is_checked(self):
        lines = (CodeLine("97112", None, 2), CodeLine("97110", None, 2))
        (hit,) = found(self.rule, Facts(codes=lines, clock=Clock(timed_minutes=40)))
        assert hit.severity == "error"
        assert "3 units in all from 40 timed minutes" in hit.message
        assert found(self.rule, Facts(codes=lines, clock=Clock(timed_minutes=53))) == []

    def test_with_minutes_of_one_code_only_its_upper_bound_is_checked(self):
        lines = (CodeLine("97112", 20, 3), CodeLine("97110", None, 1))
        (hit,) = found(self.rule, Facts(codes=lines), billing(c97112=20))
        assert "at most 2 units of 97112" in hit.message
        lines = (CodeLine("97112", 20, 2), CodeLine("97110", None, 1))
        assert found(self.rule, Facts(codes=lines), billing(c97112=20)) == []

    def test_the_midpoint_count_is_named(self):
        facts = Facts(codes=(CodeLine("97112", 20, 2), CodeLine("97110", 20, 1)))
        (hit,) = found(self.rule, facts, billing("ama", c97112=20, c97110=20))
        assert "midpoint" in hit.message

    def test_untimed_codes_and_silent_lines_are_left_alone(self):
        facts = Facts(codes=(CodeLine("97150", 30, 2), CodeLine("97112", 23)))
        assert found(self.rule, facts, billing(c97112=23)) == []


class TestUnder8Minutes:
    rule = "under-8-minutes-check"

    def test_alone_it_earns_nothing(self):
        (hit,) = found(self.rule, Facts(codes=(CodeLine("97112", 6, 1, start=0, end=20),)), billing(c97112=6))
        assert (hit.severity, hit.start) == ("error", 0)

    def test_pooled_it_may_hold_a_unit(self):
        facts = Facts(clock=Clock(minutes_97112=7))
        (hit,) = found(self.rule, facts, billing(c97112=7, c97110=4))
        assert hit.severity == "info"

    @pytest.mark.parametrize("minutes", [8, 15, None])
    def test_eight_minutes_are_enough(self, minutes):
        assert found(self.rule, Facts(clock=Clock(minutes_97112=minutes))) == []


class TestTotals:
    def test_codes_without_their_sum(self):
        facts = Facts(codes=(CodeLine("97112", 25), CodeLine("97110", 15)))
        (hit,) = found("total-timed-minutes", facts)
        assert hit.severity == "warning"
        assert "97112 25, 97110 15" in hit.message

    def test_one_code_is_nearly_its_own_sum(self):
        (hit,) = found("total-timed-minutes", Facts(clock=Clock(minutes_97112=25)))
        assert hit.severity == "info"

    def test_a_written_sum_is_quiet_and_a_computed_one_is_not(self):
        lines = (CodeLine("97112", 25), CodeLine("97110", 15))
        assert found("total-timed-minutes", Facts(codes=lines, clock=Clock(timed_minutes=40))) == []
        worked_out = Clock(timed_minutes=40, computed=("timed_minutes",))
        assert len(found("total-timed-minutes", Facts(codes=lines, clock=worked_out))) == 1

    def test_without_any_minutes_the_time_element_speaks(self):
        assert found("total-timed-minutes", Facts()) == []
        assert found("total-treatment-time", Facts()) == []

    def test_total_treatment_time_is_missed(self):
        (hit,) = found("total-treatment-time", Facts(clock=Clock(timed_minutes=40)))
        assert hit.severity == "warning"

    def test_total_treatment_time_below_the_timed_minutes(self):
        (hit,) = found("total-treatment-time", Facts(clock=Clock(timed_minutes=40, total_minutes=30)))
        assert hit.severity == "error"
        assert found("total-treatment-time", Facts(clock=Clock(timed_minutes=40, total_minutes=48))) == []

    def test_fragments_are_spared(self):
        facts = Facts(codes=(CodeLine("97112", 25), CodeLine("97110", 15)), length=60)
        assert found("total-timed-minutes", facts) == []
        assert found("total-treatment-time", facts) == []

    def test_untimed_minutes_in_the_timed_total(self):
        lines = (CodeLine("97162", 30, start=5, end=9), CodeLine("97112", 15))
        (hit,) = found("untimed-minutes-excluded", Facts(codes=lines, clock=Clock(timed_minutes=45)))
        assert (hit.severity, hit.start) == ("error", 5)
        assert found("untimed-minutes-excluded", Facts(codes=lines, clock=Clock(timed_minutes=15))) == []

    def test_minutes_of_97112_above_a_total(self):
        (hit,) = found("internally-consistent", Facts(clock=Clock(minutes_97112=40, timed_minutes=30)))
        assert "40 minutes, more than the 30" in hit.message
        assert found("internally-consistent", Facts(clock=Clock(minutes_97112=25, timed_minutes=40))) == []


class TestClock:
    rule = "start-end-agree-with-minutes"

    def test_more_minutes_than_clock(self):
        end = Span("TIME", 10, 15, "10:25", role="end")
        facts = Facts(spans=(end,), clock=Clock(start=605, end=625, minutes_97112=30))
        (hit,) = found(self.rule, facts)
        assert (hit.severity, hit.start, hit.end) == ("error", 10, 15)
        assert "10:05 to 10:25 is 20 minutes; the note gives 30" in hit.message

    def test_a_longer_session_is_quiet(self):
        # The contract's own example: 38 minutes of a procedure within a visit of 45.
        clock = Clock(start=605, end=643, minutes_97112=38, timed_minutes=38, total_minutes=45)
        assert found(self.rule, Facts(clock=clock)) == []

    def test_the_end_before_the_start(self):
        (hit,) = found(self.rule, Facts(clock=Clock(start=570, end=555)))
        assert "comes before the start" in hit.message

    def test_past_midnight_is_possible(self):
        assert found(self.rule, Facts(clock=Clock(start=1430, end=10, minutes_97112=20))) == []

    def test_minutes_that_were_worked_out_agree_with_themselves(self):
        clock = Clock(start=605, end=625, minutes_97112=30, computed=("minutes_97112",))
        assert found(self.rule, Facts(clock=clock)) == []

    def test_intervals_of_a_code_are_added(self):
        stretches = (Interval(510, 526, "97112", (0, 9)), Interval(542, 550, "97112", (12, 21)))
        (hit,) = found(self.rule, Facts(clock=Clock(minutes_97112=30, intervals=stretches)))
        assert (hit.severity, hit.start) == ("error", 12)
        assert "make 24 minutes of 97112; the note gives 30" in hit.message
        assert found(self.rule, Facts(clock=Clock(minutes_97112=24, intervals=stretches))) == []

    def test_a_longer_interval_asks_for_the_break(self):
        clock = Clock(minutes_97112=20, intervals=(Interval(510, 540, "97112", (0, 9)),))
        (hit,) = found(self.rule, Facts(clock=clock))
        assert hit.severity == "info"

    def test_the_rest_of_an_interval_may_be_other_codes(self):
        clock = Clock(minutes_97112=16, intervals=(Interval(1035, 1066, "97112"),))
        assert found(self.rule, Facts(clock=clock, codes=(CodeLine("97112", 16), CodeLine("97110", 15)))) == []

    def test_an_interval_that_runs_backwards(self):
        clock = Clock(intervals=(Interval(570, 555, "97140", (3, 9)),), minutes_97112=20)
        (hit,) = found(self.rule, Facts(clock=clock))
        assert (hit.start, "97140" in hit.message) == (3, True)


class TestOverlap:
    rule = "no-overlapping-times"

    def overlap(self, *intervals):
        return found(self.rule, Facts(clock=Clock(intervals=intervals)))

    def test_two_codes_that_share_minutes(self):
        (hit,) = self.overlap(Interval(540, 570, "97112", (0, 9)), Interval(560, 575, "97140", (10, 19)))
        assert (hit.severity, hit.start, hit.end) == ("error", 10, 19)
        assert hit.message == "97112 09:00 to 09:30 and 97140 09:20 to 09:35 share 10 minutes."

    def test_side_by_side_is_fine(self):
        assert self.overlap(Interval(540, 560, "97112"), Interval(560, 575, "97140")) == []

    def test_a_group_overlaps_and_a_supervised_modality_does_not(self):
        assert len(self.overlap(Interval(540, 570, "97112"), Interval(540, 570, "97150"))) == 1
        assert self.overlap(Interval(540, 570, "97112"), Interval(540, 570, "97010")) == []

    def test_the_same_statement_twice_and_open_intervals_are_left_alone(self):
        same = Interval(540, 570, "97112")
        assert self.overlap(same, same, Interval(550, None, "97140"), Interval(550, 560)) == []


class TestDailyLimit:
    rule = "mue-units-cap"

    def test_more_than_four_listed(self):
        (hit,) = found(self.rule, Facts(codes=(CodeLine("97112", 75, 5),)), billing(c97112=75))
        assert "lists 5 units" in hit.message

    def test_more_than_four_supported(self):
        (hit,) = found(self.rule, Facts(clock=Clock(minutes_97112=75)), billing(c97112=75))
        assert "support 5 units" in hit.message

    def test_four_are_fine(self):
        assert found(self.rule, Facts(codes=(CodeLine("97112", 60, 4),)), billing(c97112=60)) == []
