"""The figures that ship: what they cover, and how they are counted."""

import pytest

import nlp_models
from nlp_models.scorecard import as_text, shipped
from nlp_models.training.marked import read_corpus
from nlp_models.training.scorecard import scorecard
from nlp_models.training.splits import split


@pytest.fixture(scope="module")
def parts():
    return split(read_corpus())


def test_shipped_figures_are_of_the_locked_voices(parts):
    """Every locked voice is in them, and none that was trained on."""
    card = shipped()
    assert card["voices"] == sorted({n.voice for n in parts["locked"]})
    assert not set(card["voices"]) & {n.voice for part in ("train", "validation") for n in parts[part]}


def test_figures_are_counted_by_note(parts):
    """Counted on some locked notes: six statuses a note, and support as the marks have it."""
    some = parts["locked"][:12]
    card = scorecard(some, nlp_models.MODEL_DIR)
    assert card["notes"] == len(some)
    assert sum(r[s]["support"] for r in card["requirements"].values() for s in ("met", "weak", "missing")) == 6 * 12
    core = card["rules"]["time-documented"]
    assert core["support"] == sum(n.statuses["time"] != "met" for n in some)
    assert card["rules"]["flag not-97112"]["support"] == sum("not-97112" in n.flags for n in some)


def test_text_names_every_label_requirement_and_rule():
    """What is printed leaves no figure out."""
    card = shipped()
    text = as_text(card)
    for group in ("labels", "requirements", "rules", "variants"):
        assert not [name for name in card[group] if name not in text]
