"""The verdict: what the statuses, findings and flags of a review come to."""

from __future__ import annotations

from assistant.facts import Facts
from assistant.results import Finding, Requirement

NOT_BILLABLE = frozenset(("group", "unsupervised", "exercise-only", "not-97112"))
FLAG_RULES = {
    "group": ("no-group-as-97112",),
    "unsupervised": ("no-unsupervised-activity",),
    "exercise-only": (
        "not-97110-content",
        "modality-alone-not-97112",
        "distinct-from-97116",
        "distinct-from-97140",
        "distinct-from-97530",
        "distinct-from-other-codes",
    ),
}
"""Flag to the rules whose findings say the same with words of the note."""
SHORT = "under-8-minutes-check"
FEWEST_MINUTES = 8


def verdict_of(
    requirements: tuple[Requirement, ...], findings: tuple[Finding, ...], flags: tuple[str, ...], facts: Facts
) -> str:
    """`not-billable` where the code itself is in doubt, `compliant` where all six are met and no rule is broken.

    A finding that a person dismissed does not count, nor does a flag whose findings are all dismissed. Elements count
    as they are: words that are not in the note cannot be argued into it.
    """
    minutes = facts.clock.minutes_97112
    short = minutes is not None and minutes < FEWEST_MINUTES and not _settled((SHORT,), findings)
    doubts = [f for f in flags if f in NOT_BILLABLE and not _settled(FLAG_RULES.get(f, ()), findings)]
    if doubts or short:
        return "not-billable"
    if all(r.status == "met" for r in requirements) and not any(
        f.severity == "error" and f.dismissed is None for f in findings
    ):
        return "compliant"
    return "needs-work"


def _settled(rules: tuple[str, ...], findings: tuple[Finding, ...]) -> bool:
    """There are findings of these rules, and each of them is dismissed."""
    of_them = [f for f in findings if f.rule in rules]
    return bool(of_them) and all(f.dismissed is not None for f in of_them)
