"""Random and hostile notes, facts and answers, for the laws of drafting."""

from __future__ import annotations

from draft_material import review_of
from hypothesis import strategies as st

from assistant.conversation.values import NOTE, Answer, Piece
from assistant.drafting import template_names
from assistant.facts import Clock, CodeLine, Cue, Facts, Section, Span
from assistant.results import REQUIREMENTS

HOSTILE = [
    "{{ 7 * 7 }}",
    "{% for x in range(9) %}x{% endfor %}",
    "{# gone #}",
    "{{ config.__class__ }}",
    "\ue000" + "0" + "\ue001",
    "\ue000\ue001",
    "\x1b]52;c;AAAA\x07",
    "[link=http://x]y[/link]",
    "<script>alert(1)</script>",
    "\u202eabc\u202c",
    "a\r\nb\x0bc\u2028d\x85e",
    "[____: start time]",
    "%s {0} {name}",
    "\\n \\x41",
    "-----",
    "...",
]
WORDS = [
    "Pt",
    "left",
    "foam",
    "12",
    "x",
    "S:",
    "97112",
    "min.",
    "stood. Then",
    "eyes\nclosed",
    "\n\n",
    " ",
    "10:05",
    "•",
]
TEXT = st.lists(st.sampled_from([*HOSTILE, *WORDS]) | st.text(max_size=8), max_size=14).map(" ".join)
SPANLABELS = ["DEFICIT", "INTERVENTION", "OTHER_INTERVENTION", "EQUIPMENT", "SKILL", "RESPONSE", "FUNCTION", "TIME"]
KINDS = ["subjective", "objective", "assessment", "plan", "time", "goals", "history", "interventions", "start", "other"]
CLOCK = st.builds(
    Clock,
    start=st.none() | st.integers(0, 1439),
    end=st.none() | st.integers(0, 1439),
    minutes_97112=st.none() | st.integers(1, 200),
    computed=st.sampled_from([(), ("minutes_97112",)]),
)
TEMPLATE = st.sampled_from(template_names())


@st.composite
def spans(draw, text, most=5):
    """Spans anywhere in a text, overlapping or not."""
    found = []
    for _ in range(draw(st.integers(0, most)) if text else 0):
        a = draw(st.integers(0, len(text) - 1))
        b = draw(st.integers(a + 1, min(len(text), a + 30)))
        label = draw(st.sampled_from(SPANLABELS))
        role = draw(st.sampled_from(["start", "end", "minutes", "total", "other"])) if label == "TIME" else None
        found.append(
            Span(label, a, b, text[a:b], weak=draw(st.booleans()), score=draw(st.sampled_from([0.4, 0.9])), role=role)
        )
    return tuple(found)


@st.composite
def reviews(draw):
    """A review of a note with arbitrary facts."""
    text = draw(TEXT)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=3)))
    sections = tuple(
        Section(draw(st.sampled_from(KINDS)), a, b, (a, min(b, a + 2)))
        for a, b in zip(cuts, (*cuts, len(text))[1:], strict=False)
    )
    places = [draw(st.integers(0, len(text))) for _ in range(2)]
    cues = tuple(Cue("date", a, min(len(text), a + 3), text[a : a + 3]) for a in places)
    codes = draw(st.sampled_from([(), (CodeLine("97112"),), (CodeLine("97112", 20), CodeLine("97110", 11, 1))]))
    return review_of(text, Facts(draw(spans(text)), draw(CLOCK), codes, sections, cues, None, len(text)))


@st.composite
def answers(draw):
    """Answers, some of several to one utterance, some pieced together from two."""
    out: list[Answer] = []
    for turn in range(1, draw(st.integers(0, 3)) + 1):
        text = draw(TEXT.filter(str.strip))
        start = draw(st.integers(0, len(text) - 1))
        for name in draw(st.lists(st.sampled_from([*REQUIREMENTS, "other"]), min_size=1, max_size=2, unique=True)):
            own = tuple(s for s in draw(spans(text, 2)) if s.start >= start)
            out.append(Answer(turn, name, text, own, start, len(text), pieces=(Piece(turn, 0, len(text)),)))
    return out


@st.composite
def corrected(draw, text, turn=9):
    """A note with up to three stretches exchanged, and the utterance that the new words are from."""
    said = draw(TEXT.filter(str.strip))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pieces, words, at = [], "", 0
    for a, b in zip(cuts[::2], cuts[1::2], strict=False):
        first = draw(st.integers(0, len(said) - 1))
        last = draw(st.integers(first + 1, len(said)))
        pieces += [Piece(0, at, a), Piece(turn, first, last)]
        words += text[at:a] + said[first:last]
        at = b
    pieces.append(Piece(0, at, len(text)))
    words += text[at:]
    shown = tuple(p for p in pieces if p.start < p.end)
    return Answer(turn, NOTE, words, (), 0, len(words), pieces=shown), said
