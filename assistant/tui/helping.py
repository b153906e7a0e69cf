"""The keys as the help lists them: those of what has the focus, those that work everywhere, then the rest."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

from assistant.tui.changes_pane import ChangeList
from assistant.tui.desk import Desk
from assistant.tui.draft_pane import DraftPane
from assistant.tui.editor import NoteEditor
from assistant.tui.panels import ElementList, FindingList
from assistant.tui.review_pane import ReviewPane
from assistant.tui.talk import AnswerLine
from assistant.tui.tour import Tour

PLACES: tuple[tuple[str, type[Widget] | type[Tour], tuple[type[Widget], ...]], ...] = (
    ("In the note", NoteEditor, (TextArea,)),
    ("In the elements", ElementList, (OptionList,)),
    ("In the findings", FindingList, (OptionList,)),
    ("On the answer line", AnswerLine, (Input,)),
    ("In the review", ReviewPane, ()),
    ("In the draft", DraftPane, ()),
    ("In the changes", ChangeList, (OptionList,)),
    ("In the tour", Tour, ()),
)
"""Heading, the class whose keys it lists, and the classes of Textual whose keys work there too."""


def groups(desk: Desk, everywhere: Iterable[BindingType]) -> dict[str, list[Binding]]:
    """Keys by the name of where they work."""
    here = desk.focused
    around = here.ancestors_with_self if here is not None else []
    mine = [place for place in PLACES if any(isinstance(node, place[1]) for node in around)]
    others = [place for place in PLACES if place not in mine]
    found = {f"{name} (you are here)": _keys(kind, base) for name, kind, base in mine}
    found["Everywhere"] = _listed(Desk.BINDINGS, everywhere)
    return found | {name: _keys(kind, base) for name, kind, base in others}


def _keys(kind: type[Widget] | type[Tour], bases: Iterable[type[Widget]]) -> list[Binding]:
    own = _listed(kind.BINDINGS)
    taken = {key for binding in own for key in binding.key.split(",")}
    inherited = [b for base in bases for b in _listed(base.BINDINGS) if not taken & set(b.key.split(","))]
    return [*own, *inherited]


def _listed(*tables: Iterable[BindingType]) -> list[Binding]:
    return [binding for table in tables for binding in table if isinstance(binding, Binding)]
