"""Replies that change nothing: what is missing, why, where, units, the 8-minute rule, an example, help, a draft."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.conversation import billing_replies
from assistant.conversation.intents import Intent, forms
from assistant.conversation.values import Conversation
from assistant.conversation.wording import (
    best_evidence,
    found_report,
    listed,
    missing_report,
    phrase,
    quotes,
    title,
    where,
)
from assistant.requirements.wording import wording
from assistant.results import REQUIREMENTS
from assistant.rules.catalogue import rule, rule_of

SOAP = {"OT": "ot-soap", "COTA": "ot-soap"}
"""SOAP template for a discipline; every other one has ``pt-soap``."""
BOUNDARIES = {
    "97110": "not-97110-content",
    "97116": "distinct-from-97116",
    "97530": "distinct-from-97530",
    "97140": "distinct-from-97140",
    "97150": "no-group-as-97112",
}
"""The rule that tells each neighbouring code from 97112."""


def inform(conversation: Conversation, intent: Intent) -> str:
    """The reply to a request for information."""
    return INFO[intent.id](conversation, intent)


def _missing(conversation: Conversation, intent: Intent) -> str:
    return missing_report(conversation.review, conversation.state.declines)


def _status(conversation: Conversation, intent: Intent) -> str:
    review = conversation.review
    named = [r for r in review.requirements if r.id in intent.elements]
    if named:
        return where(review, [r.id for r in named], conversation.state.note)
    return " ".join((found_report(review), missing_report(review, conversation.state.declines)))


def _why(conversation: Conversation, intent: Intent) -> str:
    name = intent.elements[0] if intent.elements else conversation.asked
    if name is None:
        return phrase("info", "why_nothing")
    asked = rule_of(name)
    return phrase("info", "why", title=wording()[name]["title"], why=asked.why, source=asked.sources[0])


def _where(conversation: Conversation, intent: Intent) -> str:
    return where(conversation.review, intent.elements or REQUIREMENTS, conversation.state.note)


def _requirements(conversation: Conversation, intent: Intent) -> str:
    items = listed([str(wording()[r]["title"]).lower() for r in REQUIREMENTS])
    return phrase("info", "need", items=items, detail=phrase("info", "need_detail"))


def _other_code(conversation: Conversation, intent: Intent) -> str:
    """What tells 97112 from its neighbour, and what this note describes; which it was is the clinician's to say."""
    review = conversation.review
    code = next((c for c in BOUNDARIES if c in intent.said), None)
    if code is None:
        words = {"97116": r"gait", "97140": r"manual", "97530": r"activit|theract", "97150": r"group"}
        code = next((c for c, w in words.items() if re.search(w, intent.said)), "97110")
    asked = rule(BOUNDARIES[code])
    own = [s.text for s in review.facts.of("INTERVENTION")]
    other = [s.text for s in review.facts.of("OTHER_INTERVENTION")]
    parts = [phrase("info", "other_code", checks=asked.checks.strip(), why=asked.why.strip())]
    parts.append(phrase("info", "other_code_own", quotes=quotes(own)) if own else phrase("info", "other_code_none"))
    if other:
        parts.append(phrase("info", "other_code_other", quotes=quotes(other)))
    parts.append(phrase("info", "other_code_yours", code=code))
    return " ".join(parts)


def _strong(conversation: Conversation, intent: Intent) -> str:
    """Invented wording of another patient, weak beside strong, for the element named or asked for."""
    name = intent.elements[0] if intent.elements else conversation.asked
    if name is None:
        open_now = conversation.review.open_requirements
        name = open_now[0].id if open_now else "interventions"
    asked = rule_of(name)
    return phrase("info", "strong", title=title(name), weak=asked.weak, adequate=asked.adequate, strong=asked.strong)


def _draft(conversation: Conversation, intent: Intent) -> str:
    # Only a draft needs Jinja2.
    from assistant.drafting import draft

    template = template_for(conversation, intent.form)
    if template is None:
        return phrase("info", "no_form", form=intent.form or "", names=listed(_names()))
    made = draft(conversation.review, conversation.answers, template, declines=conversation.declines)
    absent = {d.topic for d in conversation.declines if d.how == "not-done"}
    left = [title(r.id) for r in conversation.review.open_requirements if r.id in absent]
    parts = [made.text]
    if left:
        parts.append(phrase("info", "not_done_left", items=listed(left)))
    count = len(made.blanks)
    parts.append(phrase("info", "blanks_some", count=count) if count else phrase("info", "blanks_none"))
    return "\n".join(parts)


def template_for(conversation: Conversation, form: str | None) -> str | None:
    """The template that stands for a form as a person names it; None where there is none."""
    wanted = forms().get(form or "soap", [])
    if not wanted:
        return SOAP.get(conversation.review.facts.discipline or "", "pt-soap")
    return next((name for name in wanted if name in _names()), None)


def _names() -> tuple[str, ...]:
    from assistant.drafting import template_names

    return template_names()


def _handed_on(name: str) -> Callable[[Conversation, Intent], str]:
    """Copying and saving are done by what shows the conversation; where it does neither, that is said."""

    def reply(conversation: Conversation, intent: Intent) -> str:
        if name in conversation.does:
            return phrase("handed_on", name)
        draft = f"\n{_draft(conversation, Intent('draft'))}" if name == "copy" else ""
        return f"{phrase('not_here', name)}{draft}"

    return reply


def _said(name: str) -> Callable[[Conversation, Intent], str]:
    return lambda conversation, intent: phrase("info", name)


def _invent(conversation: Conversation, intent: Intent) -> str:
    name = next(iter(intent.elements), None)
    found = next((r for r in conversation.review.requirements if r.id == name), None)
    if found is not None and found.status == "met":
        words = quotes(s.text for s in best_evidence(found, conversation.review))
        return f"{phrase('info', 'invent')} {phrase('info', 'invent_there', title=title(found.id), quotes=words)}"
    return phrase("info", "invent")


INFO: dict[str, Callable[[Conversation, Intent], str]] = {
    "missing": _missing,
    "status": _status,
    "why": _why,
    "where": _where,
    "units": billing_replies.units,
    "eight-minute-rule": _said("eight"),
    "requirements": _requirements,
    "assistant-modifier": billing_replies.assistant_modifier,
    "modifier": billing_replies.modifier,
    "is-97110": _other_code,
    "strong-example": _strong,
    "help": _said("help"),
    "thanks": _said("thanks"),
    "hello": _said("hello"),
    "other": _said("other"),
    "wait": _said("wait"),
    "aside": _said("aside"),
    "invent": _invent,
    "draft": _draft,
    "copy": _handed_on("copy"),
    "save-as": _handed_on("save-as"),
    "export": _handed_on("export"),
}
"""Replies by intent."""
