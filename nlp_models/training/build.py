"""Build the pipeline that ships: ``python -m nlp_models.training.build [--out DIR]``.

Same notes, same seed, same weights. Voices are split in three (``splits.toml``): trained on, used to choose settings,
and locked: never
looked at but for the scorecard.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import shutil
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import Model

import nlp_models
from nlp_models.components.reader_model import ClauseTagger, committee
from nlp_models.scorecard import SCORECARD_FILE, as_text
from nlp_models.training.marked import read_all_lines, read_corpus
from nlp_models.training.scorecard import scorecard
from nlp_models.training.splits import split
from nlp_models.training.train import Settings, train

HERE = Path(__file__).parent
CONFIG = HERE / "config.cfg"
VERSION = "0.1.0"
MEMBERS = 2
"""Taggers in the committee that ships."""
ROWS = 3000
"""Rows of the largest hash table."""


def assemble(taggers: Sequence[Model], settings: Settings) -> Language:
    """The pipeline of ``config.cfg`` with the trained taggers in it, as a committee where there are several."""
    nlp_models.register()
    config = spacy.util.load_config(CONFIG)
    shape = {"width": settings.width, "blocks": settings.blocks, "dropout": settings.dropout, "rows": ROWS, "pieces": 2}
    name = "reed.ClauseTagger.v1" if len(taggers) == 1 else "reed.Committee.v1"
    members = {} if len(taggers) == 1 else {"members": len(taggers)}
    config["components"]["reed_reader"]["model"] = {"@architectures": name, **members, **shape}
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    nlp.get_pipe("reed_reader").model = taggers[0] if len(taggers) == 1 else committee(taggers)
    return nlp


def train_member(seed: int, epochs: int) -> bytes:
    """Train one member of the committee in a process of its own; gives its weights."""
    parts = split(read_corpus())
    notes = [*parts["train"], *parts["validation"]]
    tagger = train(notes, replace(Settings(), seed=seed, epochs=epochs), read_all_lines())
    return bytes(tagger.to_bytes())


def main(argv: Sequence[str] | None = None) -> int:
    """Train, assemble, write and measure the pipeline."""
    parser = argparse.ArgumentParser(description="Build Reed's pipeline from the training notes.")
    parser.add_argument("--out", type=Path, default=nlp_models.MODEL_DIR)
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--members", type=int, default=MEMBERS, help="taggers in the committee, one process each")
    args = parser.parse_args(argv)
    began = time.time()
    settings = Settings(epochs=args.epochs)
    parts = split(read_corpus())
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        weights = list(pool.map(train_member, range(1, args.members + 1), [args.epochs] * args.members))
    taggers = [ClauseTagger(settings.width, ROWS, settings.blocks, dropout=settings.dropout) for _ in weights]
    for tagger, data in zip(taggers, weights, strict=True):
        tagger.initialize()
        tagger.from_bytes(data)
    nlp = assemble(taggers, settings)
    nlp.meta.update(
        name="reed_en",
        version=VERSION,
        description="Reads therapy notes for CPT 97112.",
        license="Apache-2.0",
        notes={k: len(v) for k, v in parts.items()},
        settings=asdict(settings),
    )
    shutil.rmtree(args.out, ignore_errors=True)
    nlp.to_disk(args.out)
    card = scorecard(parts["locked"], args.out)
    (args.out / SCORECARD_FILE).write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    size = sum(p.stat().st_size for p in args.out.rglob("*") if p.is_file())
    print(as_text(card))
    print(f"\n{len(parts['train']) + len(parts['validation'])} notes, {size / 1e6:.1f} MB, {time.time() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
