"""``reed web``: the workbench in a browser on this machine."""

from __future__ import annotations

import click

from assistant.cli.streams import ExitCode, tell
from assistant.errors import ReedError

PORT = 8112


@click.command(short_help="Open the workbench in a browser on this machine.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--public", is_flag=True, help="Allow an address that other machines can reach.")
@click.option("--private", is_flag=True, help="Do not keep unfinished notes on disk.")
@click.option("--payer", metavar="NAME", help="Payer profile to review by (default: medicare).")
@click.option("--open", "open_browser", is_flag=True, help="Open the address in the browser.")
@click.argument("path", required=False, type=click.Path())
def web(
    host: str, port: int, public: bool, private: bool, payer: str | None, open_browser: bool, path: str | None
) -> int:
    """Open the workbench in a browser on this machine.

    It prints an address that ends with a key; without the key nobody gets in. Each browser tab is a session of its own.
    Ctrl-C ends it.

    \b
      reed web --open
      reed web --private note.txt
    """
    try:
        from assistant.tui.web.server import Workshop, is_loopback
    except ModuleNotFoundError as error:
        needs = f"`reed web` needs a package that is not installed ({error.name})."
        raise ReedError(needs, "pip install 'reed-97112[web]'") from None
    if payer is not None:
        from assistant.cli.reviews import check_payer

        check_payer(payer)
    if path is not None:
        from assistant.intake import read_note

        read_note(path)  # A note that cannot be read is told here, and not in a browser tab that closes at once.

    if not is_loopback(host) and not public:
        raise ReedError(
            f"{host} is an address that other machines can reach. Whoever has the key could read and change notes "
            "there, and what travels is not encrypted.",
            "If that is meant, say --public, and put it behind a connection that is encrypted (HTTPS, SSH, VPN).",
        )
    words = [*(["--private"] if private else []), *(["--payer", payer] if payer else []), *([path] if path else [])]
    Workshop(words, host, port, lambda address: _ready(address, public, open_browser)).run()
    return ExitCode.CLEAN


def _ready(address: str, public: bool, open_browser: bool) -> None:
    if public:
        tell("Reed is reachable from other machines, and the connection is not encrypted.")
    tell(f"Open {address}")
    tell("Ctrl-C ends it.")
    if open_browser:
        import webbrowser

        webbrowser.open(address)
