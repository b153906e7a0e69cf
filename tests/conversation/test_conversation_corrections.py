"""Taking back: corrections of words and figures, undo to any depth, starting over."""

from __future__ import annotations

import pytest
from talk_material import COMPLETE, POOR, last, status, talk

from assistant.conversation import start
from assistant.conversation.corrections import correction_in


class TestFigures:
    def test_make_that(self):
        """*Make that 36 minutes* replaces the figure given before; the clock times stay."""
        c = talk(POOR, "10:05 to 10:43, 38 minutes of 97112", "make that 36 minutes")
        clock = c.review.facts.clock
        assert (clock.start, clock.end, clock.minutes_97112) == (605, 643, 36)
        assert "Changed" in last(c)

    def test_a_corrected_total_stays_a_total(self):
        """What is corrected keeps its meaning."""
        c = talk(POOR, "total was 45 minutes", "make that 47 minutes")
        assert (c.review.facts.clock.total_minutes, c.review.facts.clock.minutes_97112) == (47, None)

    def test_a_named_part(self):
        """Only the part named changes."""
        c = talk(POOR, "10:05 to 10:43", "sorry, ended at 10:45")
        assert (c.review.facts.clock.start, c.review.facts.clock.end) == (605, 645)

    def test_the_question_stands(self):
        """A correction answers nothing that is open."""
        assert talk(POOR, "10:05 to 10:43", "make that 36 minutes").asked == "deficits"


class TestWords:
    def test_left_not_right(self):
        """One word of an earlier answer is put in place of another, wherever it was said."""
        c = talk(POOR, "skip", "I cued the right hip", "no, left not right")
        (answer,) = c.answers
        assert answer.text == "I cued the left hip"
        assert [s.text for s in answer.spans] == ["cued the left hip"]

    def test_every_stretch_of_the_new_text_was_said(self):
        """The corrected text is made of pieces of utterances, each with its turn."""
        c = talk(POOR, "skip", "I cued the right hip", "no, left not right")
        (answer,) = c.answers
        said = "".join(c.turns[p.turn].said[p.start : p.end] for p in answer.said(0, len(answer.text)))
        assert said == answer.text
        assert {p.turn for p in answer.pieces} == {2, 3}

    def test_a_shorthand_for_the_word_counts(self):
        """*Right* finds *R*."""
        c = talk(POOR, "kept the R hip low all along", "left, not right")
        assert c.answers[0].text == "kept the left hip low all along"

    def test_a_word_that_no_answer_holds(self):
        """Nothing changes, and the reply says why."""
        c = talk(POOR, "kept her hip low all along", "no, left not right")
        assert c.answers[0].turn == 1
        assert "Neither the note nor an answer" in last(c)

    def test_both_words_in_one_answer(self):
        """Where the answer holds both words it is not guessed which is meant."""
        c = talk(POOR, "moved from right to left all along", "no, left not right")
        assert c.answers[0].text == "moved from right to left all along"
        assert "whole answer" in last(c)

    def test_i_meant(self):
        """A new answer after *I meant* takes the place of the last one."""
        c = talk(POOR, "kind of wobbly in general", "I meant she veers left on turns")
        assert [a.turn for a in c.answers] == [2]
        assert status(c, "deficits") == "met"
        assert c.answers[0].text[c.answers[0].start : c.answers[0].end] == "she veers left on turns"

    def test_actually_may_begin_an_answer(self):
        """*Actually* before words that speak to the open question is no correction."""
        c = talk(POOR, "10:05 to 10:43", "actually she veers left on turns")
        assert status(c, "deficits") == "met"
        assert status(c, "time") == "met"

    @pytest.mark.parametrize(
        "words",
        [
            "she could not hold midline",
            "no loss of balance",
            "it was the left leg that gave way, not so much the right one today",
        ],
    )
    def test_sentences_are_no_corrections(self, words):
        """Ordinary sentences are left to the reader."""
        found = correction_in(words)
        assert found is None or not found.marked
        c = talk(POOR, "I cued the right hip", words)
        assert "I cued the right hip" in {a.text for a in c.answers}

    @pytest.mark.parametrize(
        ("words", "text"),
        [
            ("it was the left hip", "I cued the left hip"),
            ("swap left and right", "I cued the left hip"),
            ("no, the other hip", "I cued the right hip"),
        ],
    )
    def test_without_a_word_that_takes_back(self, words, text):
        """*It was the left hip* changes the last answer where every word concerns it; *the other* names nothing."""
        assert talk(POOR, "I cued the right hip", words).answers[0].text == text

    def test_words_taken_out(self):
        """*Take out the part about ...* takes that statement out, and undo brings it back."""
        c = talk(POOR, "held the pelvis back, lost balance twice", "take out the part about the pelvis")
        assert [a.requirement for a in c.answers] == ["response"]
        assert "pelvis" not in c.answers[0].text
        assert len(talk(POOR, "held the pelvis back, lost balance twice", "drop the pelvis", "undo").answers) == 2


class TestUndo:
    def test_any_depth(self):
        """As many undos as changes lead back to the opening."""
        said = [
            "veers left on turns",
            "skip",
            "10:05 to 10:43",
            "make that 36 minutes",
            "start over",
            "lost balance twice",
            "stop",
        ]
        c = talk(POOR, *said, *["undo"] * len(said))
        assert c.state == start(POOR).state
        assert c.past == ()

    def test_each_step_is_named(self):
        """The reply says what was taken back."""
        assert '"veers left on turns"' in last(talk(POOR, "veers left on turns", "undo"))
        assert "deficits" in last(talk(POOR, "skip", "undo"))

    def test_what_was_taken_back_can_be_asked_again(self):
        """Undoing a decline puts the question again."""
        assert talk(POOR, "skip", "undo").asked == "deficits"

    def test_nothing_to_undo(self):
        """Undo at the beginning changes nothing."""
        c = talk(POOR, "undo")
        assert c.state == start(POOR).state
        assert "nothing to take back" in last(c)

    def test_questions_in_between_are_no_steps(self):
        """What changes nothing is not undone."""
        c = talk(POOR, "veers left on turns", "why", "help", "what's missing", "undo")
        assert c.answers == ()

    def test_the_log_keeps_everything(self):
        """Turns are never taken out."""
        assert [t.number for t in talk(POOR, "skip", "undo", "undo").turns] == [0, 1, 2, 3]

    def test_start_over(self):
        """All answers and declines are set aside, and undo brings them back."""
        c = talk(POOR, "skip", "10:05 to 10:43", "start over")
        assert (c.answers, c.declined, c.asked) == ((), frozenset(), "deficits")
        c = talk(POOR, "skip", "10:05 to 10:43", "start over", "undo")
        assert c.declined == {"deficits"}


class TestStopping:
    @pytest.mark.parametrize("word", ["stop", "done", "quit", "that's all"])
    def test_stop(self, word):
        """The person ends it at any time; what is open is said and not asked."""
        c = talk(POOR, word)
        assert c.finished
        assert c.asked is None
        assert "deficits" in last(c)
        assert "?" not in last(c)

    def test_talking_on_opens_it_again(self):
        """After the end an utterance is heard as before."""
        c = talk(POOR, "stop", "10:05 to 10:43")
        assert not c.finished
        assert status(c, "time") == "met"
        assert c.asked == "deficits"

    def test_an_asking_done_ends_nothing(self):
        """*Done?* asks."""
        assert not talk(COMPLETE, "done?").finished
