"""``reed fee``: what Medicare's fee schedule allows, and the year's thresholds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import click

from assistant.billing import BillingError
from assistant.billing.fees import NATIONAL, Gpci, Rvu
from assistant.billing.modifiers import PLANS
from assistant.billing.money import dollars
from assistant.billing.pricing import Bill, price
from assistant.billing.thresholds import Standing, standing
from assistant.cli.amounts import counts, decimal, split
from assistant.cli.streams import ExitCode, emit, emit_json
from assistant.errors import ReedError

HOW = "Write CODE or CODE=UNITS, for example 97112=2."


@click.command(short_help="Work out fee-schedule amounts and thresholds.")
@click.option("--date", "on", metavar="YYYY-MM-DD", help="Date of service; today where none is given.")
@click.option("--gpci", metavar="WORK,PRACTICE,MALPRACTICE", help="Indices of the locality; the nation's if left out.")
@click.option("--assistant", multiple=True, metavar="CODE=UNITS", help="Units that carry CQ or CO.")
@click.option("--qp", "qualifying", is_flag=True, help="Factor for participants in an advanced payment model (2026).")
@click.option("--no-reduction", is_flag=True, help="Leave out the reduction of further units.")
@click.option(
    "--rvu", multiple=True, metavar="CODE=WORK,PRACTICE,MALPRACTICE", help="Relative values that the table lacks."
)
@click.option("--threshold", "year", type=int, metavar="YEAR", help="The year's KX and targeted-review amounts.")
@click.option(
    "--spent", metavar="DOLLARS", help="Allowed so far this year: what applies to it (this visit comes on top)."
)
@click.option("--plan", type=click.Choice(PLANS), default="PT", show_default=True, help="Whose threshold it is.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.argument("units", nargs=-1, metavar="[CODE[=UNITS]...]")
def fee(
    on: str | None,
    gpci: str | None,
    assistant: tuple[str, ...],
    qualifying: bool,
    no_reduction: bool,
    rvu: tuple[str, ...],
    year: int | None,
    spent: str | None,
    plan: str,
    form: str,
    units: tuple[str, ...],
) -> int:
    """Work out what Medicare's fee schedule allows for the units of one day, line by line.

    \b
      reed fee 97112 --date 2025-03-01
      reed fee 97112=3 --date 2026-05-01 --assistant 97112=1
      reed fee 97112=2 97110=1 --date 2026-05-01 --rvu 97110=WORK,PRACTICE,MALPRACTICE
      reed fee --threshold 2026 --spent 2450

    Amounts are national and nonfacility unless --gpci is given, and before sequestration.
    """
    if not units and year is None:
        raise ReedError("No code and no --threshold is given.", HOW)
    before = _dollars(spent)
    try:
        bill = _bill(units, on, gpci, assistant, rvu, qualifying, not no_reduction) if units else None
        stand = _standing(bill, year, before, plan)
    except BillingError as error:
        raise ReedError(str(error)) from None
    if form == "json":
        both = (bill.to_dict() if bill else {}) | ({"threshold": stand.to_dict()} if stand and bill else {})
        emit_json(both or (stand.to_dict() if stand else {}))
    else:
        _text(bill, stand)
    return ExitCode.CLEAN


def _bill(
    units: Iterable[str],
    on: str | None,
    gpci: str | None,
    assistant: Iterable[str],
    rvu: Iterable[str],
    qualifying: bool,
    reduce: bool,
) -> Bill:
    wanted = counts((word if "=" in word else f"{word}=1" for word in units), "says no units of a code", HOW)
    marked = counts(assistant, "says no units of a code", "Write CODE=UNITS, for example --assistant 97112=1.")
    own = {
        number: Rvu.of(*_three(value, "--rvu")) for number, value in (split(word, "is no --rvu", HOW) for word in rvu)
    }
    where = Gpci(*_three(gpci, "--gpci")) if gpci else NATIONAL
    return price(wanted, _date(on), assistant=marked, gpci=where, qualifying=qualifying, reduce=reduce, own=own)


def _standing(bill: Bill | None, year: int | None, before: Decimal | None, plan: str) -> Standing | None:
    """The threshold of the year asked for, or of the visit where a running total is given."""
    if year is None and (bill is None or before is None):
        return None
    if bill and year not in (None, bill.on.year):
        raise ReedError(
            f"The date of service is in {bill.on.year}, the threshold asked for is of {year}.", "Give one year."
        )
    so_far = before if before is None or bill is None else before + bill.allowed
    return standing(bill.on.year if bill else year or 0, so_far, plan)


def _text(bill: Bill | None, stand: Standing | None) -> None:
    if bill:
        n = len(bill.units)
        emit((dollars(bill.allowed), "bold"), f" allowed for {n} unit{'s' * (n != 1)} on {bill.on}")
        emit(f"  Medicare {dollars(bill.medicare)}, patient {dollars(bill.patient)}")
        emit("")
        for step in bill.steps:
            emit(f"  {step}")
        for note in bill.notes:
            emit((f"  note: {note}", "dim"))
        for source in bill.sources:
            emit((f"  source: {source}", "dim"))
    if bill and stand:
        emit("")
    if stand:
        what = {(): "neither applies", ("kx",): "KX applies", ("kx", "review"): "KX and targeted review apply"}
        applies = f": {what[stand.applies]}" if stand.spent is not None else ""
        emit((f"KX above {dollars(stand.threshold.kx)} in {stand.threshold.year}", "bold"), applies)
        for step in stand.steps:
            emit(f"  {step}")
        emit((f"  source: {stand.threshold.source}", "dim"))


def _date(word: str | None) -> date:
    if word is None:
        return date.today()
    try:
        return date.fromisoformat(word.strip())
    except ValueError:
        raise ReedError(
            f"{word[:20]!r} is no date of service.", "Write it as YYYY-MM-DD, for example 2026-05-01."
        ) from None


def _dollars(word: str | None) -> Decimal | None:
    if word is None:
        return None
    amount = decimal(word.strip().removeprefix("$").replace(",", ""))
    if amount is None:
        raise ReedError(f"{word[:20]!r} is no amount in dollars.", "Write it as 2450 or 2450.75.")
    return amount


def _three(word: str, option: str) -> tuple[Decimal, Decimal, Decimal]:
    found = [decimal(part) for part in word.split(",")]
    if len(found) != 3 or any(each is None or each > 1000 for each in found):
        how = f"Write {option} with work, practice expense and malpractice, for example 1.02,0.98,0.85."
        raise ReedError(f"{word[:40]!r} is not three numbers.", how)
    work, practice, malpractice = (each or Decimal(0) for each in found)
    return work, practice, malpractice
