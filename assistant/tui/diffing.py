"""The draft laid against the note, row by row, and which of its insertions a person has accepted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from textual.content import Content

from assistant.display import safe_display
from assistant.tui.hanging import Entry, Hanging

KINDS = {"kept": "", "moved": "italic", "omitted": "dim"}
"""Kind of a stretch of the note to its style."""
SIGNS_OF_LINES = {"m": "~ ", "o": "- "}
"""Before a line that stands elsewhere in the draft as a whole, or is not in it."""
SOURCES = {
    "answer": "your answer",
    "blank": "a blank to fill in",
    "computed": "your figures, worked out",
    "entry": "an entry of its own",
}
"""Where an insertion is from, in words."""
ACCEPTED, REJECTED, OPEN = "accepted", "rejected", "open"
SIGNS = {ACCEPTED: "✓", REJECTED: "✗", OPEN: "?"}

Key = tuple[str, str]
"""What a decision is remembered by: source and words, which stay when the draft is written anew."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was accepted and rejected, with all that went before, so that every step can be taken back."""

    made: tuple[tuple[Key, str], ...] = ()
    before: Decisions | None = field(default=None, repr=False)

    def of(self, change: Any) -> str:
        """What was decided on an insertion."""
        return dict(self.made).get(_key(change), OPEN)

    def decide(self, insertions: Iterable[Any], what: str) -> Decisions:
        """The decisions with these insertions accepted, rejected or open again."""
        made = dict(self.made) | {_key(i): what for i in insertions}
        return Decisions(tuple(made.items()), self)

    def undone(self) -> Decisions:
        """The decisions before the last step."""
        return self.before or self

    def accepted(self, insertions: Iterable[Any]) -> frozenset[int]:
        """Numbers of the insertions that are accepted."""
        return frozenset(i.number for i in insertions if self.of(i) == ACCEPTED)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the diff."""

    shown: Hanging
    change: Any = None
    """The insertion it shows; None for the note's own words."""


def not_yet_in(text: str, found: Sequence[Any]) -> list[Any]:
    """The changes without the insertions whose words stand in the note already: they were put there before."""
    plain = " ".join(text.split())
    return [c for c in found if c.kind != "inserted" or " ".join(c.text.split()) not in plain]


def rows(found: Sequence[Any], decisions: Decisions, colour: str) -> list[Row]:
    """The note in its order, each insertion in a row of its own.

    Args:
        found: what `assistant.drafting.changes` gave.
        decisions: what was decided so far.
        colour: style of an insertion.
    """
    out: list[Row] = []
    pending: list[Any] = []
    for change in found:
        if change.kind == "inserted":
            out += _own(pending)
            pending = []
            out.append(Row(_insertion(change, decisions.of(change), colour), change))
        else:
            pending.append(change)
    return out + _own(pending)


def told(found: Sequence[Any], decisions: Decisions) -> str:
    """How many insertions there are, and what was decided, in words."""
    items = [c for c in found if c.kind == "inserted"]
    if not items:
        return "The draft adds nothing to the note."
    counts = {what: sum(decisions.of(i) == what for i in items) for what in (ACCEPTED, REJECTED, OPEN)}
    parts = [f"{count} {what}" for what, count in counts.items() if count]
    return f"{len(items)} insertion{'s' if len(items) > 1 else ''}: {', '.join(parts)}"


def _own(changes: Sequence[Any]) -> list[Row]:
    """Words of the note between two insertions, as one row of its lines."""
    shown = Content().join([Content.assemble((safe_display(c.text), KINDS[c.kind])) for c in changes])
    if not shown.plain.strip():
        return []
    kinds = "".join({"kept": "k", "moved": "m", "omitted": "o"}[c.kind] * len(c.text) for c in changes)
    entries, at = [], 0
    for line in shown.split("\n", allow_blank=True):
        here = {kind for kind, letter in zip(kinds[at : at + len(line)], line.plain, strict=False) if letter.strip()}
        at += len(line) + 1
        entries.append(Entry(Content(SIGNS_OF_LINES.get("".join(here), "  ")), line))
    while not entries[0].body.plain.strip():
        entries.pop(0)
    while not entries[-1].body.plain.strip():
        entries.pop()
    return [Row(Hanging(entries))]


def _insertion(change: Any, state: str, colour: str) -> Hanging:
    style = {ACCEPTED: f"{colour} bold", REJECTED: "strike dim", OPEN: colour}[state].strip()
    head = Content.assemble((f"{SIGNS[state]} + ", f"{colour} bold".strip()))
    words = Content.assemble((safe_display(change.text.strip()), style))
    about = Content.assemble((f"    {state} · from {SOURCES.get(change.source, change.source)}", "dim"))
    return Hanging([Entry(head, words), Entry(about)])


def _key(change: Any) -> Key:
    return change.source, change.text
