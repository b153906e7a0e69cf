from __future__ import annotations

import threading
from pathlib import Path

from assistant.errors import ReedError
from assistant.store import Autosave, Keeper


class Slow(Autosave):
    """An autosave that waits for permission, and remembers what it kept."""

    def __init__(self) -> None:
        super().__init__(None)
        self.gate = threading.Event()
        self.entered = threading.Event()
        self.kept: list[str] = []
        self.failing = False

    def keep(self, text: str) -> None:
        self.entered.set()
        self.gate.wait(5)
        if self.failing:
            raise RuntimeError("Zebrawood")
        self.kept.append(text)


def keeper(slot: Autosave) -> tuple[Keeper, list[str], list[ReedError]]:
    kept: list[str] = []
    troubles: list[ReedError] = []
    return Keeper(slot, lambda: kept.append("kept"), troubles.append), kept, troubles


def test_newest_wins() -> None:
    """While one text is written, only the newest of those that come after it waits."""
    slot = Slow()
    k, kept, _ = keeper(slot)
    k.put(lambda: "1")
    slot.entered.wait(5)
    k.put(lambda: "2")
    k.put(lambda: "3")
    slot.gate.set()
    assert k.flush()
    assert slot.kept == ["1", "3"]
    assert kept == ["kept", "kept"]
    k.close()


def test_put_does_not_wait() -> None:
    """Giving a text never waits for the disk, and says truthfully when it is not there yet."""
    slot = Slow()
    k, _, _ = keeper(slot)
    k.put(lambda: "1")
    assert not k.flush(0.05)
    slot.gate.set()
    assert k.flush()
    k.close()


def test_close_keeps_what_waits(tmp_path: Path) -> None:
    """Closing writes the last text first."""
    k, _, _ = keeper(Autosave(tmp_path))
    k.put(lambda: "last")
    k.close()
    assert Autosave(tmp_path).recover() == "last"


def test_trouble_is_told_and_survived() -> None:
    """A failure is told without its text, and the next text is tried again."""
    slot = Slow()
    slot.gate.set()
    slot.failing = True
    k, kept, troubles = keeper(slot)
    k.put(lambda: "1")
    k.flush()
    slot.failing = False
    k.put(lambda: "2")
    k.flush()
    k.close()
    assert len(troubles) == 1
    assert "Zebrawood" not in troubles[0].message
    assert troubles[0].__context__ is None or "Zebrawood" not in troubles[0].message
    assert slot.kept == ["2"]
    assert kept == ["kept"]


def test_drop(tmp_path: Path) -> None:
    """Dropping forgets what waits and what is on disk."""
    k, _, _ = keeper(Autosave(tmp_path))
    k.put(lambda: "secret")
    k.drop()
    k.close()
    assert Autosave(tmp_path).recover() is None
    assert not list(tmp_path.glob("*.note"))
