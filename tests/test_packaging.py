"""The wheel: what is in it, and that it works in a fresh environment, far from this repository."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ALSO = {
    "numpy": "spacy",
    "thinc": "spacy",
    "srsly": "spacy",
    "rich": "textual",
    "docx": "python-docx",
    "textual_serve": "textual-serve",
    "aiohttp": "textual-serve",
}
"""What may be imported because a declared dependency brings it as part of its own interface, or has another name."""

Run = Callable[..., subprocess.CompletedProcess[str]]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree."""
    out = tmp_path_factory.mktemp("dist")
    # Both build in an environment of their own; `build` is what a release uses, pip is always there.
    tool = (
        ["build", "--wheel", "--outdir"] if importlib.util.find_spec("build") else ["pip", "wheel", "--no-deps", "-w"]
    )
    _install_or_skip([sys.executable, "-m", *tool, str(out), str(ROOT)])
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command ``reed`` of a fresh environment that holds the wheel and what it asks for."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=True)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    _install_or_skip([str(scripts / "python"), "-m", "pip", "install", "--quiet", str(wheel)])
    return scripts / "reed"


def _install_or_skip(words: Sequence[str]) -> None:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode and re.search(
        r"No matching distribution|Failed to establish a new connection", done.stderr + done.stdout
    ):
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stderr[-2000:]


class TestWheel:
    def test_data_is_in_it(self, wheel: Path) -> None:
        """Every file beside the code, the trained pipeline and the templates are in the wheel."""
        names = set(zipfile.ZipFile(wheel).namelist())
        ours = [p for room in ("assistant", "nlp_models") for p in (ROOT / room).rglob("*") if p.is_file()]
        wanted = {
            p.relative_to(ROOT).as_posix()
            for p in ours
            if "__pycache__" not in p.parts
            and p.suffix not in (".notes", ".lines")
            and p.parent.parts[-2:] != ("training", "rules")
        }
        wanted |= {f"assistant/_templates/{p.name}" for p in (ROOT / "templates").iterdir()}
        assert not wanted - names

    def test_nothing_else_is(self, wheel: Path) -> None:
        """Neither tests nor training notes are."""
        names = zipfile.ZipFile(wheel).namelist()
        rooms = {name.split("/")[0] for name in names}
        assert rooms == {"assistant", "nlp_models", f"reed_97112-{PROJECT['version']}.dist-info"}
        assert not [name for name in names if name.endswith((".notes", ".lines"))]


class TestInstalled:
    @pytest.fixture
    def run(self, installed: Path, tmp_path: Path) -> Run:
        """Run the installed command in an empty folder."""

        def run(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
            kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "FORCE_COLOR"))}
            return subprocess.run(
                [installed, *words],
                input=stdin,
                capture_output=True,
                text=True,
                encoding="utf-8",
                cwd=tmp_path,
                env=kept,
            )

        return run

    def test_version(self, run: Run) -> None:
        """The command is there and tells the version of the project."""
        assert run("--version").stdout == f"reed {PROJECT['version']}\n"

    def test_sample_note(self, run: Run) -> None:
        """It reviews its own sample note, from a file and from standard input."""
        path = run("example", "--path").stdout.strip()
        by_file = run("check", "--format", "jsonl", path)
        by_pipe = run("check", "--format", "jsonl", "-", stdin=Path(path).read_text(encoding="utf-8"))
        assert by_file.returncode in (0, 1), by_file.stderr
        assert json.loads(by_file.stdout)["spans"] == json.loads(by_pipe.stdout)["spans"] != []

    def test_every_command(self, run: Run) -> None:
        """Every other command runs on what the wheel brings."""
        path = run("example", "--path").stdout.strip()
        for words in (
            ["units", "97112=38"],
            ["fee", "--threshold", "2026"],
            ["pair", "97112", "97140"],
            ["rule"],
            ["completion", "bash"],
            ["draft", path],
            ["chat", path],
        ):
            done = run(*words)
            assert done.returncode in (0, 1), done.stderr
            assert done.stdout
            assert done.stderr == ""


class TestDependencies:
    def test_imports_are_declared(self) -> None:
        """What the code imports is declared, or belongs to what is."""
        always = {_bare(d) for d in PROJECT["dependencies"]}
        # Training compares the reader with its peers, which only those install who ask for them.
        for_training = always | {_bare(d) for d in PROJECT["optional-dependencies"]["bench"]}
        for file in (p for room in ("assistant", "nlp_models") for p in (ROOT / room).rglob("*.py")):
            # DOCX is written where its library is there; `word.py` says what to install where it is not.
            # The same holds for the server of `reed web`.
            extra = {"word.py": "docx", "server.py": "web"}.get(file.name)
            with_extra = always | {_bare(d) for d in PROJECT["optional-dependencies"].get(extra, ())}
            declared = for_training if "training" in file.parts else with_extra
            for name in _imported(file) - sys.stdlib_module_names - {"assistant", "nlp_models"}:
                assert ALSO.get(name, name) in declared, f"{file.relative_to(ROOT)} imports {name}"

    def test_lock(self) -> None:
        """Every declared dependency is pinned in the lock, and every pin has a hash."""
        lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
        pins = re.findall(r"^([\w.-]+)==\S+ \\\n    --hash=sha256:", lock, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[\w.-]+==", lock, re.MULTILINE))
        wanted = {_bare(d) for d in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"])}
        assert wanted <= set(pins)

    def test_version_is_one(self) -> None:
        """Package and project tell the same version."""
        import assistant

        assert assistant.__version__ == PROJECT["version"]


def _bare(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0].lower()


def _imported(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found
