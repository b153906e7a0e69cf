"""Hand-built reviews and hostile text for the tests of the command line."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from assistant.facts import Clock, Facts, Span
from assistant.note import Note
from assistant.results import REQUIREMENTS, Billing, Finding, Requirement, Review

ROOT = Path(__file__).parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]

HOSTILE = "\x1b]0;owned\x07\x1b[2J\x9b2J \u202etxet\u202c sui\u200bcidal [bold]x[/] [@click=app.quit]\r"
"""What a note may hold to steer a terminal or a markup parser."""
FORBIDDEN = ("\x1b", "\x07", "\x9b", "\u202e", "\u202c", "\u200b", "\r")
"""What of it must never be written."""


def environment() -> dict[str, str]:
    """The environment without what colours or steers the output."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING")}
    return kept | {"PYTHONPATH": str(ROOT)}


def review_of(
    note: Note | str,
    spans: tuple[Span, ...] = (),
    statuses: dict[str, str] | None = None,
    findings: tuple[Finding, ...] = (),
    clock: Clock | None = None,
    verdict: str = "needs-work",
    flags: tuple[str, ...] = (),
) -> Review:
    """A review with these spans; each requirement rests on all of them, and is met unless `statuses` says otherwise."""
    note = note if isinstance(note, Note) else Note(note, "n.txt")
    said = statuses or {}
    return Review(
        note=note,
        facts=Facts(spans, clock or Clock(), length=len(note.text)),
        requirements=tuple(_requirement(r, said.get(r, "met"), len(spans)) for r in REQUIREMENTS),
        findings=findings,
        billing=Billing(),
        flags=flags,
        score=50,
        verdict=verdict,
    )


def _requirement(name: str, status: str, spans: int) -> Requirement:
    evidence = () if status == "missing" else tuple(range(spans))
    message = "" if status == "met" else f"It is {status}."
    return Requirement(name, status, evidence, message, None if status == "met" else "What happened?", (), "")
