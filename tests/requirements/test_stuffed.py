"""Notes that hold all the right words and say nothing, or deny what they name: none of their elements may be met."""

import pytest

import assistant

STUFFED = {
    "all the domains": (
        "Skilled neuromuscular re-education provided to improve balance, coordination, kinesthetic sense,"
        " posture and proprioception for functional improvement. Skilled cues given throughout. Patient "
        "tolerated treatment well and is progressing. Continue skilled intervention to maximize function."
    ),
    "medical necessity": (
        "Patient required skilled therapeutic intervention to address neuromuscular deficits. "
        "Neuromuscular re-education was performed. Skilled instruction was given as needed. Good response"
        " to treatment. Skilled PT remains medically necessary to improve functional mobility and safety."
    ),
    "code words": "97112 x 2. NMR for balance and coordination. VC/TC prn. Tol well. Cont POC to inc function.",
    "capitals": (
        "NEUROMUSCULAR REEDUCATION COMPLETED. SKILLED CUEING PROVIDED. PATIENT PARTICIPATED WELL. GOAL IS"
        " IMPROVED FUNCTION."
    ),
    "boxes": ("[x] Balance training [x] Coordination training [x] Skilled cues [x] Tolerated well [x] Improve ADLs"),
    "adjectives": (
        "Highly skilled, complex, individualized neuromuscular techniques were utilized to enhance motor "
        "performance. Expert clinical judgment was used. Excellent progress is noted toward functional "
        "goals."
    ),
}
DENIED = {
    "denied": (
        "No loss of balance. Denies dizziness. No gait deviation seen. No cues needed. Treatment was not given today."
    ),
    "past": "Last year she fell twice. Previously required mod A for turns. At eval she veered left.",
    "planned": ("Next visit: try tandem stance on foam with eyes closed 3x30 s. Will add tactile cues at the pelvis."),
}
ELEMENTS = ("deficits", "interventions", "skilled-components", "response")


@pytest.mark.parametrize("name", STUFFED)
def test_stuffed_notes_do_not_pass(name):
    """Words that name every element and show none meet none."""
    statuses = {r.id: r.status for r in assistant.review(STUFFED[name]).requirements}
    assert "met" not in statuses.values(), statuses


@pytest.mark.parametrize("name", DENIED)
def test_what_is_denied_past_or_planned_does_not_pass(name):
    """What a note denies, remembers or plans is not what was found and done."""
    statuses = {r.id: r.status for r in assistant.review(DENIED[name]).requirements}
    assert "met" not in {statuses[e] for e in ELEMENTS}, statuses
