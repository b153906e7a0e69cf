"""spaCy component ``reed_reader``: runs the trained tagger and keeps its probabilities for the components after it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc
from thinc.api import Model, set_dropout_rate

from nlp_models.components.compiled import CompiledTagger
from nlp_models.components.features import note_rows
from nlp_models.components.targets import probabilities

DEFAULT_MODEL = {"@architectures": "reed.ClauseTagger.v2", "width": 96, "blocks": 2}


@Language.factory("reed_reader", default_config={"model": DEFAULT_MODEL}, assigns=["doc.user_data"])
class Reader(Pipe):
    """Scores every token for label, genericness, assertion and time role (https://spacy.io/api/pipe).

    Args:
        nlp: the pipeline.
        name: name of the component in it.
        model: the tagger (`reed.ClauseTagger.v2`).

    The probabilities go to ``doc.user_data["reed_prob"]``: a dict of arrays, one row a token.
    """

    def __init__(self, nlp: Language, name: str, model: Model) -> None:
        self.name = name
        self.model = model
        self.cfg: dict[str, Any] = {}
        self._compiled: CompiledTagger | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Score the tokens of a doc."""
        self._predict(doc)
        return doc

    def _predict(self, doc: Doc) -> None:
        """Score one doc.

        Never several at once: sums in a larger matrix round otherwise, and a note must read the same alone and in a
        stream.
        """
        if not len(doc):
            doc.user_data["reed_prob"] = {}
            return
        if self._compiled is None:
            self._compiled = CompiledTagger(self.model)
        doc.user_data["reed_prob"] = probabilities(self._compiled.scores(note_rows(doc)))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the weights (msgpack, no pickle)."""
        path = Path(path)
        path.mkdir(parents=True, exist_ok=True)
        (path / "model").write_bytes(self.model.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Reader:
        """Read the weights."""
        self.model.from_bytes((Path(path) / "model").read_bytes())
        set_dropout_rate(self.model, 0.0)
        self._compiled = CompiledTagger(self.model)
        return self
