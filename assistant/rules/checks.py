"""Run the predicates over the facts of a note and dress what they find in the words of the catalogue."""

from __future__ import annotations

from functools import cache

from assistant.facts import Facts
from assistant.note import Note
from assistant.payers.profile import Profile
from assistant.results import Billing, Finding, Requirement
from assistant.rules.catalogue import Rule, rule, rules

# Importing a group registers its predicates; the order of findings is the catalogue's.
from assistant.rules.predicates import across, boundaries, claim, clock, contact, measures, minutes, note_items, record
from assistant.rules.registry import Context, Hit, predicates

GROUPS = (across, boundaries, claim, clock, contact, measures, minutes, note_items, record)


@cache
def checked_rules() -> tuple[Rule, ...]:
    """Rules with a predicate, in the order of the catalogue."""
    known = predicates()
    for rule_id in known:
        rule(rule_id)
    return tuple(each for each in rules() if each.id in known)


def check(
    note: Note,
    facts: Facts,
    billing: Billing,
    requirements: tuple[Requirement, ...] = (),
    payer: Profile | None = None,
) -> list[Finding]:
    """Findings of all rules but the six core elements, which `assistant.requirements` judges.

    Args:
        note: the text that offsets point into.
        facts: what was found in it.
        billing: units its minutes support.
        requirements: status of the six elements; rules that rest on one stay silent without it.
        payer: whose weights apply; those of the catalogue when None.
    """
    profile = payer or Profile()
    context = Context(note, facts, billing, requirements, profile)
    known = predicates()
    looked_at = [each for each in checked_rules() if profile.applies(each.id)]
    return [_finding(each, hit, profile) for each in looked_at for hit in known[each.id](context)]


def _finding(rule: Rule, hit: Hit, payer: Profile) -> Finding:
    return Finding(
        rule=rule.id,
        severity=payer.weight(rule.id, rule.finding_severity or rule.severity, hit.severity),
        message=hit.message,
        start=hit.start,
        end=hit.end,
        why=rule.why,
        fix=rule.fix,
        question=rule.question,
        sources=rule.sources,
        disagreement=rule.disagreement,
    )
