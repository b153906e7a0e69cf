"""Every word of a draft has a source: note, answer, furniture or arithmetic, and what is not known is blank."""

from __future__ import annotations

import pytest
from draft_material import NOTE, answer, check_claims, review_of, sample, timed

from assistant.conversation.values import Answer, Piece
from assistant.drafting import draft, template_names
from assistant.facts import Clock, CodeLine, Facts
from assistant.results import REQUIREMENTS

EVERY = pytest.mark.parametrize("template", template_names())


def words_of(made, kind):
    return [made.text[c.start : c.end] for c in made.claims if c.source.kind == kind]


class TestClaims:
    @EVERY
    def test_tile_the_text(self, template):
        """Claims cover a draft without gaps or overlaps, and each source holds the very words."""
        said = {1: "stepping into the tub"}
        made = draft(sample(), [answer(1, said[1], "functional-outcomes")], template)
        check_claims(made, NOTE, said)

    @EVERY
    def test_the_json_has_the_contracts_form(self, template):
        """``to_dict`` gives text, claims with sources, and blanks."""
        d = draft(sample(), (), template).to_dict()
        assert set(d) >= {"text", "claims", "blanks"}
        for claim in d["claims"]:
            assert set(claim) == {"start", "end", "source"}
            keys = set(claim["source"]) - {"computed"}
            assert keys == {"note": {"kind", "start", "end"}, "template": {"kind"}}[claim["source"]["kind"]]

    @pytest.mark.parametrize("template", ["pt-soap", "ot-soap", "narrative", "bulleted"])
    def test_nothing_of_the_note_is_lost(self, template):
        """Every word of the note is in the draft exactly once, but for headings that the draft repeats."""
        found = "".join(words_of(draft(sample(), (), template), "note"))
        lost = NOTE
        for heading in ("S:", "O:", "A:", "P:"):
            lost = lost.replace(heading, "")
        assert sorted(found.split()) == sorted(lost.split()) or sorted("".join(found.split())) == sorted(
            "".join(lost.split())
        )

    def test_a_line_end_in_a_passage_becomes_furniture(self):
        """A sentence over two lines stays one passage; the line end is not the note's word."""
        made = draft(sample())
        assert "Tandem stance on foam, eyes closed." in made.text

    def test_the_note_goes_under_its_own_headings(self):
        """What the note has under a heading stays under it; the rest goes by its element."""
        text = draft(sample()).text
        order = [
            "Visit",
            "SUBJECTIVE",
            "Feels unsure",
            "Deficits:",
            "Veers left",
            "re-education:",
            "Tandem",
            "Skilled",
            "Held",
            "Time:",
        ]
        order += ["97112", "ASSESSMENT", "Lost balance", "PLAN", "Go on", "Ann Lee"]
        assert [text.index(w) for w in order] == sorted(text.index(w) for w in order)

    def test_a_narrative_keeps_the_order(self):
        """The narrative has the note's passages in the note's order."""
        starts = [c.source.start for c in draft(sample(), (), "narrative").claims if c.source.kind == "note"]
        assert starts == sorted(starts)


class TestAnswers:
    def test_stand_under_their_element(self):
        """Words of an answer stand verbatim where their element is."""
        made = draft(sample(), [answer(3, "for stepping into the tub", "functional-outcomes", "stepping into the tub")])
        assert words_of(made, "answer") == ["for stepping into the tub"]
        assert made.text.index("Function:") < made.text.index("for stepping into the tub")

    def test_a_corrected_answer_names_both_turns(self):
        """A word put in by a later utterance is claimed for that utterance."""
        said = {2: "cued the right hip", 3: "no, left not right"}
        pieces = (Piece(2, 0, 9), Piece(3, 4, 8), Piece(2, 14, 18))
        text = "cued the left hip"
        corrected = Answer(3, "skilled-components", text, (), 0, len(text), pieces=pieces)
        made = draft(sample(), [corrected])
        check_claims(made, NOTE, said)
        assert words_of(made, "answer") == ["cued the ", "left", " hip"]

    def test_words_of_correcting_are_left_out(self):
        """*I meant* is no part of the note."""
        text = "I meant stepping into the tub"
        made = draft(sample(), [Answer(1, "functional-outcomes", text, (), 8, len(text))])
        assert words_of(made, "answer") == ["stepping into the tub"]

    def test_an_utterance_is_placed_once(self):
        """An utterance that gives two answers stands in the draft once."""
        text = "Lost the line on turns. Needed for the tub"
        two = [
            answer(1, text, "deficits", "Lost the line on turns"),
            answer(1, text, "functional-outcomes", "Needed for the tub"),
        ]
        made = draft(sample(), two)
        assert words_of(made, "answer") == ["Lost the line on turns.", "Needed for the tub"]
        assert made.text.index("Function:") < made.text.index("Needed for the tub")

    def test_an_addendum_leaves_the_note_alone(self):
        """An addendum holds what names the visit, and answers, with blanks for its own date and signature."""
        made = draft(sample(), [answer(1, "stepping into the tub", "functional-outcomes")], "addendum")
        assert words_of(made, "note") == ["Visit of the day"]
        assert words_of(made, "answer") == ["stepping into the tub"]
        assert made.document
        assert {b.requirement for b in made.blanks} >= {"late-entry-marked", "signature-credentials"}


class TestTimes:
    def test_figures_of_answers_are_quoted(self):
        """Start, end and minutes stand as said; the words around them are not needed."""
        said = {1: "started about 10:05 done by 10:43, 36 minutes"}
        made = draft(review_of("", Facts()), [timed(1, said[1], start="10:05", end="10:43", minutes="36 minutes")])
        check_claims(made, "", said)
        assert words_of(made, "answer") == ["about 10:05", "10:43", "36 minutes"]
        assert "Start time: about 10:05" in made.text

    def test_a_superseded_figure_is_gone(self):
        """Of two answers to the same figure the later one stands."""
        made = draft(
            review_of("", Facts()),
            [timed(1, "38 minutes", minutes="38 minutes"), timed(2, "36 minutes", minutes="36 minutes")],
        )
        assert "36 minutes" in made.text
        assert "38" not in made.text

    def test_what_is_worked_out_says_so(self):
        """Minutes from start and end, and units, are arithmetic and marked as computed."""
        made = draft(sample())
        computed = [made.text[c.start : c.end] for c in made.claims if c.source.computed]
        assert computed == [
            "Minutes of neuromuscular re-education, from start and end: 38 minutes.",
            "38 minutes support 3 units under the Medicare total-time method.",
        ]

    def test_written_minutes_are_not_worked_out(self):
        """A figure that the note writes is not said to be computed."""
        made = draft(review_of("97112 20 min", Facts(clock=Clock(minutes_97112=20))))
        assert "from start and end" not in made.text
        assert "20 minutes support 1 unit" in made.text

    def test_pooled_units_show_their_sum(self):
        """With other timed codes the pooled minutes are shown."""
        codes = (CodeLine("97112", 20), CodeLine("97110", 10))
        made = draft(review_of("", Facts(clock=Clock(minutes_97112=20), codes=codes)))
        assert "Of 30 timed minutes (20 + 10), " in made.text

    def test_unknown_units_are_not_said(self):
        """Without minutes there is no word on units."""
        assert "unit" not in draft(review_of("", Facts())).text


class TestBlanks:
    def test_every_missing_element_has_one(self):
        """What no one said is blank, in the text and in the list."""
        made = draft(review_of("", Facts()))
        assert {b.requirement for b in made.blanks} == set(REQUIREMENTS)
        assert [b.asks for b in made.blanks if b.requirement == "time"][:2] == ["start time", "end time"]
        check_claims(made, "", {})

    def test_a_complete_review_has_none(self):
        """A draft of a complete note has no blanks."""
        said = "stepping into the tub"
        note = f"{NOTE}\n{said}"
        review = sample()
        facts = review.facts
        from draft_material import span

        whole = Facts(
            spans=(*facts.spans, span(note, said, "FUNCTION")), clock=facts.clock, sections=(), length=len(note)
        )
        assert draft(review_of(note, whole)).blanks == ()

    def test_weak_words_stand_beside_their_blank(self):
        """General words stay, and what they lack is blank."""
        from draft_material import span

        note = "Tolerated well."
        made = draft(review_of(note, Facts(spans=(span(note, "Tolerated well", "RESPONSE", weak=True, generic=1.0),))))
        assert "Tolerated well." in made.text
        assert "response" in {b.requirement for b in made.blanks}

    @pytest.mark.parametrize(
        ("clock", "asks"),
        [
            (Clock(start=600, minutes_97112=30), ["end time"]),
            (Clock(start=600, end=630, minutes_97112=30), []),
            (Clock(minutes_97112=30), ["start time", "end time"]),
        ],
    )
    def test_only_unknown_parts_of_the_time_are_blank(self, clock, asks):
        """Parts of the time that are known get no blank."""
        made = draft(review_of("", Facts(clock=clock)))
        assert [b.asks for b in made.blanks if b.requirement == "time"] == asks

    def test_a_blank_that_a_note_fakes_is_words_of_the_note(self):
        """Brackets in a note are not blanks."""
        note = "[____: start time]"
        made = draft(review_of(note, Facts()))
        assert made.text.count(note) == 2
        assert len([b for b in made.blanks if b.asks == "start time"]) == 1


def test_no_repr_shows_words():
    """Words of a note do not reach a traceback through a repr."""
    made = draft(sample())
    assert "Veers" not in repr(made)
    assert "Veers" not in repr(made.claims[0])
