"""What Reed remembers of a person's choices: the theme, and that the tour was seen. Nothing of any note."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.store import StoreError
from assistant.store.files import write_private
from assistant.store.folders import make_private

FILE = "workbench.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices that outlast a session."""

    theme: str = ""
    """Name of the theme; empty for none chosen."""
    toured: bool = False
    """The tour was offered, and taken or declined."""


def load(folder: Path | None) -> Settings:
    """What is remembered in a folder; anything that cannot be read counts as not chosen."""
    if folder is None:
        return Settings()
    try:
        data: Any = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Settings(str(data["theme"]), data["toured"] is True)
    except (OSError, ValueError, TypeError, KeyError):
        return Settings()


def save(folder: Path | None, settings: Settings) -> None:
    """Remember the settings, where there is a folder and it can be written to; nothing else depends on it."""
    if folder is None:
        return
    with suppress(OSError, StoreError):
        make_private(folder)
        write_private(folder / FILE, json.dumps(asdict(settings)).encode())
