"""Times of a command or a call, and a table that sets each beside a peer measured in the same run."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measurement in milliseconds, with that of its peer."""

    name: str
    value: float
    peer_name: str = ""
    peer: float | None = None
    budget: float | None = None


def show(title: str, rows: Sequence[Row]) -> None:
    """Print the rows with ratio and budget."""
    print(f"\n{title}")
    print(f"  {'':<44}{'ms':>10}  {'peer':<38}{'ms':>10}{'ratio':>8}{'budget':>9}")
    for row in rows:
        peer = "" if row.peer is None else f"{row.peer:10,.1f}{row.value / row.peer:7.2f}x"
        budget = "" if row.budget is None else f"{row.budget:9,.0f}"
        print(f"  {row.name:<44}{row.value:10,.1f}  {row.peer_name:<38}{peer:>18}{budget}")


def best_and_median(action: Callable[[], object], runs: int) -> tuple[float, float]:
    """Milliseconds of the fastest and the middle run; other work on the machine only ever adds."""
    times = sorted(timed(action) for _ in range(runs))
    return times[0], times[len(times) // 2]


def process(words: Sequence[str], runs: int = 7) -> float:
    """Milliseconds of the fastest run of a process, from its start to its end."""
    return best_and_median(lambda: subprocess.run(words, capture_output=True, check=False), runs)[0]


def percentile(times: Sequence[float], share: float) -> float:
    """The value below which this share of the times lies."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(action: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    before = time.perf_counter()
    action()
    return (time.perf_counter() - before) * 1000
