"""`draft`: review and answers to a text in which every word has a source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.conversation.values import Answer, Decline
from assistant.drafting.cutting import TornMarkError, cut
from assistant.drafting.material import Material
from assistant.drafting.rendering import HINT, render
from assistant.drafting.templates import TemplateError, about, source
from assistant.drafting.values import Draft
from assistant.results import Review


def draft(
    review: Review,
    answers: Sequence[Answer] = (),
    template: str = "pt-soap",
    *,
    folder: Path | None = None,
    declines: Iterable[Decline] = (),
) -> Draft:
    """Draft a note.

    Args:
        review: the review whose elements and figures count; with answers, the conversation's, which has them folded in.
        answers: the clinician's answers (``Conversation.answers``).
        template: name of a template, see `template_names`.
        declines: what the clinician left open (``Conversation.declines``): what was *not done* gets no blank.
        folder: where a person's own templates are; None is the one of their configuration, see `own_folder`.

    Returns:
        The draft; its claims cover the text without gaps and overlaps.

    Raises:
        TemplateError: no template has this name, or it cannot be used; says its line and what is wrong.
    """
    material = Material(review, answers, declines)
    text = source(template, folder)
    rendered = render(text, template, material.names)
    try:
        return cut(rendered, material.sheet, template, document=about(text).document)
    except TornMarkError:
        reason = "it takes apart the words it is to place"
        raise TemplateError(f"The template {template} cannot be used: {reason}.", HINT) from None
