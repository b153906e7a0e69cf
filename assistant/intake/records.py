"""What the readers of many formats give: notes with what is known about them, and inputs that could not be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from assistant.note import Note

NO_UNITS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, repr=False)
class NoteRecord:
    """One visit's note and its metadata. What is not known is None or empty, never guessed."""

    id: str
    """Stable and unique in an audit: the source, and behind ``#`` what tells its notes apart (row, resource, date)."""
    text: str
    source: str
    """The path as given; a member of an archive behind ``!`` (``charts.zip!a/b.txt``)."""
    patient: str | None = None
    therapist: str | None = None
    date: date | None = None
    """Date of service."""
    payer: str | None = None
    kind: str | None = None
    """Type of note, as the source names it (*daily note*)."""
    billed: Mapping[str, int] = field(default_factory=lambda: NO_UNITS)
    """Billed units by code (``{"97112": 2}``)."""
    known_from: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By field: ``column``, ``resource``, ``file name`` or ``note``."""

    def __repr__(self) -> str:
        # Health information must not reach a traceback or a log.
        return f"NoteRecord({len(self.text)} characters)"

    @property
    def note(self) -> Note:
        """The text as the reviewing path takes it."""
        return Note(self.text, self.id)

    def to_dict(self) -> dict[str, Any]:
        """JSON form; ``from_dict`` reads it back."""
        return {
            "id": self.id,
            "source": self.source,
            "patient": self.patient,
            "therapist": self.therapist,
            "date": self.date.isoformat() if self.date else None,
            "payer": self.payer,
            "kind": self.kind,
            "billed": dict(self.billed),
            "known_from": dict(self.known_from),
            "text": self.text,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> NoteRecord:
        """The record of a JSON object; keys that are not known are left out."""
        known = {k: data[k] for k in cls.__dataclass_fields__ if k in data}
        if isinstance(known.get("date"), str):
            known["date"] = date.fromisoformat(known["date"])
        return cls(**known)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An input that gave no note, with the reason."""

    source: str
    reason: str
    """What is wrong, where, and what to do; holds nothing of a note's text."""

    def to_dict(self) -> dict[str, str]:
        """JSON form."""
        return asdict(self)
