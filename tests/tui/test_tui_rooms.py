"""The workbench over the real rooms; only what holds for any reader is asked of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input
from workbench_rooms import screen_text, settle, shown

from assistant.errors import ReedError
from assistant.note import Note
from assistant.results import REQUIREMENTS
from assistant.store import Autosave
from assistant.tui.app import Workbench
from assistant.tui.desk import Desk
from assistant.tui.dialogs import PathDialog
from assistant.tui.engine import Engine, Job
from assistant.tui.services import SERVICES
from assistant.tui.session import Said, Session
from assistant.tui.talk import AnswerLine

NOTE = "PT daily note.\r\nWorked on standing balance.\tZebrawood [/] \x1b[2J\r\n97112 10:05-10:43"
SIZE = (120, 40)


@pytest.fixture(scope="module", autouse=True)
def _reader() -> None:
    SERVICES.load()


async def say(pilot: Pilot[None], app: Workbench, utterance: str) -> None:
    await pilot.press("f3")
    app.desk.query_one(AnswerLine).value = utterance
    await pilot.press("enter")
    await settle(pilot, app)
    await settle(pilot, app)


class TestServices:
    def test_asking(self) -> None:
        """A conversation can be made to ask for any element, and what is said then goes to that element."""
        opened = SERVICES.start(Note("Worked on standing balance."))
        for requirement in REQUIREMENTS:
            asking = SERVICES.asking(opened, requirement)
            assert asking.asked == requirement
            assert requirement in SERVICES.say(asking, "skip").declined

    def test_asking_what_is_asked(self) -> None:
        """Asking for what is asked already changes nothing."""
        opened = SERVICES.start(Note("Worked on standing balance."))
        assert SERVICES.asking(opened, opened.asked) is opened

    def test_templates(self) -> None:
        """There are templates, and each gives a draft of the text it claims."""
        conversation = SERVICES.start(Note(NOTE))
        for name in SERVICES.templates():
            draft = SERVICES.draft(conversation.review, conversation.answers, name)
            assert "".join(draft.text[c.start : c.end] for c in draft.claims) == draft.text

    def test_read(self, tmp_path: Path) -> None:
        """A file gives its note; what is none gives an error for a person."""
        (tmp_path / "n.txt").write_bytes(NOTE.encode())
        assert SERVICES.read(str(tmp_path / "n.txt")).text == NOTE
        with pytest.raises(ReedError):
            SERVICES.read(str(tmp_path))

    def test_skips_survive_an_edit(self) -> None:
        """After an edit of the note, what was passed over is still what was passed over."""
        engine = Engine(SERVICES)
        said = (Said("skip", "response", True), Said("skip", "functional-outcomes", True))
        engine.read(Job(1, Session("Worked on standing balance.", "-", said)), lambda: False)
        done = engine.read(Job(2, Session("Did gait drills, 97112 10:05-10:43.", "-", said)), lambda: False)
        assert done is not None
        assert done.declined == {"response", "functional-outcomes"}  # type: ignore[attr-defined]


class TestWholeDesk:
    async def test_note_to_draft(self, tmp_path: Path) -> None:
        """From a note with line ends, tabs and escape sequences of its own to a review, a talk and a draft."""
        app = Workbench(Note(NOTE), Autosave(tmp_path / "s"))
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            review = desk.conversation.review
            for mark in desk.editor.marks:
                requirement = next(r for r in review.requirements if r.id == mark.element)
                assert NOTE[mark.start : mark.end] in [s.text for s in review.evidence(requirement)]
            assert "Reed  " in screen_text(app)
            turns = len(desk.conversation.turns)
            await pilot.press("f3", *"skip", "enter")
            await settle(pilot, app)
            assert len(desk.conversation.turns) == turns + 1
            await pilot.press("f4")
            await settle(pilot, app)
            text = shown(desk.query_one("#draft-text"))
            assert "Zebrawood [/] ␛[2J" in text
            assert "[____" in text

    async def test_said_and_done(self, tmp_path: Path) -> None:
        """What a person asks for in the conversation is done: a copy, a file under the name they said."""
        app = Workbench(Note(NOTE), Autosave(None))
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            desk = await settle(pilot, app)
            copies = []
            desk.post_message = lambda m, post=desk.post_message: (copies.append(m), post(m))[1]
            await say(pilot, app, "copy")
            assert [m.text for m in copies if isinstance(m, Desk.CopyOut)] == [desk.draft_pane.draft.text]
            await say(pilot, app, "save as draft.md")
            await pilot.pause(0.2)
            assert isinstance(app.screen, PathDialog)
            assert app.screen.query_one(Input).value == "draft.md"
            await pilot.press("escape")
            desk.editor.insert("x")
            await settle(pilot, app)
            await pilot.pause(0.2)
            assert app.screen is desk, "an edit says everything again, and does nothing again"

    async def test_undo_to_the_first(self) -> None:
        """Saying undo takes answers back one by one, to the first."""
        app = Workbench(Note("Worked on standing balance."), Autosave(None))
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            for utterance in ("97112 10:05-10:43", "held 12 s, was 5 s"):
                await say(pilot, app, utterance)
            assert desk.conversation.review.facts.clock.minutes_97112 == 38
            for _ in range(2):
                await say(pilot, app, "undo")
            assert desk.conversation.review.facts.clock.minutes_97112 is None
            assert not desk.conversation.answers

    async def test_review_is_the_reviews(self) -> None:
        """What the desk shows of a note is what `assistant.review` says of the editor's text."""
        import assistant

        app = Workbench(Note(NOTE), Autosave(None))
        async with app.run_test(size=SIZE) as pilot:
            desk = await settle(pilot, app)
            expected = assistant.review(Note(desk.editor.document.text))
            assert desk.conversation.review.to_dict() == expected.to_dict()
