"""The work behind the screen: from a note and what was said about it to the conversation as it now stands."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from assistant.note import Note
from assistant.tui.services import Conversation, Services
from assistant.tui.session import Session


@dataclass(frozen=True, slots=True)
class Job:
    """A session to be read; jobs are numbered so that a result for an older one is known as stale."""

    number: int
    session: Session


class Engine:
    """Reads sessions, one at a time, and goes on from the last result where it can.

    When the note has changed, what was said is said again to the new note, each utterance to the question it answered:
    an answer never moves to another element because the order of questions did.

    A thread cannot be stopped while it reads. Jobs therefore queue behind a lock, and those that were overtaken while
    they waited are not read at all.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._one_at_a_time = threading.Lock()
        self._last: tuple[Session, Any] | None = None

    def read(self, job: Job, overtaken: Callable[[], bool]) -> Conversation | None:
        """The conversation of a session; None when the job was overtaken before its turn came."""
        with self._one_at_a_time:
            if overtaken():
                return None
            conversation = self._read(job.session)
            self._last = (job.session, conversation)
            return conversation

    def _read(self, session: Session) -> Conversation:
        known, conversation = self._closest(session)
        for said in session.said[known:]:
            if said.known:
                conversation = self._services.asking(conversation, said.asked)
            conversation = self._services.say(conversation, said.text)
        result: Conversation = conversation
        return result

    def _closest(self, session: Session) -> tuple[int, Any]:
        """How many utterances are already answered, and the conversation that far."""
        if self._last is not None:
            before, conversation = self._last
            said = len(before.said)
            if before.text == session.text and before.source == session.source and before.said == session.said[:said]:
                return said, conversation
        return 0, self._services.start(Note(session.text, session.source))
