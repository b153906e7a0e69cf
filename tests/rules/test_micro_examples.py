"""Short notes after the rulebook's micro-examples (H), in other words: what is told of each, and what is not."""

from __future__ import annotations

import pytest

import assistant

TOLD = {
    1: (
        "97112 for 15 minutes, neuro re-ed. Tolerated treatment well, continue POC.",
        {
            "functional-outcome",
            "intervention-described",
            "nm-deficit-named",
            "response-progress",
            "skilled-component",
            "time-documented",
        },
    ),
    3: ("NMR 20 min and TE 20 min. 97112 x2, 97110 x2", {"units-match-minutes"}),
    4: ("97112: SLR 3x10, bridges 3x10, hamstring stretch 3x30 s", {"not-97110-content"}),
    5: ("Balance class with 3 patients, 30 min, 97112 x2", {"no-group-as-97112"}),
    6: ("PTA gave 30 min of NMR. 97112 GP x2", {"cq-co-modifier"}),
    7: ("97112 0900-0930; 97140 0920-0935", {"no-overlapping-times"}),
    8: ("NMR 0930-0915", {"start-end-agree-with-minutes"}),
    9: ("97162 40 min, 97112 15 min. 97112 x3", {"units-match-minutes"}),
    10: ("STM to upper trap 15 min as NMR for neck posture. 97112", {"distinct-from-97140"}),
    11: ("Berg 60/56, improved from 48.", {"standardized-measure"}),
    12: ("TUG 12 -> 15 s, improving", {"internally-consistent"}),
    13: ("Skilled PT required to progress balance activities. 97112", {"skill-shown-not-asserted"}),
    14: ("NWB RLE. SLS R 3x10 s.", {"internally-consistent"}),
    15: ("Dx M54.50. 97112 x2: TrA re-education.", {"dx-supports-97112"}),
    16: ("PD, H&Y 3, G20. DOS 4/2/2025. 97112 23 min.", {"dx-supports-97112"}),
    17: ("MS, G35. DOS 2025-11-03. 97112 23 min.", {"dx-supports-97112"}),
    20: ("97112. Co-tx with OT, half an hour, two units each", {"cotreatment-time-split"}),
    21: ("97112 15 min: stood on foam by himself while PT documented", {"no-unsupervised-activity"}),
    26: ("NMES quads 15 min, 97112", {"modality-alone-not-97112"}),
    28: ("97112 for 15 min of Epley to the right, twice", {"distinct-from-other-codes"}),
    29: ("97112, 15 min: walked 160 ft with the rolling walker, CGA", {"distinct-from-97116"}),
    31: ("97112 15 min: PT 7 min, PTA 8 min. 97112 GP x1", {"cq-co-modifier"}),
    32: ("NMR 14 min, 97112 x2", {"units-match-minutes"}),
    34: ("97164 GP 20 min, 97112 GP 59 15 min", {"59-x-modifier-justified"}),
}
SILENT = {
    2: (
        "97112 1:05-1:28 (23 min), one to one: L one-leg stance on foam, eyes open and shut, "
        "tactile cue at the L hip to stop the pelvic drop, "
        "made easier on firm ground after 2 LOB, then back; "
        "SLS 5 -> 10 s; for stepping into the tub without a rail (STG 2). TTM 23, total 23.",
        {
            "functional-outcome",
            "intervention-described",
            "response-progress",
            "skilled-component",
            "time-documented",
            "units-match-minutes",
        },
    ),
    25: (
        "Maintenance: PD with retropulsion, cue strategy updated each visit, wife cannot guard him. 97112",
        {"maintenance-basis-stated"},
    ),
    30: ("97112 15 min: PT 10 min, PTA 5 min. 97112 GP x1", {"cq-co-modifier"}),
    27: (
        "Standing VOR x1, two bouts of a minute, dizziness from 5/10 down to 2/10, "
        "slowed to .7 Hz when over 4/10, for blind-spot checks when driving.",
        {"intervention-described", "response-progress", "skilled-component"},
    ),
}
"""The deficit of 2 and 27, and the function of 27, are named too briefly for the reader and are left out here."""


def told(text: str) -> set[str]:
    review = assistant.review(text)
    return {f.rule for f in review.findings} | {r.rule for r in review.open_requirements}


@pytest.mark.parametrize(("text", "rules"), TOLD.values(), ids=map(str, TOLD))
def test_what_is_wrong_is_told(text: str, rules: set[str]) -> None:
    assert rules <= told(text)


@pytest.mark.parametrize(("text", "rules"), SILENT.values(), ids=map(str, SILENT))
def test_what_is_right_is_not(text: str, rules: set[str]) -> None:
    assert not rules & told(text)


@pytest.mark.parametrize("words", ["NMR 12:50-1:15", "NMR 11:50-12:15", "97112 9:30-10:05", "Session 10:30-1:00"])
def test_a_clock_of_twelve_hours_is_not_taken_for_a_slip(words: str) -> None:
    assert "start-end-agree-with-minutes" not in told(words)
