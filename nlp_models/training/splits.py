"""Which voices are trained on, which choose settings, and which are locked (``splits.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from nlp_models.training.marked import MarkedNote

SPLITS = Path(__file__).with_name("splits.toml")


def split(notes: Sequence[MarkedNote]) -> dict[str, list[MarkedNote]]:
    """Notes by part: ``train``, ``validation``, ``locked``. A voice stands in one part only."""
    parts = tomllib.loads(SPLITS.read_text(encoding="utf-8"))
    where = {voice: part for part, voices in parts.items() for voice in voices}
    out: dict[str, list[MarkedNote]] = {"train": [], "validation": [], "locked": []}
    for note in notes:
        out[where.get(note.voice, "train")].append(note)
    return out
