"""A draft as Markdown: headings, lists, blanks in bold; every word of the note stays a word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.drafting.values import Draft
from assistant.exporting.layout import Line, Run, blanks_left, lines

_SIGNS = re.compile(r"([\\`*_\[\]<&~])")
_START = re.compile(r"^(?:([-+#>=])|(\d+)([.)])(?=\s|$))")


def markdown(draft: Draft) -> str:
    """The draft as a Markdown text (CommonMark)."""
    left = blanks_left(draft)
    out = [f"> **{left}**", ""] if left else []
    found = lines(draft)
    for line, after in zip(found, [*found[1:], Line("empty")], strict=True):
        text = _inline(line.runs)
        if line.kind == "heading":
            out += ["", f"## {text}", ""]
        elif line.kind == "subheading":
            out += ["", f"### {text}", ""]
        elif line.kind == "item":
            out.append(f"- {text}")
        elif line.kind == after.kind == "text":
            # Lines of one paragraph: many editors drop two spaces at the end of a line, which mean the same.
            out.append(f"{text}\\")
        else:
            out.append(text)
        if line.kind in ("item", "text") and after.kind != line.kind:
            out.append("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip("\n") + "\n"


def _inline(runs: Iterable[Run]) -> str:
    text = "".join(_blank(run.text) if run.kind == "blank" else _escaped(run.text) for run in runs)
    return _START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", text.strip(" \t"))


def _blank(text: str) -> str:
    """A blank as code in bold: easy to see, and its underscores stay as they are."""
    return f"**{_escaped(text)}**" if "`" in text else f"**`{text}`**"


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)
