"""Files that a person keeps for Reed beside the shipped ones: which a folder holds, and TOML that may be anything."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from assistant.errors import ReedError


def names_in(folder: Path, suffix: str, form: re.Pattern[str]) -> tuple[str, ...]:
    """Names without ending of the files of one kind, in order; none where the folder cannot be read.

    Args:
        folder: where to look; it need not exist.
        suffix: the ending, with its dot.
        form: what a name may look like; others are passed over.
    """
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return ()
    return tuple(f.stem for f in files if f.suffix == suffix and form.fullmatch(f.stem))


def toml_of(text: str, where: str, what: str, error: type[ReedError]) -> dict[str, Any]:
    """The table of a TOML text that anybody may have written.

    Args:
        text: the file's text.
        where: the file as the person knows it, for errors.
        what: what the file is meant to be, with its article.
        error: the kind of error to raise.

    Raises:
        ReedError: of the kind given: the text is no TOML, or nested too deeply.
    """
    try:
        return tomllib.loads(text)
    except ValueError as fault:
        # TOMLDecodeError, or a number with more digits than Python reads.
        raise error(f"{where} is not valid TOML: {fault}.", "Correct that place.") from None
    except RecursionError:
        raise error(f"{where} is nested too deeply for {what}.") from None
