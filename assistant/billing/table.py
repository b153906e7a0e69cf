"""Reading the tables of ``tables/*.toml``: each row with its dates, its source and how sure it is."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "tables"
SURE = ("verified", "secondary", "knowledge", "derived")
"""How far a figure was checked: a page says so, a vendor's page says so, remembered, worked out from the others."""


@cache
def table(name: str) -> Mapping[str, list[dict[str, Any]]]:
    """One table by its name without ending; decimal figures are `Decimal`, so that cents come out exactly."""
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


def rows_on(name: str, kind: str, on: date) -> Iterator[dict[str, Any]]:
    """Rows of one kind that apply to a date of service; a row without ``from`` or ``to`` is open on that side."""
    for row in table(name)[kind]:
        if row.get("from", date.min) <= on <= row.get("to", date.max):
            yield row
