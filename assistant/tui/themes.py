"""Reed's own themes: dark, light, high contrast and monochrome, and which of them a session starts with."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

DARK, LIGHT, CONTRAST, MONO = "reed-dark", "reed-light", "reed-contrast", "reed-mono"
SCHEMES = {CONTRAST: "contrast", MONO: "mono"}
"""Themes with colours of their own in ``palette.toml``; any other takes those for dark or light."""

THEMES = (
    Theme(
        DARK,
        primary="#3E9C8F",
        secondary="#7FA7C9",
        accent="#E3B341",
        warning="#E3B341",
        error="#F2785C",
        success="#2FBF97",
        foreground="#E4E9E7",
        background="#101518",
        surface="#141A1E",
        panel="#1F292E",
        dark=True,
    ),
    Theme(
        LIGHT,
        primary="#00695C",
        secondary="#2F5D86",
        accent="#7D5200",
        warning="#7D5200",
        error="#9C3F00",
        success="#00624A",
        foreground="#1C2424",
        background="#FAF9F5",
        surface="#FFFFFF",
        panel="#E4E9E5",
        dark=False,
    ),
    Theme(
        CONTRAST,
        primary="#FFFFFF",
        secondary="#66CCFF",
        accent="#FFFF33",
        warning="#FFFF33",
        error="#FF9944",
        success="#33FFBB",
        foreground="#FFFFFF",
        background="#000000",
        surface="#000000",
        panel="#262626",
        dark=True,
        variables={"text-muted": "#FFFFFF", "border": "#FFFF33", "footer-key-foreground": "#FFFF33"},
    ),
    Theme(
        MONO,
        primary="#FFFFFF",
        secondary="#FFFFFF",
        accent="#FFFFFF",
        warning="#FFFFFF",
        error="#FFFFFF",
        success="#FFFFFF",
        foreground="#FFFFFF",
        background="#000000",
        surface="#000000",
        panel="#000000",
        dark=True,
        variables={
            "text-muted": "#FFFFFF",
            "text-accent": "#FFFFFF",
            "border": "#FFFFFF",
            "footer-background": "#000000",
            "footer-key-foreground": "#FFFFFF",
            "block-cursor-background": "#FFFFFF",
            "block-cursor-foreground": "#000000",
        },
    ),
)
NAMES = {DARK: "Dark", LIGHT: "Light", CONTRAST: "High contrast", MONO: "Monochrome"}
"""Theme to its name in the palette, in the order of `THEMES`."""


def first_theme(chosen: str, environment: Mapping[str, str] = os.environ, *, no_color: bool = False) -> str:
    """Name of the theme to start with.

    Args:
        chosen: what the person chose in an earlier session; may be empty, or no longer exist.
        environment: ``COLORFGBG``, which some terminals set, tells a light ground from a dark one.
        no_color: ``NO_COLOR`` is set; it goes before everything else.
    """
    if no_color:
        return MONO
    if chosen in NAMES:
        return chosen
    ground = environment.get("COLORFGBG", "").rpartition(";")[2]
    return LIGHT if ground in ("7", "9", "10", "11", "12", "13", "14", "15") else DARK


def scheme(app: App[Any]) -> str:
    """Which colours of the palette the app shows now: ``dark``, ``light``, ``contrast`` or ``mono``."""
    theme = app.current_theme
    return SCHEMES.get(theme.name, "dark" if theme.dark else "light")


LIGHT_GROUND = 3 * 96
"""Sum of red, green and blue from which a ground counts as light; themes of one colour have black for all others."""


class Plain(LineFilter):
    """No colour at all: letters in the terminal's own, and reversed where the ground would have been light."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """A line without its colours."""
        return [Segment(text, _plain(style) if style else None, control) for text, style, control in segments]


@lru_cache(4096)
def _plain(style: Style) -> Style:
    ground = style.bgcolor
    light = ground is not None and ground.triplet is not None and sum(ground.triplet) > LIGHT_GROUND
    return Style(
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        strike=style.strike,
        reverse=bool(style.reverse) != light,
        meta=style.meta or None,
    )


class Undimmed(LineFilter):
    """Nothing dimmed: in high contrast, what matters less is told by its place alone."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """A line with all its letters in full strength."""
        return [Segment(text, _undimmed(style) if style else None, control) for text, style, control in segments]


@lru_cache(4096)
def _undimmed(style: Style) -> Style:
    return style + Style(dim=False) if style.dim else style
