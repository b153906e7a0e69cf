"""How often each rule is told of the cases that it is written for, and of their near misses.

``python -m nlp_models.training.rule_scorecard`` prints the locked half. ``--keep`` writes it into the scorecard that
ships and leaves the figures of the reader there as they are: no training is needed. ``--failures`` names the cases of
the mending half that come out wrong; those of the locked half are never named.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nlp_models
from nlp_models.components.plain import reading_text
from nlp_models.scorecard import SCORECARD_FILE, cases_as_text
from nlp_models.training.evaluate import Tally
from nlp_models.training.rule_cases import HALVES, RuleCase, of_half, read_cases, read_frames, whole_note

PART = "rule_cases"
"""Name of these figures in the scorecard."""


def told_of(texts: Sequence[str], model: Path = nlp_models.MODEL_DIR) -> Iterator[set[str]]:
    """Ids of the rules told of each text, in any weight; of the six elements, those that are not met."""
    from assistant.note import Note
    from assistant.reading import facts_of
    from assistant.reviewing import review_facts

    nlp = nlp_models.load(model)
    for text in texts:
        note = Note(text)
        review = review_facts(note, facts_of(nlp(reading_text(text)), note))
        yield {f.rule for f in review.findings} | {r.rule for r in review.open_requirements}


def judged(cases: Sequence[RuleCase], model: Path = nlp_models.MODEL_DIR) -> list[tuple[RuleCase, bool]]:
    """Each case with whether its rule was told of it."""
    texts = [case.text for case in cases]
    return [(case, case.rule in told) for case, told in zip(cases, told_of(texts, model), strict=True)]


def measure(cases: Sequence[RuleCase], model: Path = nlp_models.MODEL_DIR) -> dict[str, Any]:
    """The figures of these cases, read with the pipeline in the folder `model`.

    `rules`: precision, recall and F1 a rule, `support` cases where it ought to be told and `silent` near misses;
    `all`: the same over all rules; `whole_notes`: notes that satisfy every rule, and what was told of them.
    """
    tallies: dict[str, Tally] = defaultdict(Tally)
    silent: dict[str, int] = defaultdict(int)
    for case, told in judged(cases, model):
        tallies[case.rule].add(case.fires, told)
        silent[case.rule] += not case.fires
    total = Tally()
    for tally in tallies.values():
        total.merge(tally)
    frames = list(told_of([whole_note(name) for name in read_frames()], model))
    return {
        "rules": {rule: tallies[rule].figures() | {"silent": silent[rule]} for rule in sorted(tallies)},
        "all": total.figures() | {"silent": sum(silent.values())},
        "whole_notes": {"notes": len(frames), "told": sum(map(len, frames))},
    }


def keep(model: Path = nlp_models.MODEL_DIR) -> None:
    """Measure the locked half with this pipeline and put it into the scorecard beside it; the rest stays as it is."""
    path = model / SCORECARD_FILE
    card = json.loads(path.read_text(encoding="utf-8"))
    card[PART] = measure(of_half(read_cases(), "locked"), model)
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure the rules on their cases."""
    parser = argparse.ArgumentParser(description="Measure Reed's rules on their cases.")
    parser.add_argument("--half", default="locked", choices=HALVES)
    parser.add_argument("--keep", action="store_true", help="write the figures of the locked half to the scorecard")
    parser.add_argument("--failures", action="store_true", help="name what comes out wrong in the mending half")
    args = parser.parse_args(argv)
    cases = read_cases()
    if args.failures:
        for case, told in judged(of_half(cases, "mending")):
            if told != case.fires:
                print(f"{case.rule}: {'not told' if case.fires else 'told'} of\n{case.text}\n")
        return 0
    if args.keep:
        keep()
    print("\n".join(cases_as_text(measure(of_half(cases, args.half)))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
