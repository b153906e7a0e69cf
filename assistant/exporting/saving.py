"""Writing an export: whole or not at all, readable by its owner alone, and nothing replaced unasked."""

from __future__ import annotations

from pathlib import Path

from assistant.store import StoreError, save_bytes


def save(data: bytes, path: Path, *, force: bool = False, beside: Path | None = None) -> None:
    """Write an export.

    Args:
        data: what `assistant.exporting.export` gave.
        path: where to; ``~`` is expanded.
        force: replace a file that is there.
        beside: the note that was drafted. It is never replaced, whatever `force` says.

    Raises:
        StoreError: there is such a file already, it is the note, no plain file, or the system refused; what was there
            is as it was.
    """
    check_target(path, force=force, beside=beside)
    save_bytes(path, data, overwrite=force)


def check_target(path: Path, *, force: bool = False, beside: Path | None = None) -> None:
    """Raise what `save` would raise for a name, before the work on its content is done."""
    target = path.expanduser()
    if beside is not None and _same(target, beside.expanduser()):
        raise StoreError(f"{target} is the note itself.", "Choose another name: a draft does not replace its note.")
    if target.is_file() and not target.is_symlink() and not force:
        raise StoreError(f"{target} exists already.", "Choose another name, or replace it with --force.")


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        # One of them is not there yet.
        return one.absolute() == other.absolute()
