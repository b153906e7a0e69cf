"""`safe_display`: the guard between foreign text and a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.display import safe_display

any_text = st.text(alphabet=st.characters())


class TestSafeDisplay:
    @given(any_text, st.booleans())
    def test_length(self, text: str, keep: bool) -> None:
        """Every character keeps its place, so that offsets stay true."""
        assert len(safe_display(text, keep)) == len(text)

    @given(any_text, st.booleans())
    def test_idempotent(self, text: str, keep: bool) -> None:
        """What is safe stays as it is."""
        once = safe_display(text, keep)
        assert safe_display(once, keep) == once

    def test_nothing_hidden_is_left(self) -> None:
        """No control, format, separator or surrogate character of Unicode passes, but for line feed and tab."""
        hidden = {c for c in map(chr, range(0x110000)) if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
        shown = safe_display("".join(sorted(hidden)))
        assert hidden.intersection(shown) == {"\n", "\t"}

    def test_one_line(self) -> None:
        """Without newlines, line feed and tab are pictures too."""
        assert safe_display("a\n\tb", keep_newlines=False) == "a␊␉b"

    @pytest.mark.parametrize(
        ("raw", "shown"),
        [
            ("\x1b[2J", "␛[2J"),
            ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
            ("denies\rreports", "denies␍reports"),
            ("\x9b2J", "\ufffd2J"),
            ("\u202esdrow", "\ufffdsdrow"),
            ("sui\u200bcidal", "sui\ufffdcidal"),
            ("\U000e0041", "\ufffd"),
            ("\udc9b", "\ufffd"),
            ("\x7f", "\ufffd"),
        ],
    )
    def test_attacks(self, raw: str, shown: str) -> None:
        """Escape, C1, bidirectional, zero-width and tag characters are pictures."""
        assert safe_display(raw) == shown

    @pytest.mark.parametrize("text", ["[bold]x[/]", "[@click=app.quit]", "café ✓ 平衡 é", "5 < 6 & “ok”"])
    def test_plain_text_is_left_alone(self, text: str) -> None:
        """Markup, accents, wide characters and typographic quotes are what they are."""
        assert safe_display(text) == text
