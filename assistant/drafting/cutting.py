"""A rendered template cut into text, claims and blanks: the marks in it are replaced by the words they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.drafting.fragments import CLOSE, FURNITURE, MARK, OPEN, STOP, Fragment, Part, Sheet
from assistant.drafting.values import Blank, Claim, Draft, Replaced, Statement


class TornMarkError(ValueError):
    """A template took a mark apart."""


BLANK = re.compile(r"\[____: ([^\[\]\n]{1,200})\]")
"""A blank that a template writes out itself."""
WRITTEN = "template"
"""What such a blank belongs to."""


def cut(rendered: str, sheet: Sheet, template: str, *, document: bool = False) -> Draft:
    """The draft that a rendered template stands for; `document` says that it is not the note itself.

    Raises:
        TornMarkError: the template changed a mark, so that it is not known whose words belong there.
    """
    text: list[str] = []
    claims: list[Claim] = []
    blanks: list[Blank] = []
    groups = list(_groups(tidy(rendered), sheet))
    replaced: list[Replaced] = []
    at = 0
    for part in _joined(part for fragment, _ in groups for part in fragment):
        end = at + len(part.text)
        if part.instead is not None:
            _replace(replaced, Replaced(at, end, *part.instead))
        text.append(part.text)
        claims.append(Claim(at, end, part.source))
        if part.requirement:
            blanks.append(Blank(part.requirement, at, end, part.asks))
        at = end
    statements = tuple(_statements(groups))
    return Draft("".join(text), tuple(claims), tuple(blanks), template, statements, document, tuple(replaced))


def _replace(found: list[Replaced], new: Replaced) -> None:
    """Parts of the same words as one."""
    last = found[-1] if found else None
    if last and (last.end, last.note_start, last.note_end) == (new.start, new.note_start, new.note_end):
        found[-1] = Replaced(last.start, new.end, new.note_start, new.note_end)
    else:
        found.append(new)


def tidy(rendered: str) -> str:
    """Furniture without trailing spaces, with one empty line in a row at most and one line end at the end."""
    text = "\n".join(line.rstrip(" \t") for line in rendered.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _groups(rendered: str, sheet: Sheet) -> Iterable[tuple[Fragment, str | None]]:
    """Furniture and fragments in turn; a fragment comes with its place, furniture with None."""
    at, before = 0, ""
    for m in MARK.finditer(rendered):
        yield from _furniture(rendered[at : m.start()], before)
        if int(m[1]) >= len(sheet.fragments):
            raise TornMarkError
        fragment = sheet.fragments[int(m[1])]
        before = fragment[-1].text if fragment else ""
        yield fragment, sheet.places[int(m[1])]
        at = m.end()
    yield from _furniture(rendered[at:], before)


def _statements(groups: Iterable[tuple[Fragment, str | None]]) -> Iterable[Statement]:
    at = 0
    for fragment, place in groups:
        end = at + sum(len(part.text) for part in fragment)
        if place is not None:
            yield Statement(at, end, place)
        at = end


def _furniture(text: str, before: str) -> Iterable[tuple[Fragment, str | None]]:
    """Furniture with its full stops set, and the blanks in it as statements of no place."""
    if OPEN in text or CLOSE in text:
        raise TornMarkError
    while STOP in text:
        head, _, tail = text.partition(STOP)
        text = head + ("" if (before + head).rstrip("\"')]”’ ,")[-1:] in ".!?:;" else ".") + tail
    at = 0
    for m in BLANK.finditer(text):
        yield (Part(text[at : m.start()]),), None
        yield (Part(m[0], requirement=WRITTEN, asks=m[1]),), ""
        at = m.end()
    yield (Part(text[at:]),), None


def _joined(parts: Iterable[Part]) -> Iterable[Part]:
    """Neighbouring furniture in one part; a blank and a computed figure keep parts of their own."""
    waiting = ""
    for part in parts:
        if part.source == FURNITURE and not part.requirement and part.instead is None:
            waiting += part.text
            continue
        if waiting:
            yield Part(waiting)
            waiting = ""
        if part.text:
            yield part
    if waiting:
        yield Part(waiting)
