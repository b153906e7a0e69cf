"""Word knowledge: classes, base forms, spelling."""

import pytest

from nlp_models.components.words import base_forms, class_names, norm, spelled, word_classes


def classes(word):
    return {class_names()[c] for c in word_classes(word)}


@pytest.mark.parametrize(
    ("word", "meant"),
    [("propioception", "proprioception"), ("vestibualr", "vestibular"), ("coordiantion", "coordination")],
)
def test_misspellings_are_read_as_meant(word, meant):
    """One or two slips in a long word do not hide it."""
    assert spelled(word) == meant


@pytest.mark.parametrize("word", ["gait", "bait", "zzzzzzzz", "cat", "the"])
def test_short_and_far_words_stay(word):
    """Short words and words near to nothing are left as they are."""
    assert spelled(word) == word


def test_inflections_share_classes():
    """*tapped* is a touch as *tap* is."""
    assert classes("tapped") & classes("tap")
    assert "step" in base_forms("stepped")


def test_numbers_by_size():
    """Codes and single digits keep their value, other numbers only their size."""
    assert norm("97112") == "97112"
    assert norm("38") == norm("45") != norm("100")


def test_word_class_file_is_rich():
    """There are at least 70 classes."""
    assert len(class_names()) >= 70
