"""A draft as a file: plain text, Markdown, DOCX or JSON, which says how many blanks are left.

>>> from assistant.exporting import export, format_of
>>> format_of("note.md").name
'markdown'

``export`` gives the bytes and touches no disk; ``save`` writes them whole, for the owner alone, and replaces nothing
unasked. Nothing in a file tells of the machine or its user.
"""

from __future__ import annotations

from assistant.exporting.formats import FORMATS, ExportError, Format, export, format_of
from assistant.exporting.layout import Line, Run, blanks_left, lines
from assistant.exporting.saving import check_target, save

__all__ = [
    "FORMATS",
    "ExportError",
    "Format",
    "Line",
    "Run",
    "blanks_left",
    "check_target",
    "export",
    "format_of",
    "lines",
    "save",
]
