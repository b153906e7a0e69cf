from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from workbench_rooms import NOTE, review_of

from assistant.facts import Source
from assistant.note import Note
from assistant.tui.marks import Mark, by_line, in_note, marks_of, shifted


def mark(start: int, end: int) -> Mark:
    return Mark(start, end, "deficits")


class TestMarksOf:
    def test_words_are_the_evidence(self) -> None:
        """Each mark covers exactly the words that a requirement rests on."""
        marks = marks_of(review_of(Note(NOTE)))
        assert {(m.element, NOTE[m.start : m.end]) for m in marks} == {
            ("deficits", "poor tandem balance"),
            ("interventions", "perturbations on foam"),
            ("response", "held 12 s"),
        }

    def test_answers_are_not_in_the_note(self) -> None:
        """Evidence from an answer leaves no mark: its offsets count in the answer."""
        review = review_of(Note(NOTE), ["tactile cues at the pelvis"])
        skill = next(r for r in review.requirements if r.id == "skilled-components")
        assert review.evidence(skill)[0].source == Source("answer", 1)
        assert in_note(review, skill) == ()
        assert "skilled-components" not in {m.element for m in marks_of(review)}


class TestShifted:
    def test_before_and_after(self) -> None:
        """An edit moves what stands after it and leaves what stands before it."""
        assert shifted([mark(0, 3), mark(10, 12)], 5, 5, 9) == (mark(0, 3), mark(14, 16))

    def test_touched_is_dropped(self) -> None:
        """A mark whose words were edited is no longer shown."""
        assert shifted([mark(4, 8)], 6, 7, 6) == ()

    def test_neighbours_stay(self) -> None:
        """An edit right before or right after a mark does not touch it."""
        assert shifted([mark(4, 8)], 8, 8, 9) == (mark(4, 8),)
        assert shifted([mark(4, 8)], 4, 4, 5) == (mark(5, 9),)

    @given(
        text=st.text("abc\n", min_size=1, max_size=40),
        marks=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))),
        cut=st.tuples(st.integers(0, 40), st.integers(0, 40)),
        new=st.text("xy\n", max_size=6),
    )
    def test_marks_keep_their_words(
        self, text: str, marks: list[tuple[int, int]], cut: tuple[int, int], new: str
    ) -> None:
        """Whatever is edited, a mark that remains covers the words it covered before."""
        a, b = sorted(min(c, len(text)) for c in cut)
        before = [mark(s, e) for s, e in (sorted(m) for m in marks) if s < e <= len(text)]
        words = [text[m.start : m.end] for m in before if m.end <= a or m.start >= b]
        edited = text[:a] + new + text[b:]
        assert [edited[m.start : m.end] for m in shifted(before, a, b, a + len(new))] == words


class TestByLine:
    @given(
        text=st.text("ab\n", max_size=30),
        ends=st.tuples(st.integers(0, 30), st.integers(0, 30)),
    )
    def test_pieces_make_the_mark(self, text: str, ends: tuple[int, int]) -> None:
        """The pieces of a mark, line by line, are its words without the line ends."""
        start, end = sorted(min(e, len(text)) for e in ends)
        lines = text.split("\n")
        starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
        pieces = by_line([mark(start, end)], starts) if start < end else {}
        joined = "".join(lines[row][a:b] for row in sorted(pieces) for a, b, _ in pieces[row])
        assert joined == text[start:end].replace("\n", "")
