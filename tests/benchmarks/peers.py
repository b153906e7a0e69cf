"""Reed's stream against medspaCy and EDS-NLP: same notes, same lexicon, one core, in one run.

``python tests/benchmarks/peers.py [--medspacy PYTHON] [--edsnlp PYTHON]``: a peer that needs another spaCy can
live in an environment of its own; name its interpreter. Each reader runs in a process of its own, after a warm-up.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
WORDS = 385
"""Words of a note, as in the published measurements of the peers."""


def notes(count: int) -> list[str]:
    """Notes of about `WORDS` words each, put together from the training notes."""
    from nlp_models.training.marked import NOTES, read_notes

    words = " \n".join(n.whole().text for f in sorted(NOTES.glob("*.notes")) for n in read_notes(f)).split(" ")
    if len(words) < count * WORDS:
        raise SystemExit(f"the training notes give {len(words) // WORDS} notes of {WORDS} words, not {count}")
    return [" ".join(words[i * WORDS : (i + 1) * WORDS]) for i in range(count)]


def pipeline() -> Callable[[Sequence[str]], int]:
    """Reed's spaCy pipeline alone: spans with assertion, times, cues, sections; what the peers' pipelines do."""
    from assistant.reading import pipeline as load

    nlp = load()
    return lambda texts: sum(len(d.spans["reed"]) for d in nlp.pipe(texts))


def reed() -> Callable[[Sequence[str]], int]:
    """The whole path from text to review."""
    import assistant

    return lambda texts: sum(len(r.facts.spans) for r in assistant.review_many(texts))


def tokenizer() -> Callable[[Sequence[str]], int]:
    """spaCy's bare English tokenizer."""
    import spacy

    nlp = spacy.blank("en")
    return lambda texts: sum(len(d) for d in nlp.pipe(texts))


def medspacy() -> Callable[[Sequence[str]], int]:
    """Sentences, target rules from Reed's lexicon, ConText, sections."""
    from nlp_models.training.baselines import medspacy as build

    find = build()
    return lambda texts: sum(len(find(t)) for t in texts)


def edsnlp() -> Callable[[Sequence[str]], int]:
    """Sentences, matcher with Reed's lexicon, negation, hypothesis, history, family."""
    import edsnlp as package
    import edsnlp.pipes as eds

    from nlp_models.components.concepts import concept_entries

    nlp = package.blank("eds")
    nlp.add_pipe(eds.sentences())
    nlp.add_pipe(eds.matcher(terms={c["id"]: c["terms"] for c in concept_entries()}, attr="LOWER"))
    for pipe in (eds.negation(), eds.hypothesis(), eds.history(), eds.family()):
        nlp.add_pipe(pipe)
    return lambda texts: sum(len(d.ents) for d in nlp.pipe(texts))


READERS = {"reed": reed, "pipeline": pipeline, "tokenizer": tokenizer, "medspacy": medspacy, "edsnlp": edsnlp}


def measure(name: str, path: Path) -> None:
    """Run one reader over the notes in `path` and print notes a second; a third of the notes is to warm up."""
    texts = json.loads(path.read_text(encoding="utf-8"))
    read = READERS[name]()
    warm, rest = texts[: len(texts) // 3], texts[len(texts) // 3 :]
    read(warm)
    began = time.perf_counter()
    read(rest)
    print(json.dumps({"rate": len(rest) / (time.perf_counter() - began)}))


def main() -> int:
    """Measure every reader whose environment is at hand, and print the rates as ratios to the peers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--medspacy", default=sys.executable)
    parser.add_argument("--edsnlp", default=sys.executable)
    parser.add_argument("--one", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        measure(args.one[0], Path(args.one[1]))
        return 0
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notes.json"
        path.write_text(json.dumps(notes(args.count)), encoding="utf-8")
        rates: dict[str, float] = {}
        for name in READERS:
            python = {"medspacy": args.medspacy, "edsnlp": args.edsnlp}.get(name, sys.executable)
            done = subprocess.run(
                [python, __file__, "--one", name, str(path)],
                cwd=ROOT,
                env={**os.environ, **ONE_CORE, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
            )
            if done.returncode:
                print(f"{name:10} not measured: {done.stderr.strip().splitlines()[-1:]}")
                continue
            rates[name] = json.loads(done.stdout.strip().splitlines()[-1])["rate"]
    for name, rate in rates.items():
        against = "   ".join(f"{r} {rates[r] / rate:6.2f} times" for r in ("pipeline", "reed") if r in rates)
        print(f"{name:10} {rate:8.1f} notes/s   {against} as fast")
    return 0


if __name__ == "__main__":
    sys.exit(main())
