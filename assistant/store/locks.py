"""A lock that lives exactly as long as the process that holds it: the system lets go of it even after kill -9."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from assistant.store.folders import FILE_MODE

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """A held lock; made by `take`."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle = handle

    def release(self, *, remove: bool = False) -> None:
        """Let go; `remove` takes the lock file away too."""
        if self._handle < 0:
            return
        if remove:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = -1


def take(path: Path) -> Lock | None:
    """The lock at `path`, or None while another process (or another holder in this one) has it.

    Raises:
        OSError: the lock file cannot be made.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), FILE_MODE)
    try:
        _lock(handle)
    except OSError:
        os.close(handle)
        return None
    if not _is_at(path, handle):
        # Its holder took the file away between our open and our lock: we hold a lock on nothing.
        os.close(handle)
        return None
    return Lock(path, handle)


def _is_at(path: Path, handle: int) -> bool:
    try:
        there = path.stat()
    except OSError:
        return False
    return os.path.samestat(there, os.fstat(handle))
