"""The note in the person's own editor: a file for them alone, in a folder that is gone afterwards whatever happens."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from shutil import which

from assistant.errors import ReedError
from assistant.store.files import write_private

NAME = "note.txt"


def editor_command(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Words of the editor to start: ``VISUAL`` before ``EDITOR``.

    Raises:
        ReedError: neither is set, or what is set cannot be started.
    """
    for name in ("VISUAL", "EDITOR"):
        value = environment.get(name, "").strip()
        if not value:
            continue
        try:
            words = shlex.split(value)
        except ValueError:
            raise ReedError(f"{name} cannot be read: {value!r}.", "Correct its quotation marks.") from None
        if which(words[0], path=environment.get("PATH")) is None:
            raise ReedError(f"{name} names {words[0]!r}, which is not there.", "Set it to an editor on this machine.")
        return words
    raise ReedError("No editor is set.", "Set VISUAL or EDITOR, for example: export EDITOR=nano")


def edited(text: str, command: list[str]) -> str:
    """The text as the person left it in their editor; the terminal must be theirs while this runs.

    Args:
        text: what to edit.
        command: words of the editor; the file's name is added.

    Raises:
        ReedError: the editor failed, or left nothing that can be read. The text is as it was.
    """
    # In memory where the system offers it, so that nothing is left on a disk.
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    where = runtime if runtime and os.access(runtime, os.W_OK) else None
    try:
        with tempfile.TemporaryDirectory(prefix="reed-", dir=where) as folder:  # mode 0700
            file = Path(folder) / NAME
            write_private(file, text.encode("utf-8", "surrogatepass"))
            code = subprocess.call([*command, str(file)])
            if code != 0:
                raise ReedError(f"The editor ended with code {code}.", "The note is unchanged.")
            return file.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise ReedError(f"The editor could not be used: {reason}.", "The note is unchanged.") from None
