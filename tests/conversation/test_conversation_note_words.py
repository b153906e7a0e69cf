"""Corrections of words that the note itself holds: the draft has the new words, the note stays as it is."""

from __future__ import annotations

import pytest
from talk_material import last, talk

from assistant.conversation import say, start
from assistant.conversation.corrected import as_answer, exchanges, place_in
from assistant.conversation.transcript import dump, load
from assistant.conversation.values import NOTE
from assistant.drafting import draft

pytestmark = pytest.mark.real_reader
SIDES = "Impaired proprioception of the left ankle. 97112 9:00-9:38, wobble board at the counter. Held 3 of 8 trials."


def drafted(conversation) -> str:
    return draft(conversation.review, conversation.answers).text


@pytest.mark.parametrize(
    ("said", "old", "new"),
    [
        ("its the right ankle not the left", "left ankle", "right ankle"),
        ("no, the right ankle", "left ankle", "right ankle"),
        ("I wrote left and it should be right", "left ankle", "right ankle"),
        ("the counter was actually the parallel bars", "counter", "parallel bars"),
        ("use mat table instead of counter", "counter", "mat table"),
        ("3 of 8 is wrong, should be 5 of 8", "3 of 8", "5 of 8"),
        ("correction: 5 of 8 trials", "3 of 8", "5 of 8"),
        ("it was 5 of 8 trials", "3 of 8", "5 of 8"),
        ("the end time was 9:40 not 9:38", "9:38", "9:40"),
        ("time in is wrong, should be 9:05", "9:00", "9:05"),
        ("oops, the note has the wrong end time, it was twenty to ten", "9:38", "twenty to ten"),
    ],
)
def test_exactly_these_words_are_exchanged(said, old, new):
    """The draft has the new words in place of the old ones, every other word as it was, and the note is untouched."""
    before, after = start(SIDES), talk(SIDES, said)
    assert after.turns[-1].intent == "correction"
    assert old in drafted(before)
    assert old not in drafted(after)
    assert new in drafted(after)
    assert after.note.text == SIDES
    (answer,) = after.answers
    assert answer.requirement == NOTE
    assert len(exchanges(answer, len(SIDES))) == 1


def test_times_count_in_the_review():
    """What is corrected in the note is what is judged."""
    c = talk(SIDES, "the end time was 9:40 not 9:38")
    assert (c.review.facts.clock.start, c.review.facts.clock.end) == (540, 580)
    c = talk("Foam standing. 97112, 28 minutes.", "please change 28 minutes to 23 minutes")
    assert c.review.facts.clock.minutes_97112 == 23
    assert c.review.billing.units_97112 == 2


def test_a_correction_is_corrected():
    """The words that now stand can be corrected like any others, and undone one by one."""
    c = talk(SIDES, "the end time was 9:40 not 9:38", "9:42 not 9:40")
    assert c.review.facts.clock.end == 582
    assert "9:42" in drafted(c)
    c = say(c, "undo")
    assert "9:40" in drafted(c)
    c = say(c, "undo")
    assert c.state == start(SIDES).state


TWO = (
    "Weakness of the left hip. Decreased sense of the left knee. 97112 9:00-9:38. "
    "Cues at the counter. Leans on the counter."
)


@pytest.mark.parametrize("said", ["no, right not left", "change counter to sink", "counter should be sink"])
def test_two_places(said):
    """Where two places could be meant nothing is changed, and the reply names both."""
    c = talk(TWO, said)
    assert c.state.note is None
    assert "more than one place" in last(c)
    assert "nothing was changed" in last(c)


def test_words_beside_the_place_tell():
    """*Right knee, not left* can mean one place only; the same thing said twice is changed twice."""
    c = talk(TWO, "right knee, not left")
    assert "right knee" in drafted(c)
    assert "left hip" in drafted(c)
    c = talk("Weakness of the left hip. Cues at the left hip. 97112.", "right hip, not left hip")
    assert drafted(c).count("right hip") == 2


def test_sentences_about_the_patient_change_nothing():
    """What only looks like a correction leaves the note alone."""
    for said in (
        "foot placement was wrong, it was too wide",
        "reached to the left, not looking up",
        "she was not better",
    ):
        assert talk(SIDES, said).state.note is None


def test_where_shows_the_new_words():
    """Asked for the words, Reed quotes them as they now read."""
    c = talk(SIDES, "no, the right ankle", "where is the deficit")
    assert "right ankle" in last(c)


def test_it_is_kept_in_a_transcript():
    """A conversation with corrections of the note is opened again as it was."""
    c = talk(SIDES, "no, the right ankle", "the end should be 9:40")
    assert load(dump(c)).conversation == c


def test_places_follow_the_exchange():
    """A stretch of the note is found in the corrected text, also behind and around what was exchanged."""
    c = talk(SIDES, "change counter to parallel bars")
    (answer,) = c.answers
    for words in ("Held 3 of 8", "wobble board", "Impaired"):
        at = SIDES.index(words)
        a, b = place_in(answer, at, at + len(words))
        assert answer.text[a:b] == words
    at = SIDES.index("at the counter.")
    a, b = place_in(answer, at, at + len("at the counter."))
    assert answer.text[a:b] == "at the parallel bars."
    assert exchanges(as_answer(c.note), len(SIDES)) == ()
