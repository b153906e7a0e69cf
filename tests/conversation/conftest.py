"""The conversation is tested with a reader of known phrases unless a test is marked `real_reader`."""

from __future__ import annotations

import pytest
from talk_material import phrase_reader

from assistant import reading

REAL = reading.read


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "real_reader: uses the trained reader")


@pytest.fixture(autouse=True)
def _reader(request, monkeypatch):
    """Read with the phrase list."""
    if "real_reader" not in request.keywords:
        monkeypatch.setattr(reading, "read", phrase_reader(REAL))
