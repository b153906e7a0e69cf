"""Errors of the store."""

from __future__ import annotations

import errno
from pathlib import Path

from assistant.errors import ReedError

_WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "access is denied",
    errno.EPERM: "access is denied",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EISDIR: "it is a folder",
    errno.EEXIST: "it exists already",
    errno.ELOOP: "it is a symbolic link",
    errno.ENAMETOOLONG: "the name is too long",
}


class StoreError(ReedError):
    """Something could not be written to or read from disk. Never holds text of a note."""


def reason(error: OSError) -> str:
    """Why the system refused, in plain words."""
    if error.errno in _WORDS:
        return _WORDS[error.errno]
    return (error.strerror or type(error).__name__).lower()


def refused(doing: str, path: Path, error: OSError, hint: str = "") -> StoreError:
    """The error for a person: what Reed was doing, with which file, and why it could not be done.

    Args:
        doing: as in "could not be *saved*".
        path: the file or folder; its name is shown, its content never.
        error: what the system said.
        hint: what to do about it.
    """
    return StoreError(f"{path} could not be {doing}: {reason(error)}.", hint)
