"""The text report of hand-built reviews."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cli_material import FORBIDDEN, HOSTILE, review_of

from assistant.cli.layout import cell_width
from assistant.cli.report import problems, report
from assistant.facts import Clock, Source, Span
from assistant.note import Note
from assistant.results import Finding, Review

TEXT = "Pt seen.\nPoor balance in gait.\n97112 x 4, 10:05-10:43\n"
BALANCE = Span("DEFICIT", 9, 29, "Poor balance in gait")
UNITS = Finding("units-match-minutes", "error", "4 units are listed; 3 are supported.", 31, 40, "Why.", "Fix.", "Ask?")
PLAN = Finding("plan-next-visit", "info", "No plan was found.", why="Why.", fix="Fix.", question="What next?")


def shown(review: Review, width: int = 80) -> list[str]:
    """The lines of a report without their styles."""
    return ["".join(p if isinstance(p, str) else p[0] for p in line).rstrip() for line in report(review, width)]


class TestReport:
    def test_whole(self) -> None:
        """One report from first to last line."""
        clock = Clock(start=605, end=643, minutes_97112=38)
        statuses = {"deficits": "weak", "time": "missing"}
        review = review_of(TEXT, (BALANCE,), statuses, (PLAN, UNITS), clock)
        assert shown(review) == [
            "n.txt: needs work. 4 of 6 elements met; 1 error, 1 hint",
            "",
            "error[units-match-minutes]: 4 units are listed; 3 are supported.",
            "  --> n.txt:3:1",
            "   |",
            " 3 | 97112 x 4, 10:05-10:43",
            "   | ^^^^^^^^^",
            "   why: Why.",
            "   add: Fix.",
            "   ask: Ask?",
            "",
            "missing[]: It is missing.",
            "   ask: What happened?",
            "",
            "weak[]: It is weak.",
            "  --> n.txt:2:1",
            "   |",
            " 2 | Poor balance in gait.",
            "   | ^^^^^^^^^^^^^^^^^^^^",
            "   ask: What happened?",
            "",
            "info[plan-next-visit]: No plan was found.",
            "   ask: What next?",
            "",
            "  Element                 Status   Evidence (line)",
            '  Neuromuscular deficits  weak     "Poor balance in gait" (2)',
            '  Interventions           met      "Poor balance in gait" (2)',
            '  Skilled components      met      "Poor balance in gait" (2)',
            '  Response and progress   met      "Poor balance in gait" (2)',
            '  Functional outcomes     met      "Poor balance in gait" (2)',
            "  Time                    missing  -",
            "",
            "  10:05-10:43, 38 min of 97112",
        ]

    @pytest.mark.parametrize("width", [40, 60, 100])
    def test_width(self, width: int) -> None:
        """No line is wider than asked for."""
        spans = tuple(Span("DEFICIT", 9, 29, "Poor balance in gait " * n) for n in range(1, 6))
        long = Finding("plan-next-visit", "warning", "word " * 60, 0, 8, "why " * 60, "fix " * 60, "ask " * 60)
        review = review_of(TEXT + "long " * 200, spans, {"deficits": "weak"}, (long,))
        assert max(cell_width(line) for line in shown(review, width)) <= max(width, 60)

    def test_all_evidence_is_counted(self) -> None:
        """What does not fit the table is counted in it."""
        spans = tuple(Span("DEFICIT", 9, 29, "Poor balance in gait") for _ in range(9))
        row = next(line for line in shown(review_of(TEXT, spans)) if "Interventions" in line)
        named, _, more = row.partition("+")
        assert named.count('"') // 2 + int(more.split()[0]) == 9

    def test_answers_are_no_places(self) -> None:
        """Words from an answer are quoted with their turn, never pointed to in the note."""
        said = Span("DEFICIT", 0, 400, "leans left", source=Source("answer", 2))
        lines = shown(review_of(TEXT, (said,), {"deficits": "weak"}))
        assert '"leans left" (answer 2)' in "\n".join(lines)
        assert not any("-->" in line for line in lines)

    def test_compliant(self) -> None:
        """A note with nothing to report has its headline and the table, no more."""
        lines = shown(review_of("ok", verdict="compliant"))
        assert lines[0] == "n.txt: compliant. 6 of 6 elements met"
        assert not any("[" in line for line in lines)

    def test_not_billable(self) -> None:
        """What makes the code doubtful is in the headline."""
        assert "not billable (group)" in shown(review_of("ok", verdict="not-billable", flags=("group",)))[0]

    def test_hostile_note(self) -> None:
        """Nothing of a hostile note or file name comes out raw, in the excerpt, the table or the message."""
        note = Note(f"one\n{HOSTILE} two", HOSTILE)
        span = Span("DEFICIT", 4, 4 + len(HOSTILE), HOSTILE)
        finding = Finding("units-match-minutes", "error", f'"{HOSTILE}" is odd.', 4, 10)
        text = "\n".join(shown(review_of(note, (span,), {"deficits": "weak"}, (finding,))))
        assert not [ch for ch in FORBIDDEN if ch in text]
        assert "[bold]x[/] [@click=app.quit]" in text

    def test_span_outside_the_text(self) -> None:
        """A place beyond the text is shown at its end: a report never fails."""
        assert shown(review_of("ab", (Span("DEFICIT", 50, 60, "x"),), {"deficits": "weak"}))

    def test_places_on_one_line(self) -> None:
        """Places that one line shows share it; those that it cannot show at once have each their own."""
        note = Note("Poor balance, late ankle strategy.", "n.txt")
        spans = (Span("DEFICIT", 0, 12, "Poor balance"), Span("DEFICIT", 14, 33, "late ankle strategy"))
        review = review_of(note, spans, {"deficits": "weak"})
        lines = shown(review)
        at = lines.index(" 1 | Poor balance, late ankle strategy.")
        assert lines[at + 1] == "   | ^^^^^^^^^^^^  ^^^^^^^^^^^^^^^^^^^"
        assert sum(line.startswith(" 1 | ") for line in lines) == 1
        long = Note("Poor balance," + " and so on" * 20 + ", late ankle strategy.", "n.txt")
        last = long.text.index("late")
        spans = (spans[0], Span("DEFICIT", last, last + 19, "late ankle strategy"))
        lines = shown(review_of(long, spans, {"deficits": "weak"}))
        assert sum(line.startswith(" 1 | ") for line in lines) == 2


class TestProblems:
    def test_order(self) -> None:
        """Errors, missing and weak elements, warnings, hints; in the order of the review within each."""
        warning = Finding("x", "warning", "w")
        review = review_of(
            TEXT, (), {"deficits": "weak", "response": "missing", "time": "missing"}, (PLAN, warning, UNITS)
        )
        assert [p.level for p in problems(review)] == ["error", "missing", "missing", "weak", "warning", "info"]

    def test_words_of_the_rule(self) -> None:
        """An open element brings the reason and the remedy of its rule."""
        review = review_of(TEXT, (), {"time": "missing"})
        time = replace(review.requirements[-1], rule="time-documented")
        problem = problems(replace(review, requirements=(time,)))[0]
        assert problem.why
        assert problem.fix
