"""``reed`` and ``reed PATH``: the workbench in the terminal."""

from __future__ import annotations

from typing import Any

import click

from assistant.errors import ReedError


@click.command(hidden=True)
@click.option("--private", is_flag=True, help="Do not keep the unfinished note on disk.")
@click.option("--payer", metavar="NAME", help="Payer profile to review by (default: medicare).")
@click.argument("path", type=click.Path())
@click.pass_obj
def workbench(obj: dict[str, Any], private: bool, payer: str | None, path: str) -> int:
    """Open the workbench with a note."""
    return open_workbench(path, private=private or obj["private"], payer=payer or obj["payer"])


def open_workbench(path: str | None, *, private: bool, payer: str | None = None) -> int:
    """Hand the terminal over, with the note if one is named.

    Raises:
        ReedError: there is no terminal, no such payer profile, or the note cannot be read.
    """
    if path == "-":
        raise ReedError("The workbench takes its keys from standard input.", "Use `reed check -` or name a file.")
    if payer is not None:
        from assistant.cli.reviews import check_payer

        check_payer(payer)
    from assistant.tui import run

    return run(path, private=private, payer=payer)
