"""The work behind the desk: what was typed is read after a pause, asked about and drafted, and nobody waits."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import Any

from textual import getters, on, work
from textual.message import Message
from textual.timer import Timer
from textual.worker import Worker, WorkerState, get_current_worker

from assistant.dismissals import dismiss
from assistant.note import Note
from assistant.results import Review
from assistant.store import Autosave
from assistant.tui import crash, showing
from assistant.tui.crash import describe
from assistant.tui.drafter import Drafter
from assistant.tui.editor import NoteEditor
from assistant.tui.engine import Engine, Job
from assistant.tui.services import Services
from assistant.tui.session import Said, Session
from assistant.tui.talk import TalkPane

PAUSE = 0.25
"""Seconds without a key before the note is read, where a reading takes long."""
QUICK = 0.06
"""Seconds a reading may take for the note to be read at every key; keys that come meanwhile are read together."""
UNREADABLE = "\ufffd"
LOADING, READY, FAILED = "loading", "ready", "failed"


class Reviewer(Drafter):
    """Reads and drafts. What is shown of it is the desk's affair.

    Args:
        services: the rooms behind the workbench.
        autosave: where unfinished work is kept; one without a folder keeps nothing.
        given: the note to start with, if one was named.
    """

    editor: getters.query_one[NoteEditor]

    class Loaded(Message):
        """The reader is there."""

    class Read(Message):
        """A session was read."""

        def __init__(self, job: Job, conversation: Any, took: float) -> None:
            super().__init__()
            self.job = job
            self.conversation = conversation
            self.took = took
            """Seconds."""

    def __init__(self, services: Services, autosave: Autosave, given: Note | Session | None = None) -> None:
        super().__init__(services, autosave)
        self.given = given
        self.engine = Engine(services)
        self.reader = LOADING
        self.unread = False
        """The note as it stands could not be read."""
        self.visited: tuple[str, int] | None = None
        self._took: tuple[float, float] = (0.0, 0.0)
        """Seconds of the last two readings; one that was held up by something else says nothing of the note."""
        self._told = False
        self._just_said = False
        self._number = 0
        self._shown = 0
        self._timer: Timer | None = None

    # What the desk shows

    def show_review(self, review: Review | None) -> None:
        """Show a review, or why there is none."""

    def show_talk(self) -> None:
        """Show the conversation."""

    def show_notice(self, text: str) -> None:
        """Say something that stays in sight."""

    @property
    def review(self) -> Review | None:
        """The review as last read, with what the clinician disputes marked in it."""
        if self.conversation is None:
            return None
        return dismiss(self.conversation.review, self.session.dismissed)

    @property
    def slow(self) -> bool:
        """A reading of this note takes so long that it waits for a pause in typing."""
        return min(self._took) >= QUICK

    @property
    def stale(self) -> bool:
        """What is shown was read before the latest change."""
        return self._shown != self._number

    def why_waiting(self) -> str:
        """In a word or two, why there is no review."""
        if not self.session.text.strip() and self.reader != LOADING:
            return "no note"
        return {LOADING: "loading", FAILED: "unread"}.get(self.reader, "unread" if self.unread else "reading")

    def reading(self) -> str:
        """What the reader is doing."""
        if self.reader == LOADING:
            return "reader loading …"
        if self.reader == FAILED:
            return "no reader"
        return (
            "reading …" if (self.slow or self.conversation is None) and self.stale and self.session.text.strip() else ""
        )

    # Reading

    def put(self, session: Session, *, touched: bool = False) -> None:
        """Begin with this session in place of the one before."""
        self.editor.load_text(session.text)
        self.session = replace(session, text=self.editor.document.text)
        self.conversation, self.visited, self.touched = None, None, touched
        self._kept = touched and not self.private
        self.editor.border_subtitle = ""
        self.show_review(None)
        self._changed(0)

    @on(NoteEditor.Edited)
    def _edited(self, event: NoteEditor.Edited) -> None:
        event.stop()
        text = self.editor.document.text
        if text == self.session.text:
            return
        self.session = replace(self.session, text=text)
        self.keep()
        self._changed(PAUSE if self.slow else 0)
        if UNREADABLE in text and not self._told:
            self._told = True
            self.notify(f"Some characters could not be read and are shown as {UNREADABLE}.", severity="warning")

    @on(TalkPane.Said)
    def _said(self, event: TalkPane.Said) -> None:
        event.stop()
        current = self.conversation is not None and not self.stale
        said = Said(event.utterance, self.conversation.asked if current else None, current)
        self.session = self.session.saying(said)
        self._just_said = True
        self.keep()
        self._changed(0)

    def _changed(self, pause: float) -> None:
        self._number += 1
        self.unread = False
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(pause, self.read_now) if pause else None
        if not pause:
            self.read_now()
        self.show_status()

    @work(thread=True, group="load", exit_on_error=False, description="load the reader")
    def load_reader(self) -> None:
        """Load the language pipeline."""
        self.services.load()
        self.post_message(self.Loaded())

    @on(Loaded)
    def _loaded(self) -> None:
        self.reader = READY
        self.read_now()

    def read_now(self) -> None:
        """Read the session as it stands, unless there is nothing to read or nothing to read with."""
        if self.session.text.strip() and self.reader == READY:
            self._read(Job(self._number, self.session))
            if self.session.said or self.conversation is None:
                self.show_talk()
            return
        if not self.session.text.strip():
            self._shown, self.conversation = self._number, None
        if self.conversation is None:
            self.show_review(None)
            self.draft_pane.show_nothing(showing.WAITING[self.why_waiting()])
            self.changes_pane.show_nothing(showing.WAITING[self.why_waiting()])
        self.show_talk()
        self.show_status()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False, description="read the note")
    def _read(self, job: Job) -> None:
        worker = get_current_worker()
        begun: list[float] = []

        def overtaken() -> bool:
            begun.append(perf_counter())
            return worker.is_cancelled

        conversation = self.engine.read(job, overtaken)
        if conversation is not None:
            self.post_message(self.Read(job, conversation, perf_counter() - begun[0]))

    @on(Read)
    def _is_read(self, event: Read) -> None:
        self._took = (self._took[1], event.took)
        if event.job.number != self._number:
            return  # The note has changed since; its own result is on the way.
        self._shown, self.conversation = self._number, event.conversation
        self.show_review(self.review)
        self.show_talk()
        self.show_status()
        self.write_draft()
        # Only what was said just now is carried out, not what is said again after an edit or a new start.
        if self._just_said:
            self._just_said = False
            self.carry_out(event.conversation.turns[-1])

    @on(Worker.StateChanged)
    def _worker_failed(self, event: Worker.StateChanged) -> None:
        if event.state is not WorkerState.ERROR or event.worker.error is None:
            return
        error = event.worker.error
        if event.worker.group == "load":
            self.reader = FAILED
            self.show_notice(crash.load_trouble(error))
            self.read_now()
        elif event.worker.group == "draft":
            self.draft_pane.show_nothing(f"No draft could be written ({describe(error)}).")
            self.changes_pane.show_nothing("There is no draft to lay against the note.")
        elif event.worker.group == "read":
            self.unread = True
            self._shown = self._number
            self.conversation = None
            self.show_review(None)
            self.show_talk()
            self.show_status()
            self.notify(f"The note could not be read ({describe(error)}). It is unchanged.", severity="error")
