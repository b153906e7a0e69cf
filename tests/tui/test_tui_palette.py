from __future__ import annotations

import itertools

import pytest
from textual.color import Color
from textual.theme import Theme

from assistant.requirements.elements import ELEMENTS
from assistant.results import REQUIREMENTS, SEVERITIES, STATUSES, VERDICTS
from assistant.tui import palette
from assistant.tui.palette import Look
from assistant.tui.themes import CONTRAST, MONO, SCHEMES, THEMES

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
@pytest.mark.parametrize("theme", [t for t in THEMES if t.name != MONO], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["surface", "background", "panel"])
def test_readable(look: Look, theme: Theme, ground: str) -> None:
    """Every colour reads on the grounds it stands on; in the theme of high contrast, twice as well."""
    scheme = SCHEMES.get(theme.name, "dark" if theme.dark else "light")
    behind = Color.parse(theme.to_color_system().generate()[ground])
    least = 7 if theme.name == CONTRAST else LEAST_CONTRAST
    assert contrast(Color.parse(look.colour(scheme)), behind) >= least


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_letters_read(theme: Theme) -> None:
    """Plain letters read on every ground."""
    colours = theme.to_color_system().generate()
    for ground in ("surface", "background", "panel"):
        assert contrast(Color.parse(colours["foreground"]), Color.parse(colours[ground])) >= 7


def test_letters() -> None:
    """The six letters are those of the legend and differ, so colour never stands alone."""
    assert "".join(palette.element(e).mark for e in palette.elements()) == "DISRFT"


@pytest.mark.parametrize("scheme", ["dark", "light", "contrast"])
def test_elements_differ(scheme: str) -> None:
    """No two elements share a colour."""
    colours = [palette.element(e).colour(scheme) for e in palette.elements()]
    assert all(a != b for a, b in itertools.combinations(colours, 2))


def test_complete() -> None:
    """Every requirement, status, severity and verdict has a look, and the elements are in the order of the six."""
    assert palette.elements() == REQUIREMENTS
    assert [e.id for e in ELEMENTS] == list(REQUIREMENTS[:5])
    assert all(palette.verdict(v) for v in VERDICTS)
    assert all(look.mark and look.word for look in LOOKS)
