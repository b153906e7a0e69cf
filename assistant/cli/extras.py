"""``reed example`` and ``reed completion``: a note to try, and completion for the shell."""

from __future__ import annotations

import click

from assistant.cli.streams import ExitCode, emit, emit_text
from assistant.errors import ReedError, did_you_mean

SHELLS = ("bash", "zsh", "fish")


@click.command(short_help="Print an invented note to try Reed with.")
@click.option("--path", "as_path", is_flag=True, help="Print where the note is instead of the note.")
@click.option("--list", "as_list", is_flag=True, help="Print the names of all sample notes.")
@click.argument("name", required=False, metavar="[NAME]")
def example(as_path: bool, as_list: bool, name: str | None) -> int:
    """Print an invented note to try Reed with.

    \b
      reed example | reed check -
      reed check "$(reed example --path)"
    """
    from assistant import examples

    if as_list:
        for each in examples.names():
            emit(each)
        return ExitCode.CLEAN
    name = name or examples.DEFAULT
    if name not in examples.names():
        hint = did_you_mean(name, examples.names()) or f"There are {', '.join(examples.names())}."
        raise ReedError(f"There is no sample note {name!r}.", hint)
    if as_path:
        emit(str(examples.path(name)))
    else:
        emit_text(examples.text(name))
    return ExitCode.CLEAN


@click.command(short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> int:
    """Print the completion script of a shell.

    \b
      reed completion bash >> ~/.bashrc
      reed completion zsh  >> ~/.zshrc
      reed completion fish > ~/.config/fish/completions/reed.fish
    """
    from click.shell_completion import ShellComplete, get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise ReedError(f"No completion is known for {shell}.", f"There is one for {', '.join(SHELLS)}.")
    # The base class's `source`: bash's own would start a bash to look at its version.
    emit_text(ShellComplete.source(found(ctx.find_root().command, {}, "reed", "_REED_COMPLETE")))
    return ExitCode.CLEAN
