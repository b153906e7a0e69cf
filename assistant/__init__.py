"""Reed: reads therapy notes for CPT 97112.

>>> import assistant
>>> assistant.review("Pt did balance training.").verdict
'needs-work'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.results import Review as Review
    from assistant.reviewing import review as review
    from assistant.reviewing import review_many as review_many

__version__ = "0.1.0"
__all__ = ["Review", "__version__", "review", "review_many"]

_HOMES = {"Review": "assistant.results", "review": "assistant.reviewing", "review_many": "assistant.reviewing"}


def __getattr__(name: str) -> Any:
    # Lazy, so that `reed --help` and the first paint do not pay for what they do not use.
    if name not in _HOMES:
        raise AttributeError(f"module 'assistant' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
