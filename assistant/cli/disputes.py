"""``--dismissals FILE``: disputed findings are marked in each review, and entries that met nothing are told."""

from __future__ import annotations

from pathlib import PurePath

from assistant.cli.streams import tell
from assistant.dismissals import Dismissed, dismiss, matched, read_dismissals
from assistant.errors import ReedError
from assistant.results import Review


class Disputes:
    """The entries of one file, and which of them met something so far."""

    def __init__(self, path: str | None) -> None:
        self._path = path or ""
        self._entries = _read(path) if path else ()
        self._met: set[int] = set()

    @property
    def entries(self) -> tuple[Dismissed, ...]:
        """The entries, in the order of the file."""
        return self._entries

    def settle(self, review: Review) -> Review:
        """The review with its disputed findings marked."""
        if not self._entries:
            return review
        self._met |= matched(review, self._entries)
        return dismiss(review, self._entries)

    def tell_unmet(self) -> None:
        """Name the entries that met no finding: they may be mistyped, or settled since."""
        for n, entry in enumerate(self._entries):
            if n not in self._met:
                tell(f"reed: {PurePath(self._path).name}, entry {n + 1} ({entry.rule}) met no finding.")


def _read(path: str) -> tuple[Dismissed, ...]:
    from assistant.intake import read_text
    from assistant.rules import CatalogueError

    if path == "-":
        raise ReedError("Dismissals are not read from standard input.", "Put them in a file.")
    text, _ = read_text(path)
    try:
        return read_dismissals(text, PurePath(path).name)
    except CatalogueError as error:
        raise ReedError(f"A rule file cannot be used: {error}") from None
