"""Drafts in which every word has a source: the note, an answer of the clinician, or neutral furniture of a template.

>>> import assistant
>>> from assistant.drafting import draft
>>> made = draft(assistant.review("Worked on standing balance."))
>>> made.text == "".join(made.text[c.start : c.end] for c in made.claims)
True

What is not known stays a visible blank, ``[____: what is needed]``. Note text is never given to the template engine: it
sees numbered marks, and the words are put in their place after it is done.
"""

from __future__ import annotations

from assistant.drafting.changes import Change, apply, changes, insertions, proposals
from assistant.drafting.making import draft
from assistant.drafting.templates import about, own_folder, source, template_names
from assistant.drafting.values import Blank, Claim, ClaimSource, Draft, Replaced, Statement

__all__ = [
    "Blank",
    "Change",
    "Claim",
    "ClaimSource",
    "Draft",
    "Replaced",
    "Statement",
    "about",
    "apply",
    "changes",
    "draft",
    "insertions",
    "own_folder",
    "proposals",
    "source",
    "template_names",
]
