"""Letters, signs, words and colours of elements, statuses and severities: read from ``palette.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("palette.toml")


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of thing is shown."""

    mark: str
    """One character: an element's letter, or the sign of a status or severity."""
    word: str
    """The same in words: never colour or sign alone."""
    dark: str
    """Colour of letters on a dark theme, ``#RRGGBB``."""
    light: str
    """Colour of letters on a light theme."""
    contrast: str
    """Colour of letters on black, in the theme of high contrast."""

    def colour(self, scheme: str) -> str:
        """The colour in a scheme (`assistant.tui.themes.scheme`); empty where there are no colours."""
        return "" if scheme == "mono" else {"light": self.light, "contrast": self.contrast}.get(scheme, self.dark)

    def style(self, scheme: str, *more: str) -> str:
        """The colour, if any, with these further words of style."""
        return " ".join(filter(None, (self.colour(scheme), *more)))


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def element(requirement: str) -> Look:
    """The look of an element, by requirement id."""
    entry = _data()["elements"][requirement]
    return Look(entry["letter"], entry["short"], entry["dark"], entry["light"], entry["contrast"])


@cache
def elements() -> tuple[str, ...]:
    """Requirement ids in the order of the six."""
    return tuple(_data()["elements"])


@cache
def status(name: str) -> Look:
    """The look of a status: met, weak or missing."""
    return _look("status", name)


@cache
def severity(name: str) -> Look:
    """The look of a severity: error, warning or info."""
    return _look("severity", name)


def verdict(name: str) -> str:
    """A verdict in words."""
    return str(_data()["verdict"][name]["word"])


def _look(table: str, name: str) -> Look:
    entry = _data()[table][name]
    return Look(entry["sign"], entry["word"], entry["dark"], entry["light"], entry["contrast"])
