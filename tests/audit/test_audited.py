"""A line of reviews.jsonl holds the record and the review, and comes back as it was."""

from datetime import date

import pytest

from assistant import review
from assistant.audit.audited import AuditedNote
from assistant.intake.records import NoteRecord

TEXT = "Impaired dynamic balance. Tandem stance on foam 3x30 sec, tactile cues at hips. 97112 10:05-10:43."


def audited() -> AuditedNote:
    record = NoteRecord("a.csv#2", TEXT, "a.csv", "P1", "T1", date(2026, 3, 4), "medicare", None, {"97112": 3})
    return AuditedNote(record, review(record.note).to_dict())


def test_a_line_comes_back_as_it_was():
    line = audited().to_json()
    again = AuditedNote.from_json(line)
    assert again.record == audited().record
    assert again.review == audited().review
    assert again.to_json() == line


def test_statuses_and_evidence_are_those_of_the_review():
    note = audited()
    assert list(note.statuses) == [r["id"] for r in note.review["requirements"]]
    assert all(s["label"] == "DEFICIT" for s in note.evidence("deficits"))
    assert note.evidence("deficits")


def test_no_text_of_a_note_in_a_repr():
    assert "balance" not in repr(audited()) + repr(audited().record)


@pytest.mark.parametrize("line", ["{}", "[1]", '{"note": 3}', "{"])
def test_a_line_without_its_note_is_refused(line):
    with pytest.raises(ValueError, match=r".+"):
        AuditedNote.from_json(line)
