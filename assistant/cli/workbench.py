"""``reed`` and ``reed PATH``: the workbench in the terminal."""

from __future__ import annotations

import click

from assistant.errors import ReedError


@click.command(hidden=True)
@click.option("--private", is_flag=True, help="Do not keep the unfinished note on disk.")
@click.argument("path", type=click.Path())
@click.pass_obj
def workbench(obj: dict[str, bool], private: bool, path: str) -> int:
    """Open the workbench with a note."""
    return open_workbench(path, private=private or obj["private"])


def open_workbench(path: str | None, *, private: bool) -> int:
    """Hand the terminal over, with the note if one is named.

    Raises:
        ReedError: there is no terminal, or the note cannot be read.
    """
    if path == "-":
        raise ReedError("The workbench takes its keys from standard input.", "Use `reed check -` or name a file.")
    from assistant.tui import run

    return run(path, private=private)
