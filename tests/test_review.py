"""The one path: any text gives a review of the contract's form, the same each time."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import assistant
from assistant.facts import ASSERTIONS, LABELS
from assistant.note import Note, reading_copy
from assistant.results import REQUIREMENTS, SEVERITIES, STATUSES, VERDICTS

NOTE = """S: Says the bathroom at night is the worst. Pain 1/10.
O: Left knee snaps back when he bears weight. Stepped over 4 in hurdles in the parallel bars leading left, 3x8; stood
on foam
with eyes shut 4x20 s. Tapped behind the thigh just before each landing and let go once the knee held three times.
Time in 10:05, time out 10:43, 97112 38 min.
A: 17 of 24 landings soft, 9 of 24 on Monday. Needs it to carry his dinner from stove to table.
P: Continue. R. Example, PT"""


def check_form(review, text):
    d = json.loads(json.dumps(review.to_dict()))
    assert d["schema"] == "reed.review/1"
    assert [r["id"] for r in d["requirements"]] == list(REQUIREMENTS)
    for r in d["requirements"]:
        assert r["status"] in STATUSES
        assert all(0 <= i < len(d["spans"]) for i in r["evidence"])
    for s in d["spans"]:
        assert s["label"] in LABELS
        assert s["assertion"] in ASSERTIONS
        assert text[s["start"] : s["end"]] == s["text"]
        assert s["why"]
        assert s["label"] != "TIME" or s["role"] in ("start", "end", "minutes", "total", "other")
    for f in d["findings"]:
        assert f["severity"] in SEVERITIES
    assert d["verdict"] in VERDICTS
    assert 0 <= d["score"] <= 100


def test_a_full_note_is_read():
    """A note with all six elements has its time, its units and evidence for each element."""
    d = assistant.review(NOTE).to_dict()
    check_form(assistant.review(NOTE), NOTE)
    assert d["time"] == {
        "start": "10:05",
        "end": "10:43",
        "minutes_97112": 38,
        "timed_minutes": 38,
        "total_minutes": 38,
        "computed": d["time"]["computed"],
    }
    assert d["billing"]["units_97112"] == 3
    assert {r["id"]: r["status"] for r in d["requirements"]} == dict.fromkeys(REQUIREMENTS, "met")
    assert all(r["evidence"] for r in d["requirements"])


def test_same_note_same_answer():
    """Nothing but the text decides."""
    assert assistant.review(NOTE).to_dict() == assistant.review(NOTE).to_dict()


def test_a_stream_gives_what_single_reviews_give():
    """`review_many` is the same path, in order."""
    texts = [NOTE, "Pt did balance training.", NOTE.upper()]
    assert [r.to_dict() for r in assistant.review_many(texts)] == [assistant.review(t).to_dict() for t in texts]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400))
def test_any_text_gives_a_valid_review(text):
    """Whatever is typed, offsets slice back and the form holds."""
    check_form(assistant.review(text), text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*NOTE.split("\n"), "\r\n", "\x1b[2J", "[/x]", "\u202e", "97112", "10:05-10:43", "{{ x }}", "\x00"]
        ),
        max_size=12,
    )
)
def test_shuffled_and_hostile_lines_give_a_valid_review(lines):
    """Pieces of notes with escape codes, markup and templates between them."""
    text = "\n".join(lines)
    check_form(assistant.review(text), text)


@pytest.mark.parametrize("change", [lambda t: t + "   \n", lambda t: t.replace("\n", "\r\n")])
def test_surface_changes_do_not_change_statuses(change):
    """Trailing space and line ends carry no meaning."""
    want = [r.status for r in assistant.review(NOTE).requirements]
    assert [r.status for r in assistant.review(change(NOTE)).requirements] == want


@given(st.text(max_size=300))
def test_the_reading_copy_keeps_offsets(text):
    """The copy the reader sees has the length of the note, and nothing a terminal would obey."""
    copy = reading_copy(text)
    assert len(copy) == len(text)
    assert not any(ord(c) < 32 and c not in "\n\t" for c in copy)


def test_a_note_does_not_show_itself():
    """The repr of a note holds none of its words: it may end in a log."""
    assert "knee" not in repr(Note(NOTE))
    assert "knee" not in repr(assistant.review(NOTE).facts)
