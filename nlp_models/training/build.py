"""Build the pipeline that ships: ``python -m nlp_models.training.build [--out DIR]``.

Same notes, same seed, same weights. Voices are split in three (``splits.toml``): trained on, used to choose settings,
and locked: never
looked at but for the scorecard.
"""

from __future__ import annotations

import argparse
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
from thinc.api import Model, set_dropout_rate

import nlp_models
from nlp_models.scorecard import as_text
from nlp_models.training.marked import MarkedNote, read_all_lines, read_corpus
from nlp_models.training.rule_scorecard import keep as keep_rule_figures
from nlp_models.training.scorecard import scorecard, write
from nlp_models.training.splits import split
from nlp_models.training.train import Settings, tagger, train

HERE = Path(__file__).parent
CONFIG = HERE / "config.cfg"
VERSION = "0.1.0"
TEACHERS = 2
"""Wide taggers of different seeds that the narrow one that ships learns from."""
TEACHER = Settings(width=128, dropout=0.15, epochs=20)
SHIPPED = Settings()


def assemble(trained: Model, settings: Settings) -> Language:
    """The pipeline of ``config.cfg`` with the trained tagger in it."""
    nlp_models.register()
    config = spacy.util.load_config(CONFIG)
    names = ("width", "rows", "word_width", "blocks", "pieces", "dropout")
    config["components"]["reed_reader"]["model"] = {
        "@architectures": "reed.ClauseTagger.v2",
        **{n: getattr(settings, n) for n in names},
    }
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    nlp.get_pipe("reed_reader").model = trained
    return nlp


def _notes() -> list[MarkedNote]:
    parts = split(read_corpus())
    return [*parts["train"], *parts["validation"]]


def train_teacher(settings: Settings) -> bytes:
    """Train one wide tagger in a process of its own; gives its weights."""
    return bytes(train(_notes(), settings, read_all_lines()).to_bytes())


def train_shipped(settings: Settings, teachers: int) -> Model:
    """Train the teachers side by side, then the tagger that ships from the marks and from them."""
    wide = [replace(TEACHER, seed=seed, epochs=min(TEACHER.epochs, settings.epochs)) for seed in range(1, teachers + 1)]
    learnt_from = []
    if wide:
        with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
            for of, weights in zip(wide, pool.map(train_teacher, wide), strict=True):
                model = tagger(of)
                model.initialize()
                learnt_from.append(set_dropout_rate(model.from_bytes(weights), 0.0))
    return train(_notes(), settings, read_all_lines(), learnt_from)


def main(argv: Sequence[str] | None = None) -> int:
    """Train, assemble, write and measure the pipeline."""
    parser = argparse.ArgumentParser(description="Build Reed's pipeline from the training notes.")
    parser.add_argument("--out", type=Path, default=nlp_models.MODEL_DIR)
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--teachers", type=int, default=TEACHERS, help="wide taggers to learn from, a process each")
    args = parser.parse_args(argv)
    began = time.time()
    settings = replace(SHIPPED, epochs=args.epochs)
    parts = split(read_corpus())
    nlp = assemble(train_shipped(settings, args.teachers), settings)
    nlp.meta.update(
        name="reed_en",
        version=VERSION,
        description="Reads therapy notes for CPT 97112.",
        license="Apache-2.0",
        notes={k: len(v) for k, v in parts.items()},
        lines=len(read_all_lines()),
        teachers=args.teachers,
        settings=asdict(settings),
    )
    shutil.rmtree(args.out, ignore_errors=True)
    nlp.to_disk(args.out)
    card = scorecard(parts["locked"], args.out)
    write(card, args.out)
    keep_rule_figures(args.out)
    size = sum(p.stat().st_size for p in args.out.rglob("*") if p.is_file())
    print(as_text(card))
    print(f"\n{len(parts['train']) + len(parts['validation'])} notes, {size / 1e6:.1f} MB, {time.time() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
