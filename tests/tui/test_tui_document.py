from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.display import safe_display
from assistant.tui.document import NoteDocument

TEXTS = st.text(st.sampled_from("ab é\t\n\r\x1b\x07\u202e\u200b\u2028\x0c\x85日"), max_size=40)


@given(text=TEXTS, a=st.integers(0, 40), b=st.integers(0, 40), new=TEXTS)
def test_shown_lines_follow_edits(text: str, a: int, b: int, new: str) -> None:
    """After any edit the lines shown are the visible form of the lines typed, equally long."""
    document = NoteDocument(text)
    length = len(document.text)
    start, end = (document.get_location_from_index(min(i, length)) for i in sorted((a, b)))
    document.replace_range(start, end, new)
    typed = document.text.split(document.newline)
    assert document.lines == [safe_display(line) for line in typed]
    assert [document[n] for n in range(document.line_count)] == document.lines


@given(text=TEXTS, index=st.integers(0, 40))
def test_places_and_offsets_agree(text: str, index: int) -> None:
    """An offset turned into a place and back is the same offset, unless it lay within a line end."""
    document = NoteDocument(text)
    index = min(index, len(document.text))
    place = document.get_location_from_index(index)
    back = document.get_index_from_location(place)
    assert back <= index < back + len(document.newline)


def test_what_was_typed_is_kept() -> None:
    """Hidden characters are shown as pictures and kept as typed."""
    document = NoteDocument("a\x1b[2Jb\nsui\u200bcidal")
    assert document.text == "a\x1b[2Jb\nsui\u200bcidal"
    assert document.lines == ["a␛[2Jb", "sui\ufffdcidal"]
    assert document.get_text_range((0, 0), (0, 2)) == "a\x1b"


def test_outside() -> None:
    """An offset outside the text has no place."""
    with pytest.raises(ValueError, match="outside"):
        NoteDocument("abc").get_location_from_index(4)


def test_no_text_in_repr() -> None:
    """The note never shows in a repr."""
    assert "Zebrawood" not in repr(NoteDocument("Zebrawood"))
