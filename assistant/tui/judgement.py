"""The review in full words: the verdict, what would change it element by element, the time and the units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from assistant.counterfactuals import Outcome, WhatIf, open_errors
from assistant.facts import Span
from assistant.results import Requirement, Review
from assistant.rules.catalogue import rule
from assistant.tui import palette, showing
from assistant.tui.hanging import Entry, Hanging

FLAGS = {
    "group": "it reads as a group",
    "unsupervised": "it reads as not attended one to one",
    "exercise-only": "what is described is exercise or other treatment only",
    "maintenance": "it reads as maintenance",
    "not-97112": "nothing of it is treatment under 97112",
}
"""Flag to what it says of the note, in words."""


def verdict_entries(review: Review) -> Hanging:
    """The verdict, and what stands between it and a compliant note."""
    head = Content.assemble(("Verdict ", "bold"), (showing.summary(review), "bold"), f" · score {review.score}")
    return Hanging([Entry(head), Entry(Content("  "), Content(between(review)))])


def between(review: Review) -> str:
    """In one sentence, what keeps the note from being compliant."""
    parts = []
    missing = [showing.title(r.id) for r in review.open_requirements]
    if missing:
        parts.append(f"{_listed(missing)} {'is' if len(missing) == 1 else 'are'} not met")
    errors = len(open_errors(review))
    if errors:
        parts.append(f"{errors} error{'s are' if errors > 1 else ' is'} open in the findings")
    parts += [FLAGS[f] for f in review.flags if f in FLAGS and f != "maintenance"]
    if not parts:
        return "Nothing stands against it."
    return f"What stands against it: {'; '.join(parts)}."


def element_entries(requirement: Requirement, what: WhatIf, review: Review, scheme: str) -> Hanging:
    """One element: status, what it rests on, and what would change the verdict."""
    look = palette.element(requirement.id)
    status = showing.signed(palette.status(requirement.status), scheme, width=10)
    head = Content.assemble((f"{look.mark} ", look.style(scheme, "bold")), status, (f" {look.word}", "bold"))
    entries = [Entry(head)]
    if requirement.message:
        entries.append(_line("Now", showing.plain(requirement.message)))
    entries += _rests(requirement, what, review)
    if requirement.dismissed is not None:
        entries.append(_line("Disputed", showing.disputed(requirement.dismissed)))
    if what.if_met is not None and requirement.rule:
        entries += _to_be_met(requirement, what.if_met, review)
    if requirement.disagreement:
        entries.append(_line("Differs", showing.plain(requirement.disagreement)))
    return Hanging(entries)


def money_entries(review: Review) -> Hanging:
    """How the minutes became units."""
    steps = review.billing.steps or ("No minutes of 97112 are documented, so no units are worked out.",)
    return Hanging([Entry(Content.assemble(("Units", "bold"))), *(Entry(Content("  "), Content(s)) for s in steps)])


def _rests(requirement: Requirement, what: WhatIf, review: Review) -> list[Entry]:
    spans = [s for s in review.evidence(requirement) if s.text.strip()]
    if not spans or what.if_gone is None:
        return []
    entries = [_line("Rests on", _quotes(spans))]
    gone = what.if_gone
    if gone.status == requirement.status:
        return [*entries, _line("Without", f"these words it would still be {gone.status}.")]
    told = f"{_them(spans)} it would be {_becomes(gone, what.now)}"
    entries.append(_line("Without", told))
    if len(spans) > 1 and requirement.id != "time":
        single = [review.facts.spans[i] for i in what.decisive]
        each = "any one of them carries it alone." if not single else f"it cannot do without {_quotes(single)}."
        entries.append(_line("Of these", each))
    return entries


def _to_be_met(requirement: Requirement, met: Outcome, review: Review) -> list[Entry]:
    explained = rule(requirement.rule)
    others = [showing.title(r.id) for r in review.open_requirements if r.id != requirement.id]
    errors = len(open_errors(review))
    why = []
    if others:
        why.append(f"{_listed(others)} {'is' if len(others) == 1 else 'are'} still open")
    if errors:
        why.append(f"{errors} error{'s' if errors > 1 else ''} in the findings")
    then = f"score {met.score}, {palette.verdict(met.verdict)}"
    if met.verdict != "compliant" and why:
        then += f" ({'; '.join(why)})"
    return [
        _line("To be met", f"{explained.checks} {explained.fix}"),
        _line("Example", f"of another, invented note: {showing.quoted(explained.adequate, 400)}"),
        _line("Then", then + "."),
    ]


def _line(head: str, body: str) -> Entry:
    return Entry(Content.assemble((f"  {head:<10}", "dim")), Content(body))


def _quotes(spans: Sequence[Span]) -> str:
    return ", ".join(showing.quoted(s.text) + showing.whose(s) for s in spans[:4]) + (
        f" and {len(spans) - 4} more" if len(spans) > 4 else ""
    )


def _them(spans: Sequence[Span]) -> str:
    return "these words" if len(spans) == 1 else "all of these words"


def _becomes(after: Outcome, now: Outcome) -> str:
    verdict = "and the verdict would stay" if after.verdict == now.verdict else "and the verdict would become"
    return f"{after.status}, the score {after.score}, {verdict} {palette.verdict(after.verdict)}."


def _listed(words: Iterable[str]) -> str:
    items = [w.lower() for w in words]
    listed = items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"
    return listed[:1].upper() + listed[1:]
