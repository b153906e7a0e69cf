"""A review for people: what is wrong, where, why it matters and what to ask, then the six elements in a table."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from assistant.cli.layout import Excerpt, Lines, cell_width, clip, excerpt
from assistant.cli.streams import Piece
from assistant.display import safe_display
from assistant.facts import Span
from assistant.payers import DEFAULT
from assistant.results import SEVERITIES, Dismissal, Finding, Requirement, Review, hhmm

Line = tuple[Piece, ...]

LEVELS = ("error", "missing", "weak", "warning", "info", "dismissed")
"""Of a problem, the gravest first: an error puts the code itself in doubt, which no element can mend."""

MOST_EXCERPTS = 3
"""Places shown for one problem; the table names the rest."""

BLANK: Line = ("",)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, whichever part of Reed found it."""

    level: str
    """missing, weak, error, warning or info; or dismissed, whatever it was."""
    rule: str
    message: str
    why: str
    fix: str
    question: str | None
    places: tuple[tuple[int, int], ...]
    disagreement: str = ""
    dismissed: Dismissal | None = None
    """Why it is disputed; shown last, in place of what to add and to ask."""


def report(review: Review, width: int) -> Iterator[Line]:
    """All lines of one review, `width` columns wide at most (addresses and excerpts of one long word aside)."""
    yield headline(review)
    lines = Lines(review.note.text)
    for problem in problems(review):
        yield BLANK
        yield from _problem(problem, lines, review.note.source, width)
    yield BLANK
    yield from elements(review, lines, width)
    yield from _minutes(review)


def headline(review: Review) -> Line:
    """``note.txt: needs work. 4 of 6 elements met; 1 error, 2 warnings``."""
    met = sum(r.status == "met" for r in review.requirements)
    counts = Counter(f.severity for f in review.findings if f.dismissed is None)
    words = {"error": "error", "warning": "warning", "info": "hint"}
    found = [f"{counts[s]} {words[s]}{'s' * (counts[s] != 1)}" for s in SEVERITIES if counts[s]]
    if disputed := _disputed(review):
        found.append(f"{disputed} dismissed")
    verdict = review.verdict.replace("-", " ")
    because = f" ({', '.join(review.flags)})" if review.flags else ""
    rest = f". {met} of {len(review.requirements)} elements met" + (f"; {', '.join(found)}" if found else "")
    return ((_name(review.note.source), "bold"), ": ", (verdict, review.verdict), because, rest)


def problems(review: Review) -> list[Problem]:
    """Findings and open elements, the gravest first; among equals, in the order of the review."""
    found = [_of_element(r, review) for r in review.open_requirements]
    found += [_of_finding(f) for f in review.findings]
    return sorted(found, key=lambda p: LEVELS.index(p.level))


def elements(review: Review, lines: Lines, width: int) -> Iterator[Line]:
    """The six elements with their status and the words they rest on."""
    titles = {r.id: _title(r.id) for r in review.requirements}
    wide = max((len(t) for t in titles.values()), default=0)
    yield ((f"  {'Element':<{wide}}  {'Status':<7}  Evidence (line)", "dim"),)
    for each in review.requirements:
        room = max(20, width - wide - 13)
        evidence = _evidence(review.evidence(each), lines, room) or "-"
        yield (f"  {titles[each.id]:<{wide}}  ", (f"{each.status:<7}", each.status), f"  {evidence}")


def _disputed(review: Review) -> int:
    findings = sum(f.dismissed is not None for f in review.findings)
    return findings + sum(r.dismissed is not None for r in review.requirements)


def _of_element(requirement: Requirement, review: Review) -> Problem:
    why, fix = _rule_words(requirement.rule)
    places = tuple((s.start, s.end) for s in review.evidence(requirement) if s.source.kind == "note")
    return Problem(
        "dismissed" if requirement.dismissed else requirement.status,
        requirement.rule,
        requirement.message,
        why,
        fix,
        requirement.question,
        places,
        requirement.disagreement,
        requirement.dismissed,
    )


def _of_finding(finding: Finding) -> Problem:
    places = () if finding.start is None or finding.end is None else ((finding.start, finding.end),)
    return Problem(
        "dismissed" if finding.dismissed else finding.severity,
        finding.rule,
        finding.message,
        finding.why,
        finding.fix,
        finding.question,
        places,
        finding.disagreement,
        finding.dismissed,
    )


def _problem(problem: Problem, lines: Lines, source: str, width: int) -> Iterator[Line]:
    head = f"{problem.level}[{problem.rule}]: "
    first, *more = textwrap.wrap(head + _flat(problem.message), width, subsequent_indent="  ") or [head]
    yield ((first[: len(head) - 2], problem.level), first[len(head) - 2 :])
    yield from ((each,) for each in more)
    gutter = max((len(str(lines.place(end).line)) for _, end in problem.places[:MOST_EXCERPTS]), default=1)
    room = max(20, width - gutter - 5)
    cuts = [excerpt(lines, start, end, room) for start, end in problem.places[:MOST_EXCERPTS]]
    for n, (_, same) in enumerate(groupby(cuts, key=lambda cut: (cut.place.line, cut.shown))):
        yield from _excerpt(tuple(same), source if n == 0 else None, gutter, problem.level)
    for label, words in _said(problem):
        yield from _labelled(label, words, width)


def _said(problem: Problem) -> tuple[tuple[str, str], ...]:
    if problem.dismissed is not None:
        said = problem.dismissed
        return (("dismissed", said.reason), ("by", f"{said.by}, {said.when}"))
    ask = ("ask", problem.question or "")
    # A hint of good practice is kept short: what it says, and what to ask.
    if problem.level == "info":
        return (ask,)
    return (("why", problem.why), ("differ", problem.disagreement), ("add", problem.fix), ask)


def _excerpt(cuts: Sequence[Excerpt], source: str | None, gutter: int, style: str) -> Iterator[Line]:
    """One line of the note with carets under all places that are shown on it."""
    pad, cut = " " * gutter, cuts[0]
    if source is not None:
        yield ((f"{pad} --> ", "dim"), f"{_name(source)}:{cut.place.line}:{cut.place.column}")
        yield ((f"{pad}  |", "dim"),)
    last = max(each.last_line for each in cuts)
    on = f" (to line {last})" if last > cut.place.line else ""
    marked = {column for each in cuts for column in range(each.indent, each.indent + each.carets)}
    carets = "".join("^" if column in marked else " " for column in range(min(marked), max(marked) + 1))
    yield ((f" {cut.place.line:>{gutter}} | ", "dim"), cut.shown)
    yield ((f"{pad}  | ", "dim"), " " * min(marked), (carets, style), (on, "dim"))


def _labelled(label: str, words: str, width: int) -> Iterator[Line]:
    if not words:
        return
    indent = "   "
    hang = " " * len(f"{indent}{label}: ")
    first, *more = textwrap.wrap(_flat(words), width - len(hang), break_long_words=False)
    yield (indent, (f"{label}:", "dim"), f" {first}")
    yield from ((hang + each,) for each in more)


def _evidence(spans: Sequence[Span], lines: Lines, room: int) -> str:
    """Quoted words with their lines, as many as the room holds, then how many more."""
    shown = ""
    for n, span in enumerate(spans):
        left = len(spans) - n
        more = f" +{left} more"
        where = f" ({lines.place(span.start).line})" if span.source.kind == "note" else f" (answer {span.source.turn})"
        space = room - cell_width(shown) - len(where) - 4 - (len(more) if left > 1 else 0)
        if n and space < min(12, cell_width(span.text)):
            return shown + more
        shown += f'{", " if n else ""}"{clip(span.text, max(8, space))}"{where}'
    return shown


def _minutes(review: Review) -> Iterator[Line]:
    """Time and units in one sentence, where the note says anything of them."""
    clock, billing = review.facts.clock, review.billing
    parts = []
    if clock.start is not None or clock.end is not None:
        parts.append(f"{hhmm(clock.start) or '?'}-{hhmm(clock.end) or '?'}")
    if clock.minutes_97112 is not None:
        parts.append(f"{clock.minutes_97112} min of 97112")
    if billing.units_97112 is not None:
        units = billing.units_97112
        parts.append(f"supports {units} unit{'s' * (units != 1)} ({billing.method})")
    # The payer is named where it is not the one that everybody gets.
    if review.payer != DEFAULT:
        parts.append(f"reviewed for {review.payer}")
    if parts:
        yield BLANK
        yield (f"  {', '.join(parts)}",)


@cache
def _rule_words(rule_id: str) -> tuple[str, str]:
    """Why a rule matters and what to change; empty for a rule that the catalogue does not have."""
    from assistant.rules import UnknownRuleError, rule

    try:
        found = rule(rule_id)
    except UnknownRuleError:
        return "", ""
    return found.why, found.fix


def _title(requirement: str) -> str:
    from assistant.requirements.wording import wording

    return str(wording().get(requirement, {}).get("title", requirement))


def _flat(text: str) -> str:
    return safe_display(" ".join(text.split()), keep_newlines=False)


def _name(source: str) -> str:
    return "standard input" if source == "-" else safe_display(source, keep_newlines=False)
