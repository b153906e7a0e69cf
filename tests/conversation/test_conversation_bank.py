"""The question bank: no question leads (AHIMA/ACDIS query practice), and the linter that says so can see."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from talk_material import PHRASES

from assistant.conversation.lint import lint_bank, problems, statement_problems
from assistant.conversation.questions import ABOUT_CLAIMS, bank, bank_data, question_for
from assistant.facts import Clock, Facts, Span
from assistant.note import Note
from assistant.results import REQUIREMENTS
from assistant.reviewing import review_facts

LEADING = [
    "Did you give tactile cues for weight shift?",
    "Impaired proprioception, correct?",
    "Was it 15 minutes so one unit can be billed?",
    "Should this be 23 minutes to make two units?",
    "Patient improved with training?",
    "Would you agree that the patient improved?",
    "What should be added to support 97112?",
    "Which cue did you give on the left?",
    "What else would raise the score?",
    "Please say what was done.",
    "What was done, " + "and how did it go, " * 6 + "if I may ask?",
    "What was done? And how?",
    "How did balance improve?",
    "What would an auditor want here?",
]
NEUTRAL = [
    "What, if anything, did you do during it?",
    "Which finding, if any, led to it?",
    "How did the patient perform or respond during this activity?",
    "When did the 97112 treatment end?",
]


def test_no_question_leads():
    """Every question and lead of the bank passes the linter."""
    assert lint_bank() == {}


@pytest.mark.parametrize("text", LEADING)
def test_the_linter_sees_leading_questions(text):
    """Questions that lead are refused."""
    assert problems(text)


@pytest.mark.parametrize("text", NEUTRAL)
def test_the_linter_lets_neutral_questions_pass(text):
    """Open, neutral questions are not refused."""
    assert problems(text) == ()


@pytest.mark.parametrize("text", ["So that it is paid.", "The left side?", "Please add it."])
def test_leads_may_not_lead_either(text):
    """The words around a quotation follow the same rules."""
    assert statement_problems(text)


def test_every_element_has_its_questions():
    """Missing and weak are provided for in each of the six."""
    for requirement in REQUIREMENTS:
        reasons = {e.reason for e in bank() if e.requirement == requirement} - set(ABOUT_CLAIMS)
        assert reasons == {"missing", "partial" if requirement == "time" else "vague"}


def test_the_ways_out_hold_nothing_else():
    """The ways to leave a question open name no answer."""
    assert statement_problems(bank_data()["ways_out"]) == ()


spans = st.lists(st.sampled_from(sorted(PHRASES)), max_size=6, unique=True)
clocks = st.builds(
    Clock,
    start=st.none() | st.integers(0, 1439),
    end=st.none() | st.integers(0, 1439),
    minutes_97112=st.none() | st.integers(1, 120),
)


@settings(max_examples=150, deadline=None)
@given(spans, clocks, st.booleans())
def test_rendered_questions_hold_only_the_notes_facts(phrases, clock, rest):
    """Whatever the note says, a question holds its quoted words and neutral ones, and nothing else."""
    text = "\n".join(phrases)
    placed = tuple(
        Span(label, (at := text.index(p)), at + len(p), p, weak=weak, score=0.9)
        for p in phrases
        for label, weak in (PHRASES[p],)
    )
    review = review_facts(Note(text), Facts(spans=placed, clock=clock, length=len(text)))
    for requirement in review.open_requirements:
        question = question_for(requirement, review, rest=rest)
        quoted = re.findall(r'"([^"]*)"', question.lead)
        assert all(q in text for q in quoted)
        assert problems(question.ask) == ()
        assert statement_problems(re.sub(r'"[^"]*"|\(line \d+\)', "", question.lead)) == ()
