"""Dismissing a finding: with a reason, kept with the note, shown in the review, and taken back when one likes."""

from __future__ import annotations

import getpass
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import PurePath

from textual import on

from assistant.dismissals import Dismissed, matched
from assistant.results import Dismissal, Finding
from assistant.tui import sidecar
from assistant.tui.choosing import ReasonDialog
from assistant.tui.outgoing import Outgoing
from assistant.tui.panels import FindingList


class Disputing(Outgoing):
    """What the clinician disputes in the findings."""

    @on(FindingList.Disputed)
    def _dispute(self, event: FindingList.Disputed) -> None:
        event.stop()
        if event.finding.dismissed is not None:
            self._withdraw(event.finding)
            return
        by = self.session.dismissed[-1].dismissal.by if self.session.dismissed else _user()
        dialog = ReasonDialog(event.finding.message, by, self._where_kept())
        self.app.push_screen(dialog, partial(self._given, event.finding))

    def _given(self, finding: Finding, given: tuple[str, str] | None) -> None:
        if given is None:
            return
        reason, by = given
        words = "" if finding.start is None or self.conversation is None else self._words(finding)
        entry = Dismissed(finding.rule, Dismissal(reason, by, date.today().isoformat()), words)
        self.session = self.session.dismissing(entry)
        self._disputes_changed()
        self.notify("Dismissed. It stays in the list; u takes the last dismissal back.")

    def _words(self, finding: Finding) -> str:
        return " ".join(self.conversation.note.text[finding.start : finding.end].split())

    def _withdraw(self, finding: Finding) -> None:
        review = self.review
        if review is None:
            return
        kept = tuple(
            d
            for d in self.session.dismissed
            if not (d.rule == finding.rule and d.dismissal == finding.dismissed and matched(review, [d]))
        )
        self.session = replace(self.session, dismissed=kept)
        self._disputes_changed()
        self.notify("The finding counts again.")

    def action_undo_dismissal(self) -> None:
        """Take the last dismissal back."""
        if not self.session.dismissed:
            self.notify("Nothing was dismissed.")
            return
        self.session = replace(self.session, dismissed=self.session.dismissed[:-1])
        self._disputes_changed()
        self.notify("The last dismissal was taken back.")

    def _disputes_changed(self) -> None:
        self.keep()
        if self.session.source != "-" and not self.private:
            self.write_disputes()
        self.show_review(self.review)
        self.show_status()

    def _where_kept(self) -> str:
        if self.private:
            return "Kept until Reed ends, and no longer: this is a private session."
        if self.session.source == "-":
            return "Kept with the unfinished note, and beside it once it is saved to a file."
        return f"Kept beside the note, in {PurePath(self.session.source).name}{sidecar.SUFFIX}."


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
