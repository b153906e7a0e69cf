"""Excerpts: the line, the window, and carets under the words that are meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.cli.layout import Lines, cell_width, clip, excerpt

texts = st.text(alphabet=st.sampled_from("ab \t\r\n平e\u0301\x1b\u202e"), max_size=300)


def underlined(text: str, words: str, width: int = 80) -> tuple[str, str]:
    """The shown line and, below it, the carets."""
    at = text.index(words)
    cut = excerpt(Lines(text), at, at + len(words), width)
    return cut.shown, " " * cut.indent + "^" * cut.carets


class TestLines:
    @given(texts, st.data())
    def test_place(self, text: str, data: st.DataObject) -> None:
        """Line and column are those of the text split at CRLF, CR and LF."""
        offset = data.draw(st.integers(0, len(text)))
        before = re.split(
            r"\r\n|\r|\n", text[:offset] if text[offset - 1 : offset + 1] != "\r\n" else text[: offset - 1]
        )
        assert Lines(text).place(offset).line == len(before)

    def test_crlf_is_one_end(self) -> None:
        """CRLF ends one line, and so do CR and LF alone."""
        text = "a\r\nb\rc\nd"
        lines = Lines(text)
        assert [lines.place(text.index(ch)).line for ch in "abcd"] == [1, 2, 3, 4]
        assert lines.bounds(1) == (0, 1)


class TestExcerpt:
    def test_words(self) -> None:
        """Carets stand under the words."""
        assert underlined("one\nPt did well.\nthree", "well") == ("Pt did well.", "       ^^^^")

    def test_wide_characters(self) -> None:
        """A wide character takes two columns, before the words and in them."""
        assert underlined("平衡 ok 平", "ok") == ("平衡 ok 平", "     ^^")
        assert underlined("平衡 ok 平", "平衡") == ("平衡 ok 平", "^^^^")

    def test_combining_characters(self) -> None:
        """A combining accent takes none."""
        assert underlined("cafe\u0301 ok", "ok")[1] == "     ^^"

    def test_tabs(self) -> None:
        """A tab reaches to the next stop, and the carets with it."""
        assert underlined("a\tok\tb", "ok") == ("a       ok      b", "        ^^")

    def test_hostile_line(self) -> None:
        """Hidden characters are pictures of one column."""
        assert underlined("\x1b[2J\u202e ok", "ok") == ("␛[2J\ufffd ok", "      ^^")

    def test_long_line(self) -> None:
        """A long line is cut on both sides of the words."""
        shown, carets = underlined("x" * 500 + " ok " + "y" * 500, "ok", 40)
        assert cell_width(shown) <= 40
        assert shown[carets.index("^") :].startswith("ok")
        assert (shown[0], shown[-1]) == ("…", "…")

    def test_words_over_lines(self) -> None:
        """Words that run on are underlined to the end of their first line, and the last line is told."""
        cut = excerpt(Lines("ab cd\nef\ngh"), 3, 11, 80)
        assert (cut.shown, cut.indent, cut.carets, cut.last_line) == ("ab cd", 3, 2, 3)

    @given(texts, st.data())
    def test_any_place(self, text: str, data: st.DataObject) -> None:
        """Any offsets in any text give one line within the width, with at least one caret."""
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text) + 3))
        cut = excerpt(Lines(text), start, end, 30)
        assert cell_width(cut.shown) <= 30
        assert cut.carets >= 1
        assert cut.indent + cut.carets <= 31
        assert not set(cut.shown) & set("\x1b\u202e\r\n\t")

    def test_a_megabyte_on_one_line(self) -> None:
        """Only what is near the words is looked at."""
        cut = excerpt(Lines("x" * 1_000_000), 500_000, 1_000_000, 60)
        assert cell_width(cut.shown) <= 60


class TestClip:
    @given(texts, st.integers(5, 40))
    def test_width(self, text: str, width: int) -> None:
        """The text fits, on one line, with nothing hidden in it."""
        assert cell_width(clip(text, width)) <= width
        assert not set(clip(text, width)) & set("\x1b\u202e\r\n\t")

    @pytest.mark.parametrize(("text", "shown"), [("a \n b", "a b"), ("abcdefgh", "abcd…"), ("平衡平衡", "平衡…")])
    def test_examples(self, text: str, shown: str) -> None:
        """White space closes up; what is too long ends in an ellipsis."""
        assert clip(text, 5) == shown
