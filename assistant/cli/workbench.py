"""``reed`` and ``reed PATH``: the workbench in the terminal."""

from __future__ import annotations

import sys

import click

from assistant.cli.streams import ExitCode
from assistant.errors import ReedError


@click.command(hidden=True)
@click.option("--private", is_flag=True)
@click.argument("path")
@click.pass_obj
def workbench(obj: dict[str, bool], private: bool, path: str) -> int:
    """Open the workbench with a note."""
    return open_workbench(path, private=private or obj["private"])


def open_workbench(path: str | None, *, private: bool) -> int:
    """Read the note, if one is named, and hand the terminal over.

    Raises:
        ReedError: there is no terminal, or the note cannot be read.
    """
    if path == "-":
        raise ReedError("The workbench takes its keys from standard input.", "Use `reed check -` or name a file.")
    note = None
    if path is not None:
        from assistant.intake import read_note

        note = read_note(path)
    if not _terminal():
        hint = "Without one, `reed check PATH` reviews a note and `reed chat PATH` asks about it; see `reed --help`."
        raise ReedError("The workbench needs a terminal.", hint)
    from assistant.tui import run

    run(note, private=private)
    return ExitCode.CLEAN


def _terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
