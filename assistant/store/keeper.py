"""Keeping in the background: the newest text goes to disk at once, and nobody waits for the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic

from assistant.errors import ReedError
from assistant.store.autosave import Autosave
from assistant.store.errors import StoreError

Payload = Callable[[], str]


class Keeper:
    """A thread that keeps the newest of the texts it is given; what comes while it writes replaces what waits.

    Args:
        autosave: where to keep; it is used from this thread only, until `close`.
        on_kept: called in the keeper's thread after each text on disk.
        on_trouble: called in the keeper's thread with what went wrong; the next text is tried again.
    """

    def __init__(
        self, autosave: Autosave, on_kept: Callable[[], None], on_trouble: Callable[[ReedError], None]
    ) -> None:
        self._autosave = autosave
        self._on_kept = on_kept
        self._on_trouble = on_trouble
        self._news = threading.Condition()
        self._next: Payload | None = None
        self._busy = False
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="reed-keeper", daemon=True)
        self._thread.start()

    def put(self, payload: Payload) -> None:
        """Keep what `payload` returns; the keeper's thread calls it: building the text costs the caller nothing."""
        with self._news:
            self._next = payload
            self._news.notify_all()

    def drop(self) -> None:
        """Forget what waits to be kept, and what is kept.

        Raises:
            StoreError: what is kept could not be removed.
        """
        with self._news:
            self._next = None
        self.flush()
        self._autosave.discard()

    def flush(self, timeout: float = 5.0) -> bool:
        """Wait until everything given is on disk or has failed; False when `timeout` seconds were not enough."""
        end = monotonic() + timeout
        with self._news:
            while self._busy or self._next is not None:
                left = end - monotonic()
                if left <= 0 or not self._thread.is_alive():
                    return False
                self._news.wait(left)
        return True

    def close(self, timeout: float = 5.0) -> None:
        """Keep what waits, end the thread, and leave the text for the next session."""
        with self._news:
            self._ended = True
            self._news.notify_all()
        self._thread.join(timeout)
        self._autosave.close()

    def _run(self) -> None:
        while (payload := self._wait()) is not None:
            self._keep(payload)
            with self._news:
                self._busy = False
                self._news.notify_all()

    def _wait(self) -> Payload | None:
        with self._news:
            while self._next is None:
                if self._ended:
                    return None
                self._news.wait()
            payload, self._next, self._busy = self._next, None, True
            return payload

    def _keep(self, payload: Payload) -> None:
        try:
            self._autosave.keep(payload())
        except ReedError as e:
            self._on_trouble(e)
        except Exception as e:  # Whatever it is, the thread must live on, and its text must not reach a traceback.
            self._on_trouble(StoreError(f"The note could not be kept ({type(e).__name__})."))
        else:
            self._on_kept()
