"""Payer profiles: what they change in a review, and how a wrong file is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import assistant
from assistant.payers import PayerError, Profile, finding, profile, profile_names
from assistant.payers.profile import parse
from assistant.reviewing import review_facts
from assistant.rules import rules

NOTE = """DOS 5/2/2025. S: Reports a slip on the ramp.
Dx: R ankle sprain. Sways on the right leg, catches herself every few seconds.
97112 x 1 unit, 10 min; 97530 x 1 unit, 10 min. Single leg stance on foam with ball toss, hand at the hip to stop the
drop, taken away when two throws were steady. Stood 9 s, 4 s on Monday. For stepping down from her truck. 1:1.
Signed by Tess Abel, PT."""
IDS = tuple(each.id for each in rules())


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A person's own folder of profiles, empty."""
    monkeypatch.setattr(finding, "own_folder", lambda: tmp_path)
    profile.cache_clear()
    yield tmp_path
    profile.cache_clear()


class TestShipped:
    def test_names(self) -> None:
        """The default comes first."""
        assert profile_names()[0] == "medicare"
        assert {"medicare", "ama", "strict-neuro", "commercial"} <= set(profile_names())

    @pytest.mark.parametrize("name", ["medicare", "ama", "strict-neuro", "commercial"])
    def test_is_complete(self, name: str) -> None:
        """Each says what it is, from where, and promises no outcome."""
        found = profile(name)
        assert found.name == name
        assert found.title
        assert found.sources
        assert "denied" not in f"{found.title} {found.note}".lower()

    def test_medicare_is_the_catalogue(self) -> None:
        """The default changes nothing: it equals a profile without any file."""
        found = profile("medicare")
        assert (found.method, found.diagnosis, found.modifiers, dict(found.rules)) == (
            Profile().method,
            Profile().diagnosis,
            Profile().modifiers,
            {},
        )
        assert assistant.review(NOTE).to_dict() == assistant.review(NOTE, payer="medicare").to_dict()


class TestReview:
    def test_the_review_names_the_payer(self) -> None:
        """So that two reviews of one note can be told apart."""
        assert [assistant.review(NOTE, payer=p).to_dict()["payer"] for p in ("medicare", "ama")] == ["medicare", "ama"]

    def test_counting(self) -> None:
        """10 + 10 minutes are one unit pooled and two counted apart."""
        pooled, apart = (assistant.review(NOTE, payer=p).billing for p in ("medicare", "ama"))
        assert (pooled.method, sum(n or 0 for n in pooled.units.values())) == ("cms", 1)
        assert (apart.method, sum(n or 0 for n in apart.units.values())) == ("ama", 2)

    def test_strict_reading_of_diagnoses(self) -> None:
        """A sprain is no disease of the nervous system: told by the strict profile alone, as a warning."""
        rule = "dx-supports-97112"
        (hit,) = [f for f in assistant.review(NOTE, payer="strict-neuro").findings if f.rule == rule]
        assert hit.severity == "warning"
        assert "strict-neuro" in hit.message
        assert "others accept" in hit.disagreement
        assert rule not in {f.rule for f in assistant.review(NOTE).findings}

    @pytest.mark.parametrize("diagnosis", ["Parkinson's disease", "L hemiparesis", "G20.A1", "I69.354"])
    def test_neurologic_diagnoses_satisfy_it(self, diagnosis: str) -> None:
        """By name or by code."""
        review = assistant.review(NOTE.replace("R ankle sprain", diagnosis), payer="strict-neuro")
        assert "dx-supports-97112" not in {f.rule for f in review.findings}

    def test_statuses_are_the_same_under_every_payer(self) -> None:
        """The six elements are what the note shows, whoever pays."""
        statuses = {tuple(r.status for r in assistant.review(NOTE, payer=p).requirements) for p in profile_names()}
        assert len(statuses) == 1

    def test_a_profile_may_be_given_as_a_value(self) -> None:
        """For callers with profiles of their own."""
        quiet = Profile("mine", rules=dict.fromkeys((f.rule for f in assistant.review(NOTE).findings), "off"))
        review = assistant.review(NOTE, payer=quiet)
        assert (review.findings, review.payer) == ((), "mine")

    def test_unknown(self) -> None:
        """The error lists what there is, from every way in."""
        for call in (assistant.review, lambda n, payer: list(assistant.review_many([n], payer=payer))):
            with pytest.raises(PayerError) as raised:
                call(NOTE, payer="medicrae")  # type: ignore[operator]
            assert "Did you mean 'medicare'?" in raised.value.hint
            assert "strict-neuro" in raised.value.hint


class TestModifiers:
    def hits(self, payer: str, note: str) -> set[str]:
        return {f.rule for f in assistant.review(note, payer=payer).findings}

    def test_wanted_and_not(self) -> None:
        """The assistant modifier is missed where it is wanted; a plan that does not want it is silent."""
        note = NOTE.replace("97112 x", "97112 GP x").replace("Tess Abel, PT", "Tess Abel, PTA")
        assert "cq-co-modifier" in self.hits("medicare", note)
        assert "cq-co-modifier" not in self.hits("commercial", note)


class TestWeights:
    def test_set_heavier_and_lighter(self) -> None:
        """A profile sets the weight of a rule; a case that is light by itself never becomes heavier."""
        found = Profile(rules={"a": "error", "b": "info"})
        assert found.weight("a", "warning", None) == "error"
        assert found.weight("a", "warning", "info") == "info"
        assert found.weight("b", "error", "error") == "info"
        assert found.weight("c", "warning", None) == "warning"

    def test_off(self) -> None:
        """A rule that is off is not looked for."""
        assert not Profile(rules={"a": "off"}).applies("a")


Write = Callable[[str], Path]


class TestOwn:
    @pytest.fixture
    def write(self, own: Path) -> Write:
        def write(text: str) -> Path:
            path = own / "mine.toml"
            path.write_text(text, encoding="utf-8")
            return path

        return write

    def test_is_found_by_its_file_name(self, write: Write) -> None:
        """And changes what it says it changes."""
        write('title = "Mine"\nmethod = "ama"\n[rules]\nhep-education = "error"\n')
        assert "mine" in profile_names()
        review = assistant.review(NOTE, payer="mine")
        assert review.payer == "mine"
        assert [f.severity for f in review.findings if f.rule == "hep-education"] == ["error"]

    def test_a_shipped_name_is_not_replaced(self, own: Path) -> None:
        """*medicare* in a review means the same on every machine."""
        (own / "medicare.toml").write_text('method = "ama"', encoding="utf-8")
        assert profile("medicare").method == "cms"

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("method = ", "mine.toml is not valid TOML"),
            ("metod = 'cms'", "mine.toml: unknown key 'metod'"),
            ("method = 'both'", "mine.toml: method = 'both' is none of cms, ama"),
            ("diagnosis = 3", "mine.toml: diagnosis = 3 is none of deficit, strict"),
            ("modifiers = 'kx'", "mine.toml: modifiers is to be a list"),
            ("modifiers = ['gp']", "mine.toml: modifiers = 'gp' is none of"),
            ("title = 3", "mine.toml: title is to be a text"),
            ("rules = 'all'", "mine.toml: rules is to be a table"),
            ("[rules]\nhep-educaton = 'off'", "mine.toml: rules names 'hep-educaton'"),
            ("[rules]\nhep-education = 'loud'", "mine.toml: rules.hep-education = 'loud' is none of"),
            ("[rules]\ntime-documented = 'off'", "mine.toml: rules.time-documented is one of the six elements"),
            ("x = " + "[" * 5000, "mine.toml"),
            ("x = " + "9" * 6000, "mine.toml is not valid TOML"),
            ("note = '" + "x" * 5000 + "'", "mine.toml: note is to be a text"),
            ("#" + "x" * 70_000, "larger than"),
        ],
    )
    def test_a_wrong_file_names_file_and_key(self, write: Write, text: str, says: str) -> None:
        """One sentence, on one line, whatever was written."""
        write(text)
        with pytest.raises(PayerError) as raised:
            profile("mine")
        assert says in raised.value.message
        assert len(raised.value.message) < 200

    def test_not_text(self, write: Write) -> None:
        """Bytes that are no UTF-8."""
        write("").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(PayerError, match="not UTF-8"):
            profile("mine")

    def test_no_file(self, own: Path) -> None:
        """A folder of that name."""
        (own / "mine.toml").mkdir()
        with pytest.raises(PayerError, match="is no file"):
            profile("mine")

    @pytest.mark.parametrize("name", ["../mine", "/etc/passwd", "", "mine.toml", "MINE", "a" * 200, "\x1b[2J"])
    def test_a_name_is_never_a_path(self, write: Write, name: str) -> None:
        """What is not in the list is unknown."""
        write('title = "Mine"')
        with pytest.raises(PayerError, match="no payer profile"):
            profile(name)

    def test_a_wrong_file_does_not_touch_the_others(self, write: Write) -> None:
        """Only the profile that is asked for is read."""
        write("method = ")
        assert assistant.review(NOTE).payer == "medicare"


def test_same_profile_same_answer() -> None:
    """Nothing but note and profile decides."""
    read = parse("method = 'ama'", "x", "x.toml", IDS)
    review = assistant.review(NOTE)
    once, again = (review_facts(review.note, review.facts, payer=read).to_dict() for _ in range(2))
    assert once == again
