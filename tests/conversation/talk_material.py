"""What the tests of the conversation share: a reader that finds the phrases listed here, and times by the real rules.

So the tests say what the conversation does with what is read, whatever the trained reader makes of a phrase.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation import Conversation, say, start
from assistant.facts import Facts, Span
from assistant.note import Note

PHRASES = {
    "veers left on turns": ("DEFICIT", False),
    "poor balance": ("DEFICIT", True),
    "no loss of balance": ("DEFICIT", False),
    "tandem stance on foam": ("INTERVENTION", False),
    "stepping over cones": ("INTERVENTION", False),
    "balance training": ("INTERVENTION", True),
    "parallel bars": ("EQUIPMENT", False),
    "held the pelvis back": ("SKILL", False),
    "cued the right hip": ("SKILL", False),
    "cued the left hip": ("SKILL", False),
    "verbal cues": ("SKILL", True),
    "lost balance twice": ("RESPONSE", False),
    "tolerated well": ("RESPONSE", True),
    "stepping into the tub": ("FUNCTION", False),
    "mobility": ("FUNCTION", True),
}
NEGATED = ("no loss of balance",)

COMPLETE = (
    "veers left on turns. tandem stance on foam. held the pelvis back. lost balance twice. "
    "stepping into the tub. 97112 10:05 to 10:43, 38 minutes."
)
POOR = "balance training.\ntolerated well.\n97112 2 units"
"""Interventions and response weak, the rest missing."""


def phrase_reader(real):
    """A reader with the times and sections of the real one and the spans of `PHRASES`."""

    def read(note: Note) -> Facts:
        facts = real(note)
        times = [s for s in facts.spans if s.label == "TIME"]
        return replace(facts, spans=tuple(sorted([*times, *found(note.text)], key=lambda s: s.start)))

    return read


def found(text: str) -> list[Span]:
    """Phrases of the list, the first place of each."""
    low, out = text.lower(), []
    for phrase, (label, weak) in PHRASES.items():
        if (at := low.find(phrase)) >= 0:
            end = at + len(phrase)
            assertion = "negated" if phrase in NEGATED else "present"
            out.append(Span(label, at, end, text[at:end], assertion, weak, 0.9, generic=float(weak)))
    return out


def talk(note: str, *utterances: str) -> Conversation:
    """A conversation about a note."""
    conversation = start(Note(note))
    for utterance in utterances:
        conversation = say(conversation, utterance)
    return conversation


def status(conversation: Conversation, requirement: str) -> str:
    """Status of an element in the current review."""
    return next(r.status for r in conversation.review.requirements if r.id == requirement)


def last(conversation: Conversation) -> str:
    """The last reply."""
    return conversation.turns[-1].reply
