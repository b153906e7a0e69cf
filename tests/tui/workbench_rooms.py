"""A workbench over hand-built rooms: a reader that knows seven phrases, a conversation that asks for what is open."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from assistant.errors import ReedError
from assistant.facts import Clock, Facts, Source, Span
from assistant.note import Note
from assistant.results import Review
from assistant.reviewing import review_facts
from assistant.store import Autosave, save_text
from assistant.tui.app import Workbench
from assistant.tui.desk import Desk
from assistant.tui.services import Services

PHRASES = {
    "poor tandem balance": "DEFICIT",
    "perturbations on foam": "INTERVENTION",
    "tactile cues at the pelvis": "SKILL",
    "held 12 s": "RESPONSE",
    "step into the tub": "FUNCTION",
    "10:05": "TIME",
    "10:43": "TIME",
}
NOTE = "Pt has poor tandem balance.\nDid perturbations on foam, later more perturbations on foam.\nHeld on: held 12 s."
OPEN = ("skilled-components", "functional-outcomes", "time")
"""What NOTE lacks, in the order it is asked for."""


def spans_of(text: str, source: Source) -> list[Span]:
    spans = []
    for phrase, label in PHRASES.items():
        at = text.find(phrase)
        while at >= 0:
            role = {"10:05": "start", "10:43": "end"}.get(phrase)
            spans.append(Span(label, at, at + len(phrase), phrase, role=role, source=source))
            at = text.find(phrase, at + 1)
    return sorted(spans, key=lambda s: s.start)


def review_of(note: Note, said: Sequence[str] = ()) -> Review:
    spans = spans_of(note.text, Source())
    for turn, utterance in enumerate(said, 1):
        spans += spans_of(utterance, Source("answer", turn))
    roles = {s.role for s in spans}
    clock = Clock(605, 643, 38) if {"start", "end"} <= roles else Clock()
    return review_facts(note, Facts(tuple(spans), clock, length=len(note.text)))


@dataclass(frozen=True)
class FakeTurn:
    number: int
    said: str
    reply: str
    asked: str | None


@dataclass(frozen=True)
class FakeConversation:
    note: Note
    review: Review
    turns: tuple[FakeTurn, ...]
    asked: str | None
    answers: tuple[tuple[str, str | None], ...] = ()
    finished: bool = False


@dataclass(frozen=True)
class FakeDraft:
    text: str
    claims: tuple[Any, ...] = ()
    blanks: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Stretch:
    start: int
    end: int
    source: Any = None


@dataclass(frozen=True)
class FakeChange:
    kind: str
    start: int
    end: int
    text: str
    number: int | None = None
    source: str = "note"


INSERTED = ("She lost balance twice.", "Time: [____: end time]")
"""What the draft would add to any note."""


@dataclass
class Rooms:
    """The rooms behind the workbench, with doors that a test can hold shut."""

    loaded: threading.Event = field(default_factory=threading.Event)
    may_read: threading.Event = field(default_factory=threading.Event)
    read_texts: list[str] = field(default_factory=list)
    fail: BaseException | None = None
    fail_load: BaseException | None = None

    def __post_init__(self) -> None:
        self.loaded.set()
        self.may_read.set()

    def load(self) -> None:
        self.loaded.wait(10)
        if self.fail_load is not None:
            raise self.fail_load

    def start(self, note: Note) -> FakeConversation:
        self.read_texts.append(note.text)
        self.may_read.wait(10)
        if self.fail is not None:
            raise self.fail
        return self._turn(FakeConversation(note, review_of(note), (), None), "", "Opening.")

    def say(self, before: FakeConversation, utterance: str) -> FakeConversation:
        answers = (*before.answers, (utterance, before.asked))
        after = replace(before, answers=answers, review=review_of(before.note, [a for a, _ in answers]))
        return self._turn(after, utterance, f"Taken: {utterance}")

    def asking(self, conversation: FakeConversation, asked: str | None) -> FakeConversation:
        return replace(conversation, asked=asked)

    def _turn(self, c: FakeConversation, said: str, reply: str) -> FakeConversation:
        asked = next((r.id for r in c.review.requirements if r.status != "met"), None)
        turn = FakeTurn(len(c.turns), said, f"{reply} Asks {asked}.", asked)
        return replace(c, turns=(*c.turns, turn), asked=asked)

    def draft(self, review: Review, answers: Sequence[Any], template: str) -> FakeDraft:
        blank = "[____: end time]"
        text = f"{template}\n{review.note.text}\nTime: {blank}\n"
        at = text.index(blank)
        return FakeDraft(text, blanks=(Stretch(at, at + len(blank)),))

    def read(self, path: str) -> Note:
        try:
            return Note(Path(path).read_bytes().decode(), path)
        except OSError:
            raise ReedError(f"{path} cannot be read.", "Check the name.") from None

    def changes(self, text: str, draft: FakeDraft) -> tuple[FakeChange, ...]:
        end = len(text)
        words, blank = INSERTED
        added = (
            FakeChange("inserted", end, end, words, 0, "answer"),
            FakeChange("inserted", end, end, blank, 1, "blank"),
        )
        return (FakeChange("kept", 0, end, text), *added)

    def apply(self, text: str, found: Sequence[FakeChange], accepted: Collection[int]) -> str:
        return "\n".join([text, *(c.text for c in found if c.number in accepted)])

    def export(self, draft: FakeDraft, path: str, confirmed: bool, source: str) -> str:
        save_text(Path(path), draft.text, overwrite=confirmed)
        return f"Saved: {path}. 1 blank left"

    def services(self) -> Services:
        names = ("pt-soap", "ot-soap")
        return Services(
            self.load,
            self.start,
            self.say,
            self.asking,
            self.draft,
            lambda: names,
            self.read,
            self.changes,
            self.apply,
            self.export,
        )


def workbench(rooms: Rooms, note: str | Note | None = None, folder: Path | None = None) -> Workbench:
    given = Note(note) if isinstance(note, str) else note
    return Workbench(given, Autosave(folder), rooms.services())


async def settle(pilot: Pilot[Any], app: Workbench) -> Desk:
    """Wait until what was typed is read and shown."""
    desk = app.desk
    for _ in range(400):
        await pilot.pause(0.01)
        if desk.reader != "loading" and not desk.stale and not _busy(desk):
            await pilot.pause()
            return desk
    raise AssertionError("the desk did not settle")


async def calm(pilot: Pilot[Any], seconds: float = 0.1) -> None:
    """Wait these seconds, and on a slow machine until the work that was begun is done."""
    await pilot.pause(seconds)
    for _ in range(100):
        if not any(worker.is_running for worker in pilot.app.workers):
            break
        await pilot.pause(0.01)
    await pilot.pause()


def _busy(desk: Desk) -> bool:
    return any(worker.is_running for worker in desk.workers)


def screen_text(app: Workbench) -> str:
    """What is on the screen, line by line."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def terminal_output(app: Workbench) -> str:
    """What the terminal would be sent."""
    return "".join(strip.render(app.console) for strip in app.screen._compositor.render_strips())


def shown(widget: Any) -> str:
    """The text of a static widget."""
    return str(widget.content)
