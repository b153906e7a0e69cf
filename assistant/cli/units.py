"""``reed units``: minutes and clock times to units and modifiers, with the reasoning."""

from __future__ import annotations

from collections.abc import Iterable

import click

from assistant.billing import METHODS, BillingError, codes
from assistant.billing.day import Day, Written, count_day, count_total
from assistant.billing.modifiers import PLANS
from assistant.billing.times import Stretch, is_stretch, stretch
from assistant.cli.amounts import counts, split, times
from assistant.cli.streams import ExitCode, emit, emit_json
from assistant.errors import ReedError

HOW = "Write CODE=MINUTES, for example 97112=38, or CODE=10:05-10:43."
MISSING = "says no minutes of a code"
SPREADING = ("--assistant", "--billed")
"""Options that, behind the minutes, take every CODE=VALUE that follows."""


class UnitsCommand(click.Command):
    """Lets one ``--assistant`` take all CODE=MINUTES after it, as well as one for each; ``--billed`` likewise."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give every value after a trailing option its own, which is all that click understands."""
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
@click.option("--plan", type=click.Choice(PLANS), help="Plan of care: adds GP, GO or GN and decides between CQ and CO.")
@click.option("--choose", multiple=True, metavar="CODE", help="Settle a tie: the code that takes the unit.")
@click.option(
    "--break",
    "breaks",
    multiple=True,
    metavar="START-END|CODE=MINUTES",
    help="Rest or set-up to take out, of all clock times or of one code's minutes.",
)
@click.option("--billed", multiple=True, metavar="CODE=UNITS...", help="Units billed, held against the minutes.")
@click.option("--timed-total", type=click.IntRange(0, 1440), help="Documented total of timed minutes.")
@click.option("--total", type=click.IntRange(0, 1440), help="Documented total treatment minutes, untimed included.")
@click.option("--session", metavar="START-END", help="The patient's time in and out.")
@click.argument("minutes", nargs=-1, metavar="CODE=MINUTES...")
def units(
    method: str,
    form: str,
    assistant: tuple[str, ...],
    discipline: str | None,
    plan: str | None,
    choose: tuple[str, ...],
    breaks: tuple[str, ...],
    billed: tuple[str, ...],
    timed_total: int | None,
    total: int | None,
    session: str | None,
    minutes: tuple[str, ...],
) -> int:
    """Count the units that the minutes of one day support, therapist and assistant together.

    \b
      reed units 97112=24 97110=23
      reed units 97112=26 --assistant 97112=15 --plan PT
      reed units 97112=10:05-10:28 97140=10:28-10:40 --break 10:15-10:20
      reed units 97112=24 97110=23 --billed 97112=2 97110=2

    Exit code 1: times, totals or billed units do not agree.
    """
    try:
        claimed = counts(billed, "says no units of a code", "Write CODE=UNITS, for example --billed 97112=2.")
        if not minutes and timed_total is not None and claimed and method == "cms":
            day = count_total(timed_total, claimed)
        else:
            written = Written(claimed, timed_total, total, stretch(session, "The session") if session else None)
            day = count_day(
                _pairs(minutes),
                method,
                assistant=_pairs(assistant) if assistant else None,
                breaks=[stretch(word, "The break") for word in breaks if _of_the_clock(word)],
                less=counts((word for word in breaks if not _of_the_clock(word)), "is no break", "See --break."),
                plan=plan,
                discipline=discipline,
                prefer=[number.strip().upper() for number in choose],
                written=written,
            )
    except BillingError as error:
        raise ReedError(str(error)) from None
    if form == "json":
        emit_json(day.to_dict())
    else:
        _text(day)
    return ExitCode.FINDINGS if any(each.severity != "info" for each in day.remarks) else ExitCode.CLEAN


def _text(day: Day) -> None:
    count = day.count
    emit(
        (f"{count.total_units} unit{'s' * (count.total_units != 1)}", "bold"),
        f" for {count.total_minutes} timed minutes ({count.method})",
    )
    for number, n in count.units.items():
        emit(f"  {number}  {n:>2}  {codes()[number].description}{_marks(day, number, n)}")
    for number in (line for line in day.modifiers if line not in count.units):
        emit(f"  {number}   -  {codes()[number].description}{_marks(day, number, 1)}")
    for at, way in enumerate(day.count.choices()):
        spread = ", ".join(f"{number} {n}" for number, n in way.items())
        emit(f"  {'tie, as shown' if not at else 'or'}: {spread}")
    for remark in day.remarks:
        emit((f"{remark.severity}[{remark.rule}]", remark.severity), f": {remark.message}")
    emit("")
    for step in day.steps:
        emit(f"  {step}")


def _marks(day: Day, number: str, n: int) -> str:
    """Modifiers behind a code; where only some units carry the assistant's, how many."""
    marks = day.modifiers.get(number)
    carried = day.count.assistant_units.get(number)
    if not marks:
        return ""
    if carried is None:
        return f"  {' '.join(marks)}"
    if len(marks) == 1:
        return f"  {marks[0]} on {carried} of {n}"
    return "  " + ", ".join(f"{' '.join(line.modifiers)} x {line.units}" for line in day.lines if line.code == number)


def _pairs(words: Iterable[str]) -> dict[str, list[int | Stretch]]:
    """CODE=MINUTES and CODE=START-END words; a code named twice has its stretches added up."""
    found: dict[str, list[int | Stretch]] = {}
    for word in words:
        number, value = split(word, MISSING, HOW)
        given = times(value, number[:20])
        if given is None:
            raise ReedError(f"{word[:40]!r} {MISSING}.", HOW)
        found.setdefault(number, []).extend(given)
    if not found:
        raise ReedError("No minutes are given.", HOW)
    return found


def _of_the_clock(word: str) -> bool:
    return is_stretch(word) and "=" not in word


def _spread(args: list[str]) -> list[str]:
    out: list[str] = []
    given, trailing = False, ""
    for at, word in enumerate(args):
        pair = "=" in word and not word.startswith("-")
        after_option = at > 0 and args[at - 1] in (*SPREADING, "--break")
        if pair and not after_option:
            if trailing:
                out.append(trailing)
            else:
                given = True
        # Only behind the minutes of all is the option's reach plain; before them it takes one value.
        if word in SPREADING:
            trailing = word if given else ""
        elif not pair:
            trailing = ""
        out.append(word)
    return out
