"""Which words of an earlier answer a correction concerns."""

from __future__ import annotations

import pytest

from assistant.conversation.amending import AmbiguousError, amended, changes
from assistant.conversation.values import Answer
from assistant.facts import Span


def changed(phrase: str, text: str) -> str | None:
    """The text with the phrase's words in it; None where the phrase changes nothing."""
    made = changes(phrase, text)
    out, at = "", 0
    for c in made:
        out += text[at : c.start] + phrase[c.new_start : c.new_end]
        at = c.end
    return out + text[at:] if made else None


@pytest.mark.parametrize(
    ("text", "phrase", "after"),
    [
        ("lost balance 3 times in 10 trials", "12 trials", "lost balance 3 times in 12 trials"),
        ("lost balance twice", "4 times", "lost balance 4 times"),
        ("she stumbled twice", "4 stumbles", "she 4 stumbles"),
        ("she stumbled 2 times on turns", "4 stumbles", "she stumbled 4 times on turns"),
        ("needed min assist for 1 rep", "mod assist", "needed mod assist for 1 rep"),
        ("cued the right hip", "left", "cued the left hip"),
        ("cued the right hip", "the knee", "cued the right knee"),
        (
            "held 8 sec by the end, 2 sec at the start",
            "3 sec at the start",
            "held 8 sec by the end, 3 sec at the start",
        ),
        ("3 of 12 steps", "4 of 12", "4 of 12 steps"),
        ("off by about an inch", "two inches", "off by about two inches"),
        ("did 1 rep", "3 reps", "did 3 reps"),
        ("tactile cues at the hip", "verbal cues", "verbal cues at the hip"),
        ("on foam in the kitchen", "bathroom", "on foam in the bathroom"),
    ],
)
def test_only_the_words_concerned(text, phrase, after):
    """A number stands for a number of the same things, a word for one of its kind; the rest stays."""
    assert changed(phrase, text) == after


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("cued the right hip", "she needed a rail"),
        ("lost balance twice", "veers left on turns"),
        ("held the pelvis", "5 reps"),
        ("cued the right hip", "right hip"),
    ],
)
def test_what_concerns_nothing(text, phrase):
    """A phrase with words of its own, or without anything new, is no change of single words."""
    assert changed(phrase, text) is None


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("right hip and left knee", "right knee"),
        ("3 on the left, 5 on the right", "4"),
        ("left hip, right knee", "ankle"),
        ("3 times left, 5 times right", "4 times"),
    ],
)
def test_it_is_not_guessed_which(text, phrase):
    """Where two words could be meant, none is changed."""
    with pytest.raises(AmbiguousError):
        changes(phrase, text)


def test_spans_and_pieces_follow():
    """Spans keep their label and cover the new words; every character can be followed to its utterance."""
    old, new = "cued the right hip twice", "no, left"
    spans = (Span("SKILL", 0, 18, old[:18]), Span("RESPONSE", 19, 24, old[19:24]))
    made = changes(new[4:], old)
    answer = amended(
        Answer(1, "skilled-components", old, spans, 0, len(old)),
        [type(c)(c.start, c.end, c.new_start + 4, c.new_end + 4) for c in made],
        new,
        2,
    )
    assert answer is not None
    assert answer.text == "cued the left hip twice"
    assert [s.text for s in answer.spans] == ["cued the left hip", "twice"]
    said = {1: old, 2: new}
    assert "".join(said[p.turn][p.start : p.end] for p in answer.said(0, len(answer.text))) == answer.text
