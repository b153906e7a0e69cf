"""Threads for work that may be left behind: whoever quits does not wait until a long note is read."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any


class Threads(ThreadPoolExecutor):
    """An executor that starts a daemon thread for each task and does not wait for it at the end.

    asyncio joins its executor before it lets the program end, and Python joins every ordinary thread. A reader that is
    loading, or in the midst of a million characters, would keep the terminal for that long.
    """

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run `fn` in a thread of its own."""
        future: Future[Any] = Future()
        threading.Thread(target=_run, args=(future, fn, args, kwargs), name="reed-worker", daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End without waiting."""


def _run(future: Future[Any], fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = fn(*args, **kwargs)
    except BaseException as error:  # Handed on to whoever waits for the future, as every executor does.
        future.set_exception(error)
    else:
        future.set_result(result)
