"""Minutes from clock times: breaks taken out, shared minutes found, past midnight allowed (rulebook B.4, A.7).

10:05 to 10:28 is 23 minutes: the end minus the start. No minute counts twice for one code; that two codes claim the
same minute is said and left to the clinician, as nobody else knows whose it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from assistant.billing.codes import BillingError, code
from assistant.billing.remarks import Remark

DAY = 1440
HALF_DAY = 720
"""Minutes; a stretch this long can only be an end written before its start, or a slip of am and pm."""
_STRETCH = re.compile(r"(\d{1,2}):(\d{2})\s*[-\u2013\u2014]\s*(\d{1,2}):(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of clock time."""

    begin: int
    """Minutes after midnight."""
    minutes: int
    """Length, at least 1; the stretch may run past midnight."""

    @property
    def covered(self) -> frozenset[int]:
        """Every minute of the day that the stretch holds."""
        return frozenset((self.begin + n) % DAY for n in range(self.minutes))

    def __str__(self) -> str:
        return f"{_hhmm(self.begin)} to {_hhmm(self.begin + self.minutes)}"


@dataclass(frozen=True, slots=True)
class Clocked:
    """Minutes worked out from clock times."""

    minutes: Mapping[str, int]
    """Minutes of each code that has clock times, in the order given."""
    covered: Mapping[str, frozenset[int]]
    """The minutes of the day behind them, breaks taken out."""
    steps: tuple[str, ...]
    remarks: tuple[Remark, ...]


def is_stretch(word: str) -> bool:
    """Whether a word is written like a stretch of clock time."""
    return ":" in word


def stretch(word: str, name: str = "The stretch") -> Stretch:
    """Read ``10:05-10:28``.

    Args:
        word: start and end on the 24-hour clock.
        name: what the stretch is of, for messages.

    Raises:
        BillingError: no such times, no minutes between them, or an end before the start.
    """
    found = _STRETCH.fullmatch(word.strip())
    if not found:
        raise BillingError(f"{name} has no start and end that can be read. Write them as 10:05-10:28.")
    hour, minute, end_hour, end_minute = map(int, found.groups())
    if max(hour, end_hour) > 23 or max(minute, end_minute) > 59:
        raise BillingError(f"{name} has a time that no clock shows. Use 00:00 to 23:59.")
    begin, end = 60 * hour + minute, 60 * end_hour + end_minute
    if begin == end:
        raise BillingError(f"{name} starts and ends at {_hhmm(begin)}. Give the end time.")
    length = (end - begin) % DAY
    if length > HALF_DAY:
        raise BillingError(
            f"{name} ends {_hhmm(end)} before it starts {_hhmm(begin)}. "
            f"Swap them, or write afternoon times on the 24-hour clock."
        )
    return Stretch(begin, length)


def clock_minutes(
    stretches: Mapping[str, Iterable[Stretch]], breaks: Iterable[Stretch] = (), session: Stretch | None = None
) -> Clocked:
    """Minutes of each code from its stretches.

    Args:
        stretches: clock times of each code.
        breaks: rest, set-up or interruption, taken out of whatever they fall into.
        session: the patient's time in and out, which the stretches have to lie in.

    Raises:
        BillingError: an unknown code.
    """
    pauses = tuple(breaks)
    paused = frozenset[int]().union(*(pause.covered for pause in pauses))
    covered: dict[str, frozenset[int]] = {}
    steps: list[str] = []
    remarks: list[Remark] = []
    for number, given in stretches.items():
        code(number)
        own = tuple(given)
        whole = frozenset[int]().union(*(each.covered for each in own))
        covered[number] = whole - paused
        steps.append(_clock_step(number, own, len(whole), len(whole & paused)))
        twice = sum(each.minutes for each in own) - len(whole)
        if twice:
            remarks.append(
                Remark(
                    "no-overlapping-times",
                    "error",
                    f"Stretches of {number} share {_minutes(twice)}, which count once.",
                )
            )
    remarks.extend(_shared(covered))
    everything = frozenset[int]().union(*covered.values())
    remarks.extend(_idle(pauses, stretches))
    if session is not None and (outside := len(everything - session.covered)):
        says = f"{_minutes(outside)} of the times given lie outside the session, {session}."
        remarks.append(Remark("start-end-agree-with-minutes", "error", says))
    return Clocked({n: len(held) for n, held in covered.items()}, covered, tuple(steps), tuple(remarks))


def shared_minutes(one: str, other: str, covered: Mapping[str, frozenset[int]]) -> int | None:
    """Minutes that two codes have in common; None where one of them has no clock times."""
    if one not in covered or other not in covered:
        return None
    return len(covered[one] & covered[other])


def _shared(covered: Mapping[str, frozenset[int]]) -> Iterable[Remark]:
    # A supervised modality may run alongside another service: its minutes count nowhere.
    attended = [number for number in covered if code(number).group != "modality"]
    for one, other in combinations(attended, 2):
        if both := shared_minutes(one, other, covered):
            says = f"{one} and {other} share {_minutes(both)}; a minute belongs to one of them."
            yield Remark("no-overlapping-times", "error", says)


def _idle(pauses: Iterable[Stretch], stretches: Mapping[str, Iterable[Stretch]]) -> Iterable[Remark]:
    treated = frozenset[int]().union(*(each.covered for given in stretches.values() for each in given))
    for pause in pauses:
        if not pause.covered & treated:
            says = f"The break {pause} lies in none of the times given; nothing is taken out for it."
            yield Remark("rest-and-setup-excluded", "info", says)


def _clock_step(number: str, own: tuple[Stretch, ...], whole: int, paused: int) -> str:
    times = " and ".join(
        f"{each}{' (past midnight)' if each.begin + each.minutes > DAY else ''}, {_minutes(each.minutes)}"
        for each in own
    )
    less = f"; less {_minutes(paused)} of break, {_minutes(whole - paused)}" if paused else ""
    return f"{number}: {times}{less}."


def _hhmm(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _minutes(n: int) -> str:
    return "1 minute" if n == 1 else f"{n} minutes"
