"""``reed pair``: what the offline table holds of pairs of codes."""

from __future__ import annotations

import click

from assistant.billing import BillingError
from assistant.billing.pairs import pairs_among
from assistant.cli.streams import ExitCode, emit, emit_json
from assistant.errors import ReedError


@click.command(short_help="Look up a pair of codes in the offline table of claim edits.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.argument("numbers", nargs=-1, metavar="CODE CODE...")
def pair(form: str, numbers: tuple[str, ...]) -> int:
    """Tell what the offline table holds of every pair of these codes, from when, and from where.

    \b
      reed pair 97112 97140
      reed pair 97150 97112 97110

    The claim edits of Medicare change each quarter: this table says where to look, not what holds today.
    """
    if len(numbers) < 2:
        raise ReedError("A pair needs two codes.", "Write for example `reed pair 97112 97140`.")
    try:
        found = pairs_among(number.strip().upper() for number in numbers)
    except BillingError as error:
        raise ReedError(str(error)) from None
    if not found:
        raise ReedError("A code makes no pair with itself.", "Write for example `reed pair 97112 97140`.")
    if form == "json":
        emit_json([each.to_dict() for each in found])
        return ExitCode.CLEAN
    for each in found:
        emit(each.says)
        if each.source:
            emit((f"  source: {each.source}", "dim"))
    return ExitCode.CLEAN
