"""Notes for the rules, written for these tests: one that keeps all of them, and what to change so that one is broken.

A change is pairs of text and replacement. The second change of a rule is its counter-case: it looks much alike and the
rule stays silent; empty where the whole note itself is the counter-case.
"""

from __future__ import annotations

Change = dict[str, str]

WHOLE = """DOS: 4/18/2025. Visit 5. MRN 40117.
S: Patient reports one stumble on the porch steps while carrying laundry on Tuesday.
O: Dx: left hemiparesis following stroke. Delayed stepping reaction to the left, 3 of 5 lateral pulls needed a catch.
97112 GP x 2 units, 25 min, 10:00-10:25: reactive stepping on foam with eyes closed, lateral pulls at the pelvis in \
random order, 5 x 6. 1:1 throughout. Hand at the left pelvis held back an early trunk lean; contact was taken away \
once four steps were clean and given again as the lean came back.
97110 GP x 1 unit, 15 min, 10:25-10:40: leg press 70 lb, 3 x 12.
Timed 40 min. Total treatment 40 min.
A: Caught herself without help in 4 of 5 pulls, 2 of 5 on 11 April. Needed for stepping over her tub edge and carrying \
laundry up the porch steps. STG 2 half reached.
P: Next visit add head turns on foam. HEP: tandem stance at the counter, done back correctly.
Electronically signed by Rosa Vann, PT, 4/18/2025.
"""
NMR = WHOLE.partition("97112 GP")[2].partition("\n97110")[0]
NMR_LINE = f"97112 GP{NMR}"
EXERCISE_LINE = "97110 GP x 1 unit, 15 min, 10:25-10:40: leg press 70 lb, 3 x 12."
WORK = NMR.partition("10:00-10:25: ")[2].partition("1:1")[0]
DEFICIT = "Delayed stepping reaction to the left, 3 of 5 lateral pulls needed a catch."
RESPONSE = "Caught herself without help in 4 of 5 pulls, 2 of 5 on 11 April."
FUNCTION = "Needed for stepping over her tub edge and carrying laundry up the porch steps."
SKILL = NMR.partition("1:1 throughout. ")[2]
PLAIN = "97112 GP x 2 units, 25 min, 10:00-10:25: "
SIGNED = "Electronically signed by Rosa Vann, PT, 4/18/2025."


def only(words: str, exercise: str = "") -> Change:
    """All treatment replaced by these words."""
    return {
        NMR_LINE: PLAIN + words,
        EXERCISE_LINE: exercise,
        DEFICIT: "",
        "Timed 40 min. Total treatment 40": "Timed 25 min. Total treatment 25",
        "add head turns on foam": "go on",
    }


def adds(words: str) -> Change:
    """These words under the treatment."""
    return {"Timed 40 min.": f"{words}\nTimed 40 min."}


CASES: dict[str, tuple[Change, Change]] = {
    "date-of-service": ({"Visit 5.": "Date of service 4/17/2025."}, {"Visit 5.": "Date of service 18 April 2025."}),
    "signature-credentials": (
        {SIGNED: "Electronically signed by Rosa Vann, PT, 4/16/2025."},
        {SIGNED: "Electronically signed by Rosa Vann, PT, 4/19/2025."},
    ),
    "every-billed-code-described": ({EXERCISE_LINE: "97110 GP x 1 unit, 15 min, 10:25-10:40."}, {}),
    "subjective-report": (
        {"S: Patient reports one stumble on the porch steps while carrying laundry on Tuesday.\n": ""},
        {},
    ),
    "hep-education": ({"HEP: tandem stance at the counter, done back correctly.": ""}, {}),
    "plan-next-visit": ({"P: Next visit add head turns on foam. HEP:": "Taught from a handout:"}, {}),
    "safety-tolerance-vitals": (adds("PMH CHF."), adds("PMH CHF. BP 126/74 seated.")),
    "caregiver-training-skilled": (
        adds("Daughter present."),
        adds("Daughter present, taught to guard on the weak side."),
    ),
    "patient-identifiers": (adds("MRN 40171."), adds("MRN 40117.")),
    "one-on-one-contact": ({"1:1 throughout. ": "", SKILL: "verbal cues."}, {"1:1 throughout. ": ""}),
    "no-group-as-97112": ({"1:1 throughout": "in a group of 3"}, adds("97150 x 1 unit: balance group.")),
    "no-unsupervised-activity": ({"1:1 throughout": "unsupervised"}, {}),
    "qualified-provider": ({"1:1 throughout": "SPT beside her"}, adds("SPT placed the cones.")),
    "assistant-role-identified": (
        {"Rosa Vann, PT,": "Rosa Vann, PT, and K. Poe, PTA,"},
        {"Rosa Vann, PT,": "K. Poe, PTA, co-signed by Rosa Vann, PT,"},
    ),
    "cotreatment-time-split": (
        {"Timed 40 min. Total treatment 40 min.": "Timed 25 min. Co-treat with OT.", EXERCISE_LINE: ""},
        adds("Co-treat with OT, 25 min of the hour counted here."),
    ),
    "skill-shown-not-asserted": ({SKILL: "Skilled intervention required."}, adds("Skilled intervention required.")),
    "dx-supports-97112": (
        {
            DEFICIT: "",
            "left hemiparesis following stroke": "M54.50",
            WORK: "stepping drills. ",
            SKILL: "",
            RESPONSE: "",
        },
        {"left hemiparesis following stroke": "M54.50, R27.8"},
    ),
    "standardized-measure": (adds("Berg 58/56."), adds("Berg 41/56.")),
    "goal-link": (
        {RESPONSE: "", "STG 2 half reached.": "STG 2: stand at the sink.", SKILL: "", DEFICIT: "Sways on foam."},
        {},
    ),
    "maintenance-basis-stated": ({**adds("Maintenance program."), SKILL: "verbal cues."}, adds("Maintenance program.")),
    "not-97110-content": (only("leg press 70 lb 3 x 12, clamshells 3 x 15, calf stretch 3 x 30 s."), {}),
    "distinct-from-97116": (
        only("Ambulated 150 ft x 2 with RW. Walked 300 ft on level ground."),
        adds("Walked 150 ft with RW."),
    ),
    "distinct-from-97530": (
        {EXERCISE_LINE: "97530 GP x 1 unit, 15 min, 10:25-10:40."},
        {EXERCISE_LINE: "97530 GP x 1 unit, 15 min, 10:25-10:40: sit to stand from 17 in, 10 reps."},
    ),
    "distinct-from-97140": (
        only("soft tissue mobilization to the upper trapezius, myofascial release."),
        adds("Soft tissue mobilization to the calf."),
    ),
    "distinct-from-other-codes": (
        {EXERCISE_LINE: "97535 GP x 1 unit, 15 min, 10:25-10:40."},
        {EXERCISE_LINE: "97535 GP x 1 unit, 15 min, 10:25-10:40: bathing and dressing training at the sink."},
    ),
    "modality-alone-not-97112": (only("NMES to the quads 15 min, hot pack 10 min."), adds("Hot pack 8 min.")),
    "no-cloned-note": (adds("Same as last visit."), {}),
    "internally-consistent": (
        adds("Transfers independent. Transfers mod A."),
        adds("Transfers mod A at first, transfers independent by the end."),
    ),
    "late-entry-marked": (
        {
            "DOS: 4/18/2025. Visit 5. ": "Late entry. ",
            "on 11 April": "on Monday",
            "Rosa Vann, PT, 4/18/2025": "Rosa Vann, PT",
        },
        adds("Late entry 20 April 2025 for 18 April 2025."),
    ),
    "abbreviations-clear": (adds("D/C PT."), adds("D/C PT; discharged to her home program.")),
    "total-timed-minutes": ({"Timed 40 min. ": ""}, {}),
    "total-treatment-time": ({" Total treatment 40 min.": ""}, {}),
    "units-match-minutes": ({"x 2 units": "x 3 units"}, {}),
    "start-end-agree-with-minutes": ({"10:00-10:25": "10:05-10:25"}, {}),
    "no-overlapping-times": ({"10:25-10:40": "10:20-10:35"}, {}),
    "untimed-minutes-excluded": (
        {EXERCISE_LINE: "97010 15 min hot pack."},
        {EXERCISE_LINE: "97010 15 min hot pack.", "Timed 40": "Timed 25"},
    ),
    "rest-and-setup-excluded": (
        adds("Minutes including rest breaks."),
        adds("Session including rest breaks, which are not counted."),
    ),
    "under-8-minutes-check": (
        {
            "x 2 units, 25 min, 10:00-10:25": "x 1 unit, 6 min",
            EXERCISE_LINE: "",
            "Timed 40 min. Total treatment 40": "Timed 6 min. Total treatment 6",
        },
        {},
    ),
    "discipline-modifier": ({"97112 GP": "97112 CQ"}, {}),
    "cq-co-modifier": (
        {"Rosa Vann, PT,": "K. Poe, PTA,"},
        {"Rosa Vann, PT,": "K. Poe, PTA,", "97112 GP": "97112 GP CQ"},
    ),
    "59-x-modifier-justified": (
        {"97112 GP x 2 units, 25 min, 10:00-10:25": "97112 GP 59 x 2 units, 25 min", ", 10:25-10:40": ""},
        {},
    ),
    "kx-justified": (
        {"97112 GP": "97112 GP KX"},
        {"97112 GP": "97112 GP KX", "STG 2": "Past the threshold, second stroke in May. STG 2"},
    ),
    "mue-units-cap": (
        {
            "x 2 units, 25 min, 10:00-10:25": "x 5 units, 75 min",
            "Timed 40 min. Total treatment 40": "Timed 90 min. Total treatment 90",
        },
        {},
    ),
}
"""Rule to what breaks it and what nearly does."""

ELEMENTS: dict[str, Change] = {
    "deficits": {DEFICIT: "", "left hemiparesis following stroke": "none", RESPONSE: ""},
    "interventions": only("neuro re-ed."),
    "skilled-components": {SKILL: "", RESPONSE: ""},
    "response": {RESPONSE: "", "STG 2 half reached.": "", SKILL: ""},
    "functional-outcomes": {
        FUNCTION: "",
        "reports one stumble on the porch steps while carrying laundry on Tuesday": "has no complaint",
    },
    "time": {" 25 min, 10:00-10:25": "", " 15 min, 10:25-10:40": "", "Timed 40 min. Total treatment 40 min.": ""},
}
"""Element to what takes it out of the note."""


def changed(change: Change, text: str = WHOLE) -> str:
    """The note with these replacements; each must have something to replace."""
    for old, new in change.items():
        if old not in text:
            raise ValueError(f"{old!r} is not in the note")
        text = text.replace(old, new)
    return text
