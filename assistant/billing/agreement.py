"""Figures against each other: sums against written totals, units billed against units supported (rulebook B.1.4).

Both directions are told. More than the minutes bear out is an error; less is for the clinician's information.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.billing.codes import code
from assistant.billing.remarks import Remark
from assistant.billing.table import table
from assistant.billing.times import Stretch
from assistant.billing.units import UnitCount, units_for

ONCE = ("evaluation", "group", "modality")
"""Groups of untimed codes of which a day takes one unit."""
UNITS = "units-match-minutes"


def check_totals(
    minutes: Mapping[str, int],
    timed_total: int | None = None,
    total: int | None = None,
    session: Stretch | None = None,
) -> Iterator[Remark]:
    """The minutes of the codes against written totals and the length of the session.

    Args:
        minutes: minutes of each code.
        timed_total: total of timed minutes as documented.
        total: total treatment minutes as documented, timed and untimed.
        session: the patient's time in and out. It may be longer than treatment, never shorter.
    """
    timed = sum(n for number, n in minutes.items() if code(number).timed)
    everything = sum(minutes.values())
    if timed_total is not None and minutes and timed_total != timed:
        yield _timed_total(timed, everything, timed_total)
    if total is not None:
        least = max(everything, timed_total or 0)
        if least > total:
            yield Remark("total-treatment-time", "error", f"{_min(least)} do not fit into a total of {total}.")
        elif minutes and total > everything:
            says = f"The total of {total} minutes holds {total - everything} more than the codes: rest, or a service?"
            yield Remark("total-treatment-time", "info", says)
    if session is not None:
        most = max(everything, total or 0)
        if most > session.minutes:
            says = f"{_min(most)} do not fit between {session}, which is {_min(session.minutes)}."
            yield Remark("start-end-agree-with-minutes", "error", says)


def check_units(count: UnitCount, minutes: Mapping[str, int], billed: Mapping[str, int]) -> Iterator[Remark]:
    """Units billed against units supported, code by code; either side of a tie is right.

    Args:
        count: what the minutes support.
        minutes: minutes of each code, for how a tie may fall.
        billed: units billed of each code; a timed code that is absent is billed 0.
    """
    for number, n in billed.items():
        if not code(number).timed and code(number).group in ONCE and n > 1:
            yield Remark(UNITS, "error", f"{number} is billed by the service, once a day; {n} units are billed.")
    timed = {number: n for number, n in billed.items() if code(number).timed}
    over = {n: timed[n] - most for n, most in _most(count, minutes, timed).items() if timed[n] > most}
    for number in over:
        most = timed[number] - over[number]
        says = f"The minutes of {number} support {_units(most)}; {timed[number]} {_are(timed[number])} billed."
        yield Remark(UNITS, "error", says)
    sum_billed = sum(timed.values())
    if sum_billed > count.total_units and sum(over.values()) < sum_billed - count.total_units:
        says = f"The minutes support {_units(count.total_units)} in all; {sum_billed} {_are(sum_billed)} billed."
        yield Remark(UNITS, "error", says)
    elif not over and sum_billed <= count.total_units:
        yield from _within(count, minutes, timed)


def check_total_alone(timed_total: int, billed: Mapping[str, int]) -> Iterator[Remark]:
    """Units billed where only the day's timed minutes are known: their sum can be checked, their spread cannot."""
    timed = {number: n for number, n in billed.items() if code(number).timed}
    may, listed = units_for(timed_total), sum(timed.values())
    if listed > may:
        says = f"{_min(timed_total)} support {_units(may)} in all; {listed} {_are(listed)} billed."
        yield Remark(UNITS, "error", says)
    elif listed < may:
        says = f"{_min(timed_total)} would support {_units(may)} in all; {listed} {_are(listed)} billed."
        yield Remark(UNITS, "info", says)
    if len(timed) > 1:
        yield Remark(UNITS, "info", "Without minutes by code, how the units are spread cannot be checked.")


def check_limit(supported: Mapping[str, int], billed: Mapping[str, int]) -> Iterator[Remark]:
    """Units of a day against the reported daily limits (rulebook A.8, 52); heavier where they are billed."""
    for number in {**supported, **billed}:
        most = daily_limit(number)
        n = max(supported.get(number, 0), billed.get(number, 0))
        if most is not None and n > most:
            says = f"{_units(n)} of {number} are more than the reported daily limit of {most}: why, and how spread?"
            yield Remark("mue-units-cap", "warning" if billed.get(number, 0) > most else "info", says)


def daily_limit(number: str) -> int | None:
    """Most units of a code that claim edits are reported to take on one day; None where the table has no limit."""
    return next((row["units"] for row in table("modifiers")["daily_limit"] if row["code"] == number), None)


def _timed_total(timed: int, everything: int, written: int) -> Remark:
    if written == everything > timed:
        says = f"The {written} timed minutes include untimed services; the timed codes sum to {timed}."
        return Remark("untimed-minutes-excluded", "error", says)
    if timed > written:
        says = f"The timed codes sum to {timed} minutes, more than the total of {written} that is written."
        return Remark("internally-consistent", "error", says)
    says = f"The total of {written} timed minutes is {written - timed} more than the codes sum to: which service?"
    return Remark("internally-consistent", "warning", says)


def _most(count: UnitCount, minutes: Mapping[str, int], timed: Mapping[str, int]) -> dict[str, int]:
    """Most units that each billed code can have, whichever way a tie falls."""
    tied = {number: minutes[number] // 15 + 1 for number in count.tied_codes}
    return {number: tied.get(number, count.units.get(number, 0)) for number in timed}


def _within(count: UnitCount, minutes: Mapping[str, int], timed: Mapping[str, int]) -> Iterator[Remark]:
    """No code and not the sum is above: the tied units together may still be, and anything may be below."""
    taken = [n for n in count.tied_codes if timed.get(n, 0) > minutes[n] // 15]
    if len(taken) > count.tied_units:
        says = f"{' and '.join(taken)} tie for {_units(count.tied_units)}; all of them are billed one."
        yield Remark(UNITS, "error", says)
    spare = count.total_units - sum(timed.values())
    fewer = [
        f"{number} {timed.get(number, 0)} of {n}"
        for number, n in count.units.items()
        if number not in count.tied_codes and timed.get(number, 0) < n
    ]
    if spare or fewer:
        parts = f" ({', '.join(fewer)})" if fewer else ""
        says = f"The minutes would support {_units(count.total_units)}; {count.total_units - spare} billed{parts}."
        yield Remark(UNITS, "info", says)


def _units(n: int) -> str:
    return "1 unit" if n == 1 else f"{n} units"


def _min(n: int) -> str:
    return "1 minute" if n == 1 else f"{n} minutes"


def _are(n: int) -> str:
    return "is" if n == 1 else "are"
