"""Other surfaces of a training note: case, typing errors, lost punctuation, and spans changed for others of their kind.

All changes are drawn from the generator given, so that the same seed gives the same notes. Marks move with the words.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from nlp_models.training.marked import MarkedSpan, Rendered

WORD = re.compile(r"[a-z]{5,}", re.IGNORECASE)
KINDS = ("INTERVENTION", "OTHER_INTERVENTION", "SKILL", "RESPONSE", "FUNCTION", "DEFICIT", "EQUIPMENT")

Bank = dict[tuple[str, bool, str], list[tuple[str, tuple[MarkedSpan, ...]]]]
"""Marked words by label, genericness and assertion, with the marks nested in them (offsets from the start of the
words)."""


def span_bank(rendered: Iterable[Rendered]) -> Bank:
    """Every outermost span of the texts, for `swapped`."""
    bank: Bank = defaultdict(list)
    for r in rendered:
        for s in outermost(r.spans):
            nested = tuple(_moved(t, -s.start) for t in r.spans if t is not s and s.start <= t.start and t.end <= s.end)
            bank[s.label, s.weak, s.assertion].append((r.text[s.start : s.end], nested))
    return bank


def stacked(lines: Sequence[Rendered], rng: random.Random) -> list[Rendered]:
    """Single lines put together to texts of one to eight lines, in another order each time."""
    order = list(lines)
    rng.shuffle(order)
    out = []
    at = 0
    while at < len(order):
        some = order[at : at + rng.randint(1, 8)]
        at += len(some)
        gap = rng.choice(("\n", " ", "\n- ", "  "))
        text, spans = "", []
        for r in some:
            text += gap if text else ""
            spans += [_moved(s, len(text)) for s in r.spans]
            text += r.text
        out.append(Rendered("lines", text, tuple(spans), {}))
    return out


def outermost(spans: Sequence[MarkedSpan]) -> list[MarkedSpan]:
    """Spans that stand in no other, times left out."""
    out: list[MarkedSpan] = []
    for s in sorted(spans, key=lambda s: (s.start, -s.end)):
        if s.label in KINDS and (not out or s.start >= out[-1].end):
            out.append(s)
    return out


def augmented(r: Rendered, bank: Bank, rng: random.Random) -> tuple[str, list[MarkedSpan]]:
    """One surface of a rendered note."""
    text, spans = r.text, list(r.spans)
    if rng.random() < 0.5:
        text, spans = swapped(text, spans, bank, rng, share=0.35)
    if rng.random() < 0.25:
        text, spans = mistyped(text, spans, rng, share=0.06)
    if rng.random() < 0.12:
        text, spans = rewritten(
            text,
            spans,
            [(m.start(), m.end(), " ") for m in re.finditer(r"[,;](?= )|\.(?=\n)", text) if rng.random() < 0.7],
        )
    if rng.random() < 0.25:
        text = wrapped(text, rng.randrange(60, 110))
    roll = rng.random()
    if roll < 0.08 and len(text.upper()) == len(text):
        text = text.upper()
    elif roll < 0.18 and len(text.lower()) == len(text):
        text = text.lower()
    return text, spans


def wrapped(text: str, width: int) -> str:
    """The text with its long lines broken at spaces, as a window breaks them; same length."""
    out = []
    for line in text.split("\n"):
        at = 0
        while len(line) - at > width and (space := line.rfind(" ", at + 1, at + width)) > 0:
            line = f"{line[:space]}\n{line[space + 1 :]}"
            at = space + 1
        out.append(line)
    return "\n".join(out)


def swapped(
    text: str, spans: list[MarkedSpan], bank: Bank, rng: random.Random, share: float
) -> tuple[str, list[MarkedSpan]]:
    """Some outermost spans changed for others of the same label, genericness and assertion."""
    out: list[str] = []
    moved: list[MarkedSpan] = []
    at = length = 0
    for s in outermost(spans):
        choices = bank.get((s.label, s.weak, s.assertion), ())
        if not choices or rng.random() > share:
            continue
        words, nested = choices[rng.randrange(len(choices))]
        if text[s.start].isupper() and words[0].islower():
            words = words[0].upper() + words[1:]
        out.append(text[at : s.start])
        moved += [_moved(t, length - at) for t in spans if at <= t.start and t.end <= s.start]
        length += s.start - at
        moved.append(MarkedSpan(length, length + len(words), s.label, s.assertion, s.weak, s.role))
        moved += [_moved(t, length) for t in nested]
        out.append(words)
        length += len(words)
        at = s.end
    out.append(text[at:])
    moved += [_moved(t, length - at) for t in spans if at <= t.start]
    return "".join(out), moved


def mistyped(text: str, spans: list[MarkedSpan], rng: random.Random, share: float) -> tuple[str, list[MarkedSpan]]:
    """Letters swapped, dropped or doubled in some words, and some spaces lost."""
    edits: list[tuple[int, int, str]] = []
    for m in WORD.finditer(text):
        if rng.random() > share:
            continue
        i = rng.randrange(m.start() + 1, m.end() - 1)
        pair = text[i : i + 2]
        edits.append((i, i + 2, rng.choice((pair[::-1], pair[0], pair[0] + pair))))
    edits += [(m.start(), m.end(), "") for m in re.finditer(r"(?<=[,;.]) ", text) if rng.random() < share]
    return rewritten(text, spans, sorted(edits))


def rewritten(text: str, spans: list[MarkedSpan], edits: list[tuple[int, int, str]]) -> tuple[str, list[MarkedSpan]]:
    """The text with the edits (start, end, new words; sorted, apart from each other) and the spans moved along."""
    out: list[str] = []
    at = 0
    shifts: list[tuple[int, int]] = []
    shift = 0
    for a, b, new in edits:
        if a < at:
            continue
        out += (text[at:a], new)
        at = b
        shift += len(new) - (b - a)
        shifts.append((b, shift))
    out.append(text[at:])

    def place(i: int) -> int:
        by = 0
        for edge, s in shifts:
            if edge > i:
                break
            by = s
        return i + by

    moved = [MarkedSpan(place(s.start), place(s.end), s.label, s.assertion, s.weak, s.role) for s in spans]
    return "".join(out), [s for s in moved if s.end > s.start]


def _moved(s: MarkedSpan, by: int) -> MarkedSpan:
    return MarkedSpan(s.start + by, s.end + by, s.label, s.assertion, s.weak, s.role)
