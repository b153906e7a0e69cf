"""Cases of the rules: every active rule has them, and the figures that ship are those of the code."""

from __future__ import annotations

import json
import shutil

import pytest

import nlp_models
from assistant.requirements.wording import wording
from assistant.rules import checked_rules
from nlp_models.scorecard import SCORECARD_FILE, as_text, shipped
from nlp_models.training.rule_cases import (
    FEWEST,
    FRAMES,
    RULES,
    RuleCaseError,
    of_half,
    read_cases,
    read_frames,
    whole_note,
)
from nlp_models.training.rule_scorecard import keep, measure, told_of

ACTIVE = {rule.id for rule in checked_rules()} | {entry["rule"] for entry in wording().values()}
FRAME = '[plain]\njoin = " "\nfirst = "DOS 3/14/2025."\nsecond = "NMR."\n'
FIVE = ", ".join(f'"note {n}"' for n in range(5))


def test_every_active_rule_has_its_cases_and_near_misses_in_both_halves():
    """Five or more each, and no rule that does not exist."""
    cases = read_cases()
    assert {case.rule for case in cases} == ACTIVE
    assert len(ACTIVE) == 49
    for rule in ACTIVE:
        for fires in (True, False):
            own = [case for case in cases if case.rule == rule and case.fires is fires]
            assert len(own) >= FEWEST
            assert {case.half for case in own} == {"mending", "locked"}


def test_shipped_figures_are_what_the_code_gives():
    """All locked cases measured again; `python -m nlp_models.training.rule_scorecard --keep` renews what ships."""
    assert shipped()["rule_cases"] == measure(of_half(read_cases(), "locked"))


def test_the_scorecard_shows_every_rule_with_precision_recall_and_support():
    figures = shipped()["rule_cases"]
    lines = {
        line.split()[0]: line.split()[1:]
        for line in as_text(shipped()).partition("Every rule")[2].splitlines()[2:]
        if line
    }
    for rule, f in figures["rules"].items():
        assert lines[rule] == [f"{f['precision']:.3f}", f"{f['recall']:.3f}", str(f["support"]), str(f["silent"])]
    assert set(figures["rules"]) == ACTIVE


def test_remeasuring_the_rules_leaves_the_reader_alone(tmp_path):
    """Everything else in the scorecard stays, to the byte."""
    model = tmp_path / "model"
    shutil.copytree(nlp_models.MODEL_DIR, model)
    card = json.loads((model / SCORECARD_FILE).read_text(encoding="utf-8"))
    (model / SCORECARD_FILE).write_text(
        json.dumps({k: v for k, v in card.items() if k != "rule_cases"}), encoding="utf-8"
    )
    keep(model)
    assert json.loads((model / SCORECARD_FILE).read_text(encoding="utf-8")) == card


def test_whole_notes_that_satisfy_every_rule_are_told_next_to_nothing():
    """At most one remark over all of them."""
    assert sum(len(told) for told in told_of([whole_note(name) for name in read_frames()])) <= 1


def test_a_part_is_changed_left_out_and_put_in_its_place(tmp_path):
    (tmp_path / FRAMES).write_text(FRAME, encoding="utf-8")
    assert whole_note("plain", folder=tmp_path) == "DOS 3/14/2025. NMR."
    assert whole_note("plain", {"first": "Mon."}, tmp_path) == "Mon. NMR."
    assert whole_note("plain", {"second": ""}, tmp_path) == "DOS 3/14/2025."


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (f"[a]\nfires = [{FIVE}]", "give the lists"),
        (f'[a]\nfires = ["one"]\nsilent = [{FIVE}]', "needs 5 cases"),
        (f'[a]\nfires = [{FIVE}, "note 1"]\nsilent = [{FIVE}]', "stands there twice"),
        (f"[a]\nfires = [{FIVE}, 7]\nsilent = [{FIVE}]", "fires 6: write a text"),
        (f'[a]\nfires = [{FIVE}, {{frame = "no"}}]\nsilent = [{FIVE}]', "no frame 'no'"),
        (f'[a]\nfires = [{FIVE}, {{frame = "plain", third = "x"}}]\nsilent = [{FIVE}]', "no part 'third'"),
        (f'[a]\nfires = [{FIVE}, " "]\nsilent = [{FIVE}]', "is empty"),
        ("[a", "cannot be used"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_place(tmp_path, words, says):
    (tmp_path / FRAMES).write_text(FRAME, encoding="utf-8")
    (tmp_path / "some.toml").write_text(words, encoding="utf-8")
    with pytest.raises(RuleCaseError, match=r"some\.toml") as error:
        read_cases(tmp_path)
    assert says in str(error.value)


def test_a_rule_has_its_cases_in_one_file(tmp_path):
    shutil.copy(RULES / FRAMES, tmp_path / FRAMES)
    other = FIVE.replace("note", "text")
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(f"[a]\nfires = [{FIVE}]\nsilent = [{other}]", encoding="utf-8")
    with pytest.raises(RuleCaseError, match=r"two\.toml: the rule 'a' already has its cases in one\.toml"):
        read_cases(tmp_path)
