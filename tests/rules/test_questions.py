"""Questions are put to clinicians as they stand, so each one is checked for leading (AHIMA/ACDIS query practice)."""

from __future__ import annotations

import re

import pytest

from assistant.rules import rules

# Words that lead by outcome, pressure or judgement, and the words the project refuses anywhere in a question.
BANNED = re.compile(
    r"\b(reimburs\w*|pay\w*|paid|bill\w*|money|fees?|charges?|den(?:y|ied|ial)\w*|audit\w*|scor\w*|points?|rank\w*|risk|"
    r"complian\w*|units? gained|so that|to support|in order to|please|should|must|don't you|isn't|correct\?|"
    r"would you agree|agree that|skilled|improve\w*|better)\b",
    re.IGNORECASE,
)
# Words that would plant a finding, a side, a level, a device or a cue.
PLANTED = re.compile(
    r"\b(left|right (?:leg|arm|side)|tactile|verbal|facilitat\w*|foam|belt|mirror|balance|proprioception|weakness|"
    r"moderate|minimal|maximal|assist|fall|pain|dizz\w*|one-on-one|group|alone)\b",
    re.IGNORECASE,
)
OPENERS = {"what", "which", "how", "who", "when", "where"}
questions = pytest.mark.parametrize("text", [each.question for each in rules()], ids=[each.id for each in rules()])


@questions
class TestEveryQuestion:
    def test_is_one_question(self, text):
        assert text.count("?") == 1
        assert text.endswith("?")
        assert not re.search(r"[.!;]", text)

    def test_is_short(self, text):
        assert len(text.split()) <= 20

    def test_is_open(self, text):
        assert re.findall(r"[a-z]+", text.lower())[0] in OPENERS | {"on"}

    def test_plants_no_figure(self, text):
        assert not re.search(r"\d", text)

    def test_holds_no_banned_word(self, text):
        assert BANNED.findall(text) == []

    def test_plants_no_fact(self, text):
        # "alone" stands in the question on assistants, where it defines whose minutes are asked for.
        found = [word for word in PLANTED.findall(text) if word.lower() != "alone"]
        assert found == []


def test_no_two_rules_ask_the_same():
    texts = [each.question for each in rules()]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    "leading",
    [
        "Did you give tactile cues for weight shift?",
        "Impaired proprioception, correct?",
        "Was it 15 minutes so one unit can be billed?",
        "Would you agree that the patient improved?",
        "What should be added to support 97112?",
    ],
)
def test_the_linter_catches_leading_questions(leading):
    opener = leading.split()[0].lower()
    assert BANNED.search(leading) or PLANTED.search(leading) or re.search(r"\d", leading) or opener not in OPENERS
