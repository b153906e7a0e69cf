"""Pairs of codes that claim edits look at, as far as the offline table tells (rulebook C.4).

A modifier that sets two services apart stands on two things: a pair in the table, and times that show them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from types import MappingProxyType
from typing import Any

from assistant.billing.codes import BillingError
from assistant.billing.table import table
from assistant.billing.times import shared_minutes

NO_RULE = "no rule in the offline table"
LOOK = "Check the current NCCI edits."
_CODE = re.compile(r"[0-9A-Z][0-9]{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes and what is known of an edit between them."""

    codes: tuple[str, str]
    rule: str
    """``edit``, ``none`` (none is remembered), ``unsure``, or ``unknown`` where the table has no row."""
    takes: str | None = None
    """The code whose line takes the modifier; None where no source says."""
    indicator: int | None = None
    """1: may be billed together with a modifier; 0: never; None where no source says."""
    since: str = ""
    note: str = ""
    source: str = ""
    sure: str = ""

    @property
    def says(self) -> str:
        """What the table holds of the pair, in a sentence or two."""
        name = f"{self.codes[0]} with {self.codes[1]}"
        if self.rule == "unknown":
            return f"{name}: {NO_RULE}. {LOOK}"
        held = {
            "edit": f"an edit is reported{self._modifier}",
            "none": "no edit is remembered",
            "unsure": "whether there is an edit is not known well enough",
        }[self.rule]
        return f"{name}: {held} ({self.sure}; since: {self.since}). {f'{self.note} ' if self.note else ''}{LOOK}"

    @property
    def _modifier(self) -> str:
        if self.indicator == 0:
            return ", and no modifier opens it"
        if self.takes:
            return f"; 59 or an X modifier on {self.takes} where the times are apart"
        return "; which line takes a modifier is not told"

    def to_dict(self) -> dict[str, Any]:
        """The pair as a JSON object."""
        return {
            "codes": list(self.codes),
            "rule": self.rule,
            "takes": self.takes,
            "indicator": self.indicator,
            "since": self.since or None,
            "source": self.source or None,
            "sure": self.sure or None,
            "message": self.says,
        }


def pair(one: str, other: str) -> Pair:
    """What the offline table holds of two codes; their order does not matter.

    Raises:
        BillingError: something that is no code, or the same code twice.
    """
    for number in (one, other):
        if not _CODE.fullmatch(number):
            raise BillingError(f"{number[:20]!r} is not a billing code. Give five characters such as 97112.")
    if one == other:
        raise BillingError(f"{one} makes no pair with itself. Give two codes.")
    return held(one, other) or Pair((one, other), "unknown")


def held(one: str, other: str) -> Pair | None:
    """The row of the offline table for two codes, or None."""
    return _pairs().get(frozenset((one, other)))


def pairs_among(numbers: Iterable[str]) -> tuple[Pair, ...]:
    """Every pair of these codes, in their order."""
    return tuple(pair(one, other) for one, other in combinations(dict.fromkeys(numbers), 2))


def set_apart(numbers: Iterable[str], covered: Mapping[str, frozenset[int]]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Which codes take 59, and why or why not.

    Args:
        numbers: codes of one day.
        covered: the minutes of the day of each code whose clock times are known, as `clock_minutes` gives them.

    Returns:
        ``59`` by code, and one sentence for each pair with an edit.
    """
    marks: dict[str, str] = {}
    steps: list[str] = []
    for found in pairs_among(numbers):
        if found.rule != "edit":
            continue
        shared = shared_minutes(*found.codes, covered)
        if found.takes and found.indicator == 1 and shared == 0:
            marks[found.takes] = "59"
        steps.append(f"{found.says} {_apart_step(found, shared)}")
    return marks, tuple(steps)


def _apart_step(found: Pair, shared: int | None) -> str:
    if shared is None:
        return "Separate times of the two are not shown, so no modifier is set."
    if shared:
        return f"The two share {'1 minute' if shared == 1 else f'{shared} minutes'}, so no modifier is set."
    if found.takes and found.indicator == 1:
        return f"Their times are apart: {found.takes} with 59, or the X modifier that fits where the payer takes it."
    return "Their times are apart; on which line a modifier goes is for you to look up."


@cache
def _pairs() -> Mapping[frozenset[str], Pair]:
    return MappingProxyType({frozenset(found.codes): found for row in table("pairs")["pair"] for found in _of(row)})


def _of(row: Mapping[str, Any]) -> Iterator[Pair]:
    for one, other in product(row["one"], row["other"]):
        takes = {"one": one, "other": other}.get(row.get("takes", ""))
        yield Pair(
            (one, other),
            row["rule"],
            takes,
            row.get("indicator"),
            row["since"],
            row.get("note", ""),
            row["source"],
            row["sure"],
        )
