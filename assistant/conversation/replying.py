"""Replies that change nothing: what is missing, why, where, units, the 8-minute rule, help, a draft."""

from __future__ import annotations

from collections.abc import Callable

from assistant.billing.units import units_for
from assistant.conversation.intents import Intent
from assistant.conversation.values import Conversation
from assistant.conversation.wording import listed, missing_report, phrase, where
from assistant.requirements.wording import wording
from assistant.results import REQUIREMENTS
from assistant.rules.catalogue import rule_of

METHODS = {"cms": "Medicare's total-time method", "ama": "the midpoint method"}
SOAP = {"OT": "ot-soap", "COTA": "ot-soap"}
"""SOAP template for a discipline; every other one has ``pt-soap``."""


def inform(conversation: Conversation, intent: Intent) -> str:
    """The reply to a request for information."""
    return INFO[intent.id](conversation, intent)


def _missing(conversation: Conversation, intent: Intent) -> str:
    return missing_report(conversation.review, conversation.declined)


def _why(conversation: Conversation, intent: Intent) -> str:
    name = intent.elements[0] if intent.elements else conversation.asked
    if name is None:
        return phrase("info", "why_nothing")
    rule = rule_of(name)
    return phrase("info", "why", title=wording()[name]["title"], why=rule.why, source=rule.sources[0])


def _where(conversation: Conversation, intent: Intent) -> str:
    return where(conversation.review, intent.elements or REQUIREMENTS)


def _units(conversation: Conversation, intent: Intent) -> str:
    review = conversation.review
    method = METHODS.get(review.billing.method, review.billing.method)
    if intent.minutes is not None:
        units_asked = _in_words(units_for(intent.minutes))
        return phrase("info", "units_asked", minutes=intent.minutes, units=units_asked, method=METHODS["cms"])
    minutes, units = review.facts.clock.minutes_97112, review.billing.units_97112
    if minutes is None or units is None:
        return phrase("info", "units_unknown")
    parts = [phrase("info", "units", minutes=minutes, units=_in_words(units), method=method)]
    if len(review.billing.units) > 1:
        parts += review.billing.steps
    silent = [code for code, n in review.billing.units.items() if n is None]
    if silent:
        parts.append(phrase("info", "units_other", codes=listed(silent)))
    return " ".join(parts)


def _in_words(units: int) -> str:
    return "1 unit" if units == 1 else f"{units} units"


def _need(conversation: Conversation, intent: Intent) -> str:
    items = listed([str(wording()[r]["title"]).lower() for r in REQUIREMENTS])
    return phrase("info", "need", items=items, detail=phrase("info", "need_detail"))


def _draft(conversation: Conversation, intent: Intent) -> str:
    # Only a draft needs Jinja2.
    from assistant.drafting import draft

    template = intent.template or SOAP.get(conversation.review.facts.discipline or "", "pt-soap")
    made = draft(conversation.review, conversation.answers, template)
    if not made.blanks:
        return f"{made.text}\n{phrase('info', 'blanks_none')}"
    return f"{made.text}\n{phrase('info', 'blanks_some', count=len(made.blanks))}"


def _said(name: str) -> Callable[[Conversation, Intent], str]:
    return lambda conversation, intent: phrase("info", name)


INFO: dict[str, Callable[[Conversation, Intent], str]] = {
    "missing": _missing,
    "why": _why,
    "where": _where,
    "units": _units,
    "eight": _said("eight"),
    "need": _need,
    "help": _said("help"),
    "thanks": _said("thanks"),
    "hello": _said("hello"),
    "draft": _draft,
}
"""Replies by intent."""
