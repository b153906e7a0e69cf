"""Errors that a person can act on.

::

    Exception
    └── ReedError            what happened, and what to do
        ├── InputError       a note that cannot be read (`assistant.intake`)
        └── StoreError       something that cannot be kept on disk (`assistant.store`)

Rooms with further errors of their own derive them from `ReedError`; the command line shows `message` and `hint` on one
line of standard error and leaves with exit code 2. Neither may hold text of a note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable


class ReedError(Exception):
    """Something the person in front of Reed can mend."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        """What happened, in one sentence. May quote a file name, never a note."""
        self.hint = hint
        """What to do about it, in one sentence; may be empty."""

    def __reduce__(self) -> tuple[type[ReedError], tuple[str, str]]:
        # Without it the hint is lost on the way back from a worker process.
        return type(self), (self.message, self.hint)


class InputError(ReedError):
    """A file, folder or standard input that holds no note that can be read."""


def did_you_mean(word: str, known: Iterable[str], key: Callable[[str], str] = str) -> str:
    """`Did you mean 'check'?` where a known word looks like this one, else an empty text.

    Args:
        word: what was given.
        known: what there is.
        key: the part of a word that is compared.
    """
    # difflib is slow to import and only ever needed for a mistyped word.
    from difflib import get_close_matches

    by_key: dict[str, list[str]] = {}
    for each in sorted(known):
        by_key.setdefault(key(each), []).append(each)
    near = [each for part in get_close_matches(key(word), by_key, n=2, cutoff=0.6) for each in by_key[part]][:2]
    return f"Did you mean {' or '.join(repr(each) for each in near)}?" if near else ""
