"""``reed units``: minutes to units, with the reasoning."""

from __future__ import annotations

from collections.abc import Iterable

import click

from assistant.billing import METHODS, BillingError, UnitCount, codes, count_units
from assistant.cli.streams import ExitCode, emit, emit_json
from assistant.errors import ReedError

HOW = "Write CODE=MINUTES, for example 97112=38."
MOST_DIGITS = 9


class UnitsCommand(click.Command):
    """Lets one ``--assistant`` take all CODE=MINUTES after it, as well as one for each."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give every value after a trailing ``--assistant`` its own option, which is all that click understands."""
        return super().parse_args(ctx, _spread(args))


@click.command(cls=UnitsCommand, short_help="Count the units that minutes support.")
@click.option(
    "--method",
    type=click.Choice(METHODS),
    default="cms",
    show_default=True,
    help="cms pools the timed minutes of the day (Medicare), ama counts each code alone.",
)
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--assistant", multiple=True, metavar="CODE=MINUTES...", help="Minutes that a PTA or OTA gave alone.")
@click.option(
    "--discipline",
    type=click.Choice(["PT", "PTA", "OT", "COTA"]),
    help="Whose plan of care it is: CO instead of CQ for occupational therapy.",
)
@click.argument("minutes", nargs=-1, metavar="CODE=MINUTES...")
def units(method: str, form: str, assistant: tuple[str, ...], discipline: str | None, minutes: tuple[str, ...]) -> int:
    """Count the units that the minutes of one day support, therapist and assistant together.

    \b
      reed units 97112=24 97110=23
      reed units 97112=26 --assistant 97112=15
    """
    if not minutes:
        raise ReedError("No minutes are given.", HOW)
    try:
        count = count_units(_pairs(minutes), method, _pairs(assistant), discipline=discipline)
    except BillingError as error:
        raise ReedError(str(error)) from None
    if form == "json":
        emit_json(count.to_dict())
    else:
        _text(count)
    return ExitCode.CLEAN


def _text(count: UnitCount) -> None:
    emit(
        (f"{count.total_units} unit{'s' * (count.total_units != 1)}", "bold"),
        f" for {count.total_minutes} timed minutes ({count.method})",
    )
    for number, n in count.units.items():
        marks = ", ".join(count.modifiers.get(number, ()))
        carried = count.assistant_units.get(number)
        with_mark = f"  {marks} on {carried} of {n}" if marks else ""
        emit(f"  {number}  {n:>2}  {codes()[number].description}{with_mark}")
    emit("")
    for step in count.steps:
        emit(f"  {step}")


def _pairs(words: Iterable[str]) -> dict[str, int]:
    """CODE=MINUTES words as numbers; a code named twice has its stretches added up."""
    found: dict[str, int] = {}
    for word in words:
        number, equals, value = word.partition("=")
        number = number.strip().upper()
        if not (equals and number and value.strip().isascii() and value.strip().isdigit()):
            raise ReedError(f"{word[:40]!r} says no minutes of a code.", HOW)
        # Digits without end are slow to turn into a number; the count refuses what a day does not have.
        if len(value.strip()) > MOST_DIGITS:
            raise ReedError(
                f"The minutes of {number[:20]} have {len(value.strip())} digits.", "Give the minutes of one day."
            )
        found[number] = found.get(number, 0) + int(value)
    return found


def _spread(args: list[str]) -> list[str]:
    out: list[str] = []
    given = trailing = False
    for at, word in enumerate(args):
        pair = "=" in word and not word.startswith("-")
        after_option = at > 0 and args[at - 1] == "--assistant"
        if pair and not after_option:
            if trailing:
                out.append("--assistant")
            else:
                given = True
        # Only behind the minutes of all is the option's reach plain; before them it takes one value.
        trailing = (trailing and pair) or (word == "--assistant" and given)
        out.append(word)
    return out
