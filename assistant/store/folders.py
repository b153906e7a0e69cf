"""Where Reed keeps things, and the promise that nobody else can look into it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from assistant.store.errors import StoreError, refused

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def state_folder() -> Path:
    """The folder for unfinished work of this user; it may not exist yet."""
    from platformdirs import user_state_path

    return user_state_path("reed", appauthor=False)


def make_private(folder: Path) -> None:
    """Create `folder` for its owner alone, whatever the umask, and close it where it stands open to others.

    Raises:
        StoreError: it cannot be made, is not a folder, or belongs to somebody else.
    """
    try:
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError as e:
        raise refused("created", folder, e, "Give Reed a home folder it can write to, or use --private.") from None
    if os.name != "posix":
        return
    if found.st_uid != os.geteuid():
        hint = "Nothing is kept there. Set XDG_STATE_HOME to a folder of your own."
        raise StoreError(f"{folder} belongs to another user.", hint)
    if stat.S_IMODE(found.st_mode) != FOLDER_MODE:
        _close(folder)


def _close(folder: Path) -> None:
    try:
        folder.chmod(FOLDER_MODE)
    except OSError as e:
        raise refused("closed to other users", folder, e) from None
