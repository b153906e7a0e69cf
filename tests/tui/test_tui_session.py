from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from workbench_rooms import NOTE, Rooms

from assistant.tui.engine import Engine, Job
from assistant.tui.session import Said, Session, from_json

ANY = st.text(st.characters(exclude_categories=[]), max_size=30)


@given(
    text=ANY, source=ANY, said=st.lists(st.builds(Said, ANY, st.none() | st.just("time"), st.booleans()), max_size=4)
)
def test_kept_and_brought_back(text: str, source: str, said: list[Said]) -> None:
    """A session comes back from its kept form as it was, whatever was typed."""
    session = Session(text, source, tuple(said))
    assert from_json(session.to_json()) == session


@given(kept=ANY | st.sampled_from(["[]", "{}", '{"text": 1}', '{"text": "x", "source": "-", "said": [{"no": 1}]}']))
def test_foreign_form(kept: str) -> None:
    """Something else than a kept session is taken for a note, never refused and never lost."""
    assert from_json(kept).text == kept


def test_no_text_in_repr() -> None:
    """Neither note nor utterances show in a repr."""
    session = Session("Zebrawood", "-", (Said("Zebrawood", "time", True),))
    assert "Zebrawood" not in repr(session) + repr(Job(1, session)) + repr(session.said)


class TestEngine:
    def test_goes_on(self) -> None:
        """A further utterance is answered without reading the note again."""
        rooms = Rooms()
        engine = Engine(rooms.services())
        session = Session(NOTE)
        engine.read(Job(1, session), lambda: False)
        done = engine.read(Job(2, session.saying(Said("tactile cues at the pelvis"))), lambda: False)
        assert done is not None
        assert [t.said for t in done.turns] == ["", "tactile cues at the pelvis"]
        assert rooms.read_texts == [NOTE]

    def test_overtaken(self) -> None:
        """A job that was overtaken before its turn is not read."""
        rooms = Rooms()
        assert Engine(rooms.services()).read(Job(1, Session(NOTE)), lambda: True) is None
        assert rooms.read_texts == []

    def test_answers_stay_with_their_questions(self) -> None:
        """When the note changes, each utterance is said again to the question it answered."""
        engine = Engine(Rooms().services())
        said = (Said("first", "skilled-components", True), Said("second", "time", True))
        engine.read(Job(1, Session(NOTE, "-", said)), lambda: False)
        changed = Session(NOTE + " tactile cues at the pelvis", "-", said)
        done = engine.read(Job(2, changed), lambda: False)
        assert done is not None
        assert list(done.answers) == [("first", "skilled-components"), ("second", "time")]

    def test_taken_back(self) -> None:
        """A session with fewer utterances is read anew, without those that are gone."""
        engine = Engine(Rooms().services())
        session = Session(NOTE)
        engine.read(Job(1, session.saying(Said("tactile cues at the pelvis"))), lambda: False)
        done = engine.read(Job(2, session), lambda: False)
        assert done is not None
        assert len(done.turns) == 1
