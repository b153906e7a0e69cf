"""Notes opened or saved lately, by path: kept readable by the owner alone, and not at all in a private session."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from assistant.store import StoreError
from assistant.store.files import write_private
from assistant.store.folders import make_private

FILE = "recent.json"
MOST = 12


class Recent:
    """The newest paths first. A path may name a patient: the list is as private as the notes.

    Args:
        folder: where the list is kept; None remembers nothing, not even while Reed is open.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def paths(self) -> tuple[str, ...]:
        """Paths of notes that still exist."""
        return tuple(p for p in self._read() if Path(p).is_file())

    def add(self, path: str) -> None:
        """Remember a path as the newest."""
        full = str(Path(path).expanduser().absolute())
        self._write([full, *(p for p in self._read() if p != full)][:MOST])

    def forget(self, path: str | None = None) -> None:
        """Forget one path, or all of them."""
        self._write([p for p in self._read() if path is not None and p != path])

    def _read(self) -> list[str]:
        if self._folder is None:
            return []
        try:
            data: Any = json.loads((self._folder / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [p for p in data if isinstance(p, str)] if isinstance(data, list) else []

    def _write(self, paths: list[str]) -> None:
        if self._folder is None:
            return
        with suppress(OSError, StoreError):  # A list that could not be kept is no reason to stop anybody.
            if not paths:
                (self._folder / FILE).unlink(missing_ok=True)
                return
            make_private(self._folder)
            write_private(self._folder / FILE, json.dumps(paths).encode("utf-8", "surrogatepass"))
