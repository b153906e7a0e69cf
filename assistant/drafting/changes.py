"""A draft against the note it was made from: which words are kept, and what each insertion would add where.

>>> import assistant
>>> from assistant.drafting import apply, changes, draft
>>> note = "Worked on standing balance."
>>> found = changes(note, draft(assistant.review(note)))
>>> apply(note, found, accepted=()) == note
True

Both functions are pure. The note itself is never reworded: what a draft moves or leaves out is told, not done, and only
insertions are up to the clinician, each by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from assistant.drafting.insertion import Words, line_end_of, opening, place_for
from assistant.drafting.placing import PLACES
from assistant.drafting.values import Claim, Draft, Replaced, Statement

ENTRY = "entry"
"""Source of a document of its own, such as an addendum; it goes after the note as a whole."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the note and what became of it in the draft, or words that the draft would add."""

    kind: str
    """``kept``, ``moved`` (in the draft it stands elsewhere), ``omitted`` (the draft does not have it), ``replaced``
    (the draft has the clinician's correction in place of it) or ``inserted``."""
    start: int
    end: int
    """Exclusive. Characters of the note; an insertion has both at the place where it would go."""
    text: str = field(repr=False)
    """The note's own characters, or for an insertion the words to add, with their label."""
    number: int | None = None
    """What `apply` knows it by: insertions 0, 1, 2 … in order, then what is replaced; None for everything else."""
    draft_start: int | None = None
    draft_end: int | None = None
    """Exclusive. The same words in the draft, without the label; None where the draft does not have them."""
    source: str = "note"
    """``note``; for an insertion ``answer``, ``blank``, ``computed`` or ``entry`` (a document of its own)."""
    requirement: str = ""
    """What a blank belongs to: one of the six, or the rule that asks for it."""
    own_line: bool = False
    """An insertion on a line of its own; otherwise it follows the words before it."""
    instead: str = field(default="", repr=False)
    """For ``replaced``: the words to put in place of `text`."""


def changes(original: str, draft: Draft) -> tuple[Change, ...]:
    """The draft against the note.

    Args:
        original: text of the note that the draft was made from.
        draft: the draft.

    Returns:
        Changes in the order of the note. All but the insertions tile it: their texts joined are `original`.
    """
    words = _words(draft)
    added = [replace(c, number=i) for i, c in enumerate(_added(original, draft, words))]
    out: list[Change] = []
    waiting = iter(added)
    ahead = next(waiting, None)
    tiles = _tiles(original, words, [c.start for c in added])
    for tile in _numbered(_with_replaced(tiles, draft, original), len(added)):
        while ahead is not None and ahead.start <= tile.start:
            out.append(ahead)
            ahead = next(waiting, None)
        out.append(tile)
    return (*out, *([ahead] if ahead else ()), *waiting)


def apply(original: str, found: Iterable[Change], accepted: Collection[int]) -> str:
    """The note with what was accepted and nothing else changed.

    Args:
        original: text of the note.
        found: what `changes` gave for it.
        accepted: numbers of what to insert and to replace; none of them gives `original` back as it is.
    """
    line_end = line_end_of(original)
    out: list[str] = []
    inline = False
    for change in found:
        before = out[-1] if out else ""
        if change.kind != "inserted":
            if inline:
                out.append(_closing(before, original[change.start :]))
            inline = False
            exchanged = change.number is not None and change.number in accepted
            out.append(change.instead if exchanged else change.text)
        elif change.number in accepted:
            out.append(_glue(change, before, original, line_end) + change.text)
            inline = not change.own_line
    return "".join(out)


def insertions(found: Iterable[Change]) -> tuple[Change, ...]:
    """The insertions, in order of their numbers."""
    return tuple(c for c in found if c.kind == "inserted")


def proposals(found: Iterable[Change]) -> tuple[Change, ...]:
    """Everything that can be accepted or rejected, in the order of the note: insertions and what is replaced."""
    return tuple(c for c in found if c.number is not None)


def _glue(change: Change, before: str, original: str, line_end: str) -> str:
    """What stands between the words before and an insertion; `before` is empty at the beginning of a note alone."""
    if not before:
        return ""
    if change.source == ENTRY:
        return line_end if before.endswith("\n") else line_end * 2
    if change.own_line:
        return line_end + opening(original, change.start)
    return " " if before[-1:] in ".!?;:," else "; "


def _closing(said: str, rest: str) -> str:
    """A full stop between inserted words and words of the note that follow them on the line."""
    follows = rest.split("\n", 1)[0].strip()
    return "." if follows[:1].isalnum() and said[-1:] not in ".!?;:" else ""


def _words(draft: Draft) -> list[Words]:
    """Stretches of the note that the draft has, each once and without overlap, in the order of the note."""
    found: list[Words] = []
    for statement, claims in _with_claims(draft):
        sources = [c.source for c in claims if c.source.kind == "note"]
        starts, ends = [s.start for s in sources if s.start is not None], [s.end for s in sources if s.end is not None]
        for r in _replaced_in(draft, statement):
            starts.append(r.note_start)
            ends.append(r.note_end)
        if starts and ends:
            found.append(Words(min(starts), max(ends), statement.place, statement.start, statement.end))
    found.sort(key=lambda w: (w.start, -w.end))
    out: list[Words] = []
    for w in found:
        reached = out[-1].end if out else 0
        if w.end > reached:
            out.append(replace(w, start=max(w.start, reached)))
    return out


def _added(original: str, draft: Draft, words: Sequence[Words]) -> Iterable[Change]:
    """The insertions without their numbers, in the order of the note; in one place, in the order of `PLACES`."""
    placed = list(_with_claims(draft))
    if draft.document:
        end, whole = len(original), len(draft.text)
        yield Change("inserted", end, end, draft.text, None, 0, whole, ENTRY, own_line=True)
        return
    blanks = {b.start: b.requirement for b in draft.blanks}
    seen: set[str] = set()
    found: list[tuple[tuple[int, bool, int], Change]] = []
    for statement, claims in placed:
        text = draft.text[statement.start : statement.end]
        if not text or text in seen or any(c.source.kind == "note" for c in claims):
            continue
        if _replaced_in(draft, statement):
            continue
        # A template may place the same words twice; the note needs them once.
        seen.add(text)
        asks = next((blanks[c.start] for c in claims if c.start in blanks), "")
        source = "blank" if asks else "answer" if any(c.source.kind == "answer" for c in claims) else "computed"
        place = place_for(original, statement.place, words)
        says = place.label + text if place.label and not _labelled(text, claims, statement) else text
        draft_at = (statement.start, statement.end)
        change = Change("inserted", place.at, place.at, says, None, *draft_at, source, asks, place.own_line)
        found.append(((place.at, place.own_line, _order(statement.place)), change))
    yield from (change for _, change in sorted(found, key=lambda pair: pair[0]))


def _order(place: str) -> int:
    return PLACES.index(place) if place in PLACES else len(PLACES)


def _labelled(text: str, claims: Sequence[Claim], statement: Statement) -> bool:
    """Figures and sentences of arithmetic say by themselves what they are."""
    first = claims[0].source
    return first.computed or (first.kind == "template" and not text.startswith("[____"))


def _with_claims(draft: Draft) -> Iterable[tuple[Statement, list[Claim]]]:
    """Statements of a draft with the claims in them, which may begin before with furniture."""
    at = 0
    for s in draft.statements:
        while at < len(draft.claims) and draft.claims[at].end <= s.start:
            at += 1
        end = at
        while end < len(draft.claims) and draft.claims[end].start < s.end:
            end += 1
        yield s, list(draft.claims[at:end])


def _tiles(original: str, words: Sequence[Words], edges: Sequence[int]) -> Iterable[Change]:
    """The note in stretches, with what became of each; one begins at every edge."""
    stays = _staying(words)
    at = 0
    for i, w in enumerate(words):
        yield from _gap(original, at, w.start, edges)
        kind = "kept" if i in stays else "moved"
        yield Change(kind, w.start, w.end, original[w.start : w.end], None, w.draft_start, w.draft_end)
        at = w.end
    yield from _gap(original, at, len(original), edges)


def _replaced_in(draft: Draft, statement: Statement) -> list[Replaced]:
    return [r for r in draft.replaced if statement.start <= r.start and r.end <= statement.end]


def _with_replaced(tiles: Iterable[Change], draft: Draft, original: str) -> Iterable[Change]:
    """The tiles, with those cut up that hold words which the draft has corrected."""
    found = {} if draft.document else {(r.note_start, r.note_end): r for r in reversed(draft.replaced)}
    order = [found[key] for key in sorted(found)]
    for tile in tiles:
        start, at = tile.start, tile.draft_start
        for r in (r for r in order if tile.start <= r.note_start and r.note_end <= tile.end):
            if start < r.note_start:
                yield _piece(tile, original, start, r.note_start, at, r.start)
            says = draft.text[r.start : r.end]
            words = original[r.note_start : r.note_end]
            yield Change("replaced", r.note_start, r.note_end, words, 0, r.start, r.end, "answer", instead=says)
            start, at = r.note_end, r.end
        if start < tile.end:
            yield tile if start == tile.start else _piece(tile, original, start, tile.end, at, tile.draft_end)


def _piece(tile: Change, original: str, start: int, end: int, first: int | None, last: int | None) -> Change:
    return replace(tile, start=start, end=end, text=original[start:end], draft_start=first, draft_end=last)


def _numbered(tiles: Iterable[Change], first: int) -> Iterable[Change]:
    """What is replaced is numbered after the insertions."""
    for tile in tiles:
        if tile.kind == "replaced":
            yield replace(tile, number=first)
            first += 1
        else:
            yield tile


def _gap(original: str, start: int, end: int, edges: Sequence[int]) -> Iterable[Change]:
    """A stretch that is in no statement of the draft: white space, signs, or words that the draft leaves out."""
    pieces: tuple[tuple[int, int, str], ...]
    while start < end:
        i = bisect_right(edges, start)
        stop = min(edges[i], end) if i < len(edges) else end
        text = original[start:stop]
        if any(c.isalnum() for c in text):
            first, last = stop - len(text.lstrip()), start + len(text.rstrip())
            pieces = ((start, first, "kept"), (first, last, "omitted"), (last, stop, "kept"))
        else:
            pieces = ((start, stop, "kept"),)
        yield from (Change(kind, a, b, original[a:b]) for a, b, kind in pieces if a < b)
        start = stop


def _staying(words: Sequence[Words]) -> set[int]:
    """Indices of the words that stand in the draft in the order of the note: the heaviest such selection."""
    order = sorted(range(len(words)), key=lambda i: words[i].draft_start)
    # A Fenwick tree over the note's order: the heaviest selection that ends at or before an index, and its last one.
    best: list[tuple[int, int]] = [(0, -1)] * (len(words) + 1)
    before: dict[int, int] = {}
    for i in order:
        weight, last, at = 0, -1, i
        while at > 0:
            weight, last = max((weight, last), best[at])
            at -= at & -at
        before[i] = last
        here = (weight + words[i].end - words[i].start, i)
        at = i + 1
        while at <= len(words):
            best[at] = max(best[at], here)
            at += at & -at
    _, at = max(best, default=(0, -1))
    stays: set[int] = set()
    while at >= 0:
        stays.add(at)
        at = before[at]
    return stays
