"""The measures as values, and which of them words name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from assistant.errors import ReedError, did_you_mean

MEASURES_FILE = Path(__file__).with_name("measures.toml")
KINDS = {"error": "or more goes beyond the error of the test", "meaning": "or more matters to the patient"}


class MeasureError(ReedError):
    """No measure goes by this name; the message names those that are near."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference value with the people it holds for."""

    who: str
    says: str
    sure: str


@dataclass(frozen=True, slots=True)
class Change:
    """The change between two dates that counts, with the people it was measured on."""

    who: str
    kind: str
    """``error``: the smallest change beyond the error of the test; ``meaning``: one that matters to the patient."""
    value: float
    sure: str
    to: float | None = None
    """Upper end, where studies differ."""

    @property
    def amount(self) -> str:
        """The change in figures."""
        return f"{self.value:g}" if self.to is None else f"{self.value:g} to {self.to:g}"


@dataclass(frozen=True, slots=True)
class Measure:
    """One outcome measure."""

    id: str
    title: str
    names: tuple[str, ...]
    """As notes write it, in small letters."""
    unit: str
    better: str
    """``up`` or ``down``."""
    low: int | None = None
    high: int | None = None
    """Ends of the score; None for times, distances and counts."""
    reference: tuple[Reference, ...] = ()
    change: tuple[Change, ...] = ()

    def improved(self, before: float, after: float) -> bool:
        """Whether the second value is the better one."""
        return after > before if self.better == "up" else after < before

    def to_dict(self) -> dict[str, Any]:
        """The measure as a JSON object."""
        return asdict(self)


@cache
def measures() -> Mapping[str, Measure]:
    """Measures by id, in the order of the file."""
    rows = tomllib.loads(MEASURES_FILE.read_text(encoding="utf-8"))["measure"]
    return MappingProxyType({row["id"]: _measure(row) for row in rows})


def _measure(row: dict[str, Any]) -> Measure:
    parts = {
        "names": tuple(row["names"]),
        "reference": tuple(Reference(**r) for r in row.get("reference", ())),
        "change": tuple(Change(**c) for c in row.get("change", ())),
    }
    return Measure(**{**row, **parts})


@cache
def _by_name() -> Mapping[str, Measure]:
    return MappingProxyType({name: m for m in measures().values() for name in (m.id, *m.names)})


def measure(name: str) -> Measure:
    """The measure of this id or name, without regard to case.

    Raises:
        MeasureError: there is none.
    """
    found = _by_name().get(" ".join(name.lower().split()))
    if found is None:
        hint = did_you_mean(name.lower(), _by_name()) or "`reed measure` lists them."
        raise MeasureError(f"No measure is known as {name[:40]!r}.", hint)
    return found


def named_in(words: str) -> Measure | None:
    """The measure whose name words begin with; of several names the longest."""
    low = " ".join(words.lower().split())
    starts = (name for name in _by_name() if low.startswith(name) and not low[len(name) : len(name) + 1].isalpha())
    name = max(starts, key=len, default=None)
    return None if name is None else _by_name()[name]
