"""The lexicon as it is written: concepts with their terms, from the files ``lexicon/terms*.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

TERMS_FILES = tuple(sorted((Path(__file__).parents[1] / "lexicon").glob("terms*.toml")))


def concept_entries() -> list[dict[str, Any]]:
    """Every entry of the lexicon's files: id, label, terms, and whether the terms are weak or a hint."""
    return [e for p in TERMS_FILES for e in tomllib.loads(p.read_text(encoding="utf-8"))["concept"]]
