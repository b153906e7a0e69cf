"""Which formats a draft can be exported in, and how a file name chooses one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.display import safe_display
from assistant.drafting.values import Draft
from assistant.errors import ReedError
from assistant.exporting.layout import blanks_left


class ExportError(ReedError):
    """A draft cannot be exported as asked."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file."""

    name: str
    suffixes: tuple[str, ...]
    """Endings of file names, lower case, with their dot; the first is the usual one."""
    write: Callable[[Draft], bytes]


def export(draft: Draft, form: Format) -> bytes:
    """The draft as the bytes of a file. Where blanks are left, the file begins by saying how many.

    Raises:
        ReedError: the format needs a package that is not installed.
    """
    return form.write(draft)


def format_of(path: str | Path) -> Format:
    """The format that a file name asks for by its ending.

    Raises:
        ExportError: there is none for it.
    """
    suffix = Path(path).suffix.lower()
    for form in FORMATS:
        if suffix in form.suffixes:
            return form
    known = ", ".join(form.suffixes[0] for form in FORMATS)
    what = f"the ending {suffix!r}" if suffix else "a name without ending"
    raise ExportError(f"A draft cannot be saved under {what}.", f"Choose a name that ends in one of {known}.")


def _text(draft: Draft) -> bytes:
    left = blanks_left(draft)
    return _encoded(f"{left.upper()}\n\n{draft.text}" if left else draft.text)


def _markdown(draft: Draft) -> bytes:
    from assistant.exporting.markdown import markdown

    return _encoded(markdown(draft))


def _word(draft: Draft) -> bytes:
    from assistant.exporting.word import docx_bytes

    return docx_bytes(draft)


def _json(draft: Draft) -> bytes:
    return (json.dumps(draft.to_dict(), indent=1).replace("\x7f", "\\u007f") + "\n").encode("ascii")


def _encoded(text: str) -> bytes:
    # A file is shown on a terminal sooner or later.
    return safe_display(text).encode("utf-8")


FORMATS = (
    Format("text", (".txt", ".text"), _text),
    Format("markdown", (".md", ".markdown"), _markdown),
    Format("docx", (".docx",), _word),
    Format("json", (".json",), _json),
)
