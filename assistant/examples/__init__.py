"""Invented notes to try Reed with; no patient, clinician or clinic in them exists."""

from __future__ import annotations

from pathlib import Path

DEFAULT = "balance"
_FOLDER = Path(__file__).parent


def names() -> tuple[str, ...]:
    """Names of the sample notes, in alphabetical order."""
    return tuple(sorted(p.stem for p in _FOLDER.glob("*.txt")))


def path(name: str = DEFAULT) -> Path:
    """The file of a sample note."""
    return _FOLDER / f"{name}.txt"


def text(name: str = DEFAULT) -> str:
    """A sample note."""
    return path(name).read_text(encoding="utf-8")
