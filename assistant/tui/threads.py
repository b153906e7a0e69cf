"""Threads for work that may be left behind: whoever quits does not wait until a long note is read."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any

Task = tuple[Future[Any], Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class Threads(ThreadPoolExecutor):
    """An executor of daemon threads that nobody waits for at the end.

    asyncio joins its executor before it lets the program end, and Python joins every ordinary thread. A reader that is
    loading, or in the midst of a million characters, would keep the terminal for that long.

    A thread that is done waits for the next task. To start one takes until it has first run, which with a busy reader
    beside it was ten milliseconds a key.
    """

    def __init__(self) -> None:
        super().__init__(max_workers=1)  # Its own threads are never started.
        self._tasks: SimpleQueue[Task] = SimpleQueue()
        self._idle = 0
        self._guard = threading.Lock()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run `fn` in a thread that is free, or in a new one."""
        future: Future[Any] = Future()
        with self._guard:
            free = self._idle > 0
            if free:
                self._idle -= 1
        self._tasks.put((future, fn, args, kwargs))
        if not free:
            threading.Thread(target=self._work, name="reed-worker", daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End without waiting."""

    def _work(self) -> None:
        while True:
            _run(*self._tasks.get())
            with self._guard:
                self._idle += 1


def _run(future: Future[Any], fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = fn(*args, **kwargs)
    except BaseException as error:  # Handed on to whoever waits for the future, as every executor does.
        future.set_exception(error)
    else:
        future.set_result(result)
