"""A draft with the source of every word of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ClaimSource:
    """Where words of a draft come from."""

    kind: str = "template"
    """``note``, ``answer`` or ``template``."""
    start: int | None = None
    """The same words in the note or in the utterance; None for ``template``."""
    end: int | None = None
    """Exclusive."""
    turn: int | None = None
    """Number of the utterance, for ``answer``."""
    computed: bool = False
    """For ``template``: arithmetic on figures of the note or the answers, said as such."""

    def to_dict(self) -> dict[str, Any]:
        """The source as JSON object of the contract."""
        source: dict[str, Any] = {"kind": self.kind}
        places = {"turn": self.turn, "start": self.start, "end": self.end}
        source |= {name: value for name, value in places.items() if value is not None}
        return source | {"computed": True} if self.computed else source


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch of a draft and whose words it holds."""

    start: int
    end: int
    """Exclusive. Characters of the draft."""
    source: ClaimSource

    def to_dict(self) -> dict[str, Any]:
        """The claim as JSON object of the contract."""
        return {"start": self.start, "end": self.end, "source": self.source.to_dict()}


@dataclass(frozen=True, slots=True)
class Blank:
    """A place in a draft where something is not known."""

    requirement: str
    """One of the six, or the rule that asks for it."""
    start: int
    end: int
    """Exclusive. Characters of the draft."""
    asks: str
    """What is needed, in words."""

    def to_dict(self) -> dict[str, Any]:
        """The blank as JSON object of the contract."""
        return {"requirement": self.requirement, "start": self.start, "end": self.end, "asks": self.asks}


@dataclass(frozen=True, slots=True)
class Statement:
    """Words that a draft places as a whole: a passage of the note, of an answer, a figure, a blank."""

    start: int
    end: int
    """Exclusive. Characters of the draft."""
    place: str
    """What they belong to: one of `assistant.drafting.placing.PLACES`, ``entry`` for the making of a document, empty
    for a blank that the template writes itself."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """Words of the note in place of which a draft has words of an answer, because the clinician corrected them."""

    start: int
    end: int
    """Exclusive. Characters of the draft; none where the words only went."""
    note_start: int
    note_end: int
    """Exclusive. Characters of the note that were corrected."""


@dataclass(frozen=True, slots=True, repr=False)
class Draft:
    """A drafted note."""

    text: str
    """Words of the note stand in it as they were read: show them through `assistant.display.safe_display`."""
    claims: tuple[Claim, ...]
    """In order, without gaps and overlaps, covering the whole text."""
    blanks: tuple[Blank, ...]
    template: str = "pt-soap"
    statements: tuple[Statement, ...] = ()
    """In order, without overlap; what stands between them is furniture."""
    document: bool = False
    """It goes beside the note and does not take its place: an addendum, a letter."""
    replaced: tuple[Replaced, ...] = ()
    """In the order of the draft; a template may place the same words twice."""

    def __repr__(self) -> str:
        return f"Draft({self.template!r}, {len(self.text)} characters, {len(self.blanks)} blanks)"

    def to_dict(self) -> dict[str, Any]:
        """The draft as the JSON object of the contract."""
        return {
            "template": self.template,
            "text": self.text,
            "claims": [c.to_dict() for c in self.claims],
            "blanks": [b.to_dict() for b in self.blanks],
        }
