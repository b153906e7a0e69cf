"""Times in answers: which figure is which, what the clock of the note becomes, and what is never guessed."""

from __future__ import annotations

import pytest
from talk_material import COMPLETE, last, status, talk

from assistant.conversation.folding import fold
from assistant.conversation.times import fold_clock, spoken
from assistant.conversation.values import Answer
from assistant.facts import Clock, CodeLine, Facts, Span

ONLY_TIME = (
    "veers left on turns. tandem stance on foam. held the pelvis back. lost balance twice. stepping into the tub."
)


def clock(*utterances):
    return talk(ONLY_TIME, *utterances).review.facts.clock


class TestAnswersToTheTimeQuestion:
    @pytest.mark.parametrize(
        "words", ["10:05 to 10:43", "started 10:05 done by 10:43", "10:05, 10:43", "in 10:05 out 10:43"]
    )
    def test_start_and_end(self, words):
        """Both clock times in one answer give the minutes as well."""
        c = clock(words)
        assert (c.start, c.end, c.minutes_97112) == (605, 643, 38)
        assert "minutes_97112" in c.computed

    @pytest.mark.parametrize("words", ["38", "38 minutes", "about 38 minutes", "38 min."])
    def test_a_lone_figure_is_the_minutes_asked_for(self, words):
        """Under the question on 97112 a figure without more is its minutes; nothing else follows from it."""
        c = clock(words)
        assert (c.start, c.end, c.minutes_97112) == (None, None, 38)

    def test_a_total_stays_a_total(self):
        """Minutes of the session are not minutes of the code."""
        c = clock("total was 45 minutes")
        assert (c.minutes_97112, c.total_minutes) == (None, 45)

    def test_a_lone_clock_time_is_not_guessed(self):
        """A clock time that could be start or end is neither, and the reply asks which."""
        c = talk(ONLY_TIME, "10:05")
        assert c.answers == ()
        assert "start or the end" in last(c)
        assert c.asked == "time"

    def test_the_rest_of_the_time_is_asked_for_once(self):
        """A time given in part gets one narrower question; then it rests."""
        c = talk(ONLY_TIME, "started at 10:05")
        assert c.asked == "time"
        assert "end, and how many minutes" in last(c)
        c = talk(ONLY_TIME, "started at 10:05", "38 minutes")
        assert c.review.facts.clock.minutes_97112 == 38
        assert c.asked is None
        assert "end time" in last(c)

    def test_under_a_narrow_question_a_lone_clock_time_is_its_answer(self):
        """With the start known and the end asked for, a clock time is the end."""
        c = talk(f"{ONLY_TIME} 97112 38 minutes, started 10:05.", "10:43")
        assert (c.review.facts.clock.start, c.review.facts.clock.end) == (605, 643)
        assert status(c, "time") == "met"

    def test_words_without_times_are_kept(self):
        """An answer on time without any figure is kept as weak."""
        assert status(talk(ONLY_TIME, "her usual slot after lunch"), "time") == "weak"


class TestAgainstTheNote:
    def test_an_answer_holds_over_the_note_and_says_so(self):
        """A figure that differs from the note's is used, and the difference is named."""
        c = talk(COMPLETE, "97112 was 36 minutes")
        assert c.review.facts.clock.minutes_97112 == 36
        assert '"38 minutes"' in last(c)

    def test_a_correction_stands_in_place_of_the_figure(self):
        """*Make that 36 minutes* takes the note's figure for the draft."""
        c = talk(COMPLETE, "make that 36 minutes")
        assert c.review.facts.clock.minutes_97112 == 36
        assert "38 minutes" in last(c)
        assert "36 minutes" in last(c)
        assert c.state.answers == ()

    def test_units_follow(self):
        """The review counts units from the figures that now hold."""
        assert talk(COMPLETE, "make that 36 minutes").review.billing.units_97112 == 2

    def test_minutes_of_other_codes(self):
        """Minutes of another code go to that code and keep 97112 from being worked out."""
        c = talk(ONLY_TIME, "10:05 to 10:43, 97110 for 15 min").review
        assert {line.code: line.minutes for line in c.facts.codes}["97110"] == 15
        assert c.facts.clock.minutes_97112 is None


class TestFolding:
    NOTE = Facts(
        clock=Clock(start=600, end=640, minutes_97112=40, total_minutes=40, computed=("minutes_97112", "total_minutes"))
    )

    def answer(self, turn=1, **figures):
        role = {"start": "start", "end": "end", "minutes_97112": "minutes", "total_minutes": "total"}
        spans = tuple(Span("TIME", 0, 1, "x", role=role[f]) for f in figures)
        return Answer(turn, "time", "x", spans, 0, 1, clock=Clock(**figures))

    def test_nothing_said_of_time_leaves_the_clock_alone(self):
        """Answers about other things do not touch the times."""
        answers = (Answer(1, "deficits", "x"),)
        assert fold_clock(self.NOTE, (), answers) is self.NOTE.clock

    def test_what_was_worked_out_is_worked_out_again(self):
        """A new end gives new minutes."""
        c = fold(self.NOTE, [self.answer(end=650)]).clock
        assert (c.end, c.minutes_97112, c.total_minutes) == (650, 50, 50)

    def test_written_minutes_stay(self):
        """Minutes that the note writes hold against a new clock time."""
        note = Facts(clock=Clock(start=600, end=640, minutes_97112=30))
        assert fold(note, [self.answer(end=650)]).clock.minutes_97112 == 30

    def test_the_later_answer_holds(self):
        """The last figure given counts, and the words of the earlier one are no evidence any more."""
        facts = fold(self.NOTE, [self.answer(1, end=650), self.answer(2, end=645)])
        assert facts.clock.end == 645
        assert [s.source.turn for s in facts.spans] == [2]

    def test_an_end_before_the_start_is_not_a_length(self):
        """A stretch beyond a treatment's length gives no minutes."""
        assert fold(Facts(), [self.answer(start=640, end=600)]).clock.minutes_97112 is None

    def test_silent_other_codes_keep_minutes_unknown(self):
        """With another timed code in the note, start and end do not make minutes of 97112."""
        note = Facts(codes=(CodeLine("97110"),))
        assert fold(note, [self.answer(start=600, end=640)]).clock.minutes_97112 is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [("about 36 minutes", "about 36"), ("I think around 36", "I think around 36"), ("for 36", "36"), ("~36", "~36")],
)
def test_a_hedge_stays_with_its_figure(text, shown):
    """*About 36* is never quoted as *36*."""
    at = text.index("36")
    start, end = spoken(text, Span("TIME", at, at + 2, "36", role="minutes"))
    assert text[start:end] == shown
