"""Which profiles there are, and the profile of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from assistant.errors import did_you_mean
from assistant.own_files import names_in
from assistant.payers.profile import PayerError, Profile, parse

SHIPPED = Path(__file__).with_name("profiles")
DEFAULT = "medicare"
SUFFIX = ".toml"
LARGEST = 64_000
"""Bytes; nothing that large is a payer profile."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


def own_folder() -> Path:
    """Folder for a person's own profiles; it need not exist."""
    import platformdirs

    return Path(platformdirs.user_config_dir("reed", appauthor=False)) / "payers"


def _folders() -> Iterator[Path]:
    """Where profiles are: the shipped ones stand before a person's own."""
    yield SHIPPED
    yield own_folder()


def profile_names() -> tuple[str, ...]:
    """Names of the profiles: the default, the shipped ones, then a person's own."""
    found = (name for folder in _folders() for name in names_in(folder, SUFFIX, _NAME))
    return tuple(dict.fromkeys((DEFAULT, *found)))


@cache
def profile(name: str) -> Profile:
    """The profile of this name; read once, so that all notes of a run are judged alike.

    A shipped profile cannot be replaced: a review that says ``medicare`` means the same on every machine.

    Raises:
        PayerError: there is none, or its file cannot be used.
    """
    # Looked up among what is there and never made into a path: a name may be anything.
    for folder in _folders():
        if name in names_in(folder, SUFFIX, _NAME):
            return _read(folder / f"{name}{SUFFIX}", name)
    known = profile_names()
    shown = name if len(name) <= 40 else name[:40] + "…"
    hint = f"{did_you_mean(name, known)} Profiles: {', '.join(known)}.".lstrip()
    raise PayerError(f"There is no payer profile {shown!r}.", hint)


def _read(path: Path, name: str) -> Profile:
    # Imported here: the rules themselves look at profiles.
    from assistant.rules.catalogue import rules

    text = _text(path)
    six = tuple(each.id for each in rules() if each.requirement)
    return parse(text, name, path.name, (each.id for each in rules()), six)


def _text(path: Path) -> str:
    if not path.is_file():
        # A pipe or a device would keep Reed waiting.
        raise PayerError(f"The payer profile {path.name} is no file.", f"Put a TOML file in {path.parent}.")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise PayerError(f"The payer profile {path.name} cannot be read: {error.strerror}.") from None
    if len(data) > LARGEST:
        raise PayerError(f"The payer profile {path.name} is larger than {LARGEST} bytes.", "Make it shorter.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PayerError(f"The payer profile {path.name} is not UTF-8 text.", "Save it as UTF-8.") from None
