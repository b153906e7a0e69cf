"""Read and check the marked training notes (the format is described in ``MARKING.md``).

``python -m nlp_models.training.marked [FILE...]`` checks files and exits 1 naming file and line where one does not
parse.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nlp_models.components.cues import find_diagnoses

NOTES = Path(__file__).parent / "notes"
LINES = NOTES.with_name("lines")

LABELS = {
    "D": "DEFICIT",
    "I": "INTERVENTION",
    "O": "OTHER_INTERVENTION",
    "E": "EQUIPMENT",
    "S": "SKILL",
    "R": "RESPONSE",
    "F": "FUNCTION",
    "T": "TIME",
}
ASSERTIONS = {"neg": "negated", "hist": "historical", "plan": "planned", "hyp": "hypothetical", "oth": "other"}
ROLES = ("start", "end", "minutes", "total", "other")
ELEMENTS = {
    "D": "deficits",
    "I": "interventions",
    "S": "skilled-components",
    "R": "response",
    "F": "functional-outcomes",
    "T": "time",
}
STATUSES = ("met", "weak", "missing")
KINDS = ("daily-note", "evaluation", "progress", "discharge", "fragment")
DISCIPLINES = ("PT", "PTA", "OT", "COTA", "chiro", "unknown")
QUALITIES = ("good", "mediocre", "poor", "not-97112")
FLAGS = ("group", "unsupervised", "exercise-only", "maintenance", "not-97112")
TIME_KEYS = {
    "start": "start",
    "end": "end",
    "97112": "minutes_97112",
    "timed": "timed_minutes",
    "total": "total_minutes",
}
HEADER_KEYS = ("kind", "discipline", "setting", "quality", "status", "time", "units", "flags")

MARK = re.compile(r"\{([DIOESRFT])((?:\.[a-z]+)*) ")
BLOCK = re.compile(r"<<([DISRFT])\|(.*?)>>", re.DOTALL)


class MarkingError(ValueError):
    """A training note that does not parse; the message names file, line and what to mend."""


@dataclass(frozen=True)
class MarkedSpan:
    """A stretch of a training note with its label; offsets are characters of the rendered text."""

    start: int
    end: int
    label: str
    assertion: str = "present"
    weak: bool = False
    role: str | None = None


@dataclass(frozen=True)
class Segment:
    """A piece of a note: plain (``element`` is None), or one element's text with its weakened form."""

    element: str | None
    strong: str
    weak: str = ""


@dataclass(frozen=True)
class Rendered:
    """One variant of a training note as plain text with its marks and expected statuses."""

    name: str
    text: str
    spans: tuple[MarkedSpan, ...]
    statuses: dict[str, str]


@dataclass(frozen=True)
class MarkedNote:
    """A training note with its header."""

    id: str
    voice: str
    kind: str
    discipline: str
    setting: str
    quality: str
    statuses: dict[str, str]
    time: dict[str, str | int]
    units: int | None
    flags: tuple[str, ...]
    segments: tuple[Segment, ...] = field(repr=False)

    def whole(self) -> Rendered:
        """The note as written."""
        text, spans = parse_marks("".join(s.strong for s in self.segments))
        return Rendered(self.id, text, spans, self.statuses)

    def variants(self) -> Iterator[Rendered]:
        """The note whole, then with each blocked element left out and weakened."""
        yield self.whole()
        for element in ELEMENTS:
            blocks = [s for s in self.segments if s.element == element]
            if not blocks:
                continue
            yield self._variant(element, "missing", "")
            if any(s.weak.strip() for s in blocks):
                yield self._variant(element, "weak", None)

    def mixed(self, rng: random.Random) -> Rendered:
        """The note with each blocked element as written, weakened or left out by chance, so that no element
        vouches for another."""
        choice = {e: rng.choices(("strong", "weak", "none"), (6, 2, 2))[0] for e in ELEMENTS}
        parts = []
        for s in self.segments:
            how = choice[s.element] if s.element else "strong"
            parts.append(s.strong if how == "strong" else s.weak if how == "weak" else "")
        text, spans = parse_marks("".join(parts))
        return Rendered(f"{self.id}:mixed", text, spans, self.statuses)

    def _variant(self, element: str, status: str, instead: str | None) -> Rendered:
        marked = "".join(
            s.strong if s.element != element else s.weak if instead is None else instead for s in self.segments
        )
        text, spans = parse_marks(marked)
        name = f"{self.id}:{status}:{ELEMENTS[element]}"
        if element == "D" and find_diagnoses(text):
            # A diagnosis outside the block implies a deficit: without the block it is weak, not missing.
            status = "weak"
        return Rendered(name, text, spans, {**self.statuses, ELEMENTS[element]: status})


def parse_marks(marked: str) -> tuple[str, tuple[MarkedSpan, ...]]:
    """Plain text and spans of a marked text. Raises `MarkingError` where marks do not nest."""
    out: list[str] = []
    length = 0
    stack: list[tuple[int, str, list[str]]] = []
    spans: list[MarkedSpan] = []
    at = 0
    while at < len(marked):
        ch = marked[at]
        if ch == "{":
            m = MARK.match(marked, at)
            if not m:
                raise MarkingError(f"not a mark: {marked[at : at + 30]!r}")
            stack.append((length, m[1], m[2].split(".")[1:]))
            at = m.end()
        elif ch == "}":
            if not stack:
                raise MarkingError(f"'}}' without a mark: …{marked[max(0, at - 30) : at + 1]!r}")
            start, code, quals = stack.pop()
            spans.append(_span(start, length, code, quals))
            at += 1
        else:
            nxt = re.compile(r"[{}]").search(marked, at)
            stop = nxt.start() if nxt else len(marked)
            out.append(marked[at:stop])
            length += stop - at
            at = stop
    if stack:
        raise MarkingError(f"mark {stack[-1][1]} is not closed: …{''.join(out)[stack[-1][0] :][:40]!r}")
    text = "".join(out)
    for s in spans:
        if not text[s.start : s.end].strip():
            raise MarkingError(f"empty mark {s.label}")
    return text, tuple(sorted(spans, key=lambda s: (s.start, -s.end)))


def _span(start: int, end: int, code: str, quals: list[str]) -> MarkedSpan:
    assertion, weak, role = "present", False, None
    for q in quals:
        if q == "weak":
            weak = True
        elif q in ASSERTIONS:
            assertion = ASSERTIONS[q]
        elif code == "T" and q in ROLES:
            role = q
        else:
            raise MarkingError(f"unknown qualifier .{q} on {code}")
    if code == "T" and role is None:
        raise MarkingError("a T mark needs a role: T.start T.end T.minutes T.total T.other")
    return MarkedSpan(start, end, LABELS[code], assertion, weak, role)


def read_notes(path: Path) -> list[MarkedNote]:
    """All notes of one voice file, checked."""
    voice, notes = path.stem, []
    chunks = re.split(r"^-- id:", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    line = chunks[0].count("\n") + 1
    for chunk in chunks[1:]:
        try:
            notes.append(_note(voice, chunk))
        except (MarkingError, ValueError) as e:
            raise MarkingError(f"{path}:{line}: {chunk.splitlines()[0].strip()}: {e}") from None
        line += chunk.count("\n")
    return notes


def read_corpus(folder: Path = NOTES) -> list[MarkedNote]:
    """Every training note, voices in order of name."""
    return [n for p in sorted(folder.glob("*.notes")) for n in read_notes(p)]


def read_lines(path: Path) -> list[Rendered]:
    """The marked lines of one file, each of which stands for itself."""
    out = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            text, spans = parse_marks(line.strip())
        except MarkingError as e:
            raise MarkingError(f"{path}:{number}: {e}") from None
        if not text:
            raise MarkingError(f"{path}:{number}: an empty line")
        out.append(Rendered(f"{path.stem}:{number}", text, spans, {}))
    return out


def read_all_lines(folder: Path = LINES) -> list[Rendered]:
    """Every marked line, files in order of name."""
    return [r for p in sorted(folder.glob("*.lines")) for r in read_lines(p)]


def _note(voice: str, chunk: str) -> MarkedNote:
    head, sep, body = chunk.partition("\ntext:\n")
    if not sep:
        raise MarkingError("no 'text:' line")
    lines = [ln for ln in head.splitlines() if ln.strip()]
    keys = dict(ln.split(":", 1) for ln in lines[1:])
    keys = {k.strip(): v.strip() for k, v in keys.items()}
    if unknown := set(keys) - set(HEADER_KEYS):
        raise MarkingError(f"unknown header key {sorted(unknown)}")
    if absent := set(HEADER_KEYS) - set(keys):
        raise MarkingError(f"header key {sorted(absent)} is missing")
    for key, allowed in (("kind", KINDS), ("discipline", DISCIPLINES), ("quality", QUALITIES)):
        if keys[key] not in allowed:
            raise MarkingError(f"{key}: {keys[key]!r} is none of {', '.join(allowed)}")
    flags = tuple(f.strip() for f in keys["flags"].split(",") if f.strip() not in ("", "none"))
    if bad := set(flags) - set(FLAGS):
        raise MarkingError(f"unknown flag {sorted(bad)}")
    note = MarkedNote(
        id=lines[0].strip(),
        voice=voice,
        kind=keys["kind"],
        discipline=keys["discipline"],
        setting=keys["setting"],
        quality=keys["quality"],
        statuses=_statuses(keys["status"]),
        time=_time(keys["time"]),
        units=None if keys["units"] == "none" else int(keys["units"]),
        flags=flags,
        segments=tuple(_segments(body.rstrip() + "\n")),
    )
    for variant in note.variants():
        _check(variant)
    return note


def _segments(body: str) -> Iterator[Segment]:
    at = 0
    for m in BLOCK.finditer(body):
        if m.start() > at:
            yield _plain(body[at : m.start()])
        strong, _, weak = m[2].partition("||")
        yield Segment(m[1], strong, weak)
        at = m.end()
    yield _plain(body[at:])


def _plain(text: str) -> Segment:
    if found := re.search(r"<<|>>|\|\|", text):
        raise MarkingError(f"a block does not parse near {text[found.start() : found.start() + 60]!r}")
    return Segment(None, text)


def _statuses(text: str) -> dict[str, str]:
    pairs = dict(p.split("=") for p in text.split())
    if set(pairs) != set(ELEMENTS) or set(pairs.values()) - set(STATUSES):
        raise MarkingError(f"status must give D I S R F T as met, weak or missing: {text!r}")
    return {name: pairs[code] for code, name in ELEMENTS.items()}


def _time(text: str) -> dict[str, str | int]:
    if text in ("", "none"):
        return {}
    out: dict[str, str | int] = {}
    for part in text.split():
        key, _, value = part.partition("=")
        if key not in TIME_KEYS:
            raise MarkingError(f"time: unknown key {key!r}")
        if key in ("start", "end"):
            if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
                raise MarkingError(f"time: {key} must be HH:MM, not {value!r}")
            out[TIME_KEYS[key]] = value
        else:
            out[TIME_KEYS[key]] = int(value)
    return out


def _check(r: Rendered) -> None:
    """Statuses against marks: `met` needs a specific mark, `missing` has no mark that would carry the element."""
    for code, element in ELEMENTS.items():
        status = r.statuses[element]
        live = {"present", "planned"} if code == "F" else {"present"}
        marks = [s for s in r.spans if s.label == LABELS[code] and s.assertion in live]
        if code == "T":
            roles = {s.role for s in marks}
            if status == "met" and not {"start", "end"} <= roles:
                raise MarkingError(f"{r.name}: time is met without a start and an end mark")
            if status == "missing" and marks:
                raise MarkingError(f"{r.name}: time is missing but {r.text[marks[0].start : marks[0].end]!r} is marked")
            continue
        if status == "met" and not any(not s.weak for s in marks):
            raise MarkingError(f"{r.name}: {element} is met without a specific mark")
        if status == "missing" and marks:
            raise MarkingError(
                f"{r.name}: {element} is missing but {r.text[marks[0].start : marks[0].end]!r} is marked"
            )
        if status == "weak" and code != "F" and ":weak:" in r.name and any(not s.weak for s in marks):
            raise MarkingError(
                f"{r.name}: {element} is weakened but {r.text[marks[0].start : marks[0].end]!r} is specific"
            )


def main(argv: list[str]) -> int:
    """Check the files named, or all; print one line a file."""
    failed = 0
    for path in [Path(a) for a in argv] or [*sorted(NOTES.glob("*.notes")), *sorted(LINES.glob("*.lines"))]:
        try:
            if path.suffix == ".lines":
                print(f"{path.name}: {len(read_lines(path))} lines")
                continue
            notes = read_notes(path)
        except MarkingError as e:
            print(e, file=sys.stderr)
            failed = 1
            continue
        variants = sum(1 for n in notes for _ in n.variants())
        print(f"{path.name}: {len(notes)} notes, {variants} with variants")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
