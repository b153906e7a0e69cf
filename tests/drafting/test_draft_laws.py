"""Laws of drafting over random and hostile notes: nothing runs, nothing breaks, nothing is invented."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from draft_material import check_claims, review_of
from draft_strategies import HOSTILE, TEMPLATE, TEXT, answers, corrected, reviews
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conversation.corrected import exchanges
from assistant.conversation.values import Decline
from assistant.drafting import about, draft, source, template_names
from assistant.drafting.passages import passages
from assistant.drafting.placing import places
from assistant.facts import Facts
from assistant.note import reading_copy

LOSSLESS = [name for name in template_names() if not about(source(name)).document]


@settings(max_examples=250, deadline=None)
@given(reviews(), answers(), TEMPLATE)
def test_claims_tile_any_draft(review, given_answers, template):
    """For any note, hostile or not, claims tile the text and the words are where they are said to be."""
    made = draft(review, given_answers, template)
    check_claims(made, review.note.text, {a.turn: a.text for a in given_answers})


@settings(max_examples=150, deadline=None)
@given(st.data(), reviews(), TEMPLATE)
def test_corrected_words_stand_in_place_of_the_notes(data, review, template):
    """With words of the note corrected, claims tile the text, and nothing that was corrected stands in it."""
    note, said = data.draw(corrected(review.note.text))
    made = draft(review, (note,), template)
    check_claims(made, review.note.text, {note.turn: said})
    gone = {i for e in exchanges(note, len(review.note.text)) for i in range(e.start, e.end)}
    for claim in made.claims:
        if claim.source.kind == "note":
            assert gone.isdisjoint(range(claim.source.start or 0, claim.source.end or 0))


@settings(max_examples=250, deadline=None)
@given(reviews(), answers(), TEMPLATE)
def test_nothing_is_invented(review, given_answers, template):
    """No figure, side or device is in a draft that is not in the note, in an answer, or worked out from minutes."""
    made = draft(review, given_answers, template)
    for claim in made.claims:
        if claim.source.kind != "template":
            continue
        words = made.text[claim.start : claim.end]
        if not claim.source.computed:
            assert not re.search(r"\d", words)
            assert not re.search(r"\b(?:left|right|foam|belt|bars?|walker|cane|airex|bosu)\b", words, re.IGNORECASE)
            continue
        clock, figures = review.facts.clock, {int(n) for n in re.findall(r"\d+", words)}
        known = {clock.minutes_97112, review.billing.units_97112, *(c.minutes for c in review.facts.codes)}
        total = sum(c.minutes or 0 for c in review.facts.codes if c.code != "97112") + (clock.minutes_97112 or 0)
        assert figures <= {*known, total}


@settings(max_examples=150, deadline=None)
@given(reviews(), answers())
def test_open_elements_are_blank(review, given_answers):
    """Each element that is not met has a blank where something is not known, and no other one has."""
    made = draft(review, given_answers)
    blank = {b.requirement for b in made.blanks}
    unmet = {r.id for r in review.open_requirements}
    assert blank <= unmet
    assert unmet - blank <= {"time"}


@settings(max_examples=100, deadline=None)
@given(reviews(), answers(), TEMPLATE)
def test_what_was_not_done_has_no_blank(review, given_answers, template):
    """An element kept as not done is not asked for by a draft; one that is not known still is."""
    absent = [Decline(r.id, "not-done", 1) for r in review.open_requirements]
    made = draft(review, given_answers, template, declines=absent)
    assert {b.requirement for b in made.blanks}.isdisjoint(d.topic for d in absent if d.topic != "time")
    unknown = [Decline(r.id, "unknown", 1) for r in review.open_requirements]
    as_ever = draft(review, given_answers, template)
    assert draft(review, given_answers, template, declines=unknown).text == as_ever.text


@settings(max_examples=150, deadline=None)
@given(reviews(), st.sampled_from(LOSSLESS))
def test_no_word_of_the_note_is_lost_or_doubled(review, template):
    """Passages of a note stand in a draft once each; only headings that the draft repeats are left out."""
    made = draft(review, (), template)
    seen: set[int] = set()
    for claim in made.claims:
        if claim.source.kind == "note":
            stretch = set(range(claim.source.start or 0, claim.source.end or 0))
            assert not seen & stretch
            seen |= stretch
    text, table = review.note.text, places()["headings"]
    again = {*table["said_again"], *(words for place in table["by_place"].values() for words in place)}
    dropped = {
        i
        for s in review.facts.sections
        if " ".join(re.findall(r"\w+", text[s.heading[0] : s.heading[1]])).lower() in again
        for i in range(*s.heading)
    }
    lost = {i for i, c in enumerate(text) if c.isalnum()} - seen - dropped
    assert not lost


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_passages_keep_order_and_words(text):
    """Passages stand in order, do not overlap, and hold every letter and figure."""
    found = passages(text)
    assert all(a < b for a, b in found)
    assert all(x[1] <= y[0] for x, y in pairwise(found))
    inside = {i for a, b in found for i in range(a, b)}
    assert all(i in inside for i, c in enumerate(text) if c.isalnum())


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_spans_are_never_cut(data):
    """A stretch that carries an element stands in one passage."""
    text = data.draw(TEXT.filter(lambda t: any(c.isalnum() for c in t)))
    a = data.draw(st.integers(0, len(text) - 1))
    b = data.draw(st.integers(a + 1, len(text)))
    found = passages(text, whole=[(a, b)])
    plain = reading_copy(text[a:b])
    plain = plain.lstrip("-*•·▪●◦–— \t\n")
    if any(c.isalnum() for c in plain):
        a = b - len(plain)
        first, last = a + len(plain) - len(plain.lstrip()), a + len(plain.rstrip())
        assert any(x <= first and last <= y for x, y in found)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text):
    """Braces, marks, markup and control characters come out as they went in."""
    note = f"Before {text} after"
    made = draft(review_of(note, Facts(length=len(note))))
    check_claims(made, note, {})
    for line in re.split(r"[\r\n\x0b\x0c\x85\u2028\u2029]+", text):
        assert line.strip() in made.text


def test_a_long_note_is_drafted_in_time():
    """Work grows with the length of a note and not with its square."""
    import time

    line = "Tandem stance on foam, eyes closed. Held the pelvis back.\n"
    small, large = (review_of(line * n, Facts(length=len(line) * n)) for n in (200, 4000))
    began = time.perf_counter()
    draft(small)
    middle = time.perf_counter()
    draft(large)
    assert time.perf_counter() - middle < 60 * max(middle - began, 0.02)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Min. A given. Then rest.", ["Min. A given.", "Then rest."]),
        ("Stood 3.5 min. Sat.", ["Stood 3.5 min.", "Sat."]),
        ("NMR 30 min. A given.", ["NMR 30 min. A given."]),
        ("Held the pelvis\nwhile stepping.", ["Held the pelvis\nwhile stepping."]),
        ("Held the pelvis\nThen stepping", ["Held the pelvis", "Then stepping"]),
        ("- one\n- two", ["one", "two"]),
        ("- 10 deg\n• - two", ["- 10 deg", "two"]),
        ("pt did well. cont poc", ["pt did well.", "cont poc"]),
        ("min. a given, mod. cues", ["min. a given, mod. cues"]),
        ("J. Doe, PT", ["J. Doe, PT"]),
        ("One.\n-----\nTwo.", ["One.", "Two."]),
    ],
)
def test_where_passages_are_cut(text, cut):
    """Sentences and lines are passages; abbreviations and broken lines are not ends."""
    assert [text[a:b] for a, b in passages(text)] == cut
