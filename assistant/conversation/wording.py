"""Sentences about a review, filled in from ``replies.toml``: what was found, what is open, whose words say so."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from assistant.conversation.values import Answer, Decline
from assistant.display import safe_display
from assistant.facts import Span
from assistant.note import Note
from assistant.requirements.elements import ELEMENTS
from assistant.results import Requirement, Review

REPLIES_FILE = Path(__file__).with_name("replies.toml")
MOST_QUOTES = 6
MOST_NAMED = 2
LONGEST_QUOTE = 70
"""Characters of a quotation; the rest is left out, visibly."""


@cache
def replies() -> dict[str, Any]:
    """``replies.toml`` as read."""
    return tomllib.loads(REPLIES_FILE.read_text(encoding="utf-8"))


def phrase(group: str, name: str, **values: object) -> str:
    """One sentence of ``replies.toml`` with its placeholders filled in."""
    return str(replies()[group][name]).strip("\n").format(**values)


def title(requirement: str) -> str:
    """Name of a requirement in running text."""
    return str(replies()["titles"].get(requirement, requirement))


def quote(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Words between quotation marks, on one line and safe to show; what is left out at the end is marked by dots."""
    line = safe_display(" ".join(text.split()), keep_newlines=False)
    return f'"{line}"' if len(line) <= longest else f'"{line[: longest - 3].rstrip()}..."'


def quotes(texts: Iterable[str], longest: int = LONGEST_QUOTE, most: int = 4) -> str:
    """Several quotations in a row."""
    shown = list(dict.fromkeys(quote(t, longest) for t in texts))
    return listed(shown[:most]) + (" ..." if len(shown) > most else "")


def listed(items: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def line_of(span: Span, note: Note) -> str:
    """`` (line 3)`` for words of the note; nothing for words of an answer or a note of one line."""
    if span.source.kind != "note" or "\n" not in note.text:
        return ""
    return f" (line {note.text.count(chr(10), 0, span.start) + 1})"


def opening(review: Review) -> str:
    """Two or three sentences on what was found, and one for each flag."""
    if not review.note.text.strip():
        return phrase("opening", "empty")
    found = [r for r in review.requirements if r.status == "met"]
    weak = [r for r in review.requirements if r.status == "weak"]
    missing = [r for r in review.requirements if r.status == "missing"]
    parts = [_found(found, review)]
    if weak:
        parts.append(phrase("opening", "weak", weak=listed([_with_words(r, review) for r in weak])))
    if missing and (found or weak):
        parts.append(phrase("opening", "missing", missing=listed([title(r.id) for r in missing])))
    return " ".join((*parts, *flag_sentences(review)))


def _found(found: list[Requirement], review: Review) -> str:
    if not found:
        return phrase("opening", "none")
    name = "all" if len(found) == len(review.requirements) else "one" if len(found) == 1 else "some"
    count = ("none", "one", "two", "three", "four", "five", "six")[len(found)]
    return phrase("opening", name, count=count, found=listed([_with_words(r, review) for r in found]))


def _with_words(requirement: Requirement, review: Review) -> str:
    spans = best_evidence(requirement, review)
    return f"{title(requirement.id)} ({quotes((s.text for s in spans), 48)})" if spans else title(requirement.id)


def best_evidence(requirement: Requirement, review: Review) -> tuple[Span, ...]:
    """The words that carry an element best: the surest span, or up to three times in order."""
    evidence = [s for s in review.evidence(requirement) if s.text.strip()]
    if requirement.id == "time":
        return tuple(evidence[:3])
    return tuple(sorted(evidence, key=lambda s: (-round(s.score, 1), s.start))[:1])


def flag_sentences(review: Review) -> list[str]:
    """What makes the code itself doubtful, one sentence a flag."""
    sentences = []
    for flag in review.flags:
        cues = review.facts.cues_of(flag)
        sentences.append(phrase("flags", flag, quote=quote(cues[0].text) if cues else ""))
    return sentences


def open_titles(review: Review) -> str:
    """Names of the elements that are weak or missing."""
    return listed([title(r.id) for r in review.open_requirements])


def found_report(review: Review) -> str:
    """How many of the six are shown, with the words that carry each."""
    found = [r for r in review.requirements if r.status == "met"]
    if not found:
        return phrase("info", "found_none")
    return phrase("info", "found", count=len(found), found=listed([_with_words(r, review) for r in found]))


def missing_report(review: Review, declines: Sequence[Decline]) -> str:
    """What is open, what was passed over and how, and the rules that raise something else."""
    parts = [
        phrase("info", name, items=listed([title(r.id) for r in chosen]))
        for name, status in (("missing", "missing"), ("weak", "weak"))
        if (chosen := [r for r in review.open_requirements if r.status == status])
    ]
    for how, name in (("skip", "passed"), ("unknown", "passed_unknown"), ("not-done", "passed_not_done")):
        passed = [title(r.id) for r in review.open_requirements if (r.id, how) in {(d.topic, d.how) for d in declines}]
        if passed:
            parts.append(phrase("info", name, items=listed(passed)))
    raised = [f.message for f in review.findings if f.severity in ("error", "warning")]
    if raised:
        parts.append(phrase("info", "findings", items=" ".join(raised[:3])))
        if len(raised) > 3:
            parts.append(phrase("info", "more_findings", count=len(raised) - 3))
    return " ".join(parts if review.open_requirements else [phrase("info", "missing_none"), *parts])


def where(review: Review, chosen: Iterable[str], corrected: Answer | None = None) -> str:
    """The words each chosen element rests on, with their lines; words of the note as corrected, where they were."""
    lines = []
    for requirement in review.requirements:
        if requirement.id in chosen:
            spans = [s for s in review.evidence(requirement) if s.text.strip()]
            shown = [_placed(s, review.note, corrected) for s in spans[:MOST_QUOTES]]
            shown += [phrase("info", "where_more", count=len(spans) - MOST_QUOTES)] if len(spans) > MOST_QUOTES else []
            labels = {e.label for e in ELEMENTS if e.id == requirement.id}
            named = [s for s in review.facts.of(*labels) if s.weak and s not in spans] if labels else []
            if spans and named:
                words = "; ".join(_placed(s, review.note, corrected) for s in named[:MOST_NAMED])
                shown.append(phrase("info", "where_named", items=words))
            items = "; ".join(shown)
            name = "where_title" if items else "where_none"
            lines.append(phrase("info", name, title=_capital(title(requirement.id)), items=items))
    return "\n".join(lines)


def _placed(span: Span, note: Note, corrected: Answer | None) -> str:
    return quote(_as_corrected(span, corrected)) + (line_of(span, note) or _turn_of(span))


def _as_corrected(span: Span, corrected: Answer | None) -> str:
    if corrected is None or span.source.kind != "note":
        return span.text
    from assistant.conversation.corrected import place_in

    return corrected.text[slice(*place_in(corrected, span.start, span.end))]


def _turn_of(span: Span) -> str:
    return f" (your answer {span.source.turn})" if span.source.kind == "answer" else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
