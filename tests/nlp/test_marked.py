"""The format of the training notes: what parses, what is refused, and how variants are made."""

import random

import pytest

from nlp_models.training.augment import stacked
from nlp_models.training.marked import (
    LINES,
    MarkingError,
    parse_marks,
    read_all_lines,
    read_corpus,
    read_lines,
    read_notes,
)

HEAD = """== voice: v
-- id: v-1
kind: daily-note
discipline: PT
setting: outpatient
quality: good
status: D=met I=met S=met R=met F=met T=met
time: start=10:00 end=10:30 97112=30 timed=30 total=30
units: 2
flags: none
text:
"""
BODY = (
    "<<D|{D Left knee gives way}. ||{D.weak Gait deficits}. >>"
    "<<I|{I Steps over {E hurdles} x10}. ||{I.weak Balance work}. >>"
    "<<S|{S tapped the thigh at contact}. ||{S.weak Cues}. >><<R|{R 8 of 10, 4 before}. ||{R.weak Tol well}. >>"
    "<<F|To {F carry the mail up}. ||>><<T|{T.start 10:00}-{T.end 10:30}. ||{T.total 30 min}. >>Paid.\n"
)


def written(tmp_path, text):
    path = tmp_path / "v.notes"
    path.write_text(text, encoding="utf-8")
    return path


def test_marks_nest_and_offsets_slice_back():
    """Offsets of a mark slice to its words, nested ones too."""
    text, spans = parse_marks("He {I stood on {E foam} x30 s}.")
    assert text == "He stood on foam x30 s."
    assert [(text[s.start : s.end], s.label) for s in spans] == [
        ("stood on foam x30 s", "INTERVENTION"),
        ("foam", "EQUIPMENT"),
    ]


def test_qualifiers():
    """Assertion, genericness and role are read from the qualifiers."""
    _, (span,) = parse_marks("{S.hist.weak mod A}")
    assert (span.assertion, span.weak) == ("historical", True)


@pytest.mark.parametrize("bad", ["{X what}", "{D open", "close}", "{T 38 min}", "{D.often limp}", "{D  }"])
def test_bad_marks_are_refused(bad):
    """A mark that does not parse is an error, never a silent loss."""
    with pytest.raises(MarkingError):
        parse_marks(bad)


def test_variants_leave_out_and_weaken(tmp_path):
    """A good note gives itself, and each element missing and (where a weak version is written) weakened."""
    (note,) = read_notes(written(tmp_path, HEAD + BODY))
    variants = {v.name: v for v in note.variants()}
    assert len(variants) == 1 + 6 + 5
    missing = variants["v-1:missing:deficits"]
    assert "knee" not in missing.text
    assert missing.statuses["deficits"] == "missing"
    assert variants["v-1:weak:response"].text.count("Tol well") == 1


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("kind: daily-note", "kind: essay", "kind"),
        ("flags: none", "flags: odd", "flag"),
        ("start=10:00", "start=25:00", "HH:MM"),
        ("D=met", "D=good", "status"),
        ("quality: good\n", "", "quality"),
        ("<<R|", "<R|", "does not parse"),
        ("Paid.", "{D Drags the toe}.", "missing"),
    ],
)
def test_mistakes_name_file_and_cause(tmp_path, old, new, says):
    """A note that breaks the rules is refused with file, note and cause."""
    with pytest.raises(MarkingError, match=says) as error:
        read_notes(written(tmp_path, (HEAD + BODY).replace(old, new)))
    assert "v.notes" in str(error.value)


def test_the_corpus_parses_and_is_large_enough():
    """All training notes parse; there are 400 in 40 voices, and 80 that are no 97112 visit."""
    notes = read_corpus()
    assert len(notes) >= 400
    assert len({n.voice for n in notes}) >= 40
    assert sum("not-97112" in n.flags or n.quality == "not-97112" for n in notes) >= 80
    assert len({n.id for n in notes}) == len(notes)


def test_lines_stand_for_themselves(tmp_path):
    """A file of lines gives a text a line; a bad one is named with its number."""
    path = tmp_path / "a.lines"
    path.write_text("{D Left toes catch} on the mat.\nPaid at desk.\n", encoding="utf-8")
    first, second = read_lines(path)
    assert (first.text, first.spans[0].label) == ("Left toes catch on the mat.", "DEFICIT")
    assert second.spans == ()
    path.write_text("fine\n{D open\n", encoding="utf-8")
    with pytest.raises(MarkingError, match=r"a\.lines:2"):
        read_lines(path)


def test_stacked_lines_keep_every_mark():
    """However lines are put together, each mark still slices to its words, and none is lost."""
    lines = read_all_lines()
    stacks = stacked(lines, random.Random(4))
    words = sorted(r.text[s.start : s.end] for r in lines for s in r.spans)
    assert sorted(r.text[s.start : s.end] for r in stacks for s in r.spans) == words


def test_plain_lines_parse():
    """The lines that wait for a build are marked as the others are, and most of them hold something."""
    lines = read_all_lines(LINES / "plain")
    assert len(lines) > 8000
    assert 0.7 < sum(bool(r.spans) for r in lines) / len(lines) < 0.95
