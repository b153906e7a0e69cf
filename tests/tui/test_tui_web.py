"""`reed web`: the workbench in a browser, behind a key, on this machine, with nothing from elsewhere."""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main

pytest.importorskip("textual_serve")
import aiohttp
from aiohttp import web
from aiohttp.test_utils import unused_port
from textual_serve.app_service import AppService

from assistant.tui.web.server import PAGES, POLICY, Workshop, address, is_loopback

OUTSIDE = re.compile(rb"""(?:src|href|url|import)\s*[=(]?\s*["'(]\s*(?:https?:)?//""")


@asynccontextmanager
async def served(*arguments: str) -> AsyncIterator[tuple[str, str]]:
    """The server at work: its address, and its key."""
    port = unused_port()
    workshop = Workshop(arguments, "127.0.0.1", port, lambda address: None)
    runner = web.AppRunner(await workshop._make_app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}", workshop.key
    finally:
        await runner.cleanup()


class TestCommand:
    def test_public_address_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        """An address that others can reach needs a word of its own, and it is said what it means."""
        assert main(["web", "--host", "0.0.0.0"]) == 2
        told = capsys.readouterr().err
        assert "other machines can reach" in told
        assert "not encrypted" in told
        assert "--public" in told

    def test_missing_package(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        """Without the extra one is told what to install."""
        import sys

        monkeypatch.setitem(sys.modules, "textual_serve.server", None)
        monkeypatch.delitem(sys.modules, "assistant.tui.web.server")
        assert main(["web"]) == 2
        assert "pip install 'reed-97112[web]'" in capsys.readouterr().err

    def test_note_that_is_not_there(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        """A note that cannot be read is told here, and not in the browser."""
        assert main(["web", str(tmp_path / "no.txt")]) == 2
        assert "no.txt" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("host", "loopback"),
        [
            ("127.0.0.1", True),
            ("127.9.9.9", True),
            ("::1", True),
            ("localhost", True),
            ("0.0.0.0", False),
            ("::", False),
            ("192.168.1.7", False),
            ("example.org", False),
            ("127.0.0.1.example.org", False),
        ],
    )
    def test_loopback(self, host: str, loopback: bool) -> None:
        """Only addresses of this machine count as such; a name that merely looks like one does not."""
        assert is_loopback(host) is loopback

    def test_address(self) -> None:
        """The address can be opened as it is printed."""
        assert address("::1", 8112, "k") == "http://[::1]:8112/?key=k"


class TestNothingFromElsewhere:
    @pytest.mark.parametrize("path", sorted(p for p in PAGES.iterdir() if p.suffix in (".html", ".css", ".js")))
    def test_own_page(self, path: Path) -> None:
        """Reed's page names no other machine."""
        assert not OUTSIDE.search(path.read_bytes())

    def test_what_textual_serve_brings(self) -> None:
        """Neither do the files of textual-serve that the page uses."""
        import textual_serve

        static = Path(textual_serve.__file__).parent / "static"
        for name in ("js/textual.js", "css/xterm.css"):
            assert not OUTSIDE.search((static / name).read_bytes())

    def test_browser_would_refuse(self) -> None:
        """The policy sent with the page allows no other machine."""
        assert "default-src 'none'" in POLICY
        assert "http" not in POLICY
        assert "*" not in POLICY


class TestKey:
    async def test_needed_everywhere(self) -> None:
        """Without the key there is nothing: no page, no file, no session."""
        async with served() as (url, _), aiohttp.ClientSession() as client:
            for path in ("/", "/?key=wrong", "/ws", "/static/js/textual.js", "/reed/page.css", "/download/x"):
                assert (await client.get(url + path)).status == 403

    async def test_opens_and_leaves_the_address(self) -> None:
        """The key opens the page, and is in the address no more."""
        jar = aiohttp.CookieJar(unsafe=True)
        async with served() as (url, key), aiohttp.ClientSession(cookie_jar=jar) as client:
            page = await client.get(f"{url}/?key={key}")
            assert page.status == 200
            assert str(page.url) == url + "/"
            assert page.headers["Content-Security-Policy"] == POLICY
            text = await page.text()
            assert key not in text
            for path in re.findall(r'(?:src|href)="(/[^"]+)"', text):
                assert (await client.get(url + path)).status == 200
            assert (await client.get(f"{url}/reed/../server.py")).status in (403, 404)

    async def test_other_pages_cannot_connect(self) -> None:
        """A page of another origin cannot open a session, though the browser would send the cookie."""
        jar = aiohttp.CookieJar(unsafe=True)
        async with served() as (url, key), aiohttp.ClientSession(cookie_jar=jar) as client:
            await client.get(f"{url}/?key={key}")
            for origin in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {}):
                with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                    await client.ws_connect(url.replace("http", "ws") + "/ws", headers=origin)
                assert refused.value.status == 403


@pytest.mark.skipif(os.name != "posix", reason="the shell that starts a session is named here")
async def test_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session shows the note, takes keys, and ends when it is left; in private nothing is left on disk."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    )
    opened: list[asyncio.subprocess.Process] = []
    begin = AppService._open_app_process

    async def open_process(self: AppService, width: int = 80, height: int = 24) -> asyncio.subprocess.Process:
        opened.append(await begin(self, width, height))
        return opened[-1]

    monkeypatch.setattr(AppService, "_open_app_process", open_process)
    note = tmp_path / "a note.txt"
    note.write_text("Zebrawood sway.")
    jar = aiohttp.CookieJar(unsafe=True)
    async with served("--private", str(note)) as (url, key), aiohttp.ClientSession(cookie_jar=jar) as client:
        await client.get(f"{url}/?key={key}")
        where = url.replace("http", "ws") + "/ws?width=100&height=30"
        async with client.ws_connect(where, headers={"Origin": url}) as socket:
            await until(socket, b"Zebrawood")
            await socket.send_str(json.dumps(["stdin", "Qq"]))
            await until(socket, b"Qq")
            await socket.send_str(json.dumps(["stdin", "\x11y"]))
            async with asyncio.timeout(60):
                async for _ in socket:  # Until the session has ended.
                    pass
                assert await opened[0].wait() == 0
    assert not (tmp_path / "state").exists()


async def until(socket: Any, words: bytes) -> None:
    """Wait until these words were painted."""
    seen = b""
    async with asyncio.timeout(60):
        async for message in socket:
            if isinstance(message.data, bytes):
                seen += message.data
                if words in seen:
                    return
    raise AssertionError("the session ended before")
