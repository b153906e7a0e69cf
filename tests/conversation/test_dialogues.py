"""Dialogues in many voices, as data: what is said is read rightly, and nothing wrong is ever written."""

from __future__ import annotations

import pytest
from dialogue_runner import CHECKS, KINDS, OWN, holds, load, run

pytestmark = pytest.mark.real_reader
DIALOGUES = load([OWN])


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda d: d["id"])
def test_every_turn_is_read_as_written(dialogue):
    """Kind, intent, facts, draft and reply of every turn are those of the file, and no wrong fact is written."""
    results = list(run(dialogue))
    assert not [r for r in results if r.written]
    assert {r.number: r.wrong for r in results if r.wrong} == {}


def test_there_are_enough_of_them():
    """The suite has many voices, every kind of utterance, and hundreds of them."""
    turns = [t for d in DIALOGUES for t in d["turn"]]
    assert len({d["voice"] for d in DIALOGUES}) >= 30
    assert len({d["id"] for d in DIALOGUES}) == len(DIALOGUES)
    assert {t["kind"] for t in turns} == set(KINDS)
    assert len(turns) >= 300


NOTE = "Standing on foam. 97112."


@pytest.mark.parametrize(
    ("turn", "check"),
    [
        ({"say": "10:00 to 10:30", "kind": "command"}, "kind"),
        ({"say": "units?", "kind": "ask", "intent": "why"}, "intent"),
        ({"say": "10:00 to 10:30", "kind": "answer", "facts": {"end": "10:31"}}, "facts"),
        ({"say": "10:00 to 10:30", "kind": "answer", "kept": ["10:31"]}, "kept"),
        ({"say": "10:00 to 10:30", "kind": "answer", "gone": ["foam"]}, "gone"),
        ({"say": "units?", "kind": "ask", "must": ["elephants"]}, "must"),
        ({"say": "units?", "kind": "ask", "never": ["foam"]}, "never"),
    ],
)
def test_the_runner_sees_what_is_wrong(turn, check):
    """Each check fails on a turn that is wrong in just that way."""
    (result,) = run({"id": "x", "note": NOTE, "turn": [turn]})
    assert list(result.wrong) == [check]
    assert check in CHECKS


def test_the_runner_sees_wrong_facts():
    """A figure other than the one written, and an answer taken from what is none, count as wrong facts."""
    turns = [
        {"say": "10:00 to 10:30", "kind": "answer", "facts": {"end": "10:31"}},
        {"say": "swayed to the left on every turn", "kind": "ask"},
    ]
    assert all(r.written for r in run({"id": "x", "note": NOTE, "turn": turns}))


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Start time: 1005", "10:05", True),
        ("Start time: quarter past ten", "10:15", True),
        ("at 2:05 pm", "14:05", True),
        ("at 12:05", "2:05", False),
        ("L hip", "l", True),
        ("left hip", "l", False),
        ("Left Hip", "left hip", True),
    ],
)
def test_times_are_found_in_any_form(text, words, found):
    """A clock time in a draft counts in whatever form it was said."""
    assert holds(text, words) is found
