"""Build the pipeline that ships: ``python -m nlp_models.training.build [--out DIR]``.

Same notes, same seed, same weights. Voices are split in three (``splits.toml``): trained on, used to choose settings,
and locked: never
looked at but for the scorecard.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import Model

import nlp_models
from nlp_models.components.reader_model import committee
from nlp_models.training.marked import read_corpus
from nlp_models.training.splits import split
from nlp_models.training.train import Settings, train

HERE = Path(__file__).parent
CONFIG = HERE / "config.cfg"


def assemble(taggers: Sequence[Model], settings: Settings) -> Language:
    """The pipeline of ``config.cfg`` with the trained taggers in it, as a committee where there are several."""
    nlp_models.register()
    config = spacy.util.load_config(CONFIG)
    shape = {"width": settings.width, "blocks": settings.blocks, "dropout": settings.dropout, "rows": 3000, "pieces": 2}
    name = "reed.ClauseTagger.v1" if len(taggers) == 1 else "reed.Committee.v1"
    members = {} if len(taggers) == 1 else {"members": len(taggers)}
    config["components"]["reed_reader"]["model"] = {"@architectures": name, **members, **shape}
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    nlp.get_pipe("reed_reader").model = taggers[0] if len(taggers) == 1 else committee(taggers)
    return nlp


def main(argv: Sequence[str] | None = None) -> int:
    """Train, assemble and write the pipeline."""
    parser = argparse.ArgumentParser(description="Build Reed's pipeline from the training notes.")
    parser.add_argument("--out", type=Path, default=nlp_models.MODEL_DIR)
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    args = parser.parse_args(argv)
    began = time.time()
    parts = split(read_corpus())
    settings = replace(Settings(), epochs=args.epochs)
    nlp = assemble([train(parts["train"], settings)], settings)
    nlp.meta.update(
        name="reed_en",
        version="0.1.0",
        description="Reads therapy notes for CPT 97112.",
        license="Apache-2.0",
        notes={k: len(v) for k, v in parts.items()},
        settings=asdict(settings),
    )
    nlp.to_disk(args.out)
    size = sum(p.stat().st_size for p in args.out.rglob("*") if p.is_file())
    print(
        json.dumps(
            {
                "notes": {k: len(v) for k, v in parts.items()},
                "megabytes": round(size / 1e6, 2),
                "seconds": round(time.time() - began),
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
