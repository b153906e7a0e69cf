"""Notes and claims that a rule ought to tell of, and near misses that it ought not (``rules/*.toml``).

They are written from what a rule promises (``reed rule ID``), not from how it is looked for. A case is a text of its
own, or one of the whole notes of ``rules/frames.toml`` with parts changed or left out. Each list is halved by place:
its first, third, fifth … case is for mending (its failures may be looked at), the others are locked (only measured).
New cases go to the end of their list, so that no case changes its half.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

RULES = Path(__file__).with_name("rules")
FRAMES = "frames.toml"
LISTS = {"fires": True, "silent": False}
FEWEST = 5
"""Cases that each list of a rule holds at least."""
HALVES = ("mending", "locked")


class RuleCaseError(ValueError):
    """A file of cases cannot be used: which one, where in it, and what to do."""


@dataclass(frozen=True, slots=True)
class RuleCase:
    """One text and whether one rule ought to be told of it."""

    rule: str
    fires: bool
    number: int
    """Place in its list, from 0."""
    text: str

    @property
    def half(self) -> str:
        """``mending`` or ``locked``."""
        return HALVES[self.number % 2]


@cache
def read_frames(folder: Path = RULES) -> Mapping[str, Mapping[str, str]]:
    """The whole notes that cases start from: parts by name, in the order of the note, and ``join`` between them.

    Raises:
        RuleCaseError: a frame has no ``join`` or a part that is no text.
    """
    frames = _parse(folder / FRAMES)
    for name, parts in frames.items():
        if not isinstance(parts, dict) or "join" not in parts or any(not isinstance(p, str) for p in parts.values()):
            raise RuleCaseError(f"{FRAMES}, [{name}]: give `join` and the parts of the note, each as text.")
    return frames


def whole_note(frame: str, changed: Mapping[str, str] | None = None, folder: Path = RULES) -> str:
    """A frame as a note, with some of its parts changed; a part that is empty is left out.

    Raises:
        RuleCaseError: there is no such frame, or it has no such part.
    """
    frames = read_frames(folder)
    if frame not in frames:
        raise RuleCaseError(f"There is no frame {frame!r} in {FRAMES}: use one of {', '.join(frames)}.")
    parts = dict(frames[frame])
    join = parts.pop("join")
    for name, text in (changed or {}).items():
        if name not in parts:
            raise RuleCaseError(f"The frame {frame!r} has no part {name!r}: use one of {', '.join(parts)}.")
        parts[name] = text
    return join.join(part for part in parts.values() if part)


def read_cases(folder: Path = RULES) -> tuple[RuleCase, ...]:
    """All cases, by file and by their order in it.

    Raises:
        RuleCaseError: a file is no TOML, a rule stands twice or has too few cases, a text stands twice under one
            rule, or a case is neither a text nor a change of a frame.
    """
    cases: list[RuleCase] = []
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == FRAMES:
            continue
        for rule, lists in _parse(path).items():
            if rule in seen:
                raise RuleCaseError(f"{path.name}: the rule {rule!r} already has its cases in {seen[rule]}. Join them.")
            seen[rule] = path.name
            cases += _cases_of(rule, lists, path.name, folder)
    return tuple(cases)


def _cases_of(rule: str, lists: Any, file: str, folder: Path) -> list[RuleCase]:
    where = f"{file}, [{rule}]"
    if not isinstance(lists, dict) or set(lists) != set(LISTS):
        raise RuleCaseError(f"{where}: give the lists {' and '.join(LISTS)}, and nothing else.")
    cases = []
    for name, fires in LISTS.items():
        entries = lists[name]
        if not isinstance(entries, list) or len(entries) < FEWEST:
            raise RuleCaseError(f"{where}: `{name}` needs {FEWEST} cases or more.")
        for number, entry in enumerate(entries):
            cases.append(RuleCase(rule, fires, number, _text_of(entry, f"{where}, {name} {number + 1}", folder)))
    texts = [case.text for case in cases]
    if len(set(texts)) < len(texts):
        raise RuleCaseError(f"{where}: the same text stands there twice.")
    return cases


def _text_of(entry: Any, where: str, folder: Path) -> str:
    if isinstance(entry, str):
        text = entry
    elif isinstance(entry, dict) and isinstance(entry.get("frame"), str):
        try:
            text = whole_note(entry["frame"], {k: v for k, v in entry.items() if k != "frame"}, folder)
        except RuleCaseError as error:
            raise RuleCaseError(f"{where}: {error}") from None
    else:
        raise RuleCaseError(f"{where}: write a text, or a frame with the parts that are changed.")
    if not text.strip():
        raise RuleCaseError(f"{where}: the text is empty.")
    return text


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RuleCaseError(f"{path.name} cannot be used: {error}") from None


def of_half(cases: Sequence[RuleCase], half: str) -> list[RuleCase]:
    """The cases of one half."""
    return [case for case in cases if case.half == half]
