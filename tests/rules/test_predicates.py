"""Predicates over words: for each rule a case that is found and one that is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rule_notes import CASES as WHOLE_NOTES

from assistant.facts import Clock, CodeLine, Cue, Facts, Interval, Section, Source, Span
from assistant.note import Note
from assistant.results import Billing, Requirement
from assistant.rules import check, checked_rules, predicate
from assistant.rules.registry import predicates, quoted

NOTE = Note("Seen for balance. " * 20)
NMR = CodeLine("97112", start=3, end=8)
WHOLE = Facts(length=len(NOTE.text), codes=(NMR,))


def cue(kind, text="words", start=4):
    return Cue(kind, start, start + len(text), text)


def span(label, text="words", **more):
    return Span(label, 4, 4 + len(text), text, **more)


def judged(**statuses):
    return tuple(Requirement(name.replace("_", "-"), status) for name, status in statuses.items())


def found(rule, requirements=(), **facts):
    return [f for f in check(NOTE, replace(WHOLE, **facts), Billing(), requirements) if f.rule == rule]


# Rule, facts that break it, facts that keep it, severity of the finding.
OTHER = span("OTHER_INTERVENTION", "leg press 3x10")
NEURO = span("INTERVENTION", "tandem stance on foam")
PACK = span("OTHER_INTERVENTION", "hot pack")
PACKED = {"spans": (PACK,), "marks": (cue("device-agent", "hot pack"),)}
PT, PTA = cue("credential-pt", "R. Vann, PT"), cue("credential-assistant", "K. Poe, PTA")
WEAK, MET = judged(skilled_components="weak"), judged(skilled_components="met")
CASES = [
    ("one-on-one-contact", WEAK, {}, WEAK, {"cues": (cue("one-on-one", "1:1"),)}, "warning"),
    ("one-on-one-contact", WEAK, {}, MET, {}, "warning"),
    ("no-group-as-97112", (), {"cues": (cue("group", "balance class"),)}, (), {}, "error"),
    (
        "no-group-as-97112",
        (),
        {"cues": (cue("group", "other pts"), cue("one-on-one", "1:1"))},
        (),
        {"cues": (cue("group", "group of 3"),), "codes": (NMR, CodeLine("97150"))},
        "warning",
    ),
    ("no-unsupervised-activity", (), {"cues": (cue("unsupervised", "on his own"),)}, (), {}, "error"),
    (
        "qualified-provider",
        (),
        {"cues": (cue("student", "SPT"),)},
        (),
        {"cues": (cue("student", "SPT"), cue("one-on-one", "1:1"))},
        "warning",
    ),
    ("qualified-provider", (), {"cues": (cue("aide", "rehab tech"),)}, (), {}, "warning"),
    ("assistant-role-identified", (), {"cues": (PT, PTA)}, (), {"cues": (PT, PTA, cue("cosign"))}, "warning"),
    (
        "cotreatment-time-split",
        (),
        {"cues": (cue("cotreatment", "co-tx w/ OT"),)},
        (),
        {"cues": (cue("cotreatment"),), "clock": Clock(minutes_97112=15, total_minutes=30)},
        "warning",
    ),
    ("not-97110-content", (), {"spans": (OTHER,)}, (), {"spans": (OTHER, NEURO)}, "error"),
    ("not-97110-content", (), {"spans": (OTHER,)}, (), {"spans": (OTHER,), "codes": (CodeLine("97110"),)}, "error"),
    (
        "not-97110-content",
        (),
        {"spans": (OTHER,)},
        (),
        {"spans": (OTHER,), "cues": (cue("visit-not-treatment"),), "codes": ()},
        "error",
    ),
    ("modality-alone-not-97112", (), PACKED, (), PACKED | {"spans": (PACK, NEURO)}, "error"),
    ("modality-alone-not-97112", (), {"codes": (NMR, CodeLine("97032"))}, (), {"codes": (NMR,)}, "error"),
    *(
        (
            f"distinct-from-{code}",
            (),
            {"codes": (NMR, CodeLine(code, billed_units=1, start=9, end=14))},
            (),
            {"codes": (NMR, CodeLine(code)), "spans": (OTHER,)},
            "warning",
        )
        for code in ("97116", "97530", "97140")
    ),
    (
        "distinct-from-other-codes",
        (),
        {"codes": (NMR, CodeLine("95992"))},
        (),
        {"codes": (CodeLine("95992"),)},
        "warning",
    ),
    (
        "every-billed-code-described",
        (),
        {"codes": (NMR, CodeLine("97110"))},
        (),
        {"codes": (NMR, CodeLine("97161"), CodeLine("99999"))},
        "warning",
    ),
    (
        "skill-shown-not-asserted",
        WEAK,
        {"spans": (span("SKILL", "skilled PT required", weak=True),)},
        MET,
        {"spans": (span("SKILL", "skilled PT required", weak=True),)},
        "error",
    ),
    (
        "maintenance-basis-stated",
        WEAK,
        {"cues": (cue("maintenance", "maintenance program"),)},
        MET,
        {"cues": (cue("maintenance", "maintenance program"),)},
        "warning",
    ),
    ("date-of-service", (), {}, (), {"cues": (cue("date", "4/18/25"),)}, "info"),
    ("signature-credentials", (), {}, (), {"cues": (cue("signature", "signed by"), PT)}, "info"),
    (
        "signature-credentials",
        (),
        {"cues": (cue("signature", "signed by"),)},
        (),
        {"cues": (cue("signature"), PTA)},
        "info",
    ),
    ("subjective-report", (), {}, (), {"cues": (cue("subjective", "states"),)}, "info"),
    ("subjective-report", (), {}, (), {"sections": (Section("subjective", 0, 9),)}, "info"),
    ("hep-education", (), {}, (), {"cues": (cue("hep", "HEP"),)}, "info"),
    ("plan-next-visit", (), {}, (), {"sections": (Section("plan", 0, 9),)}, "info"),
    ("no-cloned-note", (), {"cues": (cue("copied", "same as last visit"),)}, (), {}, "warning"),
    (
        "late-entry-marked",
        (),
        {"cues": (cue("late-entry", "Late entry"), cue("date", "4/18"))},
        (),
        {"cues": (cue("late-entry", "Late entry"), cue("date", "4/18"), cue("date", "4/20"))},
        "warning",
    ),
    (
        "discipline-modifier",
        (),
        {"codes": (replace(NMR, modifiers=("CQ",)),)},
        (),
        {"codes": (replace(NMR, modifiers=("GP",)),), "discipline": "PT"},
        "warning",
    ),
    (
        "discipline-modifier",
        (),
        {"codes": (replace(NMR, modifiers=("GP", "GO")),)},
        (),
        {"codes": (NMR,)},
        "error",
    ),
    (
        "discipline-modifier",
        (),
        {"codes": (replace(NMR, modifiers=("GP",)),), "discipline": "OT"},
        (),
        {"codes": (replace(NMR, modifiers=("GO",)),), "discipline": "OT"},
        "warning",
    ),
    (
        "cq-co-modifier",
        (),
        {"codes": (replace(NMR, modifiers=("GP",)),), "cues": (PTA,)},
        (),
        {"codes": (replace(NMR, modifiers=("GP",)),), "cues": (PTA, PT)},
        "warning",
    ),
    (
        "cq-co-modifier",
        (),
        {"codes": (replace(NMR, modifiers=("GO", "CQ")),)},
        (),
        {"codes": (replace(NMR, modifiers=("GO", "CO")),), "discipline": "COTA"},
        "error",
    ),
    (
        "59-x-modifier-justified",
        (),
        {"codes": (replace(NMR, modifiers=("GP", "59")),)},
        (),
        {
            "codes": (replace(NMR, modifiers=("GP", "59")),),
            "clock": Clock(intervals=(Interval(600, 612, "97140"), Interval(612, 630, "97112"))),
        },
        "warning",
    ),
    (
        "59-x-modifier-justified",
        (),
        {
            "codes": (replace(NMR, modifiers=("GP", "59")), CodeLine("97110")),
            "clock": Clock(intervals=(Interval(600, 612, "97110"), Interval(612, 630, "97112"))),
        },
        (),
        {
            "codes": (replace(NMR, modifiers=("GP", "59")), CodeLine("97150")),
            "clock": Clock(intervals=(Interval(600, 612, "97150"), Interval(612, 630, "97112"))),
        },
        "info",
    ),
]


@pytest.mark.parametrize(
    ("rule", "broken_by", "breaks", "kept_by", "keeps", "severity"),
    CASES,
    ids=[f"{c[0]}-{i}" for i, c in enumerate(CASES)],
)
def test_found_and_not_found(rule, broken_by, breaks, kept_by, keeps, severity):
    (hit,) = found(rule, broken_by, **breaks)
    assert hit.severity == severity
    assert found(rule, kept_by, **keeps) == []


CASE_RULES = {case[0] for case in CASES} | {
    # Cases in test_minutes.py.
    "units-match-minutes",
    "under-8-minutes-check",
    "total-timed-minutes",
    "total-treatment-time",
    "untimed-minutes-excluded",
    "internally-consistent",
    "start-end-agree-with-minutes",
    "no-overlapping-times",
    "mue-units-cap",
}


def test_every_predicate_has_its_cases():
    """Rules over the whole note have theirs in `rule_notes`; every other has one here as well."""
    known = {each.id for each in checked_rules()}
    assert known == set(WHOLE_NOTES) == set(predicates())
    assert known >= CASE_RULES


ABSENT = ("date-of-service", "signature-credentials", "subjective-report", "hep-education", "plan-next-visit")


@pytest.mark.parametrize("rule", [*ABSENT, "one-on-one-contact"])
def test_a_fragment_is_not_blamed_for_what_it_lacks(rule):
    assert found(rule, WEAK, length=199) == []
    assert len(found(rule, WEAK, length=200)) == 1


def test_a_finding_carries_the_words_of_the_catalogue():
    (hit,) = found("no-group-as-97112", cues=(cue("group", "balance class", 40),))
    assert (hit.start, hit.end) == (40, 53)
    assert '"balance class"' in hit.message
    assert hit.why
    assert hit.fix
    assert hit.question.endswith("?")
    assert hit.sources


def test_findings_come_in_the_order_of_the_catalogue():
    hits = check(NOTE, WHOLE, Billing(), WEAK)
    order = [each.id for each in checked_rules()]
    assert [h.rule for h in hits] == sorted((h.rule for h in hits), key=order.index)


def test_words_of_an_answer_have_no_place_in_the_note():
    said = span("OTHER_INTERVENTION", "leg press", source=Source("answer", 2))
    (hit,) = found("not-97110-content", spans=(said,))
    assert (hit.start, hit.end) == (None, None)


@pytest.mark.parametrize("assertion", ["negated", "planned", "historical", "other", "hypothetical"])
def test_only_what_was_done_counts(assertion):
    assert found("not-97110-content", spans=(replace(OTHER, assertion=assertion),)) == []
    assert len(found("not-97110-content", spans=(OTHER, replace(NEURO, assertion=assertion)))) == 1


CONDUCT = [
    ("one-on-one-contact", WEAK, {}),
    ("qualified-provider", (), {"cues": (cue("student", "SPT"),)}),
    ("assistant-role-identified", (), {"cues": (PT, PTA)}),
    ("cotreatment-time-split", (), {"cues": (cue("cotreatment", "co-treat"),)}),
]


@pytest.mark.parametrize(("rule", "statuses", "facts"), CONDUCT, ids=[c[0] for c in CONDUCT])
def test_conduct_of_97112_is_asked_for_only_where_97112_is_listed_or_described(rule, statuses, facts):
    assert len(found(rule, statuses, **facts)) == 1
    assert found(rule, statuses, **facts, codes=()) == []
    assert len(found(rule, statuses, **facts, codes=(), spans=(NEURO,))) == 1


def test_a_group_in_a_note_of_other_work_is_only_mentioned():
    (hit,) = found("no-group-as-97112", cues=(cue("group", "balance class"),), codes=())
    assert hit.severity == "info"


def test_a_bare_cue_is_weak_and_claims_nothing():
    assert found("skill-shown-not-asserted", WEAK, spans=(span("SKILL", "verbal cues", weak=True),)) == []


def test_the_clearest_words_are_quoted():
    (hit,) = found("not-97110-content", spans=(replace(OTHER, score=0.4, text="going"), OTHER))
    assert '"leg press 3x10"' in hit.message


def test_an_empty_note_gives_nothing_and_breaks_nothing():
    assert check(Note(""), Facts(), Billing(), ()) == []


MESSAGES = [f.message for c in CASES for f in found(c[0], c[1], **c[2])]


@pytest.mark.parametrize("message", sorted(set(MESSAGES)))
def test_messages_are_sentences_without_blame(message):
    assert message.endswith(".")
    assert "\n" not in message
    for word in ("must", "fail", "deny", "denied", "audit", "wrong", "illegal", "fraud", "you "):
        assert word not in message.lower()


def test_quotes_are_plain_short_and_on_one_line():
    assert quoted("foam\n stance\x1b[31m") == '"foam stance [31m"'
    assert len(quoted("x" * 500)) == 72


def test_a_rule_takes_one_predicate():
    with pytest.raises(ValueError, match="two predicates"):
        predicate("date-of-service")(lambda _: ())


@pytest.mark.parametrize(
    ("words", "listed"),
    [("97110", True), ("exercises", False), ("Therapeutic exercise", False)],
)
def test_a_name_is_no_listed_code(words, listed):
    """*Balance exercises* may be read as 97110; only a number, units or modifiers put the code on the note's bill."""
    note = Note(f"Neuro re-ed, then {words} x 30 min. " + "Seen for balance. " * 20)
    at = note.text.index(words)
    line = CodeLine("97110", minutes=30, start=at, end=at + len(words))
    findings = check(note, replace(WHOLE, codes=(NMR, line)), Billing(), ())
    assert any(f.rule == "every-billed-code-described" for f in findings) is listed
