"""The rules as data: complete, consistent, and refused when a file is wrong."""

from __future__ import annotations

import re

import pytest

from assistant.results import REQUIREMENTS
from assistant.rules import CatalogueError, UnknownRuleError, checked_rules, explain, rule, rule_of, rules
from assistant.rules.catalogue import FOLDER, GROUPS, STATUSES, read

# Rulebook A.0.
IDS = """
nm-deficit-named intervention-described skilled-component response-progress functional-outcome time-documented
date-of-service total-timed-minutes total-treatment-time signature-credentials every-billed-code-described
units-match-minutes one-on-one-contact no-group-as-97112 no-unsupervised-activity qualified-provider
assistant-role-identified cotreatment-time-split medical-necessity skill-shown-not-asserted dx-supports-97112
treatment-dx-and-body-part objective-baseline standardized-measure goal-link plan-next-visit hep-education
poc-certified-current progress-report-10-days frequency-duration-justified plateau-addressed maintenance-basis-stated
not-97110-content distinct-from-97116 distinct-from-97530 distinct-from-97140 distinct-from-other-codes
modality-alone-not-97112 no-cloned-note internally-consistent late-entry-marked abbreviations-clear
start-end-agree-with-minutes no-overlapping-times untimed-minutes-excluded rest-and-setup-excluded
under-8-minutes-check discipline-modifier cq-co-modifier 59-x-modifier-justified kx-justified mue-units-cap
subjective-report safety-tolerance-vitals caregiver-training-skilled patient-identifiers
"""
WARNING = (
    "treatment-dx-and-body-part objective-baseline standardized-measure plan-next-visit hep-education "
    "frequency-duration-justified subjective-report"
)
INFO = "abbreviations-clear safety-tolerance-vitals caregiver-training-skilled"
HEADINGS = ("What it checks", "Why it matters", "Example", "What to ask", "In force", "Sources")
NEED_OTHER_NOTES = """
medical-necessity treatment-dx-and-body-part objective-baseline poc-certified-current progress-report-10-days
frequency-duration-justified plateau-addressed
"""
every_rule = pytest.mark.parametrize("each", rules(), ids=lambda r: r.id)


def test_exactly_the_ids_of_the_rulebook():
    assert len(rules()) == 56
    assert {each.id for each in rules()} == set(IDS.split())


def test_every_id_is_active_or_needs_other_notes():
    assert {each.id for each in rules() if not each.active} == set(NEED_OTHER_NOTES.split())
    assert "Needs other notes" in explain(rule("progress-report-10-days"))


def test_dates_begin_where_the_sources_say():
    assert rule("progress-report-10-days").effective.startswith("2013: ")
    assert rule("cq-co-modifier").effective.startswith("2020-01-01: ")


def test_severities_follow_the_rulebook():
    by_severity = {s: {each.id for each in rules() if each.severity == s} for s in ("error", "warning", "info")}
    assert by_severity["warning"] == set(WARNING.split())
    assert by_severity["info"] == set(INFO.split())


def test_every_file_is_a_group():
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(GROUPS)


def test_the_six_elements_have_a_rule_each():
    assert [each.requirement for each in rules() if each.requirement] == list(REQUIREMENTS)
    assert rule_of("time").id == "time-documented"
    with pytest.raises(UnknownRuleError, match="deficits"):
        rule_of("deficit")


@every_rule
class TestEveryRule:
    def test_has_all_texts(self, each):
        for text in (each.title, each.applies, each.effective, each.checks, each.why, each.fix, each.question):
            assert len(text) > 2
            assert text == " ".join(text.split())
        assert len({each.weak, each.adequate, each.strong}) == 3

    def test_sentences_end(self, each):
        for text in (each.checks, each.why, each.fix):
            assert text.endswith(".")

    def test_promises_no_outcome(self, each):
        texts = " ".join((each.checks, each.why, each.fix, each.title, each.disagreement)).lower()
        assert "will be denied" not in texts
        assert "guarantee" not in texts

    def test_names_sources_with_tags(self, each):
        assert each.sources
        assert all(re.search(r"\((verified|secondary|knowledge|derived)\)$", source) for source in each.sources)

    def test_is_looked_for_or_says_why_not(self, each):
        assert each.status in STATUSES
        looked_for = each.requirement is not None or each in checked_rules()
        assert each.active == looked_for
        assert each.active or each.status_reason

    def test_a_finding_is_never_heavier_than_the_rule(self, each):
        order = ("info", "warning", "error")
        assert order.index(each.finding_severity or each.severity) <= order.index(each.severity)

    def test_is_explained_in_the_fixed_form(self, each):
        lines = explain(each).splitlines()
        at = [lines.index(heading) for heading in HEADINGS]
        assert at == sorted(at)
        assert lines[0] == f"{each.title} ({each.id})"
        example = " ".join(lines[at[2] : at[3]])
        assert [word in example for word in ("weak:", "adequate:", "strong:")] == [True] * 3
        assert explain(each).endswith("\n")


def test_where_sources_differ_the_rule_says_so():
    differing = {each.id for each in rules() if each.disagreement}
    assert {"time-documented", "units-match-minutes", "plateau-addressed", "maintenance-basis-stated"} <= differing
    assert "Where sources differ" in explain(rule("time-documented"))


def test_a_lighter_finding_is_explained():
    """Whoever looks up a warning learns why the rule itself weighs more, and the other way round."""
    assert "error, in a review warning · " in explain(rule("total-treatment-time"))
    assert "in a review" not in explain(rule("units-match-minutes"))


def test_no_rule_calls_a_missing_clock_time_a_medicare_reason():
    assert "no Medicare reason" in rule("time-documented").disagreement


def test_an_unknown_id_names_the_nearest():
    with pytest.raises(UnknownRuleError, match="units-match-minutes") as raised:
        rule("unit-match-minutes")
    assert raised.value.nearest[0] == "units-match-minutes"
    with pytest.raises(UnknownRuleError, match="lists all"):
        rule("zzzzzzzz")


ENTRY = """
[[rule]]
id = "a-rule"
title = "A rule"
severity = "error"
applies = "all"
effective = "undated"
status = "active"
checks = "It."
why = "Because."
weak = "w"
adequate = "a"
strong = "s"
fix = "Do."
question = "What?"
sources = ["A page (verified)"]
"""


class TestRefusals:
    @pytest.fixture
    def written(self, tmp_path):
        def write(text):
            path = tmp_path / "note.toml"
            path.write_text(text, encoding="utf-8")
            return path

        return write

    def test_a_complete_entry_is_read(self, written):
        (found,) = read(written(ENTRY))
        assert (found.id, found.group, found.sources) == ("a-rule", "note", ("A page (verified)",))

    @pytest.mark.parametrize(
        ("old", "new", "says"),
        [
            (
                'title = "A rule"',
                'titel = "A rule"',
                r"note.toml, rule a-rule: unknown key 'titel'. Did you mean 'title'",
            ),
            ('why = "Because."', "", "'why' is missing"),
            ('severity = "error"', 'severity = "fatal"', "none of error, warning, info"),
            ('status = "active"', 'status = "needs-other-notes"', "status_reason"),
            ('effective = "undated"', 'effective = "lately"', "neither 'undated' nor"),
            ('effective = "undated"', 'effective = "2025-01-01"', "neither 'undated' nor"),
            ('status = "active"', 'status = "asleep"', "none of active"),
            ("(verified)", "(certain)", "none of the tags"),
            ('sources = ["A page (verified)"]', 'sources = "A page (verified)"', "list of texts"),
            ('fix = "Do."', "fix = 3", "'fix' is to be text"),
            ("[[rule]]", "[[rules]]", r"starts with \[\[rule\]\]"),
            ("[[rule]]", "[[rule", "not valid TOML"),
            ('id = "a-rule"', 'id = "a-rule"\nrequirement = "deficit"', "none of deficits"),
        ],
    )
    def test_a_wrong_file_says_what_to_change(self, written, old, new, says):
        with pytest.raises(CatalogueError, match=says):
            read(written(ENTRY.replace(old, new, 1)))
