"""No project file may share a run of words with the measuring corpus: what is measured on is never learnt from.

``python .ci/no_leaks.py CORPUS_DIR [WORDS]``: exit status 1 where a run of that many words (8) is shared; names the
file, never the words.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MARK = re.compile(r"\{[A-Z][a-z.]* ")
WORD = re.compile(r"[a-z0-9]+")


def runs(text: str, n: int) -> Iterator[tuple[str, ...]]:
    """Every run of `n` words."""
    words = WORD.findall(text.lower())
    return zip(*(words[i:] for i in range(n)), strict=False)


def strings(value: object) -> Iterator[str]:
    """All strings in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for v in value.values():
            yield from strings(v)
    elif isinstance(value, list):
        for v in value:
            yield from strings(v)


def corpus_runs(folder: Path, n: int) -> set[tuple[str, ...]]:
    """Runs of the notes of `folder`, however they are kept."""
    found: set[tuple[str, ...]] = set()
    for path in folder.rglob("*"):
        if path.suffix == ".txt":
            found.update(runs(path.read_text(encoding="utf-8"), n))
        elif path.suffix == ".json" and not path.name.endswith(".gold.json"):
            value = json.loads(path.read_text(encoding="utf-8"))
            segments = value.get("segments", []) if isinstance(value, dict) else []
            found.update(runs("".join(s["t"] for s in segments), n))
            for text in strings(value):
                found.update(runs(text, n))
    return found


def main(argv: list[str]) -> int:
    """Print the files that share a run, with the number of runs."""
    n = int(argv[1]) if len(argv) > 1 else 8
    corpus = corpus_runs(Path(argv[0]), n)
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    failed = 0
    for name in listed.splitlines():
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, OSError):
            continue
        if shared := corpus & set(runs(MARK.sub("", text), n)):
            print(f"{name}: {len(shared)} runs of {n} words are in {argv[0]}", file=sys.stderr)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
