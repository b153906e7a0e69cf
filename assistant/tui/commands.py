"""The commands of the palette, by the thing they act on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand

from assistant.tui import palette
from assistant.tui.desk import Desk

if TYPE_CHECKING:
    from assistant.tui.app import Workbench


def commands(app: Workbench, desk: Desk) -> Iterator[SystemCommand]:
    """Every command, for the desk in front."""
    for title, help_text, do in _commands(app, desk):
        yield SystemCommand(title, help_text, do)
    for name in palette.elements():
        word = palette.element(name).word
        yield SystemCommand(f"Words: {word}", "Go to the words in the note", partial(desk.go_to, name))
        yield SystemCommand(f"Why: {word}", "What would change the verdict", partial(desk.explain, name))
    for place, template in enumerate(desk.services.templates()):
        yield SystemCommand(f"Form: {template}", "Draft with this template", partial(desk.draft_with, place))


def _commands(app: Workbench, desk: Desk) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    yield "Note: Open", "Open a note from a file (ctrl+o)", desk.action_open
    yield "Note: Save as", "Save the note to a file (ctrl+s)", desk.action_save
    yield "Note: New", "Begin a new note beside this one (ctrl+n)", desk.action_new
    yield "Note: Put away", "Close this note (alt+w)", desk.action_put_away
    yield "Note: List", "Open notes, recent ones, samples (f9)", app.action_notes
    yield "Note: Next", "The next open note (alt+n)", partial(app.action_turn, 1)
    yield "Note: Bring back", "Open the newest other unfinished note", desk.action_bring_back
    yield "Note: Edit outside", "Open the note in your own editor (alt+e)", desk.action_edit_outside
    yield "Note: Copy", "Copy the note to the clipboard (alt+c)", desk.action_copy_note
    yield "Note: Forget recent", "Forget the list of recent notes", app.recent.forget
    yield "Draft: Show", "Show the drafted note (f4)", desk.action_draft
    yield "Draft: Copy", "Copy the draft to the clipboard", desk.action_copy_draft
    yield "Draft: Export", "Save the draft as text, Markdown, DOCX or JSON", desk.action_save_draft
    yield "Draft: Print", "Send the draft to the printer (lp)", desk.action_print_draft
    yield "Draft: Next template", "Draft with the next template", desk.action_next_template
    yield "Changes: Show", "Accept or reject what the draft would add (f7)", desk.action_changes
    yield "Changes: Put into the note", "Put what is accepted into the note", desk.action_put_changes
    yield "Changes: Copy", "Copy the note with what is accepted", desk.action_copy_changed
    yield "Show: Conversation", "Answer Reed's question (f3)", desk.action_talk
    yield "Show: Review", "The verdict and what would change it (f6)", desk.action_review
    yield "Show: Findings", "What the rules raise (f5)", desk.action_findings
    yield "Show: One half", "Give the whole window to one half, and back (f8)", desk.action_enlarge
    yield (
        "Findings: Dismiss",
        "Dismiss the finding that is highlighted, with a reason (d)",
        desk.findings.action_dispute,
    )
    yield "Findings: Undo dismissal", "Take the last dismissal back", desk.action_undo_dismissal
    yield "Tour", "Reed in ten steps, on a sample note", app.action_tour
    yield "Help", "Keys, legend, and what becomes of your note (f1)", app.action_help
    yield "Quit", "Leave (ctrl+q)", app.action_leave
