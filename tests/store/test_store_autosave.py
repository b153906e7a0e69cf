from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.store import Autosave, StoreError

NOTE = "Zebrawood: balance on foam, min A."

WRITER = """
import sys
from pathlib import Path
from assistant.store import Autosave
slot = Autosave(Path(sys.argv[1]))
n = 0
while True:
    n += 1
    slot.keep(f"note {n} " + "x" * 5000)
    print(n, flush=True)
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def notes(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.note"))


class TestKeep:
    def test_comes_back(self, tmp_path: Path) -> None:
        """What a session kept is recovered by the next one."""
        first = Autosave(tmp_path / "s")
        first.keep("older")
        first.keep(NOTE)
        first.close()
        assert Autosave(tmp_path / "s").recover() == NOTE

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(st.characters(exclude_categories=[]), max_size=300))
    def test_any_text(self, tmp_path: Path, text: str) -> None:
        """Every str comes back as it was, lone surrogates, line ends and NUL included."""
        slot = Autosave(tmp_path / "any")
        slot.keep(text)
        slot.close()
        again = Autosave(tmp_path / "any")
        assert again.recover() == text
        again.discard()
        again.close()

    def test_private_modes(self, tmp_path: Path) -> None:
        """Folder 0700 and files 0600, whatever the umask."""
        old = os.umask(0)
        try:
            slot = Autosave(tmp_path / "s")
            slot.keep(NOTE)
        finally:
            os.umask(old)
        assert mode(tmp_path / "s") == 0o700
        assert {mode(p) for p in (tmp_path / "s").iterdir()} == {0o600}

    def test_closes_an_open_folder(self, tmp_path: Path) -> None:
        """A state folder that others could look into is closed before anything is kept in it."""
        (tmp_path / "s").mkdir(mode=0o755)
        Autosave(tmp_path / "s").keep(NOTE)
        assert mode(tmp_path / "s") == 0o700

    def test_nothing_before_the_first_keep(self, tmp_path: Path) -> None:
        """Opening and closing without a text leaves no file and no folder."""
        slot = Autosave(tmp_path / "s")
        assert slot.recover() is None
        slot.close()
        assert list(tmp_path.iterdir()) == []

    def test_no_text_in_repr(self, tmp_path: Path) -> None:
        """The text never shows in a repr."""
        slot = Autosave(tmp_path / "s")
        slot.keep(NOTE)
        assert "Zebrawood" not in repr(slot) + repr(vars(slot))

    def test_discard(self, tmp_path: Path) -> None:
        """A discarded text is gone from disk, and so is its lock once the session ends."""
        slot = Autosave(tmp_path / "s")
        slot.keep(NOTE)
        slot.discard()
        slot.close()
        assert list((tmp_path / "s").iterdir()) == []

    def test_keep_after_discard(self, tmp_path: Path) -> None:
        """A session goes on keeping after it discarded."""
        slot = Autosave(tmp_path / "s")
        slot.keep("one")
        slot.discard()
        slot.keep("two")
        slot.close()
        assert Autosave(tmp_path / "s").recover() == "two"


class TestPrivate:
    def test_keeps_nothing(self) -> None:
        """Without a folder nothing is kept, nothing comes back, and nothing fails."""
        slot = Autosave(None)
        slot.keep(NOTE)
        assert slot.recover() is None
        assert slot.waiting == 0
        slot.discard()
        slot.close()


class TestTwoWindows:
    def test_live_note_is_not_taken(self, tmp_path: Path) -> None:
        """The note of a session that still runs is not recovered by another."""
        first = Autosave(tmp_path)
        first.keep(NOTE)
        assert Autosave(tmp_path).waiting == 0
        assert Autosave(tmp_path).recover() is None

    def test_each_has_its_own(self, tmp_path: Path) -> None:
        """Two sessions at once never write over each other's note."""
        a, b = Autosave(tmp_path), Autosave(tmp_path)
        a.keep("a")
        b.keep("b")
        a.keep("a2")
        a.close()
        b.close()
        c = Autosave(tmp_path)
        assert c.waiting == 2
        assert {c.recover(), c.recover()} == {"a2", "b"}

    def test_recover_keeps_own(self, tmp_path: Path) -> None:
        """Bringing another note back leaves the own one to be brought back in its turn."""
        a, b = Autosave(tmp_path), Autosave(tmp_path)
        a.keep("a")
        a.close()
        b.keep("b")
        assert b.recover() == "a"
        assert b.recover() == "b"

    def test_recovered_slot_is_the_own_slot(self, tmp_path: Path) -> None:
        """After a recovery the next keep replaces the recovered text."""
        a = Autosave(tmp_path)
        a.keep("a")
        a.close()
        b = Autosave(tmp_path)
        b.recover()
        b.keep("a, and more")
        b.close()
        assert len(notes(tmp_path)) == 1
        assert Autosave(tmp_path).recover() == "a, and more"


class TestTrouble:
    def test_damaged_is_set_aside(self, tmp_path: Path) -> None:
        """A text that does not match its checksum is not shown as the note, is counted, and is not deleted."""
        slot = Autosave(tmp_path)
        slot.keep(NOTE)
        slot.close()
        file = notes(tmp_path)[0]
        file.write_bytes(file.read_bytes().replace(b"min A", b"max A"))
        again = Autosave(tmp_path)
        assert again.recover() is None
        assert again.damaged == 1
        assert len(list(tmp_path.glob("*.damaged"))) == 1

    @pytest.mark.parametrize("content", [b"", b"\n", b"reed-autosave/1", b"\xff\xfe", b"x" * 100])
    def test_foreign_content(self, tmp_path: Path, content: bytes) -> None:
        """A file that Reed did not write is never taken for a note."""
        (tmp_path / "unfinished-0.note").write_bytes(content)
        assert Autosave(tmp_path).recover() is None

    def test_full_disk(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """When the disk is full the error says so, holds no text, and what was kept before is still there."""
        slot = Autosave(tmp_path)
        slot.keep("before")

        def full(handle: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(StoreError) as caught:
            slot.keep(NOTE)
        monkeypatch.undo()
        assert "disk is full" in caught.value.message
        assert caught.value.hint
        assert "Zebrawood" not in caught.value.message + caught.value.hint
        assert not list(tmp_path.glob("*.tmp"))
        slot.close()
        assert Autosave(tmp_path).recover() == "before"

    def test_folder_is_a_file(self, tmp_path: Path) -> None:
        """A state folder that is a file is a clear error, not a traceback."""
        (tmp_path / "s").write_text("x")
        with pytest.raises(StoreError, match="could not be created"):
            Autosave(tmp_path / "s").keep(NOTE)

    def test_link_in_place_of_the_draft(self, tmp_path: Path) -> None:
        """A symbolic link under the name Reed writes to does not lead the note elsewhere."""
        slot = Autosave(tmp_path / "s")
        slot.keep("one")
        note = notes(tmp_path / "s")[0]
        note.with_suffix(".tmp").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(StoreError):
            slot.keep(NOTE)
        assert not (tmp_path / "elsewhere").exists()

    def test_folder_removed_while_open(self, tmp_path: Path) -> None:
        """A state folder removed under an open session is made again."""
        slot = Autosave(tmp_path / "s")
        slot.keep("one")
        for file in (tmp_path / "s").iterdir():
            file.unlink()
        (tmp_path / "s").rmdir()
        slot.keep("two")
        assert Autosave(tmp_path / "s").waiting == 0
        slot.close()
        assert Autosave(tmp_path / "s").recover() == "two"


class TestKill:
    @pytest.mark.parametrize("round_", range(6))
    def test_kill_9(self, tmp_path: Path, round_: int) -> None:
        """kill -9 at any moment loses no text whose `keep` had returned, and leaves no torn one."""
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.05 + 0.013 * round_)
            writer.kill()
            acknowledged = writer.stdout.read().split()
        after = Autosave(tmp_path)
        kept = after.recover()
        assert kept is not None
        assert after.damaged == 0
        number = int(kept.split()[1])
        assert number >= int(acknowledged[-1] if acknowledged else 1)
        assert len(kept) == len(f"note {number} ") + 5000
        assert not list(tmp_path.glob("*.tmp"))
