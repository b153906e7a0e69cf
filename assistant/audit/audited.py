"""One audited note: its record and its review. What everything after the reviewing works on.

A line of ``reviews.jsonl`` is the review's JSON object (schema ``reed.review/1``) with the record under ``note``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.intake.records import NoteRecord


@dataclass(frozen=True, slots=True, repr=False)
class AuditedNote:
    """A note of an audit with its review in the form of the contract."""

    record: NoteRecord
    review: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"AuditedNote({len(self.record.text)} characters)"

    @property
    def statuses(self) -> dict[str, str]:
        """Status (met, weak, missing) by requirement, in the order of the six."""
        return {r["id"]: r["status"] for r in self.review["requirements"]}

    def evidence(self, requirement: str) -> list[Mapping[str, Any]]:
        """The spans that a requirement rests on."""
        spans = self.review["spans"]
        return [spans[i] for r in self.review["requirements"] if r["id"] == requirement for i in r["evidence"]]

    def to_json(self) -> str:
        """One line of ``reviews.jsonl``, keys in a fixed order, without the line end."""
        return json.dumps({**self.review, "note": self.record.to_dict()}, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str | bytes) -> AuditedNote:
        """The note of one line.

        Raises:
            ValueError: the line is not JSON, or lacks the record.
        """
        data = json.loads(line)
        if not isinstance(data, dict) or not isinstance(data.get("note"), dict):
            raise ValueError("a line of reviews.jsonl without its note")
        record = NoteRecord.from_dict(data.pop("note"))
        return cls(record, data)
