"""``reed measure``: range, direction, reference values and changes of an outcome measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from assistant.cli.streams import ExitCode, emit, emit_json

if TYPE_CHECKING:
    from assistant.measures import Measure


@click.command(short_help="Look up an outcome measure: range, reference values, change.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.argument("name", required=False, metavar="[NAME]")
def measure(form: str, name: str | None) -> int:
    """Tell what is known of an outcome measure; without a NAME, list them.

    \b
      reed measure berg
      reed measure "gait speed"

    Every value names the people it holds for and how sure it is. A change below the error of the test is neither
    progress nor the lack of it.
    """
    from assistant.measures import measure as find
    from assistant.measures import measures

    found = [find(name)] if name else list(measures().values())
    if form == "json":
        emit_json([each.to_dict() for each in found])
    elif name:
        _tell(found[0])
    else:
        for each in found:
            emit(f"{each.id:22} {each.title}")
    return ExitCode.CLEAN


def _tell(each: Measure) -> None:
    from assistant.measures.table import KINDS

    emit((f"{each.title} ({each.id})", "bold"))
    span = "" if each.high is None else f"{each.low} to {each.high}, "
    emit(f"  {each.unit}: {span}{'higher' if each.better == 'up' else 'lower'} is better")
    emit(f"  in notes: {', '.join(each.names)}")
    for ref in each.reference:
        emit(f"  {ref.who}: {ref.says} ({ref.sure})")
    for change in each.change:
        emit(f"  {change.who}: {change.amount} {each.unit} {KINDS[change.kind]} ({change.sure})")
