"""The rules as data: ``catalogue/*.toml``, one entry a rule, read once and checked as it is read.

A therapist may correct a text there; a misspelt key is refused with the file, the rule and the key it was meant to be.
"""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from assistant.results import REQUIREMENTS, SEVERITIES

FOLDER = Path(__file__).parent / "catalogue"
STATUSES = ("active", "needs-other-notes")
EFFECTIVE = re.compile(r"undated|(?:\d{4}(?:-\d\d-\d\d)?|yearly|quarterly): \S.*")
TAGS = ("verified", "secondary", "knowledge", "derived")
UNDATED = "Without a first day in the sources."
GROUPS = ("core", "note", "contact", "necessity", "boundaries", "integrity", "time", "claim")
"""Files of the catalogue, in the order of reading."""


class CatalogueError(ValueError):
    """A rule file that cannot be used: says which file, which rule and what to change."""


class UnknownRuleError(LookupError):
    """No rule has this id; `nearest` holds the ids that look like it."""

    def __init__(self, rule_id: str, nearest: tuple[str, ...] = ()) -> None:
        self.rule_id = rule_id
        self.nearest = nearest
        hint = f"Did you mean {' or '.join(nearest)}?" if nearest else "`reed rule` lists all of them."
        super().__init__(f"There is no rule {rule_id!r}. {hint}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the rulebook, in words for the people who write and review notes."""

    id: str
    group: str
    """File it was read from: core, note, contact, necessity, boundaries, integrity, time or claim."""
    title: str
    severity: str
    """Weight of the rule: error (a ground by itself), warning (weakens the note), info (good practice)."""
    applies: str
    """Payers that ask for it."""
    checks: str
    why: str
    weak: str
    """Invented wording that does not satisfy the rule; `adequate` does, `strong` does well."""
    adequate: str
    strong: str
    fix: str
    question: str
    """Open and without any hint of the answer: it may be put to a clinician as it stands."""
    sources: tuple[str, ...]
    """Title or address, each with the rulebook's tag: verified, secondary, knowledge or derived."""
    status: str
    """active; or needs-other-notes where one note cannot decide."""
    effective: str
    """``undated``, or since when (a day, a year, yearly, quarterly) with what began then, after a colon."""
    status_reason: str = ""
    """What Reed can see of the rule; for one that needs other notes, why."""
    requirement: str | None = None
    """For the six core elements: id of the requirement that judges it."""
    disagreement: str = ""
    """Who asks for what, where sources differ."""
    finding_severity: str = ""
    """Severity of a finding where it is lighter than the rule, because absence in one text proves little."""

    @property
    def active(self) -> bool:
        """True when Reed looks for it in a single note."""
        return self.status == "active"


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, file by file in the order of `GROUPS`.

    Raises:
        CatalogueError: a rule file is unreadable or holds something unexpected.
    """
    found: dict[str, Rule] = {}
    for group in GROUPS:
        for each in read(FOLDER / f"{group}.toml"):
            if each.id in found:
                raise CatalogueError(f"{group}.toml, rule {each.id}: the id is already in {found[each.id].group}.toml.")
            found[each.id] = each
    return tuple(found.values())


def rule(rule_id: str) -> Rule:
    """The rule with this id.

    Raises:
        UnknownRuleError: there is none; the error names the nearest ids.
    """
    for each in rules():
        if each.id == rule_id:
            return each
    raise UnknownRuleError(rule_id, _nearest(rule_id, (each.id for each in rules())))


def rule_of(requirement: str) -> Rule:
    """The rule that explains one of the six requirements (``deficits``, ``time`` and so on).

    Raises:
        UnknownRuleError: no rule belongs to it.
    """
    for each in rules():
        if each.requirement == requirement:
            return each
    raise UnknownRuleError(requirement, _nearest(requirement, REQUIREMENTS))


def explain(rule: Rule, width: int = 96) -> str:
    """The rule as plain text, always under the same headings and in the same order."""
    lighter = f", in a review {rule.finding_severity}" if rule.finding_severity not in ("", rule.severity) else ""
    parts = [f"{rule.title} ({rule.id})", f"{rule.severity}{lighter} · applies to: {rule.applies}"]
    examples = [f"{name + ':':<10}{getattr(rule, name)}" for name in ("weak", "adequate", "strong")]
    parts += ["", "What it checks", *_wrap(rule.checks, width)]
    parts += ["", "Why it matters", *_wrap(rule.why, width)]
    parts += ["", "Example", *(line for text in examples for line in _wrap(text, width, hang=10))]
    parts += ["", "What to change", *_wrap(rule.fix, width)]
    parts += ["", "What to ask", *_wrap(rule.question, width)]
    if rule.disagreement:
        parts += ["", "Where sources differ", *_wrap(rule.disagreement, width)]
    if rule.status_reason:
        parts += ["", "What Reed can see" if rule.active else "Needs other notes", *_wrap(rule.status_reason, width)]
    parts += ["", "In force", *_wrap(UNDATED if rule.effective == "undated" else rule.effective, width)]
    # Sources are left unbroken so that an address can be copied.
    parts += ["", "Sources", *(f"  - {source}" for source in rule.sources)]
    return "\n".join(parts) + "\n"


def read(path: Path) -> tuple[Rule, ...]:
    """Read one rule file; its name gives the group.

    Raises:
        CatalogueError: the file is no TOML, or a rule in it is incomplete or holds an unknown key or value.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{path.name} is not valid TOML: {error}.") from error
    for key in data:
        if key != "rule":
            raise CatalogueError(f"{path.name}: unexpected {key!r}. Every entry starts with [[rule]].")
    return tuple(_rule(entry, path) for entry in data.get("rule", ()))


_KEYS = tuple(f.name for f in fields(Rule) if f.name != "group")
_NEEDED = tuple(f.name for f in fields(Rule) if f.name != "group" and f.default is MISSING)
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "severity": SEVERITIES,
    "finding_severity": SEVERITIES,
    "status": STATUSES,
    "requirement": REQUIREMENTS,
}


def _rule(entry: Mapping[str, Any], path: Path) -> Rule:
    where = f"{path.name}, rule {entry.get('id', '(without id)')}"
    for key in entry:
        if key not in _KEYS:
            near = _nearest(key, _KEYS)
            raise CatalogueError(f"{where}: unknown key {key!r}. {_did_you_mean(near)}")
    for key in _NEEDED:
        if not entry.get(key):
            raise CatalogueError(f"{where}: {key!r} is missing or empty.")
    for key, allowed in _CHOICES.items():
        if key in entry and entry[key] not in allowed:
            raise CatalogueError(f"{where}: {key} = {entry[key]!r} is none of {', '.join(allowed)}.")
    if entry["status"] != "active" and not entry.get("status_reason"):
        raise CatalogueError(f"{where}: status {entry['status']!r} needs a 'status_reason'.")
    if not EFFECTIVE.fullmatch(str(entry["effective"])):
        given = entry["effective"]
        raise CatalogueError(f"{where}: effective = {given!r} is neither 'undated' nor '2025-01-01: what'.")
    values: dict[str, Any] = {key: _text(value, key, where) for key, value in entry.items() if key != "sources"}
    return Rule(group=path.stem, sources=_sources(entry["sources"], where), **values)


def _text(value: object, key: str, where: str) -> str:
    if not isinstance(value, str):
        raise CatalogueError(f"{where}: {key!r} is to be text.")
    # Long texts are broken over lines in the files for the sake of their readers.
    return " ".join(value.split())


def _sources(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise CatalogueError(f"{where}: 'sources' is to be a list of texts.")
    for source in value:
        if not str(source).endswith(tuple(f"({tag})" for tag in TAGS)):
            raise CatalogueError(f"{where}: source {source!r} ends in none of the tags {', '.join(TAGS)}.")
    return tuple(_text(source, "sources", where) for source in value)


def _nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    # difflib is slow to import and only ever needed for a mistyped word.
    from difflib import get_close_matches

    return tuple(get_close_matches(word, list(known), n=3, cutoff=0.5))


def _did_you_mean(near: tuple[str, ...]) -> str:
    return f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(_KEYS)}."


def _wrap(text: str, width: int, hang: int = 0) -> list[str]:
    return textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="  " + " " * hang, break_long_words=False)
