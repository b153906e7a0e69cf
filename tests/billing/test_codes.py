"""The table of codes, and the weight of the package."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.billing import BillingError, code, codes, is_timed

# Rulebook B.6, in the order of the numbers.
UNTIMED = (
    "92507 95992 97010 97012 97014 97016 97018 97022 97024 97026 97028 97150 97161 97162 97163 97164 97165 97166 "
    "97167 97168 97597 97598 G0283"
)
TIMED = (
    "97032 97033 97034 97035 97036 97110 97112 97113 97116 97124 97129 97130 97140 97530 97533 97535 97537 97542 "
    "97750 97755 97760 97761 97763"
)


def test_every_code_of_the_rulebook_with_its_kind():
    assert " ".join(sorted(n for n, c in codes().items() if not c.timed)) == UNTIMED
    assert " ".join(sorted(n for n, c in codes().items() if c.timed)) == TIMED


@pytest.mark.parametrize("number", list(codes()))
def test_every_code_has_words_and_a_source(number):
    found = code(number)
    assert found.description
    assert found.source.endswith(("(verified)", "(verified, by range)", "(knowledge)"))
    assert found.group in {"evaluation", "modality", "attended-modality", "procedure", "group"}


def test_an_unknown_code_names_the_nearest():
    with pytest.raises(BillingError, match="Did you mean"):
        code("97121")
    assert not is_timed("97121")


def test_the_package_stays_light():
    probe = (
        "import sys, assistant.billing, assistant.rules; "
        "print(sorted({'spacy', 'textual', 'jinja2', 'click', 'difflib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
