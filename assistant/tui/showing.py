"""Words and colours for what is shown of a review: pure functions from values to styled text, never through markup."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from assistant.display import safe_display
from assistant.facts import Span
from assistant.results import Dismissal, Finding, Requirement, Review
from assistant.tui import palette
from assistant.tui.hanging import Entry, Hanging
from assistant.tui.palette import Look

QUOTE = 70
"""Characters of evidence quoted in a list."""
DIM = "dim"

WAITING = {
    "loading": "The reader is loading. You can write already.",
    "no note": "Paste or type a note, or open one with ctrl+o. Reed then asks for what is missing.",
    "reading": "Reading …",
    "unread": "The note could not be read.",
}
"""Why there is no review yet, in full; the keys are the same in a word."""


def plain(text: str) -> str:
    """Foreign text on one line, safe to show."""
    return safe_display(" ".join(text.split()), keep_newlines=False)


def quoted(text: str, longest: int = QUOTE) -> str:
    """Foreign text between quotation marks; what is left out is marked by an ellipsis."""
    line = plain(text)
    return f"“{line}”" if len(line) <= longest else f"“{line[: longest - 1].rstrip()}…”"


def signed(look: Look, scheme: str, width: int = 0) -> Content:
    """A sign with its word, in its colour; padded to `width` cells."""
    return Content.assemble((f"{look.mark} {look.word}".ljust(width), look.style(scheme, "bold")))


def element_row(requirement: Requirement, review: Review, scheme: str, *, detail: bool) -> Hanging:
    """A requirement: letter, sign and word of its status, name; and, with `detail`, what it rests on or lacks below."""
    look = palette.element(requirement.id)
    status = signed(palette.status(requirement.status), scheme, width=10)
    head = Content.assemble((f"{look.mark} ", look.style(scheme, "bold")), status, (f" {look.word}", "bold"))
    lines = element_details(requirement, review) if detail else []
    return Hanging([Entry(head), *(Entry(Content("  "), Content.assemble((line, DIM))) for line in lines)])


def element_details(requirement: Requirement, review: Review) -> list[str]:
    """What a requirement rests on, in the words found, and what it lacks."""
    lines = []
    evidence = [s for s in review.evidence(requirement) if s.text.strip()]
    if evidence:
        more = f" +{len(evidence) - 1}" if len(evidence) > 1 else ""
        best = max(evidence, key=lambda s: s.score)
        lines.append(quoted(best.text) + whose(best) + more)
    if requirement.message:
        lines.append(plain(requirement.message))
    if requirement.dismissed is not None:
        lines.append(disputed(requirement.dismissed))
    return lines


def disputed(dismissal: Dismissal) -> str:
    """Who disputes something, since when and why."""
    return plain(f"dismissed by {dismissal.by}, {dismissal.when}: {dismissal.reason}")


def whose(span: Span) -> str:
    """Where words come from if not from the note."""
    return "" if span.source.kind == "note" else f" (answer {span.source.turn})"


def waiting_row(requirement: str, scheme: str, why: str) -> Hanging:
    """A requirement about which nothing is known yet."""
    look = palette.element(requirement)
    letter = (f"{look.mark} ", look.style(scheme, "bold"))
    return Hanging([Entry(Content.assemble(letter, (f"· {why}".ljust(10), DIM), (f" {look.word}", "bold")))])


def finding_row(finding: Finding, scheme: str, *, detail: bool) -> Hanging:
    """A finding: severity as sign and word, message; and, with `detail`, why it matters, what to do and its rule."""
    if finding.dismissed is not None:
        head, message = Content.assemble(("– dismissed ", "dim")), (finding.message, "strike dim")
    else:
        head, message = signed(palette.severity(finding.severity), scheme, width=10), (finding.message, "")
    if not detail:
        return Hanging([Entry(Content.assemble(head, (plain(message[0]), message[1])))])
    parts = [message, (finding.why, DIM), (finding.fix, DIM), (f"reed rule {finding.rule}", "dim italic")]
    if finding.dismissed is not None:
        parts[1:] = [(disputed(finding.dismissed), ""), (f"reed rule {finding.rule}", "dim italic")]
    body = Content("\n").join([Content.assemble((plain(text), style)) for text, style in parts if text])
    return Hanging([Entry(head, body)])


def empty_row(why: str) -> Hanging:
    """In place of rows, why there are none."""
    return Hanging([Entry(Content.assemble((why, DIM)))])


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, then warnings, then what is good to know, last what was dismissed; in their own order within."""
    rank = {"error": 0, "warning": 1, "info": 2}
    return sorted(findings, key=lambda f: (f.dismissed is not None, rank[f.severity]))


def counted(findings: Iterable[Finding]) -> str:
    """How many findings there are of each severity, in words."""
    items = list(findings)
    parts = []
    for name in ("error", "warning", "info"):
        count = sum(f.severity == name and f.dismissed is None for f in items)
        if count:
            parts.append(f"{count} {palette.severity(name).word}{'s' if count > 1 and name != 'info' else ''}")
    if dismissed := sum(f.dismissed is not None for f in items):
        parts.append(f"{dismissed} dismissed")
    return ", ".join(parts) or "none"


def met(review: Review) -> str:
    """How many of the elements are met."""
    return f"{sum(r.status == 'met' for r in review.requirements)} of {len(review.requirements)} met"


def title(requirement: str) -> str:
    """Short name of an element."""
    return palette.element(requirement).word


def invitation(asked: str | None, reading: bool) -> str:
    """What the empty answer line says."""
    if asked is not None:
        return f"Answer on {title(asked).lower()} here, or say “skip”"
    return "Say “draft it”, “what is missing?” or “help”" if reading else ""


def summary(review: Review) -> str:
    """The review in one line: verdict, minutes and units as far as they are known."""
    parts = [palette.verdict(review.verdict)]
    minutes, units = review.facts.clock.minutes_97112, review.billing.units_97112
    if minutes is not None:
        parts.append(f"{minutes} min")
    if units is not None:
        parts.append(f"{units} unit{'' if units == 1 else 's'}")
    return " · ".join(parts)
