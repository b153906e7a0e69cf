"""The opening and the questions: what is said of the note, what is asked first, how it is asked."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from talk_material import COMPLETE, POOR, last, talk

from assistant.conversation import say, start
from assistant.conversation.questions import bank, by_importance, next_question, question_for
from assistant.facts import Clock, Cue, Facts, Span
from assistant.note import Note
from assistant.results import REQUIREMENTS
from assistant.reviewing import review_facts


def review(**facts):
    note = Note("x" * 40)
    return review_facts(note, Facts(length=len(note.text), **facts))


class TestOpening:
    def test_counts_quotes_and_gaps(self):
        """What was found is counted and quoted; what is weak or missing is named."""
        reply = last(talk("veers left on turns. tandem stance on foam. tolerated well."))
        assert "two of the six" in reply
        assert '"veers left on turns"' in reply
        assert "response" in reply.split("Only in general")[1]
        assert "Not found: skilled components, functional outcomes and time." in reply

    def test_is_short(self):
        """Two or three sentences before the question."""
        found = last(talk(POOR)).split("\n")[0]
        assert len(re.findall(r"[.?](?: |$)", re.sub(r'"[^"]*"', "", found))) <= 3

    def test_complete(self):
        """A complete note is called complete and gets no question."""
        c = talk(COMPLETE)
        assert "All six elements" in last(c)
        assert c.turns[0].asked is None

    @pytest.mark.parametrize("text", ["", "   \n", "\x00\x1b[2J", "Lorem ipsum dolor."])
    def test_any_text_opens(self, text):
        """A text without anything in it opens a conversation all the same."""
        c = talk(text)
        assert c.asked == "deficits"
        assert c.turns[0].number == 0

    def test_a_flag_is_quoted(self):
        """What makes the code doubtful is said with the words that show it."""
        assert "more than one patient" in last(talk("tandem stance on foam in group class of 5 with other patients."))

    def test_hostile_words_are_shown_as_pictures(self):
        """Control and reordering characters in quoted words cannot reach a terminal."""
        reply = last(talk("tandem stance on foam \x1b]52;c;AAAA\x07 \u202e"))
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", reply)


class TestWhatIsAsked:
    def test_missing_before_weak(self):
        """Everything missing is asked for before anything weak, both in the order of the six."""
        c = talk(POOR, *["skip"] * 6)
        asked = [t.asked for t in c.turns[:-1]]
        assert asked == ["deficits", "skilled-components", "functional-outcomes", "time", "interventions", "response"]

    def test_nothing_met_is_asked_for(self):
        """An element that the note shows is never asked for."""
        c = talk("veers left on turns. tandem stance on foam.", *["skip"] * 6)
        assert {t.asked for t in c.turns} == {"skilled-components", "response", "functional-outcomes", "time", None}

    def test_importance_is_the_order_of_the_six(self):
        """Missing elements come in the contract's order."""
        assert [r.id for r in by_importance(review())] == list(REQUIREMENTS)

    def test_the_words_that_raised_it_are_quoted_with_their_line(self):
        """A question shows the note's own words and where they stand."""
        c = talk("Line one.\ntandem stance on foam.", "skip", "skip")
        assert '"tandem stance on foam" (line 2)' in c.turns[0].reply

    def test_without_words_nothing_is_quoted(self):
        """Where nothing was found the lead says so and quotes nothing."""
        question = question_for(review().requirements[0], review())
        assert question.evidence is None
        assert '"' not in question.lead

    def test_every_question_leaves_ways_out(self):
        """Each question names the ways not to answer it."""
        for requirement in review().requirements:
            assert "not done, unable to determine, or leave as written" in question_for(requirement, review()).text

    @pytest.mark.parametrize(
        ("clock", "asks"),
        [
            (Clock(start=600, minutes_97112=30), "end?"),
            (Clock(end=600, minutes_97112=30), "start?"),
            (Clock(start=600, end=640), "How many minutes"),
            (Clock(minutes_97112=30), "start and end?"),
            (Clock(start=600), "end, and how many minutes"),
            (Clock(end=600), "start, and how many minutes"),
        ],
    )
    def test_only_the_missing_part_of_the_time_is_asked_for(self, clock, asks):
        """What the note gives of the time is not asked for again."""
        r = review(clock=clock, spans=(Span("TIME", 0, 5, "10:00", role="start"),))
        assert asks in question_for(r.requirements[-1], r).ask

    def test_a_stopped_conversation_asks_nothing(self):
        """After the end there is no question."""
        assert next_question(talk(POOR, "stop").state) is None

    def test_every_entry_of_the_bank_can_come_up(self):
        """No question of the bank is dead: each belongs to an element and a status that occurs."""
        assert {(e.requirement, e.reason) for e in bank()} >= {(r, "missing") for r in REQUIREMENTS}
        assert len({e.id for e in bank()}) == len(bank())


class TestRequests:
    @pytest.mark.parametrize(
        ("words", "says"),
        [
            ("what's missing?", "Missing: deficits"),
            ("how many units?", "no units can be"),
            ("how many units is 38 minutes?", "38 minutes of one timed code support 3 units"),
            ("what does 97112 need?", "six elements"),
            ("explain the 8-minute rule", "8 to 22 minutes make 1 unit"),
            ("help", "undo"),
            ("show me where", '"tolerated well" (line 2)'),
            ("where is the response", '"tolerated well" (line 2)'),
            ("why?", "http"),
            ("thanks", "welcome"),
        ],
    )
    def test_are_answered_and_change_nothing(self, words, says):
        """A request is answered, the question stands, and no state changes."""
        c = talk(POOR, words)
        assert says in last(c)
        assert c.asked == "deficits"
        assert c.state == start(POOR).state

    def test_a_question_that_the_person_chose_stands(self):
        """An element picked by the person stays asked for through requests, and takes the next answer."""
        c = talk(POOR)
        c = replace(c, state=replace(c.state, asked="response", question=None))
        assert say(c, "why").asked == "response"
        c = say(say(c, "help"), "went rather slowly")
        assert [a.requirement for a in c.answers] == ["response"]
        assert c.asked == "deficits"

    def test_units_with_minutes(self):
        """Units are told with the minutes they rest on."""
        assert "38 minutes of 97112 support 3 units" in last(talk(COMPLETE, "how many units"))

    def test_why_of_a_named_element(self):
        """*Why is time missing* explains the time."""
        assert last(talk(POOR, "why is time missing")).startswith("Time:")

    def test_what_is_missing_when_nothing_is(self):
        """A complete note has nothing missing."""
        assert "Nothing is missing" in last(talk(COMPLETE, "what's missing"))

    def test_findings_are_told_on_request(self):
        """Rules that the note breaks are told when asked for, not put as questions."""
        c = talk("veers left on turns. tandem stance on foam. 97112 20 min 3 units.", "what's missing")
        assert "The rules also raise" in last(c)

    @pytest.mark.parametrize(
        ("words", "heading"), [("draft it", "OBJECTIVE"), ("SOAP please", "OBJECTIVE"), ("addendum", "ADDENDUM")]
    )
    def test_draft(self, words, heading):
        """A draft is given on request, with the count of its blanks."""
        reply = last(talk(POOR, words))
        assert heading in reply
        assert "Blanks left" in reply

    def test_an_occupational_therapist_gets_an_occupational_note(self):
        """*SOAP please* follows the discipline of the note."""
        assert "Performance deficits" in last(talk(f"{POOR}\nAnn Lee, OTR/L", "soap please"))


class TestCues:
    def test_words_on_the_contact_count(self):
        """An answer that names a group flags it, without a place in the note."""
        c = talk(f"{POOR}\n{COMPLETE}", "the session was a group class with two other patients")
        assert "group" in c.review.flags
        assert all((f.start, f.end) == (None, None) for f in c.review.findings if f.rule == "no-group-as-97112")

    def test_negated_words_do_not(self):
        """*No other patients* is no group."""
        assert "group" not in talk(POOR, "there were no other patients in the gym today").review.flags

    def test_cues_of_answers_have_no_width(self):
        """A cue from an answer never points into the note."""
        c = talk(POOR, "veers left on turns, DOS 3/12/2026")
        new = [x for x in c.review.facts.cues if x not in c.facts.cues]
        assert all(isinstance(x, Cue) and x.start == x.end == 0 for x in new)
        assert new


def test_nothing_to_pass_over():
    """*Skip* after the last question is understood, and said to have nothing to skip."""
    c = talk(COMPLETE, "skip")
    assert last(c) == "There is no question open to pass over."
    assert c.state == talk(COMPLETE).state


class TestPointing:
    def test_nothing_is_pointed_at_that_is_not_quoted(self):
        """What only implies an element is shown, and the question stands by itself: it does not say *this*."""
        implied = review(cues=(Cue("diagnosis", 0, 1, "x"),))
        requirement = next(r for r in implied.requirements if r.id == "deficits")
        assert (requirement.status, requirement.evidence) == ("weak", ())
        question = question_for(requirement, implied)
        assert question.lead == 'The note says "x".'
        assert question.ask.startswith("Which movement-control problem")
        assert question.about is None

    def test_a_question_put_again_says_what_it_is_about(self):
        """Several turns later *this* would point at other words."""
        c = talk(POOR, *["skip"] * 4, "what is missing")
        assert last(c).endswith('Still open, on "balance training": How was this carried out?')
        assert last(talk(POOR, "help")).splitlines()[-1].startswith("Still open: Which movement-control problem")
