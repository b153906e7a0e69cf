"""Findings that are disputed: they stay in the review with the reason, and no longer count."""

from __future__ import annotations

import pytest

import assistant
from assistant.cli.reviews import needs_clinician
from assistant.dismissals import DismissalError, Dismissed, dismiss, matched, read_dismissals
from assistant.note import Note
from assistant.results import Dismissal

NOTE = Note(
    """DOS 5/2/2025. S: Reports a slip on the ramp.
Sways on the right leg, catches herself every few seconds; CGA.
97112 GP x 1 unit, 10 min, 9:00-9:10. Timed minutes: 10. Total treatment minutes: 10. Single leg stance on foam with
ball toss, hand at the hip to stop the drop, taken away when two throws were steady. Other patients in the room. 1:1.
Stood 9 s, 4 s on Monday. For stepping down from her truck. Next visit: head turns. HEP taught back.
Electronically signed by Tess Abel, PT.""",
    "notes/abel.txt",
)
WHY = Dismissal("They sat in the waiting corner.", "T. Abel, PT", "2025-05-03")
GROUP = "no-group-as-97112"
ENTRY = """
[[dismissed]]
rule = "no-group-as-97112"
reason = "They sat in the waiting corner."
by = "T. Abel, PT"
when = 2025-05-03
"""


class TestDismiss:
    def test_the_finding_stays_with_the_reason(self) -> None:
        """Place, message and severity are as before; the reason travels in the JSON."""
        before, after = assistant.review(NOTE), assistant.review(NOTE, dismissed=[Dismissed(GROUP, WHY)])
        assert [(f.rule, f.severity, f.start, f.message) for f in before.findings] == [
            (f.rule, f.severity, f.start, f.message) for f in after.findings
        ]
        said = {f["rule"]: f["dismissed"] for f in after.to_dict()["findings"]}
        assert said.pop(GROUP) == {"reason": WHY.reason, "by": WHY.by, "when": WHY.when}
        assert set(said.values()) <= {None}

    def test_facts_stay(self) -> None:
        """A dispute is no fact: statuses, flags and score do not move."""
        before, after = assistant.review(NOTE), assistant.review(NOTE, dismissed=[Dismissed(GROUP, WHY)])
        assert (before.requirements, before.flags, before.score) == (after.requirements, after.flags, after.score)

    def test_it_no_longer_counts(self) -> None:
        """Neither in the exit code nor, where it is all that stood behind a flag, in the verdict."""
        text = NOTE.text.replace("1:1. ", "").replace(" 1:1.", "")
        before = assistant.review(text)
        assert "group" in before.flags
        after = dismiss(before, [Dismissed(f.rule, WHY) for f in before.findings])
        assert before.verdict == "not-billable"
        assert after.verdict != "not-billable"
        assert needs_clinician(before)
        assert needs_clinician(after) == (after.verdict != "compliant")

    def test_one_of_several(self) -> None:
        """Words name the finding that is meant."""
        text = "Same as last visit. See previous note. " + NOTE.text
        review = assistant.review(text, dismissed=[Dismissed("no-cloned-note", WHY, words="see  previous NOTE")])
        found = {text[f.start : f.end]: f.dismissed for f in review.findings if f.rule == "no-cloned-note"}
        assert found == {"Same as last visit": None, "See previous note": WHY}

    @pytest.mark.parametrize(("note", "met"), [("abel.txt", True), ("notes/abel.txt", True), ("other.txt", False)])
    def test_one_note(self, note: str, met: bool) -> None:
        """By its path or its file name."""
        entry = Dismissed(GROUP, WHY, note=note)
        review = assistant.review(NOTE, dismissed=[entry])
        assert any(f.dismissed for f in review.findings) is met
        assert matched(review, [entry]) == ({0} if met else set())

    def test_an_element_keeps_its_status(self) -> None:
        """A dispute of an element is recorded; the words are still not in the note."""
        text = NOTE.text.replace("10 min, 9:00-9:10", "10 min")
        before = assistant.review(text)
        after = dismiss(before, [Dismissed("time-documented", WHY)])
        time = after.requirements[-1]
        assert (time.status, time.dismissed) == (before.requirements[-1].status, WHY)
        assert time.status != "met"
        assert after.verdict == before.verdict
        assert after.to_dict()["requirements"][-1]["dismissed"]["by"] == WHY.by

    def test_nothing_to_dismiss(self) -> None:
        """Entries that meet nothing change nothing."""
        review = assistant.review(NOTE)
        assert dismiss(review, [Dismissed("kx-justified", WHY)]).to_dict() == review.to_dict()

    def test_same_note_same_answer(self) -> None:
        """And a stream answers as single reviews do."""
        entries = [Dismissed(GROUP, WHY)]
        (streamed,) = assistant.review_many([NOTE], dismissed=iter(entries))
        assert streamed.to_dict() == assistant.review(NOTE, dismissed=entries).to_dict()

    def test_shows_no_words(self) -> None:
        """The repr holds neither words of the note nor the reason."""
        assert repr(Dismissed(GROUP, WHY, words="fell at home")) == f"Dismissed({GROUP!r})"


class TestRead:
    def test_an_entry(self) -> None:
        """Rule, reason, by and when; words and note where needed."""
        (entry,) = read_dismissals(ENTRY + 'words = "other  patients"\nnote = "a.txt"\n', "d.toml")
        assert entry == Dismissed(GROUP, WHY, "other patients", "a.txt")

    @pytest.mark.parametrize("when", ['"2025-05-03"', "2025-05-03"])
    def test_days(self, when: str) -> None:
        """As a TOML date or as text."""
        assert read_dismissals(ENTRY.replace("2025-05-03", when), "d.toml")[0].dismissal.when == "2025-05-03"

    def test_day_and_time(self) -> None:
        """A time of day is kept."""
        (entry,) = read_dismissals(ENTRY.replace("2025-05-03", "2025-05-03T10:15:00"), "d.toml")
        assert entry.dismissal.when == "2025-05-03T10:15:00"

    def test_none(self) -> None:
        """An empty file holds no entry."""
        assert read_dismissals("", "d.toml") == ()

    @pytest.mark.parametrize(
        ("old", "new", "says"),
        [
            ("[[dismissed]]", "[[dismissed", "d.toml is not valid TOML"),
            ("[[dismissed]]", "[[dismised]]", "every entry starts with"),
            ("[[dismissed]]", "dismissed = [3]\n[x]", "every entry starts with"),
            ("reason", "raeson", "d.toml, entry 1: unknown key 'raeson'"),
            ('"They sat in the waiting corner."', '"  "', "d.toml, entry 1: reason is missing or empty"),
            ('by = "T. Abel, PT"', "", "d.toml, entry 1: by is missing"),
            ('by = "T. Abel, PT"', "by = 3", "d.toml, entry 1: by is to be a text"),
            ("when = 2025-05-03", "", "d.toml, entry 1: when is missing"),
            ("when = 2025-05-03", 'when = "lately"', "d.toml, entry 1: when is missing or no date"),
            ("no-group-as-97112", "no-group-as-97122", "is no rule"),
        ],
    )
    def test_a_wrong_file_names_file_entry_and_key(self, old: str, new: str, says: str) -> None:
        """A dismissal without a reason, a name or a day is none."""
        with pytest.raises(DismissalError) as raised:
            read_dismissals(ENTRY.replace(old, new, 1), "d.toml")
        assert says in raised.value.message

    def test_hostile_depth(self) -> None:
        """Thousands of brackets are refused like any other fault."""
        with pytest.raises(DismissalError):
            read_dismissals("x = " + "[" * 9000, "d.toml")
