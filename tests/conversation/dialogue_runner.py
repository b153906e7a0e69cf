"""Runs dialogues written as data and says of every turn what came out otherwise than written.

    python tests/conversation/dialogue_runner.py [--list] [FILE_OR_FOLDER ...]

The format is that of docs/conversation.md. A turn is right when the kind, the intent (of a request), the facts, the
words kept in the draft and gone from it, and the patterns all are. Separately counted: wrong facts written, which are a
figure of the time other than the one written, words in the draft that should be gone or never be there, and anything
taken as an answer from an utterance that is none. Exit code: 0 no wrong fact, 1 some.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.conversation import Conversation, say, start
from assistant.drafting import draft

OWN = Path(__file__).with_name("dialogues")
KINDS = ("answer", "correct", "decline", "ask", "command", "unclear")
CHECKS = ("kind", "intent", "facts", "kept", "gone", "must", "never")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass
class Result:
    """What one turn came to."""

    dialogue: str
    number: int
    said: str
    wrong: dict[str, str] = field(default_factory=dict)
    """By check: what came out otherwise."""
    written: str = ""
    """The wrong fact that was written, if one was."""
    ms: float = 0.0
    kind: str = ""


def load(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The dialogues of files and folders, in order of name."""
    files = [f for p in paths for f in (sorted(p.rglob("*.toml")) if p.is_dir() else [p])]
    return [d for f in files for d in tomllib.loads(f.read_text(encoding="utf-8")).get("dialogue", [])]


def run(dialogue: dict[str, Any]) -> Iterator[Result]:
    """The results of a dialogue, turn by turn."""
    talk = start(str(dialogue["note"]))
    for number, turn in enumerate(dialogue.get("turn", []), 1):
        before = talk
        began = time.perf_counter()
        talk = say(talk, turn["say"])
        took = (time.perf_counter() - began) * 1000
        yield judged(dialogue, number, turn, before, talk, took)


def judged(
    dialogue: dict[str, Any], number: int, turn: dict[str, Any], before: Conversation, talk: Conversation, took: float
) -> Result:
    """A turn against what is written of it."""
    got = talk.turns[-1].to_dict()
    made = draft(talk.review, talk.answers, "pt-soap", declines=talk.declines).text
    result = Result(str(dialogue["id"]), number, turn["say"], ms=took, kind=turn["kind"])
    if got["kind"] != turn["kind"]:
        result.wrong["kind"] = f"{got['kind']} ({got['intent']}), not {turn['kind']}"
    if turn.get("intent") and got["intent"] != turn["intent"]:
        result.wrong["intent"] = f"{got['intent']}, not {turn['intent']}"
    figures = got["review"]["time"]
    other = {k: figures.get(k) for k, v in turn.get("facts", {}).items() if figures.get(k) != _figure(v)}
    if other:
        result.wrong["facts"] = str(other)
    if absent := [w for w in turn.get("kept", []) if not holds(made, w)]:
        result.wrong["kept"] = f"not in the draft: {absent}"
    if present := [w for w in turn.get("gone", []) if holds(made, w)]:
        result.wrong["gone"] = f"still in the draft: {present}"
    if unmet := [p for p in turn.get("must", []) if not re.search(p, got["reply"], re.IGNORECASE)]:
        result.wrong["must"] = f"{unmet} in {got['reply'][:200]!r}"
    if seen := [p for p in turn.get("never", []) if re.search(p, f"{got['reply']}\n{made}", re.IGNORECASE)]:
        result.wrong["never"] = str(seen)
    grew = set(talk.answers) - set(before.answers) if got["intent"] not in ("undo", "restart") else set()
    result.written = "; ".join(
        part
        for part in (
            f"figures {other}" if any(v is not None for v in other.values()) else "",
            result.wrong.get("gone", ""),
            f"in the draft: {[p for p in turn.get('never', []) if re.search(p, made, re.IGNORECASE)]}"
            if any(re.search(p, made, re.IGNORECASE) for p in turn.get("never", []))
            else "",
            f"taken: {[a.text[a.start : a.end] for a in grew]}"
            if grew and turn["kind"] not in ("answer", "correct")
            else "",
        )
        if part
    )
    return result


def _figure(value: Any) -> Any:
    """A figure as the review has it: *9:10* is ``09:10``, and an empty text is nothing."""
    return None if value == "" else str(value).zfill(5) if CLOCK.fullmatch(str(value)) else value


def holds(text: str, words: str) -> bool:
    """Words in a draft, without regard to case; a clock time in any form that stands for it."""
    if m := CLOCK.fullmatch(words.strip()):
        return any(re.search(form, text, re.IGNORECASE) for form in forms_of(int(m[1]), m[2])) or _told(text, m)
    pattern = re.escape(words.lower())
    lead = r"(?<!\w)" if words[:1].isalnum() else ""
    tail = r"(?!\w)" if len(words) <= 3 and words[-1:].isalnum() else ""
    return bool(re.search(f"{lead}{pattern}{tail}", text.lower()))


def forms_of(hour: int, minute: str) -> list[str]:
    """``h:mm`` with and without a leading zero, of 24 and of 12 hours, and the digits alone."""
    hours = {hour, hour % 12 or 12}
    return [rf"(?<![\d:])0?{h}[:.h]?{minute}(?!\d)" for h in hours]


def _told(text: str, clock: re.Match[str]) -> bool:
    """A draft that says the time in words."""
    from assistant.conversation.retelling import retold

    lines = (retold(line) for line in text.splitlines())
    forms = forms_of(int(clock[1]), clock[2])
    return any(told is not None and re.search(form, told.text) for told in lines for form in forms)


def report(results: list[Result], *, listing: bool) -> str:
    """The figures, and with `listing` every turn that came out otherwise."""
    wrong = [r for r in results if r.wrong]
    lines = []
    if listing:
        for r in wrong:
            lines += [f"{r.dialogue} {r.number}: {r.said!r}", *(f"    {k}: {v}" for k, v in r.wrong.items())]
        lines += [f"WRONG FACT {r.dialogue} {r.number}: {r.said!r}: {r.written}" for r in results if r.written]
    right = len(results) - len(wrong)
    lines.append(f"{right} of {len(results)} turns right: {100 * right / max(1, len(results)):.1f} %")
    by_check = Counter(k for r in wrong for k in r.wrong)
    lines.append("  otherwise by check: " + (", ".join(f"{k} {by_check[k]}" for k in CHECKS if by_check[k]) or "none"))
    total, bad = Counter(r.kind for r in results), Counter(r.kind for r in wrong)
    lines.append("  right by kind: " + ", ".join(f"{k} {total[k] - bad[k]}/{total[k]}" for k in KINDS if total[k]))
    lines.append(f"wrong facts written: {sum(bool(r.written) for r in results)}")
    times = sorted(r.ms for r in results)
    if times:
        lines.append(f"reply: p50 {times[len(times) // 2]:.1f} ms, p95 {times[int(0.95 * (len(times) - 1))]:.1f} ms")
    return "\n".join(lines)


def main() -> int:
    """Run the dialogues named, or those of this folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--list", action="store_true", help="name every turn that came out otherwise")
    parser.add_argument("paths", nargs="*", type=Path, default=[OWN])
    args = parser.parse_args()
    results = [r for d in load(args.paths) for r in run(d)]
    print(report(results, listing=args.list))
    return int(any(r.written for r in results))


if __name__ == "__main__":
    sys.exit(main())
