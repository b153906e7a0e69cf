"""The rulebook as data (`catalogue`) and the short predicates that look for its rules in a note (`checks`)."""

from __future__ import annotations

from assistant.rules.catalogue import CatalogueError, Rule, UnknownRuleError, explain, rule, rule_of, rules
from assistant.rules.checks import check, checked_rules
from assistant.rules.registry import Context, Hit, predicate

__all__ = [
    "CatalogueError",
    "Context",
    "Hit",
    "Rule",
    "UnknownRuleError",
    "check",
    "checked_rules",
    "explain",
    "predicate",
    "rule",
    "rule_of",
    "rules",
]
