"""What an utterance means: a request, a way to pass over a question, or something that may be an answer.

Requests are recognised by whole-utterance patterns, for short utterances without figures by likeness to examples, and
in a question by words that it holds. All of them are data (``intents.toml``). What is none of them is for the reader.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from assistant.note import reading_copy

INTENTS_FILE = Path(__file__).with_name("intents.toml")
LONGEST = 200
"""Characters; a longer utterance is never a request."""
MOST_CLOSING = 12
"""Words of an utterance that only leaves a question open."""
CHANGING = frozenset(("undo", "restart", "done", "skip", "not-done", "yes-no", "unknown"))
"""Intents that a question mark makes doubtful: *done?* asks, and ends nothing."""
DECLINES = frozenset(("skip", "unknown", "not-done"))


@dataclass(frozen=True, slots=True)
class Kind:
    """One intent as data."""

    id: str
    kind: str
    """``ask``, ``command``, ``decline`` or ``unclear``."""
    patterns: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    keys: tuple[re.Pattern[str], ...]
    means: str
    open: bool = False
    """Only understood while a question is open."""
    hidden: bool = False
    """Never offered as a reading of what was not understood."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What an utterance was taken as."""

    id: str
    elements: tuple[str, ...] = ()
    """Requirements that it names."""
    form: str | None = None
    """For ``draft``: the form as named (``soap``, ``narrative``); None where none is."""
    said: str = ""
    """The utterance in plain words, for figures and codes that it names."""
    name: str = ""
    """For ``save-as``: the file named."""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(INTENTS_FILE.read_text(encoding="utf-8"))


@cache
def forms() -> dict[str, list[str]]:
    """Names of forms of a draft, with the templates that may stand for each."""
    return dict(_data()["forms"])


@cache
def kinds() -> tuple[Kind, ...]:
    """Every intent, in the order in which they are tried."""
    named = "|".join(sorted(forms(), key=len, reverse=True))
    return tuple(
        Kind(
            k["id"],
            k["kind"],
            tuple(re.compile(p.replace("{forms}", named)) for p in k["patterns"]),
            tuple(k["examples"]),
            tuple(re.compile(p) for p in k.get("keys", ())),
            k["means"],
            k.get("open", False),
            k.get("hidden", False),
        )
        for k in _data()["intent"]
    )


@cache
def _examples() -> tuple[tuple[str, Kind], ...]:
    return tuple((e, k) for k in kinds() for e in k.examples)


@cache
def kind_of(intent: str) -> str:
    """How records name an intent: answer, correct, decline, ask, command or unclear."""
    named = {k.id: k.kind for k in kinds()}
    return {"answer": "answer", "correction": "correct"}.get(intent) or named.get(intent, "unclear")


def understand(utterance: str, *, asking: bool, exact: bool = False) -> Intent | None:
    """The request an utterance makes; None where it is none and may be an answer.

    Args:
        utterance: what was said.
        asking: a question is open.
        exact: take only what a pattern matches, as for a part of an utterance.
    """
    if len(utterance) > LONGEST:
        return None
    may = tuple(k for k in kinds() if asking or not k.open)
    if utterance.rstrip().endswith("?"):
        may = tuple(k for k in may if k.id not in CHANGING)
    texts = tuple(_readings(utterance))
    for text in texts:
        for kind in may:
            for pattern in kind.patterns:
                if m := pattern.fullmatch(text):
                    return _intent(kind, text, m.groupdict())
    if exact or not texts:
        return None
    found = _alike(texts[-1], may) or (_by_words(texts[-1], may) if is_question(utterance) else None)
    return found or (_closing(texts[0]) if asking and not is_question(utterance) else None)


def _closing(text: str) -> Intent | None:
    """A way to leave a question open in words of its own: *no info on that*, *none of that happened*."""
    from assistant.conversation.hearing import settings

    words = [re.sub(r"'(?:s|d|ve|re|ll|m)$", "", w) for w in re.findall(r"[^\W\d_][\w'/]*|\d+", text)]
    data = _data()["closing"]
    said = {name: [w for w in words if w in data[name]] for name in data}
    # *No cues given* says something of the visit; *nothing to report on function* does not.
    named = {w for names in _data()["elements"].values() for w in names} if said["unknown"] or said["skip"] else set()
    known = named | {w for name in data for w in said[name]} | set(settings()["substance"]["empty"])
    reasons = said["unknown"] or said["not-done"] or said["skip"]
    if not said["negations"] or not reasons or said["never"]:
        return None
    if len(words) > MOST_CLOSING or not known.issuperset(words):
        return None
    name = "unknown" if said["unknown"] else "skip" if said["skip"] and not said["not-done"] else "not-done"
    return Intent(name, elements_in(text), None, text)


def _readings(utterance: str) -> Iterator[str]:
    """The plain words, the same without politeness, and the same with slips of the finger mended."""
    plain = plain_words(utterance)
    bare = _without_politeness(plain)
    mended = _without_politeness(mend(bare))
    yield from (t for t in dict.fromkeys((plain, bare, mended)) if t)


def _alike(text: str, may: tuple[Kind, ...]) -> Intent | None:
    """A request in a slightly different or misspelt form. Figures are never likened: they belong to answers."""
    if not text or len(text) > _data()["longest"] or re.search(r"\d", text):
        return None
    choices = {i: e for i, (e, k) in enumerate(_examples()) if k in may}
    best = process.extractOne(text, choices, scorer=fuzz.ratio, score_cutoff=_data()["likeness"])
    at = best[2] if best else next((i for i, e in choices.items() if _swapped(text, e)), None)
    return None if at is None else _intent(_examples()[at][1], text, {"template": _form_in(text)})


def _swapped(text: str, example: str) -> bool:
    """Two neighbouring letters changed places: *skpi*. Too small a likeness in a short word, and no other word."""
    return len(text) == len(example) >= 4 and sorted(text) == sorted(example) and OSA.distance(text, example) == 1


def _by_words(text: str, may: tuple[Kind, ...]) -> Intent | None:
    """The first intent with a key among the words of a question."""
    for kind in may:
        if any(key.search(text) for key in kind.keys):
            return _intent(kind, text, {"template": _form_in(text)})
    return None


def nearest(utterance: str) -> tuple[str, str]:
    """The two requests that look most like an utterance, in words to type."""
    text = _without_politeness(mend(plain_words(utterance[:LONGEST])))
    score: dict[str, float] = {}
    for example, kind in _examples():
        if not kind.open and not kind.hidden:
            score[kind.means] = max(score.get(kind.means, 0.0), fuzz.token_sort_ratio(text, example))
    first, second = sorted(score, key=lambda means: -score[means])[:2]
    return first, second


@cache
def _asking() -> re.Pattern[str]:
    return re.compile("|".join(_data()["asking"]))


def is_question(utterance: str) -> bool:
    """True for words that ask: nothing is taken from them as an answer."""
    if utterance.rstrip().endswith("?"):
        return True
    text = _without_politeness(plain_words(utterance[:LONGEST]))
    return any(_asking().match(t) for t in (plain_words(utterance[:LONGEST]), text, mend(text)))


def plain_words(utterance: str) -> str:
    """Lower case, single spaces, no punctuation at the ends."""
    text = " ".join(reading_copy(utterance).lower().split())
    return text if set(text) <= {"?"} else text.strip(" .,!?;:-\"'")


@cache
def _vocabulary() -> tuple[str, ...]:
    """Words of the requests."""
    words = {w for e, _ in _examples() for w in re.findall(r"[a-z']{4,}", e)}
    return tuple(sorted(words | {"units", "modifier", "modifiers", "missing", "narrative", "example", "requirements"}))


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    """A word of a request that a word was meant to be; the word itself where it is known or near none."""
    if (shorthand := _data()["shorthand"].get(word)) is not None:
        return str(shorthand)
    if len(word) < 4 or re.search(r"\d", word) or word in _vocabulary() or _known(word):
        return word
    most = 1 if len(word) < 7 else 2
    best = process.extractOne(word, _vocabulary(), scorer=OSA.distance, score_cutoff=most)
    return str(best[0]) if best else word


def _known(word: str) -> bool:
    from nlp_models.components.words import base_forms, known_words

    return any(form in known_words() for form in base_forms(word))


def mend(text: str) -> str:
    """Plain words with shorthand written out and misspelt words of requests put right."""
    return " ".join(_mended(w) for w in text.split())


@cache
def _politeness() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(_data()["politeness"], key=len, reverse=True))
    return re.compile(rf"^(?:{words})\b(?!['-])[ ,.:]*|[ ,.]*\b(?:{words})$")


def _without_politeness(text: str) -> str:
    before = None
    while before != text:
        before = text
        text = _politeness().sub("", text).strip(" ,.")
    return text or before or ""


def _intent(kind: Kind, text: str, groups: dict[str, str | None]) -> Intent:
    name = next((v for k in ("name", "named", "other") if (v := groups.get(k))), "")
    form = groups.get("template") if kind.id == "draft" else None
    return Intent(kind.id, elements_in(text), form, text, name)


def _form_in(text: str) -> str | None:
    return next((name for name in sorted(forms(), key=len, reverse=True) if re.search(rf"\b{name}\b", text)), None)


def elements_in(text: str) -> tuple[str, ...]:
    """Requirements that the words name."""
    words = set(re.findall(r"[a-z]+", text))
    named = _data()["elements"].items()
    return tuple(name for name, names in named if words & set(names) or any(" " in n and n in text for n in names))
