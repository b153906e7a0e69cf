"""Writing files that are whole or not there: to a file beside it, through to the disk, then renamed."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from assistant.store.errors import StoreError, refused
from assistant.store.folders import FILE_MODE

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def write_private(path: Path, data: bytes, *, beside: Path | None = None) -> None:
    """Replace `path` by `data` in one step; a kill at any moment leaves the old content or the new.

    Args:
        path: the file; it gets mode 0600 whatever the umask.
        data: all of its content.
        beside: the file written first, in the same folder; ``path`` + ``.tmp`` when not given.

    Raises:
        OSError: the system refused; `path` is as it was.
    """
    draft = beside or path.with_name(path.name + ".tmp")
    try:
        _write_through(draft, data)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _write_through(path: Path, data: bytes) -> None:
    # O_NOFOLLOW: a link that somebody left under this name must not lead the note elsewhere.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_FOLLOW | _BINARY, FILE_MODE)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(handle, FILE_MODE)
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a loss of power, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def save_text(path: Path, text: str, *, overwrite: bool = False) -> None:
    """Save a note or a draft under a name the person chose, as UTF-8, readable by its owner alone.

    Args:
        path: where to; ``~`` is expanded.
        text: line ends are written as they stand.
        overwrite: replace a file that is there; without it such a file is refused.

    Raises:
        StoreError: it exists, is a folder or a symbolic link, or the system refused; nothing is left half written.
    """
    save_bytes(path, text.encode("utf-8", "replace"), overwrite=overwrite)


def save_bytes(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    """Save a file under a name the person chose; arguments and errors as for `save_text`."""
    target = path.expanduser()
    if target.is_symlink() or (target.exists() and not target.is_file()):
        kind = "a symbolic link" if target.is_symlink() else "a folder" if target.is_dir() else "a device or a pipe"
        raise StoreError(f"{target} is {kind}.", "Choose the name of a file.")
    if target.exists() and not overwrite:
        raise StoreError(f"{target} exists already.", "Choose another name, or confirm that it may be replaced.")
    try:
        beside = target.with_name(f".reed-{secrets.token_hex(6)}.tmp")
        write_private(target, data, beside=beside)
    except OSError as e:
        raise refused("saved", target, e, "Choose another folder.") from None
