"""The note as it was read: the one value everything else points back into."""

from __future__ import annotations

from dataclasses import dataclass

from nlp_models.components.plain import reading_copy as reading_copy


@dataclass(frozen=True, slots=True, repr=False)
class Note:
    """A treatment note after decoding and before any cleaning.

    Every offset in Reed counts characters (Python ``str`` indices) of `text`.
    """

    text: str
    source: str = "-"
    """Where the note came from: a path as given, or ``-`` for standard input and pasted text."""
    encoding: str = "utf-8"
    """The encoding the bytes were read with."""

    def __repr__(self) -> str:
        # A note is health information: it must not reach a traceback or a log through its repr.
        return f"Note(source={self.source!r}, {len(self.text)} characters)"
