"""The command tree and the outermost guard: whatever goes wrong, one clear line and an exit code leave this module.

Commands are named here and imported when used; each imports what is heavy (spaCy, Textual, Jinja2) when it runs.
"""

from __future__ import annotations

import errno
import os
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from assistant import __version__
from assistant.cli import streams
from assistant.cli.streams import ExitCode
from assistant.errors import ReedError, did_you_mean

COMMANDS = {
    "check": "check",
    "chat": "chat",
    "draft": "draft",
    "web": "web",
    "units": "units",
    "fee": "fee",
    "pair": "pair",
    "measure": "measure",
    "rule": "rule",
    "scorecard": "scorecard",
    "example": "extras",
    "completion": "extras",
}
"""Command to the module of this package that holds it, in the order of the help."""

COMPLETING = "_REED_COMPLETE"
"""Set by the shell while it asks for completions."""


class Reed(click.Group):
    """``reed``: a command, or a path that opens the workbench with that note."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"assistant.cli.{COMMANDS[cmd_name]}"), cmd_name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A known command, or else the workbench with a path."""
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        if not _like_path(args[0]):
            hint = did_you_mean(args[0], COMMANDS) or "`reed --help` lists the commands."
            raise ReedError(f"There is no command and no file {_short(args[0])!r}.", hint)
        from assistant.cli.workbench import workbench

        return "workbench", workbench, args


@click.group(
    cls=Reed,
    invoke_without_command=True,
    no_args_is_help=False,
    subcommand_metavar="[COMMAND | PATH] ...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Notes stay on this machine: Reed opens no network connection. `reed COMMAND --help` tells more.",
)
@click.version_option(__version__, prog_name="reed", message="%(prog)s %(version)s")
@click.option("--private", is_flag=True, help="Open the workbench without keeping the unfinished note on disk.")
@click.option("--payer", metavar="NAME", help="Payer profile for the workbench (default: medicare).")
@click.pass_context
def reed(ctx: click.Context, private: bool, payer: str | None) -> int | None:
    """Review therapy notes billed under CPT 97112.

    \b
      reed                     open the workbench (reed PATH: with that note)
      reed check note.txt      review a note; - reads standard input
      reed example | reed check -
    """
    ctx.obj = {"private": private, "payer": payer}
    if ctx.invoked_subcommand is not None:
        if payer and ctx.invoked_subcommand in COMMANDS:
            raise ReedError(f"--payer stands before {ctx.invoked_subcommand!r}.", "Put it after the command.")
        return None
    from assistant.cli.workbench import open_workbench

    return open_workbench(None, private=private, payer=payer)


def run(argv: Sequence[str] | None = None) -> int:
    """Run a command line; every way out is an exit code."""
    streams.prepare()
    _harden()
    code = _guarded(list(argv) if argv is not None else sys.argv[1:])
    try:
        streams.flush()
    except streams.PipeClosedError:
        code = ExitCode.PIPE_CLOSED
        streams.abandon()
    except ReedError as error:
        code = ExitCode.UNUSABLE
        streams.complain(error)
        streams.abandon()
    return int(code)


def _guarded(args: list[str]) -> int:
    try:
        result: Any = reed.main(args=args, prog_name="reed", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        streams.tell("Interrupted.")
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        streams.complain(_usage(error, args))
    except ReedError as error:
        streams.complain(error)
    except streams.PipeClosedError:
        streams.abandon()
        return ExitCode.PIPE_CLOSED
    except SystemExit as error:
        if COMPLETING in os.environ:
            return int(error.code or 0)
        # click leaves by itself when nobody reads the help that it prints.
        streams.abandon()
        return ExitCode.PIPE_CLOSED
    except OSError as error:
        # The help is click's to write; errors on files name the file.
        full = error.errno in (errno.ENOSPC, errno.EFBIG, errno.EIO) and error.filename is None
        streams.complain(streams.unwritable(error) if full else _fault(error))
        if full:
            streams.abandon()
    except Exception as error:  # the last guard: a traceback may quote a note
        streams.complain(_fault(error))
    else:
        return int(result or 0)
    return ExitCode.UNUSABLE


def _usage(error: click.ClickException, args: list[str]) -> ReedError:
    ctx = getattr(error, "ctx", None)
    # An option without its value is refused before click knows for whom.
    command = ctx.command_path if ctx else f"reed {args[0]}" if args and args[0] in COMMANDS else ""
    where = f"`{command} --help` shows how." if command else "`reed --help` lists the commands."
    return ReedError(error.format_message(), where)


def _fault(error: Exception) -> ReedError:
    """An error nobody foresaw, named by its kind and place only: its message might quote the note."""
    # Imported where it is needed: the package of the workbench is loaded for a fault alone.
    from assistant.tui.crash import describe

    return ReedError(
        f"Reed stopped on a fault of its own ({describe(error)}).",
        "The note was not changed. Please report this line; it holds nothing of the note.",
    )


def _harden() -> None:
    """Keep notes out of what a crash or a library leaves behind."""
    if not sys.warnoptions:
        # Libraries warn in words of their own choosing, on the screen of a clinician.
        warnings.simplefilter("ignore")
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _like_path(word: str) -> bool:
    return os.path.lexists(word) or os.sep in word or "/" in word or word == "-" or bool(os.path.splitext(word)[1])


def _short(word: str, most: int = 40) -> str:
    return word if len(word) <= most else word[:most] + "…"
