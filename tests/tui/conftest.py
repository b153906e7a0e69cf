from __future__ import annotations

from pathlib import Path

import pytest
from workbench_rooms import Rooms


@pytest.fixture(name="rooms")
def _rooms() -> Rooms:
    return Rooms()


@pytest.fixture(name="state")
def _state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Screens look the same whoever runs the tests."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)
