"""What one sitting consists of, as a value that can be kept and brought back."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

VERSION = 1


@dataclass(frozen=True, slots=True, repr=False)
class Session:
    """A note under work and what was said about it."""

    text: str = ""
    """The note as the editor holds it."""
    source: str = "-"
    """The file it was opened from, or ``-``."""
    said: tuple[str, ...] = ()
    """What the clinician said, in order."""

    def __repr__(self) -> str:
        return f"Session({len(self.text)} characters, {len(self.said)} utterances)"

    @property
    def empty(self) -> bool:
        """Nothing was written and nothing said."""
        return not self.text.strip() and not self.said

    def saying(self, utterance: str) -> Session:
        """The session after one more utterance."""
        return replace(self, said=(*self.said, utterance))

    def to_json(self) -> str:
        """The form in which it is kept."""
        return json.dumps({"version": VERSION, "text": self.text, "source": self.source, "said": self.said})


def from_json(kept: str) -> Session:
    """A session from its kept form; a text that is not in this form is taken for a note as it stands."""
    try:
        data: Any = json.loads(kept)
    except ValueError:
        return Session(kept)
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        return Session(kept)
    said = tuple(s for s in data.get("said", ()) if isinstance(s, str))
    return Session(data["text"], str(data.get("source", "-")), said)
