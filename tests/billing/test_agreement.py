"""Sums against totals and units billed against units supported, both ways (rulebook B.1.4, H)."""

from __future__ import annotations

import pytest

from assistant.billing import count_units
from assistant.billing.agreement import check_limit, check_total_alone, check_totals, check_units, daily_limit
from assistant.billing.times import stretch


def severities(remarks) -> list[tuple[str, str]]:
    return [(remark.rule, remark.severity) for remark in remarks]


def billed(minutes: dict[str, int], units: dict[str, int], method: str = "cms") -> list[str]:
    return [remark.severity for remark in check_units(count_units(minutes, method), minutes, units)]


class TestUnits:
    @pytest.mark.parametrize(
        ("minutes", "units", "method", "says"),
        [
            # The micro-examples of rulebook H: 3, 18, 19, 32, 33 and the recouped unit of B.2.1.
            ({"97112": 20, "97110": 20}, {"97112": 2, "97110": 2}, "cms", ["error"]),
            ({"97112": 20, "97110": 20}, {"97112": 2, "97110": 2}, "ama", ["error", "error"]),
            ({"97112": 8, "97110": 8, "97140": 8}, {"97112": 1, "97110": 1, "97140": 1}, "cms", ["error"]),
            ({"97112": 8, "97110": 8, "97140": 8}, {"97112": 1, "97110": 1, "97140": 1}, "ama", []),
            ({"97112": 7, "97110": 7, "97140": 7}, {"97112": 1, "97110": 1, "97140": 1}, "cms", ["error"]),
            ({"97112": 14}, {"97112": 2}, "cms", ["error"]),
            ({"97112": 5, "97110": 4}, {"97112": 1}, "cms", []),
            ({"97112": 5, "97110": 4}, {"97112": 1}, "ama", ["error"]),
            ({"97112": 10, "97110": 10}, {"97112": 1, "97110": 1}, "cms", ["error"]),
            # Either side of a tie is right.
            ({"97112": 20, "97110": 20}, {"97112": 2, "97110": 1}, "cms", []),
            ({"97112": 20, "97110": 20}, {"97112": 1, "97110": 2}, "cms", []),
            # All minutes on one code although another reached 15.
            ({"97112": 20, "97110": 20}, {"97112": 3}, "cms", ["error"]),
            # The smaller remainder takes the unit of the larger.
            ({"97112": 24, "97110": 23}, {"97112": 1, "97110": 2}, "cms", ["error"]),
            # Fewer than supported is information.
            ({"97112": 38}, {"97112": 2}, "cms", ["info"]),
            ({"97112": 38, "97110": 15}, {"97112": 2}, "cms", ["info"]),
            # A code without minutes.
            ({"97112": 38}, {"97112": 3, "97110": 1}, "cms", ["error"]),
        ],
    )
    def test_both_directions(self, minutes, units, method, says):
        assert billed(minutes, units, method) == says

    def test_tied_codes_cannot_both_have_the_one_unit(self):
        minutes = {"97112": 10, "97110": 10, "97140": 15}
        count = count_units(minutes)
        assert (count.total_units, count.tied_units) == (2, 1)
        assert billed(minutes, {"97112": 1, "97110": 1}) == ["error", "info"]

    def test_an_untimed_service_is_billed_once(self):
        assert billed({"97162": 40, "97112": 15}, {"97162": 2, "97112": 1}) == ["error"]

    def test_the_evaluation_is_no_timed_unit(self):
        """40 minutes of evaluation add nothing to 15 of treatment (rulebook H.9)."""
        assert billed({"97162": 40, "97112": 15}, {"97162": 1, "97112": 3}) == ["error"]

    def test_the_total_alone_checks_the_sum(self):
        assert severities(check_total_alone(38, {"97112": 3})) == []
        assert severities(check_total_alone(37, {"97112": 2, "97110": 1}))[0] == ("units-match-minutes", "error")
        assert [remark.severity for remark in check_total_alone(38, {"97112": 1, "97110": 1})] == ["info", "info"]


class TestTotals:
    def test_agreement_says_nothing(self):
        assert list(check_totals({"97112": 38, "97010": 15}, 38, 53, stretch("10:00-10:53"))) == []

    @pytest.mark.parametrize(
        ("timed_total", "total", "session", "says"),
        [
            (30, None, None, ("internally-consistent", "error")),
            (45, None, None, ("internally-consistent", "warning")),
            (53, None, None, ("untimed-minutes-excluded", "error")),
            (None, 50, None, ("total-treatment-time", "error")),
            (None, 60, None, ("total-treatment-time", "info")),
            (None, None, "10:00-10:50", ("start-end-agree-with-minutes", "error")),
        ],
    )
    def test_either_way(self, timed_total, total, session, says):
        found = check_totals({"97112": 38, "97010": 15}, timed_total, total, stretch(session) if session else None)
        assert severities(found) == [says]

    def test_the_seven_minutes_that_are_missing(self):
        """60 in all, 38 timed and 15 untimed: seven are asked for (rulebook H.35)."""
        (remark,) = check_totals({"97112": 38, "97010": 15}, 38, 60)
        assert "7 more" in remark.message


class TestLimit:
    def test_more_than_the_reported_limit(self):
        assert daily_limit("97112") == 4
        assert daily_limit("97110") is None
        assert severities(check_limit({"97112": 4}, {})) == []
        assert severities(check_limit({"97112": 5}, {})) == [("mue-units-cap", "info")]
        assert severities(check_limit({"97112": 5}, {"97112": 5})) == [("mue-units-cap", "warning")]
