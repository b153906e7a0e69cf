"""A draft as a DOCX file, with blanks marked; the file tells nothing of who made it where."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from assistant.display import safe_display
from assistant.drafting.values import Draft
from assistant.errors import ReedError
from assistant.exporting.layout import Line, blanks_left, lines

STYLES = {"heading": "Heading 1", "subheading": "Heading 2", "item": "List Bullet"}
NEUTRAL = datetime(2000, 1, 1)
"""Stands as the time of making in every file."""
_MISSING = "A DOCX file needs the package python-docx."
_INSTALL = "Install it with: pip install 'reed-97112[docx]'. Or save as .txt or .md."


def docx_bytes(draft: Draft) -> bytes:
    """The draft as a DOCX file.

    Raises:
        ReedError: python-docx is not installed.
    """
    # A large library that only this format needs.
    try:
        import docx
    except ImportError:
        raise ReedError(_MISSING, _INSTALL) from None

    document = docx.Document()
    _anonymise(document.core_properties)
    left = blanks_left(draft)
    if left:
        _marked(document.add_paragraph().add_run(left))
    for line in lines(draft):
        if line.kind != "empty":
            _add(document, line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: Any, line: Line) -> None:
    paragraph = document.add_paragraph(style=STYLES.get(line.kind))
    if line.kind == "text":
        paragraph.paragraph_format.space_after = 0
    for run in line.runs:
        # XML has no place for control characters.
        made = paragraph.add_run(safe_display(run.text, keep_newlines=False))
        if run.kind == "blank":
            _marked(made)


def _marked(run: Any) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    run.bold = True
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _anonymise(properties: Any) -> None:
    for name in ("author", "last_modified_by", "comments", "title", "subject", "keywords", "category"):
        setattr(properties, name, "")
    properties.created = properties.modified = NEUTRAL
    properties.revision = 1
