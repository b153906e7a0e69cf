"""The linter over rendered questions, and the questions on what is claimed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.conversation import say, start
from assistant.conversation.lint import bank_digest, bank_problems, lint_talk, rendered_problems
from assistant.conversation.questions import bank_data, claim_questions, standing_question
from assistant.facts import Span
from assistant.note import Note
from nlp_models.training.marked import read_corpus

pytestmark = pytest.mark.real_reader
EVERY = 60
"""One training note in so many is linted here; ``python .ci/questions.py --training`` lints all."""
EXERCISE = (
    "97112 30 min 9:00-9:30. Leg press 3x10, clamshells 3x15, NuStep 10 min level 4, calf stretch 3x30 s. "
    "Pt tolerated well, no pain."
)
GROUP = "Balance class with 5 other patients, tandem stance on foam, 97112 9:00-9:30."
CLASH = (
    "Veers left on turns. Tandem walking on foam beam, 6 passes. Touch at left pelvis to stop the drift, faded. "
    "Drifts fell from 5 to 2 a pass. For carrying laundry down the hallway. 97112 10:05 to 10:30, 45 minutes."
)


def test_the_bank():
    """Nothing is wrong with the bank, and its wording is the one that was last looked through."""
    assert list(bank_problems()) == []
    assert bank_data()["digest"] == bank_digest()


@pytest.mark.parametrize("note", [n.whole() for n in read_corpus()[::EVERY]], ids=lambda n: str(len(n.text)))
def test_questions_over_training_notes(note):
    """No question that a note can raise leads, is asked twice, or asks what the note answers."""
    _, problems = lint_talk(Note(note.text))
    assert problems == []


def question_of(note: str):
    talk = start(note)
    question = standing_question(talk.state)
    assert question is not None
    return talk, question


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"ask": "Which tactile cue did you give?"}, "R5"),
        ({"ask": "What would raise the score?"}, "R11"),
        ({"ask": "What should be documented?"}, "R13"),
        ({"ask": "Did it go well?"}, "R6"),
        ({"ask": "What was done? And how?"}, "R15"),
        ({"ask": "Which proprioceptive finding led to it?"}, "R5"),
        ({"lead": 'The note says "something else".'}, "R3"),
        ({"lead": ""}, "R3"),
        ({"evidence": Span("DEFICIT", 0, 9, "elephants")}, "R4"),
        ({"reason": "curiosity"}, "R2"),
    ],
)
def test_the_linter_sees(change, rule):
    """A question that was made to lead is seen, by the requirement it breaks."""
    talk, question = question_of("Worked on balance.\nTandem stance on foam, 3 x 30 s.")
    assert not list(rendered_problems(question, talk))
    assert rule in {p.rule for p in rendered_problems(replace(question, **change), talk)}


@pytest.mark.parametrize(
    ("note", "question", "shows"),
    [
        (EXERCISE, "claim-service", "clamshells"),
        (GROUP, "claim-group", "Balance class"),
        (CLASH, "conflict-times", "10:"),
    ],
)
def test_what_is_claimed_is_asked_about(note, question, shows):
    """After the elements comes what the note claims and what does not go together, with the words quoted."""
    talk = start(note)
    for _ in range(12):
        if talk.state.question in claim_questions():
            break
        talk = say(talk, "leave as written")
    assert talk.state.question == question
    assert shows in talk.turns[-1].reply
    talk = say(talk, "unable to determine")
    assert talk.state.question != question
    assert question in talk.declined


def test_an_answer_on_a_claim_is_noted_and_closes_it():
    """What is said on a claim is kept in its own words, and it is not asked again."""
    talk = start(EXERCISE)
    while talk.state.question not in claim_questions():
        talk = say(talk, "leave as written")
    talk = say(talk, "leg strengthening for endurance, no balance work")
    assert "claim-service" in talk.state.closed
    assert talk.answers
    assert talk.asked is None


def test_a_complete_note_is_asked_nothing():
    """Where all is there, nothing is asked, whatever hints there are."""
    notes = [n.whole().text for n in read_corpus()[::EVERY]]
    complete = [t for t in map(start, notes) if t.review.verdict == "compliant"]
    assert complete
    assert all(t.asked is None and "?" not in t.turns[0].reply.split('"')[-1] for t in complete)
