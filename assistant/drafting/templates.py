"""Where templates are, which there are, and reading one.

A person's own templates are read from a folder of theirs and held to the same law as the shipped ones (`rendering`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ReedError, did_you_mean
from assistant.own_files import names_in

DEFAULT = "pt-soap"
SUFFIX = ".j2"
LONGEST = 100_000
"""Characters; nothing that long is a note template."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_ABOUT = re.compile(r"\s*\{#-?\s*(Document:)?\s*(.*?)\s*-?#\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class About:
    """What the comment at the head of a template says of it."""

    title: str = ""
    """One sentence; empty where there is none."""
    document: bool = False
    """It says *Document:*, so that it makes something beside the note, such as an addendum or a letter."""


class TemplateError(ReedError):
    """A template that cannot be found or used; the message names its line where there is one."""


def shipped_folder() -> Path:
    """Folder of the templates that come with Reed: in the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "_templates"
    return installed if installed.is_dir() else package.parent / "templates"


def own_folder() -> Path:
    """Folder for a person's own templates; it need not exist."""
    import platformdirs

    return Path(platformdirs.user_config_dir("reed", appauthor=False)) / "templates"


def template_names(folder: Path | None = None) -> tuple[str, ...]:
    """Names of the templates: the default, the shipped ones, then a person's own in `folder` (`own_folder`)."""
    own = names_in(folder or own_folder(), SUFFIX, _NAME)
    return tuple(dict.fromkeys((DEFAULT, *names_in(shipped_folder(), SUFFIX, _NAME), *own)))


def about(text: str) -> About:
    """What a template says of itself in a comment at its head."""
    m = _ABOUT.match(text)
    return About(" ".join(m[2].split()), m[1] is not None) if m else About()


def source(name: str, folder: Path | None = None) -> str:
    """Text of a template. A person's own template stands before a shipped one of the same name.

    Raises:
        TemplateError: there is none of this name, or its file cannot be read.
    """
    if _NAME.fullmatch(name):
        for place in (folder or own_folder(), shipped_folder()):
            if (path := place / f"{name}{SUFFIX}").is_file():
                return _read(path)
    names = template_names(folder)
    raise TemplateError(
        "There is no template of that name.", did_you_mean(name, names) or f"There are {', '.join(names)}."
    )


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(LONGEST + 1)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        hint = "Save it as UTF-8 text in a file that you may read."
        raise TemplateError(f"The template {path.stem} cannot be read: {reason}.", hint) from None
    if len(text) > LONGEST:
        raise TemplateError(f"The template {path.stem} is longer than {LONGEST} characters.", "Make it shorter.")
    return text
