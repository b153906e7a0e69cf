"""Checks that a question does not lead: AHIMA/ACDIS query practice as far as words, and a conversation, can show it.

The numbers R1 to R25 are those of docs/conversation.md, which says of each where it is checked. `lint_bank` looks at
the bank, `lint_talk` at every question that a note can raise, as it is put.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.conversation.questions import (
    ABOUT_CLAIMS,
    REASONS,
    Question,
    bank,
    bank_data,
    standing_question,
)
from assistant.conversation.talk import say, start
from assistant.conversation.values import Conversation
from assistant.conversation.wording import quote, replies
from assistant.note import Note
from assistant.results import REQUIREMENTS

LINT_FILE = Path(__file__).with_name("lint.toml")
_WORD = re.compile(r"[\w'/-]+")
MOST_TURNS = 40
"""Turns after which a conversation that still asks is taken to ask in a circle."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a question, and which requirement says so."""

    rule: str
    """R1 to R25."""
    question: str
    """Id of the question; empty for the bank as a whole."""
    says: str
    """May quote words of a note: fit for a screen, not for a log."""


@cache
def _rules() -> tuple[dict[str, Any], tuple[tuple[str, str, re.Pattern[str]], ...]]:
    data = tomllib.loads(LINT_FILE.read_text(encoding="utf-8"))
    return data, tuple((r["rule"], r["reason"], _any_of(r["patterns"])) for r in data["refused"])


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def problems(question: str) -> tuple[str, ...]:
    """What is wrong with a question; empty when nothing is.

    Args:
        question: the question alone, without the words of the note quoted before it.
    """
    return tuple(p.says for p in question_problems("", question))


def statement_problems(text: str) -> tuple[str, ...]:
    """What is wrong with the words around a quotation, which may not lead either."""
    return tuple(p.says for p in lead_problems("", text))


def question_problems(name: str, question: str) -> Iterator[Problem]:
    """Problems of a question by itself."""
    data, _ = _rules()
    words = _WORD.findall(question)
    yield from _refused(name, question)
    if not words or words[0].lower() not in data["openers"]:
        yield Problem("R6", name, "is not open: it does not begin with what, which, how, who, when or where")
    if question.count("?") != 1 or not question.endswith("?"):
        yield Problem("R15", name, "is not one question")
    if len(words) > data["most_words"]:
        yield Problem("R15", name, f"is long: {len(words)} words")


def lead_problems(name: str, text: str) -> Iterator[Problem]:
    """Problems of what is said around a quotation."""
    yield from _refused(name, text)
    if "?" in text:
        yield Problem("R15", name, "holds a question")


def _refused(name: str, text: str) -> Iterator[Problem]:
    for rule, reason, pattern in _rules()[1]:
        yield from (Problem(rule, name, f"{reason}: {m.group()!r}") for m in pattern.finditer(text))


def lint_bank() -> dict[str, tuple[str, ...]]:
    """Problems of every question in the bank by id, and under an empty id of the bank as a whole; empty when none."""
    found: dict[str, tuple[str, ...]] = {}
    for p in bank_problems():
        found[p.question] = (*found.get(p.question, ()), f"{p.rule}: {p.says}")
    return found


def bank_problems() -> Iterator[Problem]:
    """Problems of the bank."""
    ids = [e.id for e in bank()]
    yield from (Problem("R1", i, "is an id used twice") for i in sorted({i for i in ids if ids.count(i) > 1}))
    for entry in bank():
        yield from question_problems(entry.id, entry.words)
        yield from lead_problems(entry.id, re.sub(r"\{\w+\}", "", f"{entry.lead} {entry.bare}"))
        yield from _strange(entry.id, f"{entry.words} {re.sub(r'{.*?}', '', entry.lead)} {entry.bare}")
        if entry.requirement not in REQUIREMENTS:
            yield Problem("R2", entry.id, f"asks for {entry.requirement!r}, which is none of the six")
        if entry.reason not in REASONS:
            yield Problem("R2", entry.id, f"has the reason {entry.reason!r}")
        if (entry.reason in ABOUT_CLAIMS) != bool(entry.rules):
            yield Problem("R2", entry.id, "is on a claim without rules that raise it, or has rules and is on none")
        if "{quote}" not in entry.lead and not entry.bare:
            yield Problem("R3", entry.id, "neither shows words of the note nor says that none were found")
    ways = str(bank_data()["ways_out"]).lower()
    yield from (Problem("R8", "", f"{way!r} is not offered") for way in _rules()[0]["ways_out"] if way not in ways)
    yield from lead_problems("", ways)
    for name, heading in replies()["titles"].items():
        yield from (p for p in lead_problems(name, str(heading)) if p.rule != "R5")
        if len(str(heading).split()) > 2:
            yield Problem("R12", name, f"{heading!r} is more than the name of a topic")
    if not any(e.reason == "claim" for e in bank()):
        yield Problem("R17", "", "nothing is asked about what is claimed")


def _strange(name: str, text: str) -> Iterator[Problem]:
    """Words that are not of the neutral vocabulary: whatever speaks of a patient has to be quoted."""
    neutral = set(_rules()[0]["neutral"])
    for word in dict.fromkeys(w.lower().strip("'") for w in _WORD.findall(text)):
        if word not in neutral:
            yield Problem("R5", name, f"{word!r} is not a neutral word and not quoted")


def bank_digest() -> str:
    """A short print of all wording of the bank: another one after any change."""
    text = "\n".join(f"{e.id}|{e.lead}|{e.bare}|{e.words}" for e in bank()) + str(bank_data()["ways_out"])
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def rendered_problems(question: Question, talk: Conversation) -> Iterator[Problem]:
    """Problems of a question as it is put in a conversation."""
    said = [t.said for t in talk.turns]
    shown = quote(question.evidence.text) if question.evidence else ""
    bare = question.lead.replace(shown, "", 1) if shown else question.lead
    yield from question_problems(question.id, question.ask)
    yield from lead_problems(question.id, re.sub(r"\(line \d+\)", "", bare))
    yield from _strange(question.id, f"{question.ask} {re.sub(r'[(]line [0-9]+[)]', '', bare)}")
    if question.reason not in REASONS:
        yield Problem("R2", question.id, f"has the reason {question.reason!r}")
    if question.evidence is None:
        if '"' in question.lead:
            yield Problem("R3", question.id, "quotes words without saying where they are from")
        if not question.lead:
            yield Problem("R3", question.id, "does not say what raised it")
    else:
        span = question.evidence
        source = talk.note.text if span.source.kind == "note" else said[span.source.turn or 0]
        if span.text not in source and not any(span.text in a.text for a in talk.answers):
            yield Problem("R4", question.id, "quotes words that are neither in the note nor in an answer")
        if shown not in question.lead:
            yield Problem("R3", question.id, "does not show its evidence word for word")
    for way in _rules()[0]["ways_out"]:
        if way not in question.text.lower():
            yield Problem("R8", question.id, f"{way!r} is not offered")


WAYS_THROUGH = (
    ("unable to determine",),
    ("not done",),
    ("leave as written",),
    ("started at 10:05", "unable to determine"),
    ("she kept drifting to one side", "tolerated well", "20 minutes"),
)
"""Ways through a conversation tried on every note: each question is met by the next of these, over and over."""


def lint_talk(note: Note) -> tuple[Counter[str], list[Problem]]:
    """Every question that a note raises, whichever way it is answered.

    Returns:
        How many questions were put, by reason, and what is wrong with them.
    """
    count, found = Counter[str](), list[Problem]()
    opened = start(note)
    if opened.review.verdict == "compliant" and opened.asked is not None:
        found.append(Problem("R16", str(opened.state.question), "is asked of a complete note"))
    for way in WAYS_THROUGH:
        talk, put = opened, dict[str, int]()
        fresh = True
        for turn in range(MOST_TURNS):
            question = standing_question(talk.state) if talk.asked else None
            if question is None:
                break
            met = {r.id for r in talk.review.requirements if r.status == "met"}
            if fresh:
                count[question.reason] += 1
                found += rendered_problems(question, talk)
                put[question.id] = put.get(question.id, 0) + 1
                if question.text not in talk.turns[-1].reply:
                    found.append(Problem("R18", question.id, "is put in other words than the bank's"))
                if question.requirement in met and question.reason not in ABOUT_CLAIMS:
                    found.append(Problem("R16", question.id, "asks what the note answers"))
            before = talk.state.question
            talk = say(talk, way[turn % len(way)])
            fresh = talk.state.question != before
            if not fresh:
                # An answer to something else leaves the question standing; then it is declined.
                talk = say(talk, "unable to determine")
                fresh = talk.state.question != before
                if not fresh:
                    found.append(Problem("R14", str(before), "is asked again after it was declined"))
                    break
        found += [Problem("R14", name, f"is put {n} times") for name, n in put.items() if n > 1]
        if talk.asked is not None:
            found.append(Problem("R14", str(talk.state.question), "is never the last one"))
    return count, list(dict.fromkeys(found))
