"""The part of Reed that reads notes: spaCy components, lexicon, trained pipeline, training.

`load` gives the trained pipeline that ships; nothing is downloaded.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

# The matrices of one note are small: threads of the BLAS cost more than they give, and sums depend on their number.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if TYPE_CHECKING:
    from spacy.language import Language

MODEL_DIR = Path(__file__).parent / "reed_en"


class ModelError(RuntimeError):
    """The trained pipeline is not there or cannot be read; the message says what to do."""


def load(path: Path = MODEL_DIR) -> Language:
    """The trained pipeline.

    Raises:
        ModelError: the folder is missing or damaged (an interrupted installation).
    """
    if not (path / "config.cfg").is_file():
        raise ModelError(
            f"the trained pipeline is not in {path}: install Reed again, or build it with "
            "`python -m nlp_models.training.build`"
        )
    import spacy

    register()
    try:
        return spacy.load(path)
    except (OSError, ValueError, KeyError) as e:
        raise ModelError(
            f"the trained pipeline in {path} cannot be read ({type(e).__name__}): install Reed again"
        ) from e


def register() -> None:
    """Make the components known to spaCy."""
    from nlp_models.components import cues, lexicon, pipes, reader, sentences, spans, tokenizer  # noqa: F401
