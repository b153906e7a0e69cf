"""The five elements that rest on what is described; time, the sixth, has a module of its own.

One rule for all: *met* needs a specific span of the element that the reader is sure enough of; *weak* needs a generic
one, or one that
only implies the element; otherwise it is *missing*. How sure is enough is measured on the training voices and kept in
``thresholds.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.facts import Cue, Facts
from assistant.requirements.wording import requirement
from assistant.results import Requirement

THRESHOLDS_FILE = Path(__file__).with_name("thresholds.toml")


@dataclass(frozen=True, slots=True)
class Element:
    """What a requirement is judged by."""

    id: str
    label: str
    assertions: tuple[str, ...] = ("present",)


ELEMENTS = (
    Element("deficits", "DEFICIT"),
    Element("interventions", "INTERVENTION"),
    Element("skilled-components", "SKILL"),
    Element("response", "RESPONSE"),
    Element("functional-outcomes", "FUNCTION", ("present", "planned")),
)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure the reader must be, as probabilities."""

    specific: float
    """That the words are the element and not generic: met."""
    named: float
    """That the words are the element at all: weak."""


@cache
def thresholds() -> dict[str, Thresholds]:
    """Thresholds by requirement id."""
    data = tomllib.loads(THRESHOLDS_FILE.read_text(encoding="utf-8"))
    return {name: Thresholds(**entry) for name, entry in data.items()}


def judge_element(element: Element, facts: Facts) -> Requirement:
    """Status of one element with the spans it rests on."""
    limits = thresholds()[element.id]
    carriers = [
        (i, s) for i, s in enumerate(facts.spans) if s.label == element.label and s.assertion in element.assertions
    ]
    specific = [i for i, s in carriers if s.score * (1 - s.generic) >= limits.specific]
    if specific and not (element.id == "functional-outcomes" and not _tied(facts)):
        return requirement(element.id, "met", specific, facts)
    named = [i for i, s in carriers if s.score >= limits.named]
    if named:
        return requirement(element.id, "weak", named, facts)
    if implied := _planned(element.id, facts):
        return requirement(element.id, "weak", implied, facts)
    if hint := _hint(element, facts):
        return requirement(element.id, "weak", (), facts, quote=hint.text)
    return requirement(element.id, "missing", (), facts)


def _tied(facts: Facts) -> bool:
    """Whether a daily activity is an outcome of this treatment, and not a mere status.

    It is beside specific treatment, skilled work or a result; a goal also where neuromuscular treatment is planned.
    """
    if any(not s.weak for label in ("INTERVENTION", "SKILL", "RESPONSE") for s in facts.of(label)):
        return True
    goal = any(not s.weak for s in facts.of("FUNCTION", "planned"))
    return goal and any(s.label == "INTERVENTION" for s in facts.spans)


def _planned(element: str, facts: Facts) -> list[int]:
    """Treatment that a plan of care names in general (*balance training*); a step for the next visit is none."""
    if element != "interventions":
        return []
    return [i for i, s in enumerate(facts.spans) if s.label == "INTERVENTION" and s.assertion == "planned" and s.weak]


def _hint(element: Element, facts: Facts) -> Cue | None:
    """Words that only imply the element: a diagnosis, the name of the code, a generic term."""
    kinds = [f"hint {element.label}"]
    kinds += {"deficits": ["diagnosis"], "interventions": ["named-code"]}.get(element.id, [])
    for cue in facts.cues:
        if cue.kind in kinds and not (cue.kind == "named-code" and _beside_time(cue, facts)):
            return cue
    return None


def _beside_time(cue: Cue, facts: Facts) -> bool:
    """The code's name next to its minutes is billing, not a description."""
    return any(
        (s.label == "TIME" and -30 <= s.start - cue.end <= 30) or (s.label == "TIME" and 0 <= cue.start - s.end <= 30)
        for s in facts.spans
    )
