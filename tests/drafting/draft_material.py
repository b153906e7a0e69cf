"""What the tests of drafting share: reviews and answers built by hand, and the law that claims tile a draft."""

from __future__ import annotations

from assistant.conversation.values import Answer, Piece
from assistant.drafting import Draft
from assistant.facts import Clock, Cue, Facts, Section, Source, Span
from assistant.note import Note
from assistant.results import Review
from assistant.reviewing import review_facts

NOTE = """Visit of the day
S: Feels unsure on stairs.
O: Veers left on turns. Tandem stance on foam,
eyes closed. Held the pelvis back.
A: Lost balance twice.
P: Go on twice a week.
97112 10:05 - 10:43
Ann Lee, PT"""
LABELS = {
    "Veers left on turns": "DEFICIT",
    "Tandem stance on foam": "INTERVENTION",
    "Held the pelvis back": "SKILL",
    "Lost balance twice": "RESPONSE",
}


def span(text: str, words: str, label: str, **more: object) -> Span:
    """A span over words of a text."""
    at = text.index(words)
    return Span(label, at, at + len(words), words, score=0.9, **more)  # type: ignore[arg-type]


def review_of(text: str, facts: Facts) -> Review:
    """The review of a note with these facts."""
    return review_facts(Note(text), facts)


def sample(**more: object) -> Review:
    """The review of `NOTE`: five elements met, functional outcomes missing."""
    heads = {"S:": "subjective", "O:": "objective", "A:": "assessment", "P:": "plan"}
    starts = [(NOTE.index(f"\n{h}") + 1, h, k) for h, k in heads.items()]
    ends = [*(a for a, _, _ in starts[1:]), len(NOTE)]
    sections = tuple(Section(k, a, e, (a, a + len(h))) for (a, h, k), e in zip(starts, ends, strict=True))
    times = (span(NOTE, "10:05", "TIME", role="start"), span(NOTE, "10:43", "TIME", role="end"))
    spans = (*(span(NOTE, w, label) for w, label in LABELS.items()), *times)
    at = NOTE.index("Ann Lee")
    facts = Facts(
        spans=spans,
        clock=Clock(605, 643, 38, 38, 38, ("minutes_97112", "total_minutes")),
        sections=sections,
        cues=(Cue("credential-pt", at, at + 11, "Ann Lee, PT"),),
        length=len(NOTE),
    )
    return review_of(NOTE, Facts(**{**{f: getattr(facts, f) for f in facts.__slots__}, **more}))


def answer(turn: int, text: str, requirement: str, words: str | None = None, **more: object) -> Answer:
    """An answer whose span is these words of it (all of it when none are given)."""
    label = {
        "deficits": "DEFICIT",
        "functional-outcomes": "FUNCTION",
        "response": "RESPONSE",
        "skilled-components": "SKILL",
    }
    found = span(text, words or text, label[requirement], source=Source())
    return Answer(turn, requirement, text, (found,), 0, len(text), pieces=(Piece(turn, 0, len(text)),), **more)  # type: ignore[arg-type]


def timed(turn: int, text: str, **roles: str) -> Answer:
    """An answer on time; `roles` give the words of each figure."""
    spans = tuple(span(text, words, "TIME", role=role) for role, words in roles.items())
    figures = {"start": "start", "end": "end", "minutes": "minutes_97112", "total": "total_minutes"}
    clock = Clock(**{figures[role]: 1 for role in roles})
    return Answer(turn, "time", text, spans, 0, len(text), clock=clock, pieces=(Piece(turn, 0, len(text)),))


def check_claims(draft: Draft, note: str, said: dict[int, str]) -> None:
    """Claims tile the text, and the words of each are where it says they are."""
    at = 0
    for claim in draft.claims:
        assert claim.start == at < claim.end
        at = claim.end
        words, source = draft.text[claim.start : claim.end], claim.source
        if source.kind == "note":
            assert note[source.start : source.end] == words
        elif source.kind == "answer":
            assert said[source.turn or 0][source.start : source.end] == words
        else:
            assert source.kind == "template"
            assert (source.start, source.end, source.turn) == (None, None, None)
    assert at == len(draft.text)
    for blank in draft.blanks:
        assert draft.text[blank.start : blank.end] == f"[____: {blank.asks}]"
