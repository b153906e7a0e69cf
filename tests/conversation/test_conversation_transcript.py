"""A conversation is a value: kept as text and opened again it is the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from talk_material import COMPLETE, POOR, talk
from test_conversation_laws import SAID

from assistant.conversation import choose, say, start
from assistant.conversation.transcript import TranscriptError, dump, load
from assistant.note import Note


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["", POOR, COMPLETE, "veers left on turns.\r\n\x00 verbal cues"]), st.lists(SAID, max_size=8))
def test_round_trip(note, said):
    """Whatever is said, the transcript gives an equal conversation, and its transcript is the same text."""
    c = talk(note, *said)
    reopened = load(dump(c))
    assert reopened.conversation == c
    assert reopened.differs == ()
    assert dump(reopened.conversation) == dump(c)


def test_it_goes_on_where_it_ended():
    """Reopened, a conversation takes the next utterance and undoes the earlier ones."""
    c = talk(POOR, "veers left on turns", "10:05 to 10:43")
    again = load(dump(c)).conversation
    assert say(again, "make that 36 minutes") == say(c, "make that 36 minutes")
    assert say(say(again, "undo"), "undo").state == start(Note(POOR)).state


def test_a_chosen_question_is_kept():
    """An element that the person picked is part of the transcript."""
    c = say(choose(start(Note(POOR)), "response"), "went rather slowly")
    assert [a.requirement for a in c.answers] == ["response"]
    assert load(dump(c)).conversation == c


def test_payer_source_and_times():
    """The head names the note and the payer; when a turn was is kept beside it."""
    c = say(start(Note(POOR, "n.txt", "cp1252"), payer="ama"), "skip")
    text = dump(c, {0: "2026-01-01T10:00:00+00:00", 1: "2026-01-01T10:01:00+00:00"})
    reopened = load(text)
    assert reopened.conversation == c
    assert reopened.at[1].endswith("10:01:00+00:00")
    head, *turns = map(json.loads, text.splitlines())
    assert (head["schema"], head["source"], head["payer"]) == ("reed.transcript/1", "n.txt", "ama")
    assert [t["kind"] for t in turns] == ["opening", "decline"]
    assert turns[0]["question"] == "deficits-missing"


def test_a_changed_reply_is_noticed():
    """A transcript whose replies are not what comes out now says at which turns."""
    text = dump(talk(POOR, "skip", "skip")).replace("Left as written: deficits", "Left out: deficits")
    assert load(text).differs == (1,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        "[]",
        '{"schema": "other/1", "note": "x"}',
        '{"schema": "reed.transcript/1"}',
        '{"schema": "reed.transcript/1", "note": "x"}\n{}\n{"said": 3}',
        '{"schema": "reed.transcript/1", "note": "x"}\n{}\n{"said": "x", "chosen": "elephants"}',
        '{"schema": "reed.transcript/1", "note": "secret"}\n{}\n{"sa',
    ],
)
def test_other_texts_are_refused(text):
    """What is no transcript is refused with the line, and without its words."""
    with pytest.raises(TranscriptError) as error:
        load(text)
    assert "secret" not in f"{error.value.message} {error.value.hint}"
