"""The billing codes Reed can count, read from ``tables/codes.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

_TABLE = Path(__file__).parent / "tables" / "codes.toml"


class BillingError(ValueError):
    """Minutes, codes or a method that cannot be counted; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Code:
    """One billing code."""

    code: str
    kind: str
    """``timed`` (15 minutes a unit) or ``untimed`` (billed by the service)."""
    group: str
    """evaluation, modality (supervised), attended-modality, procedure or group."""
    description: str
    """Our own short words; the publisher's descriptor is not reproduced."""
    source: str
    """Where the kind is stated, with the rulebook's tag."""
    then: str | None = None
    """The code that takes every unit after the first; None where the code takes them all itself."""

    @property
    def timed(self) -> bool:
        """True when the code's minutes count toward units."""
        return self.kind == "timed"


@cache
def codes() -> Mapping[str, Code]:
    """Every known code by its number, in the order of the table (rulebook B.6)."""
    with _TABLE.open("rb") as file:
        rows = tomllib.load(file)["code"]
    return MappingProxyType({row["code"]: Code(**row) for row in rows})


def code(number: str) -> Code:
    """Look up one code.

    Raises:
        BillingError: the code is not in the table; the message names the nearest ones.
    """
    known = codes()
    if number in known:
        return known[number]
    # difflib is slow to import and only ever needed here.
    from difflib import get_close_matches

    near = get_close_matches(number, known, n=3, cutoff=0.6)
    hint = f"Did you mean {' or '.join(near)}?" if near else "Give a therapy code such as 97112 or 97110."
    raise BillingError(f"Reed does not know the billing code {number!r}. {hint}")


def is_timed(number: str) -> bool:
    """True for a known timed code; False for untimed and for unknown codes."""
    found = codes().get(number)
    return found is not None and found.timed
