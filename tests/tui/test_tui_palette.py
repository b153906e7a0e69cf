from __future__ import annotations

import itertools

import pytest
from textual.app import App
from textual.color import Color

from assistant.requirements.elements import ELEMENTS
from assistant.results import REQUIREMENTS, SEVERITIES, STATUSES, VERDICTS
from assistant.tui import palette
from assistant.tui.palette import Look

LOOKS = [
    *(palette.element(e) for e in REQUIREMENTS),
    *(palette.status(s) for s in STATUSES),
    *(palette.severity(s) for s in SEVERITIES),
]
LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, for text."""


def luminance(color: Color) -> float:
    parts = [c / 255 for c in color.rgb]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.word)
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
@pytest.mark.parametrize("ground", ["surface", "background"])
def test_readable(look: Look, theme: str, ground: str) -> None:
    """Every colour reads on the grounds it stands on, in the dark and in the light theme."""
    chosen = App().available_themes[theme]
    behind = Color.parse(chosen.to_color_system().generate()[ground])
    assert contrast(Color.parse(look.colour(chosen.dark)), behind) >= LEAST_CONTRAST


def test_letters() -> None:
    """The six letters are those of the legend and differ, so colour never stands alone."""
    assert "".join(palette.element(e).mark for e in palette.elements()) == "DISRFT"


@pytest.mark.parametrize("dark", [True, False])
def test_elements_differ(dark: bool) -> None:
    """No two elements share a colour."""
    colours = [palette.element(e).colour(dark) for e in palette.elements()]
    assert all(a != b for a, b in itertools.combinations(colours, 2))


def test_complete() -> None:
    """Every requirement, status, severity and verdict has a look, and the elements are in the order of the six."""
    assert palette.elements() == REQUIREMENTS
    assert [e.id for e in ELEMENTS] == list(REQUIREMENTS[:5])
    assert all(palette.verdict(v) for v in VERDICTS)
    assert all(look.mark and look.word for look in LOOKS)
