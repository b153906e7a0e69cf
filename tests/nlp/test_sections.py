"""Headings and what they govern."""

from itertools import pairwise

import pytest

from nlp_models.components.sections import find_sections, heading_kind


def kinds(text):
    return [(s.kind, text[s.heading_start : s.heading_end].strip(" :|")) for s in find_sections(text) if s.heading_end]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "S: ok\nO: stood\nA: fine\nP: cont",
            [("subjective", "S"), ("objective", "O"), ("assessment", "A"), ("plan", "P")],
        ),
        ("PT did | tapped", [("skill", "PT did")]),
        ("THERAPIST\n- palm at the hip", [("skill", "THERAPIST")]),
        ("[x] Result: better", [("response", "Result")]),
        ("HISTORY: , fell.,SUBJECTIVE: , pain", [("history", "HISTORY"), ("subjective", "SUBJECTIVE")]),
        ("Functional outcome: dress", [("function", "Functional outcome")]),
    ],
)
def test_headings(text, want):
    """Letters, table cells, capitals, check boxes and glued transcriptions are headings."""
    found = [(k, h.rstrip(" :|,")) for k, h in kinds(text)]
    assert found == want


def test_clock_times_are_no_headings():
    """``10:05`` at the start of a line opens no section."""
    assert kinds("10:05-10:43 stood") == []


def test_stretches_cover_the_text():
    """Sections follow one another without a gap to the end."""
    text = "Intro\nS: a\nO: b\n"
    sections = find_sections(text)
    assert sections[0].start == 0
    assert sections[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(sections))


def test_the_longest_heading_wins():
    """*Response to treatment* is a response, though *treatment* alone heads interventions."""
    assert heading_kind(("response", "to", "treatment")) == "response"
