"""The review: what Reed says of a note, and its JSON form (schema ``reed.review/1``).

The module is not called ``review`` because ``assistant.review`` is the public function.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from assistant.facts import Clock, CodeLine, Facts, Source, Span
from assistant.note import Note

SCHEMA = "reed.review/1"
REQUIREMENTS = (
    "deficits",
    "interventions",
    "skilled-components",
    "response",
    "functional-outcomes",
    "time",
)
STATUSES = ("met", "weak", "missing")
SEVERITIES = ("error", "warning", "info")
VERDICTS = ("compliant", "needs-work", "not-billable")


@dataclass(frozen=True, slots=True)
class Dismissal:
    """That a person disputes a finding, with the reason. It travels in the review and changes no fact."""

    reason: str
    by: str
    when: str
    """Day, or day and time, in ISO form."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One of the six elements with its status and the spans it rests on."""

    id: str
    status: str
    evidence: tuple[int, ...] = ()
    """Indices into the review's spans."""
    message: str = ""
    question: str | None = None
    sources: tuple[str, ...] = ()
    rule: str = ""
    """Id of the rule that explains this element (``reed rule ID``)."""
    disagreement: str = ""
    """Who asks for what, where sources differ; empty where the element is met."""
    dismissed: Dismissal | None = None
    """A dispute is recorded and shown; the status stays, for the words are not in the note."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that the note does not satisfy, with the words it rests on."""

    rule: str
    severity: str
    message: str
    start: int | None = None
    end: int | None = None
    why: str = ""
    fix: str = ""
    question: str | None = None
    sources: tuple[str, ...] = ()
    disagreement: str = ""
    """Who asks for what, where sources differ."""
    dismissed: Dismissal | None = None
    """Set where a person disputes the finding: it stays in the review and no longer counts."""


@dataclass(frozen=True, slots=True)
class Billing:
    """Units that the documented minutes support."""

    method: str = "cms"
    units_97112: int | None = None
    units: dict[str, int | None] = field(default_factory=dict)
    steps: tuple[str, ...] = ()
    tie: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """What Reed says of one note."""

    note: Note
    facts: Facts
    requirements: tuple[Requirement, ...]
    findings: tuple[Finding, ...]
    billing: Billing
    flags: tuple[str, ...]
    score: int
    """0 to 100: the share of the six elements, weak counting half."""
    verdict: str
    payer: str = "medicare"

    @property
    def open_requirements(self) -> tuple[Requirement, ...]:
        """Elements that are weak or missing, in the order of the six."""
        return tuple(r for r in self.requirements if r.status != "met")

    def evidence(self, requirement: Requirement) -> tuple[Span, ...]:
        """The spans a requirement rests on."""
        return tuple(self.facts.spans[i] for i in requirement.evidence)

    def to_dict(self) -> dict[str, Any]:
        """The review as the JSON object of the contract."""
        return {
            "schema": SCHEMA,
            "source": self.note.source,
            "spans": [_span(s) for s in self.facts.spans],
            "requirements": [_requirement(r) for r in self.requirements],
            "findings": [_finding(f) for f in self.findings],
            "time": _time(self.facts.clock),
            "billing": {
                "method": self.billing.method,
                "units_97112": self.billing.units_97112,
                "codes": [_code(c, self.billing) for c in self.facts.codes],
                "steps": list(self.billing.steps),
                "tie": self.billing.tie,
            },
            "flags": list(self.flags),
            "score": self.score,
            "verdict": self.verdict,
            "payer": self.payer,
        }


def hhmm(minutes: int | None) -> str | None:
    """Minutes after midnight as 24 h ``HH:MM``; None stays None."""
    return None if minutes is None else f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _source(s: Source) -> dict[str, Any]:
    return {"kind": s.kind} if s.turn is None else {"kind": s.kind, "turn": s.turn}


def _span(s: Span) -> dict[str, Any]:
    d: dict[str, Any] = {
        "label": s.label,
        "assertion": s.assertion,
        "start": s.start,
        "end": s.end,
        "text": s.text,
        "weak": s.weak,
        "score": round(s.score, 3),
        "why": list(s.why),
    }
    if s.role:
        d["role"] = s.role
    if s.concept:
        d["concept"] = s.concept
    if s.source.kind != "note":
        d["source"] = _source(s.source)
    return d


def _requirement(r: Requirement) -> dict[str, Any]:
    return {
        "id": r.id,
        "status": r.status,
        "evidence": list(r.evidence),
        "message": r.message,
        "question": r.question,
        "sources": list(r.sources),
        "rule": r.rule,
        "disagreement": r.disagreement or None,
        "dismissed": _dismissal(r.dismissed),
    }


def _finding(f: Finding) -> dict[str, Any]:
    return {
        "rule": f.rule,
        "severity": f.severity,
        "start": f.start,
        "end": f.end,
        "message": f.message,
        "why": f.why,
        "fix": f.fix,
        "question": f.question,
        "sources": list(f.sources),
        "disagreement": f.disagreement or None,
        "dismissed": _dismissal(f.dismissed),
    }


def _dismissal(d: Dismissal | None) -> dict[str, Any] | None:
    return None if d is None else {"reason": d.reason, "by": d.by, "when": d.when}


def _time(c: Clock) -> dict[str, Any]:
    return {
        "start": hhmm(c.start),
        "end": hhmm(c.end),
        "minutes_97112": c.minutes_97112,
        "timed_minutes": c.timed_minutes,
        "total_minutes": c.total_minutes,
        "computed": list(c.computed),
    }


def _code(c: CodeLine, b: Billing) -> dict[str, Any]:
    return {
        "code": c.code,
        "minutes": c.minutes,
        "units": b.units.get(c.code),
        "billed_units": c.billed_units,
        "modifiers": list(c.modifiers),
    }
