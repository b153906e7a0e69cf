"""The offline table of code pairs (rulebook C.4) and what 59 stands on (C.3)."""

from __future__ import annotations

from itertools import product

import pytest

from assistant.billing import BillingError
from assistant.billing.pairs import NO_RULE, pair, pairs_among, set_apart
from assistant.billing.table import SURE, table

# Rulebook C.4: pair, rule, the line that takes the modifier.
ROWS = [
    ("97150", "97112", "edit", "97112"),
    ("97164", "97112", "edit", "97164"),
    ("97168", "97112", "edit", "97168"),
    ("97164", "97530", "edit", "97164"),
    ("97164", "97150", "edit", None),
    ("97161", "97140", "edit", None),
    ("97163", "97112", "none", None),
    ("97165", "97112", "none", None),
    ("97112", "97110", "none", None),
    ("97112", "97116", "none", None),
    ("97112", "97530", "none", None),
    ("97112", "97140", "none", None),
    ("97112", "97036", "unsure", None),
    ("97112", "97022", "unsure", None),
    ("97112", "97113", "unsure", None),
    ("97112", "97750", "none", None),
    ("97112", "96523", "edit", None),
    ("98941", "97112", "unsure", None),
    ("95992", "97112", "unsure", None),
    ("97140", "97530", "edit", "97530"),
    ("97530", "97116", "edit", "97116"),
    ("97150", "97110", "edit", None),
    ("97140", "29583", "edit", None),
    ("97530", "97535", "edit", None),
]


@pytest.mark.parametrize(("one", "other", "rule", "takes"), ROWS)
def test_a_row_of_the_rulebook(one, other, rule, takes):
    found = pair(one, other)
    assert (found.rule, found.takes) == (rule, takes)
    assert pair(other, one) == found


def test_an_unknown_pair_says_so():
    assert NO_RULE == "no rule in the offline table"
    assert pair("97112", "97533").rule == "unknown"
    assert f"97112 with 97533: {NO_RULE}." in pair("97112", "97533").says


def test_every_row_has_a_date_a_source_and_its_certainty():
    for row in table("pairs")["pair"]:
        assert row["since"]
        assert row["source"]
        assert row["sure"] in SURE
        assert row["rule"] in ("edit", "none", "unsure")
        assert row.get("takes", "one") in ("one", "other")


def test_no_pair_stands_in_two_rows():
    every = [frozenset(both) for row in table("pairs")["pair"] for both in product(row["one"], row["other"])]
    assert len(every) == len(set(every))


def test_pairs_among_several_codes():
    assert [found.codes for found in pairs_among(["97112", "97140", "97112"])] == [("97112", "97140")]


@pytest.mark.parametrize(("one", "other"), [("97112", "97112"), ("neuro", "97112"), ("97112", "9711")])
def test_what_is_no_pair_is_refused(one, other):
    with pytest.raises(BillingError):
        pair(one, other)


APART = {"97140": frozenset(range(600, 612)), "97530": frozenset(range(612, 630))}
SHARED = {"97140": frozenset(range(600, 612)), "97530": frozenset(range(611, 630))}


class TestSetApart:
    def test_a_pair_with_separate_times_takes_59(self):
        marks, steps = set_apart(APART, APART)
        assert marks == {"97530": "59"}
        assert "apart" in steps[0]

    def test_shared_minutes_take_none(self):
        marks, steps = set_apart(SHARED, SHARED)
        assert marks == {}
        assert "share 1 minute" in steps[0]

    def test_times_that_are_not_shown_take_none(self):
        marks, steps = set_apart(["97140", "97530"], {})
        assert marks == {}
        assert "not shown" in steps[0]

    @pytest.mark.parametrize("other", ["97110", "97116", "97113", "97533"])
    def test_no_pair_takes_none_whatever_the_times(self, other):
        covered = {"97112": frozenset(range(600, 612)), other: frozenset(range(620, 630))}
        assert set_apart(covered, covered) == ({}, ())

    def test_a_pair_whose_line_is_not_told_takes_none(self):
        covered = {"97150": frozenset(range(600, 630)), "97110": frozenset(range(630, 650))}
        marks, steps = set_apart(covered, covered)
        assert marks == {}
        assert "look up" in steps[0]
