"""What one sitting consists of, as a value that can be kept and brought back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from assistant.dismissals import Dismissed
from assistant.results import Dismissal

VERSION = 2


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """One utterance of the clinician, and what it was an answer to."""

    text: str
    asked: str | None = None
    """Id of the requirement that stood asked when it was said."""
    known: bool = False
    """`asked` is known; it is not where the clinician was faster than Reed."""

    def __repr__(self) -> str:
        return f"Said({len(self.text)} characters, asked={self.asked!r})"


@dataclass(frozen=True, slots=True, repr=False)
class Session:
    """A note under work and what was said about it."""

    text: str = ""
    """The note as the editor holds it."""
    source: str = "-"
    """The file it was opened from, or ``-``."""
    said: tuple[Said, ...] = ()
    dismissed: tuple[Dismissed, ...] = ()
    """Findings that the clinician disputes, each with the reason."""

    def __repr__(self) -> str:
        return f"Session({len(self.text)} characters, {len(self.said)} utterances)"

    @property
    def empty(self) -> bool:
        """Nothing was written and nothing said."""
        return not self.text.strip() and not self.said

    def saying(self, said: Said) -> Session:
        """The session after one more utterance."""
        return replace(self, said=(*self.said, said))

    def dismissing(self, entry: Dismissed) -> Session:
        """The session with one more dispute."""
        return replace(self, dismissed=(*self.dismissed, entry))

    def to_json(self) -> str:
        """The form in which it is kept."""
        kept = {"version": VERSION, "text": self.text, "source": self.source}
        lists = {"said": [asdict(s) for s in self.said], "dismissed": [asdict(d) for d in self.dismissed]}
        return json.dumps(kept | lists)


def from_json(kept: str) -> Session:
    """A session from its kept form; a text that is not in this form is taken for a note as it stands."""
    try:
        data: Any = json.loads(kept)
        said = tuple(Said(**s) for s in data["said"])
        dismissed = tuple(
            Dismissed(**d | {"dismissal": Dismissal(**d["dismissal"])}) for d in data.get("dismissed", ())
        )
        return Session(str(data["text"]), str(data["source"]), said, dismissed)
    except (ValueError, TypeError, KeyError):
        return Session(kept)
