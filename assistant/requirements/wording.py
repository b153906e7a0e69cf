"""What Reed says of each element at each status: words are data (``elements.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from assistant.facts import Facts
from assistant.results import Requirement
from assistant.rules.catalogue import rule

WORDING_FILE = Path(__file__).with_name("elements.toml")


@cache
def wording() -> dict[str, dict[str, Any]]:
    """Entries of ``elements.toml`` by requirement id."""
    return tomllib.loads(WORDING_FILE.read_text(encoding="utf-8"))


def requirement(name: str, status: str, evidence: Sequence[int], facts: Facts, quote: str = "") -> Requirement:
    """A requirement with message, question and sources in words; `quote`: words of the note that only hint at it."""
    entry = wording()[name]
    message = "" if status == "met" else entry[status]
    if name == "time" and status == "weak":
        from assistant.requirements.time import lacking

        message = f"{message} Not in the note: {', '.join(lacking(facts))}."
    if quote:
        message = f'{message} Only "{quote}" points to it.'
    question = None if status == "met" else entry["question"]
    # Where sources differ is said of what is asked for, not of what is there.
    differ = "" if status == "met" else rule(entry["rule"]).disagreement
    return Requirement(name, status, tuple(evidence), message, question, tuple(entry["sources"]), entry["rule"], differ)
