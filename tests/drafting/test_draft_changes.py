"""The draft against its note: what is kept, moved and left out, and insertions that stand or fall one by one."""

from __future__ import annotations

from itertools import combinations

import pytest
from draft_material import NOTE, answer, review_of, sample, span, timed
from draft_strategies import TEMPLATE, answers, corrected, reviews
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conversation import say, start
from assistant.drafting import apply, changes, draft, insertions, proposals
from assistant.facts import Facts, Section


def compared(review, said=(), template="pt-soap"):
    """The note, and its changes against a draft of it."""
    note = review.note.text
    return note, changes(note, draft(review, said, template))


def everything(note, found):
    return apply(note, found, {c.number for c in insertions(found)})


class TestLaws:
    @settings(max_examples=200, deadline=None)
    @given(reviews(), answers(), TEMPLATE)
    def test_the_note_is_tiled(self, review, said, template):
        """All but the insertions, joined, are the note; insertions are numbered in order and lie between the tiles."""
        note, found = compared(review, said, template)
        assert "".join(c.text for c in found if c.kind != "inserted") == note
        at = 0
        for c in found:
            assert c.start == at
            assert (c.number is not None) == (c.kind == "inserted")
            at = c.end
        assert [c.number for c in insertions(found)] == list(range(len(insertions(found))))

    @settings(max_examples=200, deadline=None)
    @given(reviews(), answers(), TEMPLATE, st.data())
    def test_the_note_stays_whatever_is_accepted(self, review, said, template, data):
        """Rejecting all gives the note back; whatever is accepted, its words stand in order with the added ones."""
        note, found = compared(review, said, template)
        assert apply(note, found, ()) == note
        numbers = [c.number for c in insertions(found)]
        accepted = data.draw(st.sets(st.sampled_from(numbers))) if numbers else set()
        made, at = apply(note, found, accepted), 0
        for c in found:
            if c.kind != "inserted" or c.number in accepted:
                at = made.index(c.text, at) + len(c.text)

    @settings(max_examples=100, deadline=None)
    @given(reviews(), answers())
    def test_no_word_of_the_note_is_cut(self, review, said):
        """An insertion never stands within words that the draft moves as a whole."""
        _, found = compared(review, said)
        for c in insertions(found):
            assert not any(k.start < c.start < k.end for k in found)

    @settings(max_examples=100, deadline=None)
    @given(reviews(), answers())
    def test_every_blank_and_answer_can_be_decided(self, review, said):
        """Each blank of the draft is one insertion, with what it belongs to."""
        made = draft(review, said)
        found = changes(review.note.text, made)
        blanks = {(made.text[b.start : b.end], b.requirement) for b in made.blanks}
        shown = {(made.text[c.draft_start : c.draft_end], c.requirement) for c in insertions(found) if c.requirement}
        assert shown == blanks


class TestCorrections:
    NOTE = "Weakness of the left ankle. Held 3 of 8 trials at the counter.\n97112 9:00-9:38\n"

    def changed(self, *said):
        talk = start(self.NOTE)
        for each in said:
            talk = say(talk, each)
        return talk, changes(self.NOTE, draft(talk.review, talk.answers))

    @settings(max_examples=150, deadline=None)
    @given(st.data(), reviews(), TEMPLATE)
    def test_laws(self, data, review, template):
        """The note is tiled, rejecting all gives it back, and what is accepted has the words of the correction."""
        note, _ = data.draw(corrected(review.note.text))
        text = review.note.text
        found = changes(text, draft(review, (note,), template))
        assert "".join(c.text for c in found if c.kind != "inserted") == text
        assert apply(text, found, ()) == text
        assert sorted(c.number for c in proposals(found)) == list(range(len(proposals(found))))
        for c in proposals(found):
            assert (c.instead or c.text if c.kind == "replaced" else c.text) in apply(text, found, {c.number})

    def test_accepted_one_by_one(self):
        """Each corrected word can be accepted by itself; all of them give the note as corrected."""
        talk, found = self.changed("right ankle, not left", "change counter to parallel bars")
        side, place = (c for c in found if c.kind == "replaced")
        assert (side.text, side.instead) == ("left", "right")
        assert (place.text, place.instead) == ("counter", "parallel bars")
        assert apply(self.NOTE, found, {side.number}) == self.NOTE.replace("left", "right")
        assert apply(self.NOTE, found, {side.number, place.number}) == talk.answers[-1].text
        assert side not in insertions(found)


class TestKinds:
    def test_kept_moved_and_omitted(self):
        """Words in the note's order are kept, others moved; a heading that the draft says again is left out."""
        note = "O: Lost balance twice.\nVeers left on turns. Tandem stance on foam, eyes closed."
        spans = (
            span(note, "Lost balance twice", "RESPONSE"),
            span(note, "Veers left on turns", "DEFICIT"),
            span(note, "Tandem stance on foam, eyes closed", "INTERVENTION"),
        )
        _, found = compared(review_of(note, Facts(spans, length=len(note))))
        kinds = {c.text: c.kind for c in found if c.text.strip() and c.kind != "inserted"}
        assert kinds["O: Lost balance twice."] == "moved"
        assert kinds["Veers left on turns."] == "kept"
        assert kinds["Tandem stance on foam, eyes closed."] == "kept"
        _, found = compared(sample())
        assert [c.text for c in found if c.kind == "omitted"] == ["S:", "O:", "A:", "P:"]

    def test_words_are_found_in_the_draft(self):
        """A change tells where the draft has its words."""
        made = draft(sample(), [answer(1, "stepping into the tub", "functional-outcomes")])
        for c in changes(NOTE, made):
            if c.draft_start is not None:
                words = made.text[c.draft_start : c.draft_end]
                assert words.split() == c.text.split() or c.text.endswith(words)


class TestPlaces:
    def test_beside_words_of_its_kind_on_the_line(self):
        """Words go after words of the same kind: on the line, where these share it with a heading."""
        note, found = compared(sample(), [answer(1, "caught herself", "response")])
        assert "A: Lost balance twice. caught herself\n" in everything(note, found)

    def test_a_line_of_its_own_where_lines_are_statements(self):
        """Where statements are lines, so is an insertion, with the same bullet."""
        note = "  - Veers left on turns\n  - Tandem stance on foam"
        spans = (span(note, "Veers left on turns", "DEFICIT"), span(note, "Tandem stance on foam", "INTERVENTION"))
        review = review_of(note, Facts(spans, length=len(note)))
        _, found = compared(review, [answer(1, "drags the toe", "deficits")])
        assert "on turns\n  - drags the toe\n  - Tandem" in everything(note, found)

    def test_a_label_where_none_of_its_kind_are(self):
        """Words that find none of their kind get a line with a label, before the signature."""
        note, found = compared(sample(), [answer(1, "stepping into the tub", "functional-outcomes")])
        made = everything(note, found)
        assert "A: Lost balance twice.\nFunction: stepping into the tub\n" in made
        assert made.endswith("Ann Lee, PT")

    def test_figures_need_no_label(self):
        """A figure has its name with it already."""
        note = "Tandem stance on foam"
        _, found = compared(review_of(note, Facts(length=len(note))), [timed(1, "38 minutes", minutes="38 minutes")])
        assert "Minutes of neuromuscular re-education: 38 minutes" in [c.text for c in insertions(found)]

    def test_sentences_do_not_run_together(self):
        """On a line, words without a full stop are kept apart."""
        note = "S: unsure. Veers left on turns\nA: (Held the pelvis) Sat down."
        spans = (span(note, "Veers left on turns", "DEFICIT"), span(note, "(Held the pelvis)", "SKILL"))
        sections = (Section("assessment", note.index("A:"), len(note)),)
        review = review_of(note, Facts(spans, sections=sections, length=len(note)))
        _, found = compared(review, [answer(1, "drags the toe", "deficits")])
        (only,) = [c.number for c in insertions(found) if c.source == "answer"]
        assert apply(note, found, {only}) == note.replace("turns\n", "turns; drags the toe\n")

    def test_line_ends_of_the_note(self):
        """New lines end as the note's do."""
        note = NOTE.replace("\n", "\r\n")
        made = everything(*compared(review_of(note, Facts(length=len(note)))))
        assert "\n" not in made.replace("\r\n", "")

    def test_a_broken_line_is_not_torn(self):
        """A new line waits for the end of a sentence that goes over two lines."""
        note = "Tandem stance on foam. Then stood\neyes closed."
        review = review_of(note, Facts((span(note, "Tandem stance on foam", "INTERVENTION"),), length=len(note)))
        made = everything(*compared(review, [answer(1, "held the pelvis", "skilled-components")]))
        assert "stood\neyes closed.\nDeficits: " in made
        assert "\nSkilled components: held the pelvis\n" in made

    def test_an_empty_note(self):
        """Without a note, what is accepted is the note."""
        note, found = compared(review_of("", Facts()))
        made = everything(note, found)
        assert made.startswith("Deficits: [____: ")
        assert made.count("[____: ") == len(insertions(found))

    def test_an_addendum_follows_the_note_whole(self):
        """An addendum is one insertion at the end; the note before it is untouched."""
        note, found = compared(sample(), [answer(1, "stepping into the tub", "functional-outcomes")], "addendum")
        assert [c.source for c in insertions(found)] == ["entry"]
        made = everything(note, found)
        assert made.startswith(note + "\n\nADDENDUM\n")


@pytest.mark.parametrize("size", [0, 1, 2])
def test_each_insertion_stands_by_itself(size):
    """What one decision adds does not depend on the others."""
    said = [answer(1, "stepping into the tub", "functional-outcomes"), answer(2, "caught herself", "response")]
    note, found = compared(sample(), said)
    texts = {c.number: c.text for c in insertions(found)}
    for chosen in combinations(texts, size):
        made = apply(note, found, chosen)
        assert {n for n, text in texts.items() if text in made} == set(chosen)


def test_no_repr_shows_words():
    """Words of a note do not reach a traceback through a repr."""
    assert "Veers" not in repr(changes(NOTE, draft(sample())))
