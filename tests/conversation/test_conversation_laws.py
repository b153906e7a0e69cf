"""Laws that hold for any conversation, checked over random ones."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from talk_material import COMPLETE, PHRASES, POOR, talk

from assistant.conversation import Conversation, say, start
from assistant.conversation.questions import claim_questions
from assistant.conversation.values import NOTE, Piece
from assistant.facts import Span

SAID = st.one_of(
    st.sampled_from(
        [
            *PHRASES,
            *(f"{p} and started 10:05" for p in ("veers left on turns", "tolerated well")),
            "10:05 to 10:43",
            "make that 36 minutes",
            "ended at 10:50",
            "38",
            "no, left not right",
            "I meant tandem stance on foam",
            "not verbal, tactile cues",
            "the end should be 10:40",
            "change 20 to 22",
            "actually verbal cues",
            "skip",
            "don't know",
            "not done",
            "undo",
            "undo",
            "start over",
            "stop",
            "why",
            "what's missing",
            "draft it",
            "help",
            "purple elephants",
            "yes",
            "",
        ]
    ),
    st.text(max_size=30),
)
NOTES = st.sampled_from(["", POOR, COMPLETE, "veers left on turns. verbal cues. 97112 20 min"])
conversations = pytest.mark.parametrize("note", ["", POOR, COMPLETE])
LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@LAW
@given(NOTES, st.lists(SAID, max_size=8))
def test_replay_gives_the_same_conversation(note, said):
    """The same note and utterances give the same conversation, turn by turn."""
    assert talk(note, *said) == talk(note, *said)


@LAW
@given(NOTES, st.lists(SAID, max_size=8))
def test_laws_of_every_turn(note, said):
    """What is asked is open, was not declined, and every reply is safe to show."""
    c = start(note)
    for utterance in said:
        c = say(c, utterance)
        turn = c.turns[-1]
        assert turn.reply
        assert turn.said == utterance
        assert turn.asked == c.asked
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]", turn.reply)
        if c.asked is not None:
            # What is claimed is asked about beyond the elements: two times that do not go together.
            claim = c.state.question in claim_questions()
            assert claim or c.asked in {r.id for r in c.review.open_requirements}
            assert (c.state.question if claim else c.asked) not in c.declined
            assert not c.finished


@LAW
@given(NOTES, st.lists(SAID, max_size=8))
def test_words_of_answers_are_words_that_were_said(note, said):
    """Every character of an answer can be followed back to an utterance, and every span to its answer."""
    c = talk(note, *said)
    for answer in c.answers:
        pieces = list(answer.said(0, len(answer.text)))
        words = (c.turns[p.turn].said if p.turn else c.note.text for p in pieces)
        assert "".join(w[p.start : p.end] for w, p in zip(words, pieces, strict=True)) == answer.text
        assert all(p.turn for p in pieces) or answer.requirement == NOTE
        for span in answer.spans:
            assert answer.text[span.start : span.end] == span.text
            assert answer.start <= span.start < span.end <= answer.end


@LAW
@given(NOTES, st.lists(SAID, max_size=8))
def test_undo_leads_back(note, said):
    """Enough undos lead back to the opening."""
    c = talk(note, *said)
    for _ in range(len(c.past)):
        c = say(c, "undo")
    assert c.state == start(note).state


@LAW
@given(NOTES, st.lists(SAID, max_size=8))
def test_answers_never_weaken_the_note(note, said):
    """The note's own spans stay in every review, first and unchanged, but where words of the note were corrected."""
    c = talk(note, *said)
    own = c.read.spans
    assert c.review.facts.spans[: len(own)] == own
    assert (own == c.facts.spans) or c.state.note is not None


@LAW
@given(NOTES, st.lists(SAID, max_size=8))
def test_the_note_stays_as_it_is(note, said):
    """Whatever is corrected, the note is the note, and spans on its words are words that stand in it."""
    c = talk(note, *said)
    assert c.note.text == c.review.note.text == note
    for span in c.read.spans:
        assert note[span.start : span.end] == span.text


@LAW
@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=4))
def test_any_text_is_survived(note, said):
    """No text of a note or an utterance breaks the conversation, and the record of it is JSON."""
    c = talk(note, *said)
    for turn in c.turns:
        json.dumps(turn.to_dict()).encode("utf-8", "strict")


def test_a_question_is_put_once():
    """An element that was answered or declined is not asked for again, however the conversation goes on."""
    c = talk(
        POOR, "kind of wobbly", "don't know", "why", "38 minutes", "slow going", "help", "skip", "skip", "skip", "skip"
    )
    put = [t.question for t in c.turns if "Or say: other" in t.reply]
    assert len(put) == len(set(put)) == 6


def test_turns_have_the_contracts_fields():
    """``to_dict`` gives the object of ``reed chat --format jsonl``."""
    d = talk(POOR, "veers left on turns").turns[1].to_dict()
    assert {"turn", "said", "reply", "asked", "review"} <= set(d)
    assert (d["turn"], d["said"]) == (1, "veers left on turns")
    assert d["review"]["schema"] == "reed.review/1"


def test_no_repr_shows_words():
    """Words of a note or an answer do not reach a traceback through a repr."""
    c = talk("Mrs. Marker veers left on turns", "Mrs. Marker held the pelvis back")
    for value in (c, c.state, c.answers[0], c.turns[1], c.past[0]):
        assert "Marker" not in repr(value)
    assert isinstance(c, Conversation)
    assert isinstance(c.answers[0].spans[0], Span)
    assert list(c.answers[0].said(0, 4)) == [Piece(1, 0, 4)]


@pytest.mark.real_reader
class TestWithTheTrainedReader:
    """Only what any reader worth shipping does."""

    def test_times(self):
        """Times in an answer fill the clock."""
        c = talk("Worked on standing balance.", "started 10:05 done by 10:43")
        assert c.review.facts.clock.minutes_97112 == 38

    def test_skipping_ends_it(self):
        """Passing everything over comes to an end."""
        c = talk("Worked on standing balance.", *["skip"] * 6)
        assert c.asked is None

    def test_the_first_review_is_the_plain_one(self):
        """Without answers the conversation judges a note as `review` does."""
        import assistant

        assert start("Worked on standing balance.").review == assistant.review("Worked on standing balance.")
