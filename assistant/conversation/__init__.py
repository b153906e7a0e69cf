"""Asking for what a note does not say: what to ask next, what an utterance means, how an answer becomes facts.

>>> from assistant.conversation import say, start
>>> from assistant.note import Note
>>> talk = start(Note("Worked on standing balance."))
>>> talk = say(talk, "started 10:05, done by 10:43")
>>> talk.review.facts.clock.minutes_97112
38

Every value is frozen and nothing is printed: the same note and the same utterances give the same conversation.
"""

from __future__ import annotations

from assistant.conversation.talk import choose, say, start
from assistant.conversation.values import Answer, Conversation, Decline, Piece, Turn

__all__ = ["Answer", "Conversation", "Decline", "Piece", "Turn", "choose", "say", "start"]
