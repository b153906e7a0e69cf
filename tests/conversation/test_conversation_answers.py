"""Answers: what is taken, what is kept as said, what is left alone."""

from __future__ import annotations

import pytest
from talk_material import COMPLETE, POOR, last, status, talk

from assistant.facts import Source


class TestTaken:
    def test_an_answer_meets_the_element_asked_for(self):
        """A specific answer closes its element and the next one is asked for."""
        c = talk(POOR, "she veers left on turns")
        assert status(c, "deficits") == "met"
        assert '"veers left on turns"' in last(c)
        assert c.asked == "skilled-components"

    def test_spans_carry_turn_and_offsets_of_the_utterance(self):
        """Evidence of an answer points to characters of what was said."""
        c = talk(POOR, "well, she veers left on turns")
        (span,) = (s for s in c.review.facts.spans if s.source.kind == "answer")
        assert span.source == Source("answer", 1)
        assert c.turns[1].said[span.start : span.end] == span.text == "veers left on turns"

    def test_several_facts_in_one_sentence(self):
        """Everything an utterance says is taken, times too, whatever was asked for."""
        c = talk(POOR, "veers left on turns, so I held the pelvis back; started 10:05 done by 10:43")
        assert [status(c, r) for r in ("deficits", "skilled-components", "time")] == ["met"] * 3
        assert c.review.facts.clock.minutes_97112 == 38
        assert [a.requirement for a in c.answers] == ["deficits", "skilled-components", "time"]

    def test_any_order(self):
        """An answer to another element is taken, and the question stands."""
        c = talk(POOR, "lost balance twice")
        assert status(c, "response") == "met"
        assert c.asked == "deficits"
        assert last(c).count("?") == 1

    def test_the_end_is_reached(self):
        """When all six are there, nothing is asked and the reply says so."""
        c = talk(
            POOR,
            "veers left on turns, tandem stance on foam, held the pelvis back",
            "lost balance twice, stepping into the tub",
            "10:05 to 10:43",
        )
        assert c.asked is None
        assert not c.review.open_requirements
        assert "all six" in last(c)
        assert not c.finished

    def test_the_same_words_again_are_not_counted_twice(self):
        """Repeating an answer leaves one of it."""
        c = talk(POOR, "veers left on turns", "veers left on turns")
        assert len(c.answers) == 1


class TestKeptAsSaid:
    def test_unrecognised_words_are_kept_as_weak(self):
        """A substantive answer that shows nothing of the element is kept verbatim and counts as weak at most."""
        c = talk(POOR, "kind of wobbly in general")
        (answer,) = c.answers
        assert answer.kept
        assert answer.requirement == "deficits"
        assert all(s.weak and s.generic == 1 for s in answer.spans)
        assert status(c, "deficits") == "weak"

    def test_what_stays_open_is_said_once(self):
        """The reply says what the words leave open, and the element is not asked for again."""
        c = talk(POOR, "kind of wobbly in general")
        assert "leave open" in last(c)
        assert c.asked != "deficits"
        assert "leave open" not in last(talk(POOR, "kind of wobbly in general", "poor balance"))

    @pytest.mark.parametrize("words", ["hmm", "it was", "well, um", "...", "—", "36"])
    def test_empty_words_are_no_answer(self, words):
        """Words without content change nothing, and the question stands."""
        c = talk(POOR, words)
        assert c.answers == ()
        assert c.asked == "deficits"

    def test_words_beside_another_element_are_not_kept_for_the_one_asked(self):
        """What stands in the sentence of another element belongs to it."""
        c = talk(POOR, "lost balance twice on the way to the door")
        assert [a.requirement for a in c.answers] == ["response"]

    def test_a_sentence_of_its_own_is_kept(self):
        """Beside other elements a whole sentence without any is the answer to the question."""
        c = talk(POOR, "wobbly at the hips in general. 10:05 to 10:43.")
        kept = next(a for a in c.answers if a.kept)
        assert [s.text for s in kept.spans] == ["wobbly at the hips in general"]

    def test_an_answer_of_none_is_recorded_and_carries_nothing(self):
        """Saying that there was none is accepted, does not meet the element, and is not asked again."""
        c = talk(POOR, "there was no loss of balance")
        assert c.answers[0].denied
        assert status(c, "deficits") == "missing"
        assert c.asked != "deficits"

    @pytest.mark.parametrize(
        "words", ["was it the left side?", "did she veer?", "10:05 to 10:43?", "can you fill that in"]
    )
    def test_questions_are_no_answers(self, words):
        """Nothing is taken from words that ask."""
        c = talk(POOR, words)
        assert c.answers == ()
        assert c.asked == "deficits"


class TestDeclining:
    @pytest.mark.parametrize(
        "words", ["skip", "don't know", "not done", "I’m not sure", "none", "leave the note as written"]
    )
    def test_declining_is_final(self, words):
        """A question passed over is never put again, and its element stays as it was."""
        c = talk(POOR, words, *["skip"] * 12)
        asked = [t.asked for t in c.turns]
        assert asked.count("deficits") == 1
        assert "deficits" in c.declined
        assert status(c, "deficits") == "missing"
        assert c.asked is None

    def test_a_declined_element_may_still_be_told(self):
        """What the person says later on by themselves is taken."""
        c = talk(POOR, "skip", "veers left on turns")
        assert status(c, "deficits") == "met"
        assert "deficits" in c.declined

    @pytest.mark.parametrize("words", ["yes", "ok", "sure"])
    def test_yes_answers_nothing(self, words):
        """An open question cannot be answered by agreeing."""
        c = talk(POOR, words)
        assert c.answers == ()
        assert c.asked == "deficits"


class TestNothingAsked:
    def test_a_complete_note_gets_no_question(self):
        """Where nothing is missing nothing is asked."""
        c = talk(COMPLETE)
        assert c.asked is None
        assert "?" not in last(c)

    def test_facts_volunteered_are_taken(self):
        """Facts count though nobody asked."""
        c = talk(COMPLETE, "tolerated well")
        assert [a.requirement for a in c.answers] == ["response"]

    def test_the_rest_is_not_understood(self):
        """Anything else gets the two nearest readings and changes nothing."""
        before = talk(COMPLETE)
        c = talk(COMPLETE, "purple elephants dancing")
        assert "not understood" in last(c)
        assert last(c).count('"') == 4
        assert c.state == before.state

    def test_nothing_said(self):
        """An empty line changes nothing."""
        assert talk(COMPLETE, "  ").answers == ()
