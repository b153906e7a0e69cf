"""``reed draft``: the note drafted from what it says and from the clinician's answers, with blanks for the rest."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from assistant.cli.streams import ExitCode, emit, emit_json, emit_text, tell
from assistant.display import safe_display
from assistant.errors import ReedError, did_you_mean


def _list_templates(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the templates and leave."""
    if not wanted or context.resilient_parsing:
        return
    from assistant.drafting import about, source, template_names

    names = template_names()
    width = max(map(len, names))
    for name in names:
        try:
            title = about(source(name)).title
        except ReedError as error:
            title = error.message
        emit((name, "bold"), f"{' ' * (width - len(name))}  {safe_display(title, keep_newlines=False)}".rstrip())
    context.exit(ExitCode.CLEAN)


@click.command(short_help="Draft the note, with blanks for what nobody said.")
@click.option("--template", metavar="NAME", default="pt-soap", show_default=True, help="Form of the note.")
@click.option(
    "--templates", is_flag=True, is_eager=True, expose_value=False, callback=_list_templates, help="List the templates."
)
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--out", type=click.Path(), metavar="FILE", help="Save it as .txt, .md, .docx or .json.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.option("--answers", type=click.Path(), metavar="FILE", help="What the clinician said, one utterance a line.")
@click.option("--payer", metavar="NAME", default="medicare", show_default=True, help="Payer profile to review by.")
@click.option(
    "--dismissals",
    type=click.Path(),
    metavar="FILE",
    help="Findings that are disputed (TOML); a blank of a disputed element stays and does not count.",
)
@click.argument("path", type=click.Path())
def draft(
    template: str,
    form: str,
    out: str | None,
    force: bool,
    answers: str | None,
    payer: str,
    dismissals: str | None,
    path: str,
) -> int:
    """Draft the note. Nothing is invented: what nobody said is a blank, [____: what is needed].

    \b
      reed draft note.txt
      reed draft --answers said.txt note.txt
      reed draft --template addendum --out addendum.docx note.txt

    Your own templates are read from the folder templates of Reed's configuration folder.

    Exit code: 0 the draft has no blanks, 1 it has some for the clinician to fill, 2 an input could not be used.
    Blanks of elements that are disputed do not count.
    """
    from assistant.cli.disputes import Disputes
    from assistant.cli.reviews import check_length, check_payer, load
    from assistant.drafting import draft as make
    from assistant.intake import read_note

    check_payer(payer)
    _check_template(template)
    if out is not None:
        _check_out(out, path, form, force)
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
    made = make(conversation.review, conversation.answers, template, declines=conversation.declines)
    review = conversation.review
    disputed = {f.rule: f.dismissed for f in review.findings if f.dismissed is not None}
    disputed |= {r.id: r.dismissed for r in review.requirements if r.dismissed is not None}
    if out is not None:
        _save(made, out, path, force)
    elif form == "json":
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


def _check_out(out: str, path: str, form: str, force: bool) -> None:
    """Refuse a name for the file before the work is done."""
    from assistant.exporting import check_target, format_of

    chosen = format_of(out)
    if form == "json" and chosen.name != "json":
        raise ReedError(f"--format json and the name {out} ask for different formats.", "Leave one of them out.")
    check_target(Path(out), force=force, beside=_note_file(path))


def _save(made: Any, out: str, path: str, force: bool) -> None:
    from assistant.exporting import blanks_left, export, format_of, save

    save(export(made, format_of(out)), Path(out), force=force, beside=_note_file(path))
    tell(safe_display(f"Saved: {out}. {blanks_left(made)}".rstrip(), keep_newlines=False))


def _note_file(path: str) -> Path | None:
    return None if path == "-" else Path(path)


def _utterances(path: str) -> list[str]:
    from assistant.intake import read_text

    text, _ = read_text(path)
    return [line for line in text.splitlines() if line.strip()]
