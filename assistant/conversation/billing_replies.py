"""Replies on units and modifiers: arithmetic on the figures that the note, the answers or the question itself give."""

from __future__ import annotations

import re

from assistant.billing.assistant_modifier import assistant_share, modifier_of
from assistant.billing.codes import BillingError
from assistant.billing.modifiers import plan_of
from assistant.billing.units import units_for
from assistant.conversation.intents import Intent
from assistant.conversation.retelling import numbers
from assistant.conversation.values import Conversation
from assistant.conversation.wording import listed, phrase

METHODS = {"cms": "Medicare's total-time method", "ama": "the midpoint method"}
CODE = "97112"
_FIGURE = r"(?P<n>\d{1,3})(?![\w:.]*\d)(?! ?units?)"
_ASSISTANT = r"(?:pta|cota|ota|asst|assistant)s?"


def units(conversation: Conversation, intent: Intent) -> str:
    """How many units the minutes support; of the minutes that the question names, if it names any."""
    review = conversation.review
    named = _minutes_named(intent.said)
    if named is not None:
        return phrase("info", "units_asked", minutes=named, units=in_words(units_for(named)), method=METHODS["cms"])
    method = METHODS.get(review.billing.method, review.billing.method)
    minutes, count = review.facts.clock.minutes_97112, review.billing.units_97112
    if minutes is None or count is None:
        return phrase("info", "units_unknown")
    parts = [phrase("info", "units", minutes=minutes, units=in_words(count), method=method)]
    if len(review.billing.units) > 1:
        parts += review.billing.steps
    silent = [code for code, n in review.billing.units.items() if n is None]
    if silent:
        parts.append(phrase("info", "units_other", codes=listed(silent)))
    return " ".join(parts)


def in_words(count: int) -> str:
    """``1 unit``, ``2 units``."""
    return "1 unit" if count == 1 else f"{count} units"


def _minutes_named(said: str) -> int | None:
    m = re.search(r"(?<![\d:])(\d{1,3})[ ]?(?:min|m\b|')", _in_digits(said))
    return int(m[1]) if m else None


def _in_digits(said: str) -> str:
    return re.sub(r"[a-z]+", lambda m: str(numbers().get(m.group(), m.group())), said)


def assistant_modifier(conversation: Conversation, intent: Intent) -> str:
    """Which assistant modifier, worked out where the minutes are known; the rule where they are not."""
    review, said = conversation.review, _in_digits(intent.said)
    discipline = (
        "COTA"
        if re.search(r"\b(?:cota|ota|co)\b", said)
        else "PTA"
        if re.search(r"\b(?:pta|cq)\b", said)
        else review.facts.discipline
    )
    try:
        modifier = modifier_of(discipline)
    except BillingError:
        modifier, discipline = "CQ", None
    given, total = _shares(said, review.facts.clock.minutes_97112)
    rule = phrase("info", "assistant_rule", modifier=modifier)
    if given is None:
        return rule
    if total is None:
        return f"{rule} {phrase('info', 'assistant_total_unknown', given=given)}"
    if given > total:
        return f"{rule} {phrase('info', 'assistant_beyond', given=given, total=total)}"
    count = units_for(total)
    share = assistant_share(CODE, count, total, given, discipline)
    if share.units_with == 0:
        carries = phrase("info", "assistant_none", modifier=modifier, units=in_words(count))
    elif share.units_without == 0:
        carries = phrase("info", "assistant_all", modifier=modifier, units=in_words(count))
    else:
        carries = phrase(
            "info",
            "assistant_some",
            modifier=modifier,
            with_it=in_words(share.units_with),
            without=in_words(share.units_without),
        )
    return " ".join((carries, *share.steps))


def _shares(said: str, known: int | None) -> tuple[int | None, int | None]:
    """The assistant's minutes and all minutes, from the question, and the note where the question gives no total."""
    of = re.search(rf"(?<![\w:]){_FIGURE}(?: ?min\w*)? (?:out )?of (?:the |those |my |our )?(?P<t>\d{{1,3}})\b", said)
    if of:
        return int(of["n"]), int(of["t"])
    rest = re.sub(r"\b97\d{3}\b", "", said)
    figures = [int(n) for n in re.findall(r"(?<![\w:.])(\d{1,3})(?![\w:.]*\d)(?! ?units?)", rest)]
    therapist = re.search(
        r"\b(?:pt|ot|therapist|i)\b (?:did |gave |treated |took |had |for |the other |other )*(\d{1,3})", rest
    )
    helper = re.search(rf"\b{_ASSISTANT}\b\D{{0,30}}?(\d{{1,3}})", rest)
    if helper and therapist and helper[1] != therapist[1]:
        return int(helper[1]), int(helper[1]) + int(therapist[1])
    if helper:
        return int(helper[1]), known
    return (figures[0], known) if figures else (None, known)


def modifier(conversation: Conversation, intent: Intent) -> str:
    """Which modifiers a line under this plan of care carries."""
    discipline = conversation.review.facts.discipline
    if discipline is None:
        return phrase("info", "modifier")
    plan = plan_of(discipline)
    return f"{phrase('info', 'modifier_plan', mark=plan.mark, words=plan.words)} {phrase('info', 'modifier')}"
