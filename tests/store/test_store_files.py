from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from assistant.store import StoreError, save_text, state_folder


def test_saves_as_it_stands(tmp_path: Path) -> None:
    """Text is saved as UTF-8 with its own line ends, for its owner alone."""
    save_text(tmp_path / "n.txt", "é ✓\r\nx\n")
    assert (tmp_path / "n.txt").read_bytes() == "é ✓\r\nx\n".encode()
    assert stat.S_IMODE((tmp_path / "n.txt").stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["n.txt"]


def test_never_replaces_unasked(tmp_path: Path) -> None:
    """A file that is there is replaced only where that was asked for."""
    (tmp_path / "n.txt").write_text("old")
    with pytest.raises(StoreError, match="exists already"):
        save_text(tmp_path / "n.txt", "new")
    assert (tmp_path / "n.txt").read_text() == "old"
    save_text(tmp_path / "n.txt", "new", overwrite=True)
    assert (tmp_path / "n.txt").read_text() == "new"


@pytest.mark.parametrize("overwrite", [False, True])
def test_refuses_links_and_folders(tmp_path: Path, overwrite: bool) -> None:
    """A symbolic link is not followed and a folder not touched."""
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    for name in ("link", "."):
        with pytest.raises(StoreError):
            save_text(tmp_path / name, "new", overwrite=overwrite)
    assert (tmp_path / "target").read_text() == "old"


def test_missing_folder(tmp_path: Path) -> None:
    """A folder that does not exist is a clear error with a hint, and quotes no text."""
    with pytest.raises(StoreError) as caught:
        save_text(tmp_path / "no" / "n.txt", "Zebrawood")
    assert "does not exist" in caught.value.message
    assert caught.value.hint
    assert "Zebrawood" not in str(caught.value.args)


def test_failure_leaves_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails, the old file stands and no half of the new one is left."""
    (tmp_path / "n.txt").write_text("old")

    def broken(handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(StoreError):
        save_text(tmp_path / "n.txt", "new", overwrite=True)
    assert (tmp_path / "n.txt").read_text() == "old"
    assert os.listdir(tmp_path) == ["n.txt"]


def test_state_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Unfinished work lies in the user's state folder under Reed's name."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder() == tmp_path / "reed"
