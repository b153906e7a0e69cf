"""A tokenizer for clinical shorthand: one pass of one pattern, linear in the length of the note.

spaCy's own tokenizer takes time quadratic in the length of a run of punctuation (a signature line of underscores
stalls it) and
keeps ``3x30s`` or ``c/o`` in pieces that carry no meaning. Here numbers part from letters, slashed shorthand (``w/``,
``s/p``)
stays whole, arrows are tokens, and a line end is a token of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp_models.components.surface import SURFACE, surface_of

MAX_TOKEN = 64
"""Longest token in characters.

A longer unbroken run is cut, so that no string in the vocabulary grows without bound.
"""

_TOKEN = rf"""
    \d{{1,{MAX_TOKEN}}}(?:[.:]\d{{1,8}})*      # 97112, 10:05, 4.5
  | <?[-=]{{1,3}}> | <> | [\u2190-\u21ff]      # arrows
  | (?<![^\W\d_])[^\W\d_]/(?:[^\W\d_](?![^\W\d_]))?    # w/ s/p d/t A/P
  | [^\W\d_]{{1,{MAX_TOKEN}}}(?:'[^\W\d_]{{1,8}})?      # words, can't
  | [ ] | [^\S\n]{{1,{MAX_TOKEN}}}            # one space, other white space
  | (?P<mark>[^\w\s])(?P=mark){{0,{MAX_TOKEN}}}               # runs of one punctuation mark
  | _{{1,{MAX_TOKEN}}} | .
"""
TOKEN = re.compile(rf"\n | {_TOKEN}", re.VERBOSE | re.DOTALL)
_SPACED = re.compile(rf"(\n) | ({_TOKEN}) ([ ]?)", re.VERBOSE | re.DOTALL)
"""A line end, or a token and the space after it."""


class ShorthandTokenizer:
    """Callable from text to `Doc`; ``doc.text`` always equals the text given.

    Args:
        vocab: the shared vocabulary.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The doc of a text."""
        found = _SPACED.findall(text)
        words: list[str] = [end or word for end, word, _, _ in found]
        spaces: list[bool] = [space == " " for _, _, _, space in found]
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data[SURFACE] = surface_of(text, words, spaces)
        return doc

    def pipe(self, texts: Iterable[str], batch_size: int = 64) -> Iterable[Doc]:
        """Tokenize a stream of texts."""
        return (self(t) for t in texts)

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Nothing to store: the pattern is code."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> ShorthandTokenizer:
        """Nothing to restore."""
        return self

    def to_disk(self, path: Any, **kwargs: Any) -> None:
        """Nothing to store."""

    def from_disk(self, path: Any, **kwargs: Any) -> ShorthandTokenizer:
        """Nothing to restore."""
        return self


@spacy.registry.tokenizers("reed.ShorthandTokenizer.v1")
def create_tokenizer() -> Callable[[Language], ShorthandTokenizer]:
    """Registered for the pipeline's config (https://spacy.io/api/top-level#registry)."""
    return lambda nlp: ShorthandTokenizer(nlp.vocab)
