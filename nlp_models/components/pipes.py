"""The light components: they call the functions of this package and keep the result on the doc.

Order: ``reed_sections``, ``reed_sentences``, ``reed_clock``, ``reed_lexicon``, ``reed_reader``, ``reed_spans``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from nlp_models.components.clock import read_clock
from nlp_models.components.sections import find_sections
from nlp_models.components.surface import surface

SECTIONS, CLOCK = "reed_sections", "reed_clock"


@Language.component("reed_sections")
def reed_sections(doc: Doc) -> Doc:
    """Headed stretches of the note in ``doc.user_data["reed_sections"]``."""
    doc.user_data[SECTIONS] = find_sections(surface(doc).text)
    return doc


@Language.component("reed_clock")
def reed_clock(doc: Doc) -> Doc:
    """Times of the note in ``doc.user_data["reed_clock"]``."""
    doc.user_data[CLOCK] = read_clock(surface(doc).text)
    return doc
