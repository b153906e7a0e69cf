"""``reed draft``: the note drafted from what it says and from the clinician's answers, with blanks for the rest."""

from __future__ import annotations

from dataclasses import asdict

import click

from assistant.cli.streams import ExitCode, emit_json, emit_text
from assistant.errors import ReedError, did_you_mean


@click.command(short_help="Draft the note, with blanks for what nobody said.")
@click.option("--template", metavar="NAME", default="pt-soap", show_default=True, help="Form of the note.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--answers", type=click.Path(), metavar="FILE", help="What the clinician said, one utterance a line.")
@click.option("--payer", metavar="NAME", default="medicare", show_default=True, help="Payer profile to review by.")
@click.option(
    "--dismissals",
    type=click.Path(),
    metavar="FILE",
    help="Findings that are disputed (TOML); a blank of a disputed element stays and does not count.",
)
@click.argument("path", type=click.Path())
def draft(template: str, form: str, answers: str | None, payer: str, dismissals: str | None, path: str) -> int:
    """Draft the note. Nothing is invented: what nobody said is a blank, [____: what is needed].

    \b
      reed draft note.txt
      reed draft --answers said.txt note.txt

    Exit code: 0 the draft has no blanks, 1 it has some for the clinician to fill, 2 an input could not be used.
    Blanks of elements that are disputed do not count.
    """
    from assistant.cli.disputes import Disputes
    from assistant.cli.reviews import check_length, check_payer, load
    from assistant.drafting import draft as make
    from assistant.intake import read_note

    check_payer(payer)
    _check_template(template)
    if answers == path == "-":
        raise ReedError("The note and the answers cannot both come from standard input.", "Put one of them in a file.")
    disputes = Disputes(dismissals)
    said = _utterances(answers) if answers else []
    note = read_note(path)
    for text, source in ((note.text, path), *((each, answers or "") for each in said)):
        check_length(text, source)
    load()
    from assistant.conversation import say, start

    conversation = start(note, payer=payer, dismissed=disputes.entries)
    for utterance in said:
        conversation = say(conversation, utterance)
    made = make(conversation.review, conversation.answers, template)
    review = conversation.review
    disputed = {f.rule: f.dismissed for f in review.findings if f.dismissed is not None}
    disputed |= {r.id: r.dismissed for r in review.requirements if r.dismissed is not None}
    if form == "json":
        found = made.to_dict()
        for blank in found["blanks"]:
            dispute = disputed.get(blank["requirement"])
            blank["dismissed"] = None if dispute is None else asdict(dispute)
        emit_json(found)
    else:
        emit_text(made.text)
    disputes.settle(review)
    disputes.tell_unmet()
    return ExitCode.FINDINGS if any(b.requirement not in disputed for b in made.blanks) else ExitCode.CLEAN


def _check_template(template: str) -> None:
    from assistant.drafting import template_names

    known = template_names()
    if template not in known:
        hint = did_you_mean(template, known) or f"There are {', '.join(known)}."
        raise ReedError(f"There is no template {template!r}.", hint)


def _utterances(path: str) -> list[str]:
    from assistant.intake import read_text

    text, _ = read_text(path)
    return [line for line in text.splitlines() if line.strip()]
