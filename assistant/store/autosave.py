"""The unfinished note, kept so that neither a crash nor kill -9 loses it.

Every open Reed has a slot of its own: a file with the text, and a lock beside it that the system frees when the process
ends, however it ends. A slot with a text and a free lock is a note that somebody did not finish; `Autosave.recover`
takes it over. Two windows open at once therefore never write over, nor resurrect, each other's note.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from assistant.store.errors import StoreError, refused
from assistant.store.files import sync_folder, write_private
from assistant.store.folders import make_private
from assistant.store.locks import Lock, take

NOTE, LOCK, DRAFT, DAMAGED = ".note", ".lock", ".tmp", ".damaged"
MARK = b"reed-autosave/1"
NOT_KEPT = "What you type now is not kept if Reed ends: save it to a file."


class Autosave:
    """One slot for one unfinished text.

    Args:
        folder: where slots live; made at the first `keep`, mode 0700. None keeps nothing (``--private``).
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.damaged = 0
        """Slots found by `recover` whose content does not match its checksum; they are set aside, not deleted."""
        self._lock: Lock | None = None

    def __repr__(self) -> str:
        return f"Autosave({self.folder})"

    def keep(self, text: str) -> None:
        """Keep `text` in place of what was kept before. It is on disk when this returns.

        Raises:
            StoreError: it could not be kept; what was kept before still is.
        """
        if self.folder is None:
            return
        slot = self._own_slot(self.folder)
        try:
            write_private(slot.with_suffix(NOTE), _pack(text), beside=slot.with_suffix(DRAFT))
        except OSError as e:
            raise refused("kept", self.folder, e, NOT_KEPT) from None

    def recover(self) -> str | None:
        """The newest text of a session that has ended, now kept by this one; None when there is none.

        What this session kept before stays where it is and can be recovered in its turn.
        """
        for slot, lock in self._abandoned():
            text = self._read(slot)
            if text is None:
                lock.release(remove=True)
                continue
            self._release()
            self._lock = lock
            return text
        return None

    @property
    def waiting(self) -> int:
        """How many texts of ended sessions could be recovered."""
        count = 0
        for _, lock in self._abandoned():
            count += 1
            lock.release()
        return count

    def discard(self) -> None:
        """Forget what this session kept.

        Raises:
            StoreError: the file could not be removed and is still there.
        """
        if self._lock is None:
            return
        note = self._lock.path.with_suffix(NOTE)
        try:
            note.unlink(missing_ok=True)
            sync_folder(note.parent)
        except OSError as e:
            raise refused("removed", note, e, "Remove it by hand.") from None

    def close(self) -> None:
        """End the session; what is kept waits for the next one."""
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release(remove=not self._lock.path.with_suffix(NOTE).exists())
            self._lock = None

    def _own_slot(self, folder: Path) -> Path:
        make_private(folder)
        if self._lock is None or not self._lock.path.exists():
            # Gone with its folder while Reed was open: without a new lock another window would take this note over.
            self._lock = self._new_lock(folder)
        return self._lock.path

    def _new_lock(self, folder: Path) -> Lock:
        path = folder / f"unfinished-{secrets.token_hex(6)}{LOCK}"
        try:
            lock = take(path)
        except OSError as e:
            raise refused("written to", folder, e, NOT_KEPT) from None
        if lock is None:
            raise StoreError(f"{path} is locked by another process.", NOT_KEPT)
        return lock

    def _abandoned(self) -> Iterator[tuple[Path, Lock]]:
        """Slots of ended sessions, newest first, each with its lock held; whoever takes one lets go of it."""
        if self.folder is None:
            return
        for note in _newest_first(self.folder):
            with suppress(OSError):
                lock = take(note.with_suffix(LOCK))
                if lock is None:
                    continue
                note.with_suffix(DRAFT).unlink(missing_ok=True)
                if note.exists():
                    yield note, lock
                else:
                    lock.release(remove=True)

    def _read(self, note: Path) -> str | None:
        try:
            text = _unpack(note.read_bytes())
        except OSError:
            return None
        if text is None:
            self.damaged += 1
            with suppress(OSError):
                note.replace(note.with_suffix(DAMAGED))
        return text


def _newest_first(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(folder.glob(f"*{NOTE}"), key=lambda p: p.stat().st_mtime_ns, reverse=True)
    return []


def _pack(text: str) -> bytes:
    # surrogatepass: half a character pasted from a broken source is still the person's text.
    body = text.encode("utf-8", "surrogatepass")
    return b"%s %s\n%s" % (MARK, hashlib.sha256(body).hexdigest().encode(), body)


def _unpack(data: bytes) -> str | None:
    head, _, body = data.partition(b"\n")
    if head.split() != [MARK, hashlib.sha256(body).hexdigest().encode()]:
        return None
    return body.decode("utf-8", "surrogatepass")
