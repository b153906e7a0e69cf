"""`decode`: the ladder from bytes to text, and its refusals."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.errors import InputError
from assistant.intake import decode

NOTE = "Pt’s balance café – 5 of 10\r\n"


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        decode(data, "n.txt")
    assert caught.value.hint
    return caught.value.message


class TestLadder:
    @pytest.mark.parametrize(
        ("encoded", "name"),
        [
            (NOTE.encode(), "utf-8"),
            (b"\xef\xbb\xbf" + NOTE.encode(), "utf-8"),
            (b"\xff\xfe" + NOTE.encode("utf-16-le"), "utf-16-le"),
            (b"\xfe\xff" + NOTE.encode("utf-16-be"), "utf-16-be"),
            (b"\xff\xfe\x00\x00" + NOTE.encode("utf-32-le"), "utf-32-le"),
            (NOTE.encode("cp1252"), "cp1252"),
        ],
    )
    def test_text_is_the_same(self, encoded: bytes, name: str) -> None:
        """Each encoding gives the same text, without its byte order mark, and its name."""
        assert decode(encoded, "-") == (NOTE, name)

    @pytest.mark.parametrize("text", ["a\r\nb\rc\nd", "no end", "\n\na\n", "a\x0bb\x0cc\x85d\u2028e"])
    def test_line_ends_stay(self, text: str) -> None:
        """No line end is changed, added or dropped."""
        assert decode(text.encode(), "-")[0] == text

    def test_empty_is_text(self) -> None:
        """Nothing decodes to an empty text; whether that is a note is asked elsewhere."""
        assert decode(b"", "-") == ("", "utf-8")

    @given(st.binary(max_size=200))
    @example(b"\xff\xfe")
    @example(b"\xff\xfea")
    @example(b"\xef\xbb\xbf\xff")
    def test_any_bytes(self, data: bytes) -> None:
        """Any bytes give a text or an `InputError`, never another exception."""
        try:
            text, _ = decode(data, "-")
        except InputError:
            return
        assert "\0" not in text


class TestRefusals:
    def test_byte_outside_every_encoding(self) -> None:
        """A byte that cp1252 does not define is named with its offset."""
        assert "byte 0x81 at offset 4" in refusal(b"pain\x81")

    def test_damaged_utf8(self) -> None:
        """One bad byte among valid UTF-8 is named; the rest is not turned into other letters."""
        assert "byte 0xff at offset 9 is not UTF-8" in refusal("café – ".encode()[:9] + b"\xff")

    def test_damaged_utf16(self) -> None:
        """Half a character at the end of UTF-16 is named; the offset counts from the start of the file."""
        assert "at offset 4" in refusal(b"\xff\xfeP\x00t")

    def test_nul(self) -> None:
        """A NUL byte is named with its offset."""
        assert "NUL byte at offset 2" in refusal(b"Pt\x00 did well with all of it")

    def test_utf16_without_mark(self) -> None:
        """Text in UTF-16 without a mark is refused as what it looks like."""
        assert "looks like UTF-16" in refusal("balance training".encode("utf-16-le"))

    def test_control_share(self) -> None:
        """Bytes that are controls by a large share are refused with the share."""
        assert "percent" in refusal(bytes(range(1, 9)) * 4 + b"abc")

    @pytest.mark.parametrize(
        ("data", "kind"),
        [(b"%PDF-1.7\n", "PDF"), (b"PK\x03\x04aa", "Word"), (b"{\\rtf1 x}", "RTF"), (b"\x89PNG\r\n", "picture")],
    )
    def test_known_kinds(self, data: bytes, kind: str) -> None:
        """A document or picture under a text name is called what it is."""
        assert kind in refusal(data)

    def test_terminal_capture(self) -> None:
        """Escape sequences alone do not make a note binary."""
        assert decode(b"\x1b]0;x\x07Pt did well\x1b[0m", "-")[0].startswith("\x1b]0;x")

    def test_the_note_is_not_quoted(self) -> None:
        """A refusal carries no word of the input, nor the codec's error that holds it all."""
        with pytest.raises(InputError) as caught:
            decode(b"Zebrawood \x81", "-")
        assert "Zebrawood" not in caught.value.message
        assert caught.value.__suppress_context__
