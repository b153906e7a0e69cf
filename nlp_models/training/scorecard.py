"""The scorecard: how well Reed reads and judges notes of voices it never saw.

``python -m nlp_models.training.scorecard [--part locked]`` prints it; the build keeps it beside the weights, where
``reed scorecard`` finds it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import nlp_models
from nlp_models.components.plain import reading_text
from nlp_models.scorecard import SCORECARD_FILE, as_text
from nlp_models.training.evaluate import SpanScores, Tally
from nlp_models.training.marked import FLAGS, STATUSES, MarkedNote, Rendered, read_corpus
from nlp_models.training.splits import split

FIGURES = ("start", "end", "minutes_97112", "total_minutes")


def scorecard(notes: Sequence[MarkedNote], model: Path = nlp_models.MODEL_DIR) -> dict[str, Any]:
    """Figures on these notes: spans by label, statuses by requirement, variants, times.

    `rules`: how often a rule is told of notes it is true of, as far as the marks say what is true (the six elements
    and the flags); `whole`: share of complete notes with all six elements met; `missing` and `weak`: share of notes
    with one element left out or weakened where just that is said of it; `… called met`: share where it is called met;
    `untouched`: share of the other elements still met.
    """
    from assistant.note import Note
    from assistant.reading import facts_of
    from assistant.reviewing import review_facts
    from assistant.rules import rule_of

    nlp = nlp_models.load(model)

    spans, facts = SpanScores(), Tally()
    confusion: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    variants: dict[str, Tally] = defaultdict(Tally)
    rules: dict[str, Tally] = defaultdict(Tally)
    pairs = [(n, v) for n in notes for v in n.variants()]
    for note, variant in pairs:
        text = Note(variant.text)
        review = review_facts(text, facts_of(nlp(reading_text(text.text)), text))
        said = {r.id: r.status for r in review.requirements}
        if ":" not in variant.name:
            spans.add(variant.spans, review.facts.spans)
            for name, status in variant.statuses.items():
                rules[rule_of(name).id].add(status != "met", said[name] != "met")
            for flag in FLAGS:
                rules[f"flag {flag}"].add(flag in note.flags, flag in review.flags)
            time = review.to_dict()["time"]
            facts.gold += len(FIGURES)
            facts.found += sum(time[k] == note.time.get(k) for k in FIGURES)
            for name, status in variant.statuses.items():
                confusion[name][status, said[name]] += 1
        _count_variant(variant, note, said, variants)
    return {
        "notes": len(notes),
        "voices": sorted({n.voice for n in notes}),
        "labels": {name: t.figures() for name, t in sorted(spans.labels.items())},
        "spans": spans.micro().figures(),
        "assertion_accuracy": round(spans.assertions.recall, 3),
        "time_figures": round(facts.recall, 3),
        "requirements": {name: _statuses(c) for name, c in confusion.items()},
        "status_accuracy": round(_accuracy(confusion.values()), 3),
        "rules": {name: t.figures() for name, t in sorted(rules.items())},
        "variants": {name: round(t.recall, 3) for name, t in sorted(variants.items())},
    }


def _count_variant(variant: Rendered, note: MarkedNote, said: dict[str, str], out: dict[str, Tally]) -> None:
    wrong = [q for q, s in variant.statuses.items() if said[q] != s]
    if ":" not in variant.name:
        if note.quality == "good":
            out["whole"].gold += 1
            out["whole"].found += not wrong
        return
    _, status, name = variant.name.split(":")
    for key, hit in ((status, said[name] == status), (f"{status} called met", said[name] == "met")):
        out[key].gold += 1
        out[key].found += hit
    out["untouched"].gold += len(said) - 1
    out["untouched"].found += len(said) - 1 - sum(q != name for q in wrong)


def _statuses(confusion: Counter[tuple[str, str]]) -> dict[str, Any]:
    out: dict[str, Any] = {"accuracy": round(_accuracy([confusion]), 3)}
    for s in STATUSES:
        hit = confusion[s, s]
        t = Tally(
            hit,
            sum(n for (g, _), n in confusion.items() if g == s),
            hit,
            sum(n for (_, p), n in confusion.items() if p == s),
        )
        out[s] = t.figures()
    return out


def _accuracy(confusions: Iterable[Counter[tuple[str, str]]]) -> float:
    all_ = sum(confusions, Counter[tuple[str, str]]())
    return sum(n for (g, p), n in all_.items() if g == p) / max(1, sum(all_.values()))


def write(card: dict[str, Any], folder: Path) -> None:
    """Keep the figures of the reader in this folder; those of the rules' cases, where it has them, stay."""
    path = folder / SCORECARD_FILE
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps({**kept, **card}, indent=1) + "\n", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure the shipped pipeline on one part of the notes."""
    parser = argparse.ArgumentParser(description="Measure Reed's reading on training voices.")
    parser.add_argument("--part", default="locked", choices=("train", "validation", "locked"))
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keep", type=Path, help="write the figures to this folder")
    args = parser.parse_args(argv)
    card = scorecard(split(read_corpus())[args.part])
    if args.keep:
        write(card, args.keep)
    print(json.dumps(card, indent=1) if args.json else as_text(card))
    return 0


if __name__ == "__main__":
    sys.exit(main())
