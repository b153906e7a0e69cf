"""The command ``reed``. `main` is its entry point; one module a command, and `streams` for all that is written."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code (`assistant.cli.streams.ExitCode`).

    Args:
        argv: the words after ``reed``; those of this process when None.
    """
    try:
        from assistant.cli.app import run

        return run(argv)
    except KeyboardInterrupt:
        # While modules are still being imported, where nothing else can take it.
        return 130
