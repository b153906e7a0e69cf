"""The note in its own order and paragraphs, with added words beside words of their kind: narratives are made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.drafting.placing import PLACES, Passage, places

ASIDE = ("header", "signature")
"""Places with lines of their own above and below a narrative."""
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


def woven(text: str, passages: Sequence[tuple[Passage, str]], added: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Paragraphs of marks.

    Args:
        text: the note.
        passages: its passages with their marks.
        added: marks of what is not of the note, by place.

    Returns:
        Paragraphs as the note has them, without header and signature. Added words follow the last words of their kind,
        or of a kind that they belong beside; what finds none makes the last paragraph.
    """
    body = [pair for pair in sorted(passages, key=lambda pair: pair[0].start) if pair[0].place not in ASIDE]
    after: dict[int, list[str]] = {}
    over: list[str] = []
    for place in PLACES:
        if place not in ASIDE and added.get(place):
            at = _beside(place, body)
            (over if at is None else after.setdefault(at, [])).extend(added[place])
    out: list[list[str]] = []
    before: Passage | None = None
    for i, (passage, mark) in enumerate(body):
        if before is None or _breaks(text, before.end, passage.start):
            out.append([])
        out[-1] += (mark, *after.get(i, ()))
        before = passage
    return [*out, over] if over else out


def _beside(place: str, body: Sequence[tuple[Passage, str]]) -> int | None:
    """Index of the passage that words of a place follow; times would tear a sentence from the next, and come last."""
    if place == "time":
        return None
    for kind in (place, *places()["beside"].get(place, ())):
        found = [i for i, (p, _) in enumerate(body) if p.place == kind]
        if found:
            return found[-1]
    return None


def _breaks(text: str, start: int, end: int) -> bool:
    """An empty line, or a heading that the draft leaves out."""
    return bool(_EMPTY_LINE.search(text, start, end)) or any(c.isalnum() for c in text[start:end])
