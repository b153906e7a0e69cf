"""The README: what it promises is there."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.cli.app import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


class TestReadme:
    def test_two_command_lines(self) -> None:
        """The first sets up and reviews the sample note, the second sets up and tests; `.ci/run` runs the second."""
        first, second = re.findall(r"^python3 -m venv .*$", README, re.MULTILINE)
        assert "reed check" in first
        assert second.endswith("pytest")

    def test_every_command(self) -> None:
        """No command is undocumented."""
        assert not [name for name in COMMANDS if f"reed {name}" not in README]

    def test_every_exit_code(self) -> None:
        """No exit code is undocumented."""
        from assistant.cli.streams import ExitCode

        table = README.partition("## Exit codes")[2].partition("\n## ")[0]
        assert not [code for code in ExitCode if not re.search(rf"\b{code.value}\b", table)]

    def test_files_to_edit(self) -> None:
        """Every file, folder and test that the table of corrections names exists."""
        table = README.partition("## Correct a term")[2].partition("\n## ")[0]
        named = re.findall(r"`(?:pytest )?([\w/.*-]+/[\w/.*-]*)`", table)
        assert len(named) > 10
        assert not [path for path in named if not list(ROOT.glob(path.rstrip("/")))]
