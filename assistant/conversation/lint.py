"""Checks that a question does not lead: the rules of AHIMA/ACDIS query practice as far as words can show them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from assistant.conversation.questions import REASONS, bank
from assistant.results import REQUIREMENTS

LINT_FILE = Path(__file__).with_name("lint.toml")
_WORD = re.compile(r"[\w'/-]+")


@cache
def _rules() -> tuple[dict[str, Any], tuple[tuple[str, re.Pattern[str]], ...]]:
    data = tomllib.loads(LINT_FILE.read_text(encoding="utf-8"))
    return data, tuple((r["reason"], _any_of(r["patterns"])) for r in data["refused"])


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def problems(question: str) -> tuple[str, ...]:
    """What is wrong with a question; empty when nothing is.

    Args:
        question: the question alone, without the words of the note quoted before it.
    """
    data, refused = _rules()
    words = _WORD.findall(question)
    found = [f"{reason}: {m.group()!r}" for reason, pattern in refused for m in pattern.finditer(question)]
    if not words or words[0].lower() not in data["openers"]:
        found.append("is not open: it does not begin with what, which, how, who, when or where")
    if question.count("?") != 1 or not question.endswith("?"):
        found.append("is not one question")
    if len(words) > data["most_words"]:
        found.append(f"is long: {len(words)} words")
    return tuple(found)


def statement_problems(text: str) -> tuple[str, ...]:
    """What is wrong with the words around a quotation, which may not lead either."""
    _, refused = _rules()
    found = [f"{reason}: {m.group()!r}" for reason, pattern in refused for m in pattern.finditer(text)]
    if "?" in text:
        found.append("holds a question")
    return tuple(found)


def lint_bank() -> dict[str, tuple[str, ...]]:
    """Problems of every question in the bank by id; empty when there are none."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in bank():
        wrong = [*problems(entry.words), *statement_problems(re.sub(r"\{\w+\}", "", f"{entry.lead} {entry.bare}"))]
        if entry.requirement not in REQUIREMENTS:
            wrong.append(f"asks for {entry.requirement!r}, which is none of the six")
        if entry.reason not in REASONS:
            wrong.append(f"has the reason {entry.reason!r}")
        if not entry.lead and not entry.bare:
            wrong.append("does not say what raised it")
        if wrong:
            found[entry.id] = tuple(wrong)
    return found
