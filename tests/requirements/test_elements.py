"""What makes each element met, weak or missing, on facts built by hand."""

import pytest

from assistant.facts import Clock, Cue, Facts, Span
from assistant.requirements import judge_all
from assistant.results import REQUIREMENTS

LABELS = {
    "deficits": "DEFICIT",
    "interventions": "INTERVENTION",
    "skilled-components": "SKILL",
    "response": "RESPONSE",
    "functional-outcomes": "FUNCTION",
}


def span(label, assertion="present", weak=False, score=0.95, text="words"):
    return Span(label, 0, len(text), text, assertion, weak, score, generic=0.9 if weak else 0.05)


def status(facts, name):
    return next(r for r in judge_all(facts) if r.id == name)


def test_six_in_their_order():
    """The six ids come first and in the fixed order, also for a note with nothing in it."""
    assert tuple(r.id for r in judge_all(Facts())) == REQUIREMENTS
    assert {r.status for r in judge_all(Facts())} == {"missing"}


@pytest.mark.parametrize(("name", "label"), [p for p in LABELS.items() if p[0] != "functional-outcomes"])
def test_a_specific_span_meets(name, label):
    """One specific, present span is enough, and is the evidence."""
    r = status(Facts((span(label),)), name)
    assert (r.status, r.evidence, r.question) == ("met", (0,), None)


@pytest.mark.parametrize(("name", "label"), LABELS.items())
def test_a_generic_span_is_weak(name, label):
    """A cue word without an act, a deficit without a place: weak, with a question."""
    r = status(Facts((span(label, weak=True),)), name)
    assert r.status == "weak"
    assert r.question
    assert r.message


@pytest.mark.parametrize(("name", "label"), [p for p in LABELS.items() if p[0] not in ("functional-outcomes",)])
@pytest.mark.parametrize("assertion", ["negated", "historical", "hypothetical", "other"])
def test_what_is_not_so_now_does_not_count(name, label, assertion):
    """Negated, past, possible and other people's findings carry no element."""
    assert status(Facts((span(label, assertion),)), name).status == "missing"


def test_a_function_needs_a_tie():
    """A daily activity alone is a status; beside treatment it is an outcome, a goal also beside planned treatment."""
    goal, now = span("FUNCTION", "planned"), span("FUNCTION")
    planned = span("INTERVENTION", "planned")
    assert status(Facts((goal,)), "functional-outcomes").status == "weak"
    assert status(Facts((now, planned)), "functional-outcomes").status == "weak"
    assert status(Facts((goal, planned)), "functional-outcomes").status == "met"
    assert status(Facts((span("INTERVENTION"), now)), "functional-outcomes").status == "met"


def test_treatment_named_in_a_plan_is_weak():
    """What a plan of care names was not done; a step planned for the next visit says nothing of this one."""
    assert status(Facts((span("INTERVENTION", "planned", weak=True),)), "interventions").status == "weak"
    assert status(Facts((span("INTERVENTION", "planned"),)), "interventions").status == "missing"


@pytest.mark.parametrize(
    ("kind", "name"), [("diagnosis", "deficits"), ("hint SKILL", "skilled-components"), ("named-code", "interventions")]
)
def test_a_hint_is_weak_and_quoted(kind, name):
    """A diagnosis, a generic term, the code's name: they point to the element and show nothing of it."""
    r = status(Facts(cues=(Cue(kind, 0, 5, "words"),)), name)
    assert r.status == "weak"
    assert '"words"' in r.message


def test_the_codes_name_beside_minutes_is_billing():
    """``NMR 25 min`` says what was billed, not what was done."""
    time = Span("TIME", 4, 10, "25 min", role="minutes")
    assert status(Facts((time,), cues=(Cue("named-code", 0, 3, "NMR"),)), "interventions").status == "missing"


@pytest.mark.parametrize(
    ("clock", "marked", "want"),
    [
        (Clock(605, 643, 38), True, "met"),
        (Clock(605, 643, None), True, "weak"),
        (Clock(None, None, 38), True, "weak"),
        (Clock(605, None, 38), True, "weak"),
        (Clock(), False, "missing"),
    ],
)
def test_time(clock, marked, want):
    """Start, end and 97112 minutes together meet the time; a part is weak."""
    spans = (span("TIME"),) if marked else ()
    r = status(Facts(spans, clock), "time")
    assert r.status == want
    if want == "weak":
        assert "Not in the note" in r.message


def test_the_time_says_who_asks_for_what():
    """Medicare does not ask for clock times; the sources say so."""
    assert any("Medicare" in s and "not clock times" in s for s in status(Facts(), "time").sources)
