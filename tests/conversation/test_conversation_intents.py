"""What utterances are taken as, and what they are not taken as."""

from __future__ import annotations

import pytest

from assistant.conversation.intents import is_question, kinds, nearest, understand

REQUESTS = {
    "skip": ["skip", "Skip this one.", "next question please", "pass", "move on", "skpi", "leave it blank"],
    "unknown": [
        "I don't know",
        "dont know",
        "not sure",
        "Can’t remember",
        "no idea",
        "unable to determine",
        "I'm not sure about that",
    ],
    "not-done": ["not done", "Not done this visit.", "none", "nothing", "N/A", "no", "didn't do it"],
    "missing": ["what's missing", "whats missing?", "What is still missing?", "what else"],
    "status": ["status", "where are we", "what do you have so far", "am I done?", "what's the start time"],
    "why": ["why", "Why?", "why do you ask", "why is time missing", "how come"],
    "where": ["show me where", "where?", "where does it say that", "show evidence", "where is the skill"],
    "units": ["how many units", "How many units is that?", "units?", "what can I bill"],
    "requirements": ["what does 97112 need", "What does 97112 require?", "requirements", "what do you look for"],
    "eight-minute-rule": [
        "explain the 8-minute rule",
        "8 minute rule",
        "what is the eight minute rule?",
        "how does the 8-minute rule work",
    ],
    "draft": [
        "draft it",
        "SOAP please",
        "write the note",
        "give me a SOAP note",
        "narrative",
        "draft it as bullets",
        "write it up",
    ],
    "undo": ["undo", "undo that", "scratch that", "take that back", "unod"],
    "restart": ["start over", "restart", "start again"],
    "help": ["help", "?", "what can I say", "hepl"],
    "done": ["stop", "done", "quit", "that's all", "I'm done", "bye"],
    "thanks": ["thanks", "Thank you!", "thx"],
    "hello": ["hi", "hello", "good morning"],
    "yes-no": ["yes", "ok", "sure", "maybe"],
}
ANSWERS = [
    "veers left on turns",
    "done by 10:43",
    "stopped twice to rest",
    "not sure of her footing on foam",
    "she can't tell where her foot is",
    "can't remember the sequence of steps without a cue",
    "no idea where midline is",
    "where she turns left she loses her balance",
    "next to the wall, one hand on the rail",
    "none of the steps were clean",
    "nothing but net",
    "made it to the door",
    "make that 36 minutes",
    "no loss of balance",
    "no, she needed two hands",
    "none without a catch from me",
    "passed the ball over the line",
    "helped her shift to the right",
    "unable to hold midline",
    "units of practice were blocked",
    "back step with eyes closed",
    "10:05 to 10:43",
    "36",
    "status quo in the kitchen",
    "continues to need cues",
    "skipping with a rope",
    "over and over the left foot dragged",
    "good control of the pelvis",
]


@pytest.mark.parametrize(("intent", "words"), [(i, w) for i, ws in REQUESTS.items() for w in ws])
def test_requests_are_understood(intent, words):
    """What people type for each request is taken as it, with a question open."""
    found = understand(words, asking=True)
    assert found is not None
    assert found.id == intent


@pytest.mark.parametrize("words", ANSWERS)
def test_answers_are_left_to_the_reader(words):
    """Words about the patient are no request, however much they look like one."""
    assert understand(words, asking=True) is None


@pytest.mark.parametrize("kind", kinds(), ids=lambda k: k.id)
def test_every_example_means_what_it_is_an_example_of(kind):
    """The data agrees with itself: each example is understood as its own intent."""
    for example in kind.examples:
        found = understand(example, asking=True)
        assert found is not None, example
        assert found.id == kind.id, example


def test_declines_need_an_open_question():
    """*None* passes nothing over where nothing is asked."""
    assert understand("none", asking=False) is None
    assert understand("skip", asking=False) is None


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("draft it", None),
        ("soap please", "soap"),
        ("OT SOAP", "ot soap"),
        ("narrative please", "narrative"),
        ("draft it as bullets", "bullets"),
    ],
)
def test_the_form_is_heard(words, form):
    """A draft is asked for by the name of its form."""
    found = understand(words, asking=False)
    assert found is not None
    assert found.form == form


def test_minutes_in_a_question_on_units():
    """*How many units is 38 minutes* carries its figure on to the reply."""
    found = understand("how many units is 38 minutes?", asking=False)
    assert found is not None
    assert found.id == "units"
    assert "38 minutes" in found.said


@pytest.mark.parametrize("words", ["done?", "skip?", "stop?", "undo?"])
def test_a_question_mark_takes_the_power_to_change(words):
    """An utterance that asks never ends, undoes or passes over anything."""
    found = understand(words, asking=True)
    assert found is None or found.id not in ("done", "skip", "undo")


@pytest.mark.parametrize("words", ["was it left?", "can you write 38 there", "tell me the time"])
def test_questions_are_seen(words):
    """Words that ask are known as asking."""
    assert is_question(words)


def test_nearest_are_two_different_requests():
    """What was not understood gets two readings to choose from."""
    first, second = nearest("how mny unts doo I get for this one")
    assert first == "how many units"
    assert first != second


def test_long_utterances_are_never_requests():
    """A pasted paragraph is not searched for requests."""
    assert understand("undo " * 100, asking=True) is None
