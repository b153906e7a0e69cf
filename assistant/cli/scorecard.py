"""``reed scorecard``: how well the shipped reader reads notes it never saw."""

from __future__ import annotations

import click

from assistant.cli.streams import ExitCode, emit_json, emit_text
from assistant.errors import ReedError


@click.command(short_help="Show how well Reed reads notes it never saw.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def scorecard(form: str) -> int:
    """Show the figures of the shipped reader: spans by label, statuses by element, on voices kept out of training."""
    from nlp_models import ModelError
    from nlp_models.scorecard import as_text, shipped

    try:
        card = shipped()
    except ModelError as error:
        raise ReedError(str(error)) from None
    if form == "json":
        emit_json(card, indent=2)
    else:
        emit_text(as_text(card))
    return ExitCode.CLEAN
