"""Findings that a person disputes: which, why, who said so and when.

A dismissal changes no fact: statuses, flags, score, place and severity stay. The finding stays in the review with the
reason and no longer counts for verdict and exit code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from assistant.errors import ReedError, did_you_mean
from assistant.own_files import toml_of
from assistant.results import Dismissal, Finding, Requirement, Review
from assistant.verdicts import verdict_of

LARGEST = 1_000_000
"""Bytes; nothing that large is a list of dismissals."""
_NEEDED = ("rule", "reason", "by", "when")
_KEYS = (*_NEEDED, "words", "note")


class DismissalError(ReedError):
    """A list of dismissals that cannot be used; the message names the file, the entry and the key."""


@dataclass(frozen=True, slots=True, repr=False)
class Dismissed:
    """One entry: what is disputed, and the dispute."""

    rule: str
    """Id of the rule; for an open element, of the rule behind it."""
    dismissal: Dismissal
    words: str = ""
    """Words of the note that the finding rests on, where only that one is meant."""
    note: str = ""
    """The note, by its source or its file name; empty for any."""

    def __repr__(self) -> str:
        # `words` are the note's and `reason` may speak of the patient.
        return f"Dismissed({self.rule!r})"


def dismiss(review: Review, dismissed: Iterable[Dismissed]) -> Review:
    """The review with these findings and elements marked as disputed, and the verdict without them.

    Of two entries that meet one finding, the first counts.
    """
    entries = [d for d in dismissed if _is_about(d, review)]
    if not entries:
        return review
    findings = tuple(_of_finding(f, entries, review) for f in review.findings)
    requirements = tuple(_of_element(r, entries, review) for r in review.requirements)
    verdict = verdict_of(requirements, findings, review.flags, review.facts)
    return replace(review, findings=findings, requirements=requirements, verdict=verdict)


def matched(review: Review, dismissed: Sequence[Dismissed]) -> set[int]:
    """Places in the list of the entries that meet something in this review."""
    return {
        n
        for n, each in enumerate(dismissed)
        if _is_about(each, review)
        and (
            any(_meets(each, f, review) for f in review.findings)
            or any(_meets_element(each, r, review) for r in review.requirements)
        )
    }


def read_dismissals(text: str, where: str) -> tuple[Dismissed, ...]:
    """Entries from TOML: ``[[dismissed]]`` with rule, reason, by, when, and if need be words and note.

    Args:
        text: the file's text.
        where: the file's name, for errors.

    Raises:
        DismissalError: the text is no TOML, or an entry is incomplete or names no rule.
    """
    data = toml_of(text, where, "a list of dismissals", DismissalError)
    entries = data.get("dismissed", [])
    if set(data) - {"dismissed"} or not isinstance(entries, list):
        raise DismissalError(f"{where}: every entry starts with [[dismissed]].", "Nothing else stands outside them.")
    return tuple(_entry(entry, f"{where}, entry {n}") for n, entry in enumerate(entries, 1))


def _entry(entry: object, where: str) -> Dismissed:
    from assistant.rules.catalogue import rules

    if not isinstance(entry, dict):
        raise DismissalError(f"{where} is no table.", "Every entry starts with [[dismissed]].")
    for key in entry:
        if key not in _KEYS:
            hint = did_you_mean(key, _KEYS) or f"An entry has the keys {', '.join(_KEYS)}."
            raise DismissalError(f"{where}: unknown key {key[:40]!r}.", hint)
    values = {key: _text(entry.get(key, ""), key, where) for key in _KEYS if key != "when"}
    for key in ("rule", "reason", "by"):
        if not values[key]:
            raise DismissalError(f"{where}: {key} is missing or empty.", "A dismissal names rule, reason, by and when.")
    known = {each.id for each in rules()}
    if values["rule"] not in known:
        hint = did_you_mean(values["rule"], known) or "`reed rule --all` lists the rules."
        raise DismissalError(f"{where}: rule = {values['rule'][:40]!r} is no rule.", hint)
    dismissal = Dismissal(values["reason"], values["by"], _when(entry, where))
    return Dismissed(values["rule"], dismissal, values["words"], values["note"])


def _text(value: object, key: str, where: str) -> str:
    if not isinstance(value, str):
        raise DismissalError(f"{where}: {key} is to be a text.", f'For example {key} = "...".')
    return " ".join(value.split())


def _when(entry: Mapping[str, Any], where: str) -> str:
    value = entry.get("when")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        try:
            return (date if len(value) == len("2025-04-18") else datetime).fromisoformat(value).isoformat()
        except ValueError:
            pass
    raise DismissalError(f"{where}: when is missing or no date.", "For example when = 2025-04-18.")


def _is_about(entry: Dismissed, review: Review) -> bool:
    source = review.note.source
    return not entry.note or entry.note in (source, PurePath(source).name)


def _meets(entry: Dismissed, finding: Finding, review: Review) -> bool:
    if entry.rule != finding.rule:
        return False
    if not entry.words:
        return True
    if finding.start is None or finding.end is None:
        return False
    return _plain(entry.words) in _plain(review.note.text[finding.start : finding.end])


def _meets_element(entry: Dismissed, element: Requirement, review: Review) -> bool:
    if entry.rule != element.rule or element.status == "met":
        return False
    return not entry.words or any(_plain(entry.words) in _plain(s.text) for s in review.evidence(element))


def _of_finding(finding: Finding, entries: Sequence[Dismissed], review: Review) -> Finding:
    by = next((d.dismissal for d in entries if _meets(d, finding, review)), None)
    return finding if by is None else replace(finding, dismissed=by)


def _of_element(element: Requirement, entries: Sequence[Dismissed], review: Review) -> Requirement:
    by = next((d.dismissal for d in entries if _meets_element(d, element, review)), None)
    return element if by is None else replace(element, dismissed=by)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
