"""What today's ways of reading find, by the same scorer: a keyword checklist, and medspaCy with our own lexicon.

``python -m nlp_models.training.baselines ENGINE [--part locked]`` prints the span figures on our notes;
``python -m nlp_models.training.baselines ENGINE check --format jsonl FILE...`` answers like ``reed check``, so that
any scorer of that output can be used.
medspaCy is an optional dependency (``pip install medspacy``) and may live in an environment of its own.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlp_models.components.concepts import concept_entries
from nlp_models.training.evaluate import SpanScores
from nlp_models.training.marked import ELEMENTS, LABELS, read_corpus

CONTEXT = {
    "NEGATED_EXISTENCE": "negated",
    "HISTORICAL": "historical",
    "HYPOTHETICAL": "hypothetical",
    "FAMILY": "other",
    "POSSIBLE_EXISTENCE": "present",
}


@dataclass(frozen=True)
class Said:
    """A span a baseline found."""

    start: int
    end: int
    label: str
    assertion: str = "present"
    weak: bool = False


def keyword() -> Callable[[str], list[Said]]:
    """Every listed term, wherever it stands; all present."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    weak: dict[str, bool] = {}
    for c in concept_entries():
        key = f"{c['label']}|{c['id']}"
        weak[key] = c.get("weak", False)
        matcher.add(key, [nlp.make_doc(t) for t in c["terms"]])

    def find(text: str) -> list[Said]:
        doc = nlp.make_doc(text)
        spans = spacy.util.filter_spans(matcher(doc, as_spans=True))
        return [Said(s.start_char, s.end_char, s.label_.split("|")[0], weak=weak[s.label_]) for s in spans]

    return find


def medspacy() -> Callable[[str], list[Said]]:
    """medspaCy's pipeline (sentences, target matcher, ConText, sections) with the lexicon's terms as target rules."""
    import medspacy as package
    from medspacy.ner import TargetRule

    nlp = package.load(
        medspacy_enable=["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context", "medspacy_sectionizer"]
    )
    rules = [TargetRule(t, c["label"]) for c in concept_entries() for t in c["terms"]]
    nlp.get_pipe("medspacy_target_matcher").add(rules)

    def find(text: str) -> list[Said]:
        return [Said(e.start_char, e.end_char, e.label_, _context(e)) for e in nlp(text).ents]

    return find


def _context(ent: Any) -> str:
    for modifier in ent._.modifiers:
        if (kind := CONTEXT.get(modifier.category, "present")) != "present":
            return kind
    return "present"


ENGINES = {"keyword": keyword, "medspacy": medspacy}


def as_review(source: str, text: str, spans: Sequence[Said]) -> dict[str, Any]:
    """A baseline's spans in the form of a review.

    An element is met where a term of it stands, weak where only a generic one does.
    """
    requirements = []
    for code, name in ELEMENTS.items():
        mine = [s for s in spans if s.label == LABELS[code] and s.assertion in ("present", "planned")]
        status = "missing" if not mine else "weak" if all(s.weak for s in mine) else "met"
        requirements.append({"id": name, "status": status})
    return {
        "source": source,
        "spans": [
            {"label": s.label, "assertion": s.assertion, "start": s.start, "end": s.end, "text": text[s.start : s.end]}
            for s in spans
        ],
        "requirements": requirements,
        "time": {},
        "billing": {},
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Score a baseline on our notes, or let it answer like ``reed check``."""
    parser = argparse.ArgumentParser(description="Score a baseline reader.")
    parser.add_argument("engine", choices=sorted(ENGINES))
    parser.add_argument("command", nargs="?", choices=("check",))
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--format", default="jsonl")
    parser.add_argument("--part", default="locked")
    args = parser.parse_intermixed_args(argv)
    find = ENGINES[args.engine]()
    if args.command:
        for path in args.files:
            text = path.read_text(encoding="utf-8")
            print(json.dumps(as_review(str(path), text, find(text))))
        return 0
    from nlp_models.training.splits import split

    scores = SpanScores()
    for note in split(read_corpus())[args.part]:
        whole = note.whole()
        scores.add(whole.spans, find(whole.text))
    print(scores.table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
