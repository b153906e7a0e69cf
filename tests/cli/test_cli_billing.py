"""``units`` beyond plain minutes, ``fee`` and ``pair``."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.cli import main
from assistant.cli.units import _spread

Captured = pytest.CaptureFixture[str]


def answer(capsys: Captured, *words: str, code: int = 0) -> Any:
    """The JSON that a command prints."""
    assert main([*words, "--format", "json"]) == code
    return json.loads(capsys.readouterr().out)


def refusal(capsys: Captured, *words: str) -> str:
    """The one line with which a command is refused."""
    assert main([*words]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "Traceback" not in err
    return err


class TestUnits:
    def test_clock_times(self, capsys: Captured) -> None:
        """Start and end stand in for minutes; several take commas or the code again; breaks are taken out."""
        words = ["units", "97112=10:05-10:28,10:40-10:50", "97112=5", "--break", "10:10-10:15"]
        assert answer(capsys, *words)["total_minutes"] == 33

    def test_a_break_of_minutes(self, capsys: Captured) -> None:
        """A break may be minutes of one code."""
        assert answer(capsys, "units", "97112=45", "--break", "97112=10")["total_minutes"] == 35

    def test_a_tie_is_offered_and_settled(self, capsys: Captured) -> None:
        """Every way to settle a tie is offered; ``--choose`` settles it."""
        assert len(answer(capsys, "units", "97112=20", "97110=20")["choices"]) == 2
        assert answer(capsys, "units", "97112=20", "97110=20", "--choose", "97110")["units"]["97110"] == 2
        main(["units", "97112=20", "97110=20"])
        assert "  or: 97112 1, 97110 2" in capsys.readouterr().out.splitlines()

    def test_all_modifiers(self, capsys: Captured) -> None:
        """Plan, assistant and 59 together, on lines of their own where units differ."""
        words = ["units", "97140=10:00-10:12", "97530=10:12-10:38", "--plan", "PT", "--assistant", "97530=10:12-10:27"]
        found = answer(capsys, *words)
        assert found["modifiers"] == {"97140": ["GP"], "97530": ["GP", "CQ", "59"]}
        assert [line["modifiers"] for line in found["lines"] if line["code"] == "97530"] == [
            ["GP", "CQ", "59"],
            ["GP", "59"],
        ]
        assert found["pairs"][0]["rule"] == "edit"

    def test_an_open_edge(self, capsys: Captured) -> None:
        """Where the two computations of the allowance differ, the code is named."""
        assert answer(capsys, "units", "97112=8", "--assistant", "97112=1")["unsettled"] == ["97112"]

    @pytest.mark.parametrize(
        ("words", "code", "rule"),
        [
            (["97112=20", "97110=20", "--billed", "97112=2", "97110=2"], 1, "units-match-minutes"),
            (["97112=38", "--billed", "97112=2"], 0, "units-match-minutes"),
            (["97112=09:00-09:30", "97140=09:20-09:35"], 1, "no-overlapping-times"),
            (["97112=38", "--timed-total", "30"], 1, "internally-consistent"),
            (["97112=38", "--total", "30"], 1, "total-treatment-time"),
            (["97112=38", "--session", "10:00-10:30"], 1, "start-end-agree-with-minutes"),
            (["97112=68"], 0, "mue-units-cap"),
            (["--timed-total", "20", "--billed", "97112=2"], 1, "units-match-minutes"),
        ],
    )
    def test_what_does_not_agree(self, words: list[str], code: int, rule: str, capsys: Captured) -> None:
        """It is a finding, and exit code 1 where it is more than information."""
        assert answer(capsys, "units", *words, code=code)["findings"][0]["rule"] == rule
        assert main(["units", *words]) == code
        assert f"[{rule}]: " in capsys.readouterr().out

    def test_the_contract_stays(self, capsys: Captured) -> None:
        """The fields of the contract come first and hold what they held."""
        found = answer(capsys, "units", "97112=24", "97110=23", "--assistant", "97112=24")
        assert list(found)[:7] == ["method", "total_minutes", "total_units", "units", "modifiers", "tie", "steps"]
        assert found["modifiers"] == {"97112": ["CQ"]}

    def test_trailing_values_of_each_option(self) -> None:
        """Behind the minutes, ``--assistant`` and ``--billed`` each take what follows them."""
        words = ["97112=9", "97110=9", "--assistant", "97112=1", "97110=2", "--billed", "97112=1", "97110=0"]
        assert _spread(words)[2:] == [
            *("--assistant", "97112=1", "--assistant", "97110=2"),
            *("--billed", "97112=1", "--billed", "97110=0"),
        ]

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (["97112=09:30-09:15"], "before it starts"),
            (["97112=25:00-26:00"], "no clock shows"),
            (["97112=10:05"], "10:05-10:28"),
            (["97112=10", "--break", "97112=20"], "does not fit"),
            (["97112=10", "--break", "x"], "is no break"),
            (["97112=10", "--billed", "97112"], "no units"),
            (["97112=20", "--choose", "97112"], "no tie"),
            (["97112=20", "--plan", "SLP", "--assistant", "97112=5"], "speech"),
            (["97112=20", "--session", "10"], "The session"),
            (["--timed-total", "20"], "No minutes"),
        ],
    )
    def test_refusals(self, words: list[str], says: str, capsys: Captured) -> None:
        """What cannot be counted is refused in one line that says what to do."""
        assert says in refusal(capsys, "units", *words)


class TestFee:
    @pytest.mark.parametrize(
        ("on", "amount"), [("2024-03-08", 33.07), ("2024-03-09", 33.62), ("2025-06-01", 32.02), ("2026-06-01", 32.73)]
    )
    def test_a_unit_by_date(self, on: str, amount: float, capsys: Captured) -> None:
        """2024 has two parts, the other years one."""
        assert answer(capsys, "fee", "97112", "--date", on)["allowed"] == amount

    def test_text(self, capsys: Captured) -> None:
        """The amount first, then the reasoning line by line, then notes."""
        assert main(["fee", "97112=3", "--date", "2026-05-01"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0] == "$82.49 allowed for 3 units on 2026-05-01"
        assert any("33.4009" in line for line in lines)
        assert any("2 x $24.88" in line and "cut by 50 %" in line for line in lines)
        assert any("Private payers" in line for line in lines)

    def test_several_codes(self, capsys: Captured) -> None:
        """Values that the table lacks can be given."""
        words = ["fee", "97112=1", "97110=1", "--date", "2026-05-01", "--rvu", "97110=0.45,0.40,0.01"]
        assert [unit["code"] for unit in answer(capsys, *words)["units"]] == ["97112", "97110"]

    def test_a_locality_and_an_assistant(self, capsys: Captured) -> None:
        """Indices and assistant units change the amounts."""
        plain = answer(capsys, "fee", "97112", "--date", "2026-05-01")
        words = ["fee", "97112", "--date", "2026-05-01", "--gpci", "1.05,1.2,0.6", "--assistant", "97112=1"]
        changed = answer(capsys, *words)
        assert changed["allowed"] > plain["allowed"]
        assert changed["medicare"] < 0.8 * changed["allowed"]

    def test_threshold(self, capsys: Captured) -> None:
        """The year's amounts, and what applies to a running total."""
        found = answer(capsys, "fee", "--threshold", "2026", "--spent", "2,500.50")
        assert (found["kx_threshold"], found["review_threshold"], found["applies"]) == (2480, 3000, ["kx"])
        main(["fee", "--threshold", "2026", "--spent", "3100"])
        assert "KX and targeted review apply" in capsys.readouterr().out

    def test_a_visit_on_top_of_a_running_total(self, capsys: Captured) -> None:
        """With codes, the visit is added to what was spent before."""
        found = answer(capsys, "fee", "97112=3", "--date", "2026-05-01", "--spent", "2450")
        assert (found["threshold"]["spent"], found["threshold"]["applies"]) == (2532.49, ["kx"])

    def test_today_without_a_date(self, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
        """Without a date of service it is today's."""
        from datetime import date

        class Day(date):
            @classmethod
            def today(cls) -> date:
                return date(2026, 2, 3)

        monkeypatch.setattr("assistant.cli.fee.date", Day)
        assert answer(capsys, "fee", "97112")["date"] == "2026-02-03"

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            ([], "--threshold"),
            (["97112", "--date", "2027-01-01"], "to 2026-12-31"),
            (["97112", "--date", "2022-06-01"], "--rvu 97112="),
            (["97110", "--date", "2026-06-01"], "--rvu 97110="),
            (["97999", "--date", "2026-06-01"], "does not know"),
            (["97112=2", "--date", "2025-06-01"], "$32.02"),
            (["97112", "--date", "May"], "YYYY-MM-DD"),
            (["97112", "--date", "2026-06-01", "--gpci", "1,1"], "three numbers"),
            (["97112", "--date", "2026-06-01", "--gpci", "1,1,nan"], "three numbers"),
            (["97112", "--date", "2026-06-01", "--gpci", "1,1,0"], "near 1"),
            (["97112", "--date", "2026-06-01", "--rvu", "97112=1"], "three numbers"),
            (["97112=x", "--date", "2026-06-01"], "no units"),
            (["97112=0", "--date", "2026-06-01"], "1 to 96"),
            (["--threshold", "2027"], "2018 to 2026"),
            (["--threshold", "2026", "--spent", "much"], "dollars"),
            (["97112", "--date", "2026-06-01", "--threshold", "2025"], "one year"),
        ],
    )
    def test_refusals(self, words: list[str], says: str, capsys: Captured) -> None:
        """What the tables do not hold is said in one line with what to do."""
        assert says in refusal(capsys, "fee", *words)


class TestPair:
    def test_what_the_table_holds(self, capsys: Captured) -> None:
        """A known pair has a rule, a date and a source; an unknown one says so."""
        found = answer(capsys, "pair", "97530", "97140")[0]
        assert (found["rule"], found["takes"], found["indicator"]) == ("edit", "97530", 1)
        assert found["source"]
        assert main(["pair", "97112", "97533"]) == 0
        assert "no rule in the offline table" in capsys.readouterr().out

    def test_lower_case_and_several(self, capsys: Captured) -> None:
        """Every pair of several codes is told."""
        assert len(answer(capsys, "pair", "97112", "97140", "g0283")) == 3

    @pytest.mark.parametrize("words", [[], ["97112"], ["97112", "97112"], ["97112", "manual"]])
    def test_refusals(self, words: list[str], capsys: Captured) -> None:
        """What is no pair is refused."""
        refusal(capsys, "pair", *words)


class TestMeasure:
    def test_one_and_all(self, capsys: Captured) -> None:
        """One by any of its names, with people and certainty; without a name the list."""
        found = answer(capsys, "measure", "bbs")
        assert [(m["id"], m["low"], m["high"], m["better"]) for m in found] == [("berg", 0, 56, "up")]
        assert len(answer(capsys, "measure")) > 30
        assert main(["measure", "gait speed"]) == 0
        told = capsys.readouterr().out
        assert "stroke in hospital: 0.13 m/s or more matters to the patient (verified)" in told
        assert "higher is better" in told

    def test_an_unknown_name(self, capsys: Captured) -> None:
        """The nearest is offered."""
        refusal(capsys, "measure", "bergg")


@pytest.mark.parametrize(
    "words", [["units", "97112=5"], ["fee", "97112", "--date", "2026-01-01"], ["pair", "97150", "97112"]]
)
def test_nothing_is_foretold_of_a_payer(words: list[str], capsys: Captured) -> None:
    """No claim is said to be denied for certain."""
    main(words)
    assert "denied" not in capsys.readouterr().out
