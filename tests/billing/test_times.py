"""Minutes from clock times (rulebook B.4 and A.7)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.billing import BillingError
from assistant.billing.times import Stretch, clock_minutes, shared_minutes, stretch


def clocked(times: dict[str, str], *breaks: str, session: str | None = None):
    given = {number: [stretch(each) for each in words.split()] for number, words in times.items()}
    return clock_minutes(given, [stretch(each) for each in breaks], stretch(session) if session else None)


def rules(found) -> list[tuple[str, str]]:
    return [(remark.rule, remark.severity) for remark in found.remarks]


class TestStretch:
    @pytest.mark.parametrize(
        ("word", "minutes"),
        [
            ("10:05-10:28", 23),
            ("9:10-9:33", 23),
            ("09:10 - 09:33", 23),
            ("10:05\u201310:06", 1),
            ("23:50-00:20", 30),
            ("00:00-12:00", 720),
        ],
    )
    def test_the_end_minus_the_start(self, word, minutes):
        assert stretch(word).minutes == minutes

    @pytest.mark.parametrize(
        ("word", "says"),
        [
            ("09:30-09:15", "ends 09:15 before it starts 09:30"),
            ("12:40-1:10", "24-hour clock"),
            ("10:05-10:05", "Give the end time"),
            ("24:00-24:10", "no clock shows"),
            ("10:60-11:00", "no clock shows"),
            ("10:05", "Write them as 10:05-10:28"),
            ("10:05-", "Write them as"),
            ("\u0661\u0660:05-10:28", "Write them as"),
        ],
    )
    def test_times_that_cannot_be(self, word, says):
        with pytest.raises(BillingError, match=says):
            stretch(word)


class TestMinutes:
    def test_stretches_of_a_code_add_up(self):
        assert clocked({"97112": "10:00-10:08 10:20-10:27"}).minutes == {"97112": 15}

    def test_a_break_is_taken_out_of_what_it_falls_into(self):
        found = clocked({"97112": "10:00-10:20", "97110": "10:20-10:40"}, "10:15-10:25")
        assert found.minutes == {"97112": 15, "97110": 15}
        assert found.remarks == ()
        assert "less 5 minutes of break" in found.steps[0]

    def test_a_break_outside_is_told(self):
        found = clocked({"97112": "10:00-10:20"}, "11:00-11:05")
        assert (found.minutes, rules(found)) == ({"97112": 20}, [("rest-and-setup-excluded", "info")])

    def test_past_midnight(self):
        found = clocked({"97112": "23:50-00:20"}, "00:00-00:05")
        assert found.minutes == {"97112": 25}
        assert "past midnight" in found.steps[0]

    def test_minutes_shared_by_two_codes(self):
        found = clocked({"97112": "09:00-09:30", "97140": "09:20-09:35"})
        assert rules(found) == [("no-overlapping-times", "error")]
        assert "share 10 minutes" in found.remarks[0].message
        assert shared_minutes("97112", "97140", found.covered) == 10

    def test_shared_minutes_past_midnight(self):
        assert rules(clocked({"97112": "23:50-00:20", "97140": "00:10-00:30"})) == [("no-overlapping-times", "error")]

    def test_stretches_that_touch_share_nothing(self):
        assert clocked({"97112": "09:00-09:30", "97140": "09:30-09:45"}).remarks == ()

    def test_a_minute_counts_once_for_its_code(self):
        found = clocked({"97112": "10:00-10:20 10:10-10:30"})
        assert (found.minutes, rules(found)) == ({"97112": 30}, [("no-overlapping-times", "error")])

    def test_a_supervised_modality_may_run_alongside(self):
        assert clocked({"97112": "10:00-10:20", "97010": "10:05-10:20"}).remarks == ()

    def test_times_outside_the_session(self):
        found = clocked({"97112": "10:00-10:20"}, session="10:05-10:50")
        assert rules(found) == [("start-end-agree-with-minutes", "error")]
        assert clocked({"97112": "10:05-10:20"}, session="10:05-10:50").remarks == ()

    def test_an_unknown_code_is_refused(self):
        with pytest.raises(BillingError, match="does not know"):
            clocked({"97999": "10:00-10:20"})


stretches = st.builds(Stretch, st.integers(0, 1439), st.integers(1, 720))


class TestLaws:
    @given(st.lists(stretches, min_size=1, max_size=4), st.lists(stretches, max_size=3))
    def test_breaks_only_take_away(self, own, breaks):
        whole = clock_minutes({"97112": own}).minutes["97112"]
        less = clock_minutes({"97112": own}, breaks).minutes["97112"]
        assert max(0, whole - sum(each.minutes for each in breaks)) <= less <= whole <= 1440

    @given(st.lists(stretches, min_size=1, max_size=4), stretches)
    def test_another_stretch_never_gives_fewer_minutes(self, own, more):
        before = clock_minutes({"97112": own}).minutes["97112"]
        assert clock_minutes({"97112": [*own, more]}).minutes["97112"] >= before
