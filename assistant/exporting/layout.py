"""The lines of a draft with what each is, so that every format lays out the same thing.

Headings and items are told by the furniture of a draft alone: words of a note cannot make a heading.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.drafting.values import Draft


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one line that have one source."""

    text: str = field(repr=False)
    kind: str
    """``note``, ``answer``, ``template``, ``computed`` or ``blank``."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a draft without its line end."""

    kind: str
    """``heading`` (furniture in capitals), ``subheading`` (furniture that ends in a colon or stands above items),
    ``item``, ``text`` or ``empty``."""
    runs: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        """Its characters, without the sign or indent of an item."""
        return "".join(run.text for run in self.runs)


def lines(draft: Draft) -> list[Line]:
    """The lines of a draft, in order."""
    found = [_line(runs) for runs in _split(draft)]
    return [
        Line("subheading", line.runs) if _stands_above(line, after) else line
        for line, after in zip(found, [*found[1:], Line("empty")], strict=True)
    ]


def blanks_left(draft: Draft) -> str:
    """How many blanks a draft has, as a sentence; empty where it has none."""
    count = len(draft.blanks)
    if not count:
        return ""
    return "1 blank is left to fill in." if count == 1 else f"{count} blanks are left to fill in."


def _split(draft: Draft) -> list[list[Run]]:
    blanks = {b.start for b in draft.blanks}
    out: list[list[Run]] = [[]]
    for claim in draft.claims:
        kind = "blank" if claim.start in blanks else "computed" if claim.source.computed else claim.source.kind
        text = draft.text[claim.start : claim.end]
        # Only furniture ends a line: a note's own line ends are spaces in a draft.
        first, *rest = text.split("\n") if kind == "template" else [text]
        out[-1].append(Run(first, kind))
        out += [[Run(each, kind)] for each in rest]
    if out and not any(run.text for run in out[-1]):
        out.pop()
    return [[run for run in runs if run.text] for runs in out]


def _line(runs: list[Run]) -> Line:
    if not runs:
        return Line("empty")
    text = "".join(run.text for run in runs)
    own = all(run.kind == "template" for run in runs)
    if own and text.strip() and text == text.upper() and any(c.isalpha() for c in text):
        return Line("heading", tuple(runs))
    if own and text.rstrip().endswith(":"):
        return Line("subheading", tuple(runs))
    first = runs[0]
    for sign in ("• ", "  "):
        if first.kind == "template" and first.text.startswith(sign):
            rest = first.text[len(sign) :]
            return Line("item", (*((Run(rest, first.kind),) if rest else ()), *runs[1:]))
    return Line("text", tuple(runs))


def _stands_above(line: Line, after: Line) -> bool:
    return line.kind == "text" and after.kind == "item" and all(run.kind == "template" for run in line.runs)
