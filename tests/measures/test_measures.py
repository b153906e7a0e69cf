"""Outcome measures: the table of rulebook A.9, and looking one up."""

from __future__ import annotations

import pytest

from assistant.measures import measure, measures, named_in
from assistant.measures.table import KINDS, MeasureError

# Id, lower and upper end, better, changes beyond error or of meaning.
ROWS = [
    ("berg", 0, 56, "up", ["4", "5", "7", "5", "6.5", "2.7", "5"]),
    ("tug", None, None, "down", ["3.2", "11", "3.5"]),
    ("abc", 0, 100, "up", ["13"]),
    ("fga", 0, 30, "up", ["6", "4"]),
    ("dgi", 0, 24, "up", ["2.9", "4", "1.9"]),
    ("5xsts", None, None, "down", ["3.6 to 4.2", "2.3"]),
    ("mini-bestest", 0, 28, "up", ["4.1", "4"]),
    ("gait-speed", None, None, "up", ["0.16", "0.13", "0.1 to 0.18", "0.05 to 0.1", "0.18 to 0.25"]),
    ("tinetti", 0, 28, "up", ["4 to 5"]),
    ("sppb", 0, 12, "up", ["1"]),
    ("dhi", 0, 100, "down", ["18"]),
    ("tis", 0, 23, "up", ["4"]),
    ("fugl-meyer-ue", 0, 66, "up", ["4 to 7"]),
    ("ashworth", 0, 4, "down", ["1"]),
    ("sara", 0, 40, "down", ["1 to 2"]),
    ("fes-i", 16, 64, "down", []),
]


@pytest.mark.parametrize(("name", "low", "high", "better", "changes"), ROWS, ids=[r[0] for r in ROWS])
def test_a_row_of_the_rulebook(name, low, high, better, changes):
    found = measure(name)
    assert (found.low, found.high, found.better) == (low, high, better)
    assert [c.amount for c in found.change] == changes


@pytest.mark.parametrize("found", measures().values(), ids=str)
def test_every_value_names_its_people_and_its_certainty(found):
    """And a name of one measure is no other's."""
    for value in (*found.reference, *found.change):
        assert value.who
        assert value.sure in ("verified", "secondary", "knowledge")
    assert all(c.kind in KINDS for c in found.change)
    assert all(name == name.lower() and measure(name) is found for name in found.names)
    assert (found.low is None) == (found.high is None)


def test_the_direction_decides_what_is_better():
    assert measure("TUG").improved(15, 12)
    assert not measure("TUG").improved(12, 15)
    assert measure("bbs").improved(38, 44)


@pytest.mark.parametrize(
    ("words", "name"), [("BBS 41/56", "berg"), ("TUG cognitive 16 s", "tug-dual"), ("tugged at it", None), ("", None)]
)
def test_words_name_a_measure(words, name):
    found = named_in(words)
    assert (None if found is None else found.id) == name


def test_an_unknown_name_points_to_the_nearest():
    with pytest.raises(MeasureError) as error:
        measure("bergg")
    assert "berg" in str(error.value.hint)
