"""A server for the workbench: on this machine alone, for whoever has the key, with nothing loaded from elsewhere.

textual-serve asks nobody who they are, writes what goes through it to its log where something fails, and its page loads
a font from the internet. Here the page is Reed's own, every request needs a key that is new at each start, and the log
is silent.
"""

from __future__ import annotations

import hmac
import ipaddress
import logging
import secrets
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

from assistant.errors import ReedError

PAGES = Path(__file__).parent
FILES = {"page.css": "text/css", "page.js": "text/javascript"}
KEY = web.AppKey("key", str)
MOST = 16
"""Sessions at a time; each is a process with a reader of its own."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The browser refuses whatever is not from here, should a later page ask for it."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def address(host: str, port: int, key: str) -> str:
    """The address to open in a browser."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/?key={key}"


class Workshop(Server):
    """Serves the workbench.

    Args:
        arguments: words after ``reed`` for the workbench of each session.
        host: address to listen on.
        port: port to listen on.
        told: called with the address once the server listens.
    """

    def __init__(self, arguments: Sequence[str], host: str, port: int, told: Callable[[str], None]) -> None:
        words = [sys.executable, "-m", "assistant.cli", *arguments]
        command = subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
        super().__init__(command, host=host, port=port, title="Reed", templates_path=PAGES)
        self.key = secrets.token_urlsafe(24)
        self._told = told
        self._open = 0

    def initialize_logging(self) -> None:
        """No log: what fails here may have the keys that were typed in its hands."""
        logging.disable(logging.CRITICAL)

    async def on_startup(self, app: web.Application) -> None:
        """Tell the address."""
        self._told(address(self.host, self.port, self.key))

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app[KEY] = self.key
        app.middlewares.append(only_with_key)
        app.router.add_get("/reed/{name}", _file)
        app.on_response_prepare.append(_harden)
        return app

    async def handle_index(self, request: web.Request) -> Any:
        """The page."""
        size = request.query.get("fontsize", "")
        text = (PAGES / "page.html").read_text(encoding="utf-8")
        text = text.replace("{{ font_size }}", size if size.isdigit() and 6 <= int(size) <= 60 else "16")
        return web.Response(text=text, content_type="text/html")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """One session; a page of another origin is refused, for a browser lets any page connect."""
        origin = request.headers.get("Origin", "")
        if urlsplit(origin).netloc != request.host:
            raise web.HTTPForbidden(text="This page is not Reed's.")
        if self._open >= MOST:
            raise web.HTTPServiceUnavailable(text=f"{MOST} sessions are open. Close one of them.")
        self._open += 1
        try:
            return await super().handle_websocket(request)
        finally:
            self._open -= 1

    def run(self) -> None:
        """Serve until interrupted.

        Raises:
            ReedError: the address cannot be listened on.
        """
        try:
            self.serve()
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            raise ReedError(
                f"{self.host}, port {self.port} cannot be served on: {reason}.", "Choose another --port or --host."
            ) from None


@web.middleware
async def only_with_key(request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
    """Let in whoever has the key: in the address once, in a cookie from then on."""
    key = request.app[KEY]
    cookie = f"reed-{request.url.port}"
    if request.path == "/" and hmac.compare_digest(request.query.get("key", "").encode(), key.encode()):
        entered = web.Response(status=303, headers={"Location": "/"})  # The key leaves the address bar.
        entered.set_cookie(cookie, key, httponly=True, samesite="Strict", path="/")
        return entered
    if not hmac.compare_digest(request.cookies.get(cookie, "").encode(), key.encode()):
        return web.Response(status=403, text="Open the whole address that `reed web` printed; it ends with a key.\n")
    answer: web.StreamResponse = await handler(request)
    return answer


async def _file(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    if name not in FILES:
        raise web.HTTPNotFound
    return web.Response(text=(PAGES / name).read_text(encoding="utf-8"), content_type=FILES[name])


async def _harden(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
