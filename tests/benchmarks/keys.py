"""From a key to the repainted review in the workbench, with a note of 300 words; the same key in an empty editor."""

from __future__ import annotations

import asyncio
import random
import re
import time

from table import Row, percentile, show
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import TextArea

from assistant import examples
from assistant.note import Note
from assistant.store import Autosave
from assistant.tui.app import Workbench

KEYS = 200
PACE = 0.12
"""Seconds between keys on average: a hundred words a minute."""
WORDS = 300
SIZE = (120, 40)


def note() -> str:
    """The samples one after the other, cut at 300 words."""
    both = "\n".join(examples.text(name) for name in ("complete", "balance"))
    end = [m.end() for m in re.finditer(r"\S+", both)][WORDS - 1]
    return both[:end]


async def until(done: list[bool], limit: float = 5.0) -> None:
    """Wait until something was noted down, at a grain of a millisecond."""
    end = time.perf_counter() + limit
    while not done and time.perf_counter() < end:
        await asyncio.sleep(0.001)


async def ours(text: str) -> list[float]:
    """Milliseconds of each key until the review of the note with it is on the screen."""
    app = Workbench(Note(text), Autosave(None))
    random.seed(1)
    async with app.run_test(size=SIZE) as pilot:
        desk = app.desk
        while desk.conversation is None or desk.stale:
            await pilot.pause(0.05)
        desk.editor.move_cursor(desk.editor.document.get_location_from_index(len(text) // 2))
        painted: list[bool] = []
        before = desk.show_review

        def show_review(review: object) -> None:
            before(review)  # type: ignore[arg-type]
            if not desk.stale:
                desk.call_after_refresh(painted.append, True)

        desk.show_review = show_review  # type: ignore[method-assign, assignment]
        times = []
        for n in range(KEYS):
            await asyncio.sleep(random.uniform(0.5, 1.5) * PACE)
            painted.clear()
            start = time.perf_counter()
            press(pilot, " " if n % 6 == 5 else random.choice("etaoinshrdlu"))
            await until(painted)
            times.append((time.perf_counter() - start) * 1000)
    return times


async def empty(text: str) -> list[float]:
    """Milliseconds of each key until it is on the screen of an app that is nothing but an editor."""

    class Bare(App[None]):
        def compose(self):  # type: ignore[no-untyped-def]
            yield TextArea(text)

    app = Bare()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        painted: list[bool] = []
        area = app.query_one(TextArea)
        area.watch(area, "selection", lambda: area.call_after_refresh(painted.append, True), init=False)
        times = []
        for _ in range(KEYS // 2):
            await asyncio.sleep(0.02)
            painted.clear()
            start = time.perf_counter()
            press(pilot, "e")
            await until(painted)
            times.append((time.perf_counter() - start) * 1000)
    return times


def press(pilot: Pilot[object], key: str) -> None:
    """A key as the terminal's driver would send it, without the pauses of a pilot."""
    from textual import events

    app = pilot.app
    app.screen.focused and app.post_message(events.Key("space" if key == " " else key, key))


def main() -> None:
    """Print percentiles."""
    text = note()
    mine, bare = asyncio.run(ours(text)), asyncio.run(empty(text))
    rows = [
        Row(f"p{int(share * 100)}", percentile(mine, share), "the key in an empty editor", percentile(bare, share), 50)
        for share in (0.5, 0.95)
    ]
    show(f"Key to repainted review ({len(text.split())} words, {KEYS} keys, 120 x 40)", rows)


if __name__ == "__main__":
    main()
