"""``reed rule``: the rules in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from assistant.cli import streams
from assistant.cli.streams import ExitCode, emit, emit_json, emit_text
from assistant.errors import ReedError
from assistant.results import REQUIREMENTS

if TYPE_CHECKING:
    from assistant.rules import Rule


@click.command(short_help="Explain a rule, or list them.")
@click.option("--all", "every", is_flag=True, help="List also the rules that need other notes, with the reason.")
@click.option("--full", is_flag=True, help="Explain every rule instead of listing them.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.argument("rule_id", required=False, metavar="[ID]")
def rule(every: bool, full: bool, form: str, rule_id: str | None) -> int:
    """Explain a rule: what it checks, why it matters, examples, what to change, sources. Without ID, list those that
    Reed looks for in one note.

    \b
      reed rule skilled-component
      reed rule time              the rule behind one of the six elements
    """
    found = _rules(rule_id)
    if form == "json":
        values = [asdict(each) for each in found]
        emit_json(values if rule_id is None else values[0], indent=2)
    elif full or rule_id is not None:
        _explain(found)
    else:
        _list(found, every=every)
    return ExitCode.CLEAN


def _rules(rule_id: str | None) -> Sequence[Rule]:
    # Imported here: `reed --help` reads this module and needs no rules.
    from assistant.rules import CatalogueError, UnknownRuleError, rule, rule_of, rules

    try:
        if rule_id is None:
            return rules()
        return (rule_of(rule_id) if rule_id in REQUIREMENTS else rule(rule_id),)
    except CatalogueError as error:
        raise ReedError(f"A rule file cannot be used: {error}") from None
    except UnknownRuleError as error:
        raise ReedError(str(error)) from None


def _explain(found: Sequence[Rule]) -> None:
    from assistant.rules import explain

    for n, each in enumerate(found):
        if n:
            emit("\n")
        emit_text(explain(each, streams.columns() - 2))


def _list(found: Sequence[Rule], *, every: bool) -> None:
    wide = max(len(each.id) for each in found)
    active = [each for each in found if each.active]
    for group in dict.fromkeys(each.group for each in active):
        emit((group, "bold"))
        for each in (each for each in active if each.group == group):
            emit(f"  {each.id:<{wide}}  ", (f"{each.severity:<7}", each.severity), f"  {each.title}")
    waiting = [each for each in found if not each.active]
    if every:
        emit(("needs other notes", "bold"))
        for each in waiting:
            emit(f"  {each.id:<{wide}}  ", (f"{each.severity:<7}", each.severity), f"  {each.title}")
            emit(f"  {'':<{wide}}  needs other notes: {each.status_reason}")
    emit("\nThe weight is the rule's; a review shows what one text proves less surely as warning or info.")
    more = "" if every else f" {len(waiting)} more need other notes: `reed rule --all`."
    emit(f"`reed rule ID` explains one of them.{more}")
