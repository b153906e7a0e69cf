"""Where 97112 ends and other codes begin, and claims of skill without its description."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.billing.codes import codes
from assistant.facts import CodeLine, Cue, Span
from assistant.rules.registry import Context, Hit, place, predicate, quoted

POOL_HOME_TEST = ("97113", "97535", "97537", "97750", "97755", "97164", "97168", "95992")
OTHERS = (*POOL_HOME_TEST, "97124", "97129", "97130", "97533", "97542", "97760", "97761", "97763")
"""Codes that `distinct-from-other-codes` speaks for."""
OWN_RULE = ("97112", "97116", "97530", "97140")
CLAIMS = ("skill", "expert")
"""Parts of words that claim skill, looked for in the evidence already found."""
LEAD = 12
"""Characters into a span within which its family is named; later words are one item of a longer list."""
FAMILIES = {
    "modality": ("device-agent",),
    "gait": ("walked-distance", "work-97116"),
    "manual": ("passive-hands", "work-97140"),
    "repositioning": ("work-95992",),
    "pool": ("work-97113",),
    "wheelchair": ("work-97542",),
    "orthotic": ("work-97760",),
    "test": ("work-97750",),
    "self-care": ("work-97535",),
    "task": ("work-97530",),
}
"""Kinds of other treatment by the marks in their words. The concept of the lexicon may rest on a mere likeness."""
NEVER_CONTROL = ("repositioning", "test")
"""Families that are never re-education of control, however they are done."""
SERVICES = {
    "repositioning": "95992",
    "pool": "97113",
    "wheelchair": "97542",
    "orthotic": "97760",
    "test": "97750",
    "self-care": "97535",
}
"""Families that `distinct-from-other-codes` speaks for, each with the code its minutes usually belong to."""
WORK = {
    "97110": "work-97110",
    "97116": "work-97116",
    "97140": "work-97140",
    "97530": "work-97530",
    "97535": "work-97535",
    "97113": "work-97113",
    "95992": "work-95992",
    "97542": "work-97542",
    "97760": "work-97760",
    "97761": "work-97760",
    "97763": "work-97760",
    "97750": "work-97750",
}
"""Codes to the marks of their work; a code that is not here counts as described by any other treatment."""


@predicate("not-97110-content")
def not_97110_content(ctx: Context) -> Iterator[Hit]:
    """Exercise is described and nothing neuromuscular is; or the other way round under 97110 alone.

    Silent where all of it is walking, hands-on work or a device, which have rules of their own.
    """
    others = _others(ctx)
    if ctx.bills_97112 and others and not _neuromuscular(ctx) and _sole_family(ctx) is None:
        clearest = max(others, key=lambda span: span.score)
        says = "reads as strengthening, stretching or other treatment, and no re-education of control was found"
        yield Hit(*place(clearest), f"{quoted(clearest.text)} {says}.")
    elif not others:
        yield from _control_work_as_exercise(ctx)


def _control_work_as_exercise(ctx: Context) -> Iterator[Hit]:
    """97110 is the only treatment code, and what is described is re-education of control, with the skill shown."""
    treatment = {c.code for c in ctx.facts.codes if c.code in codes() and codes()[c.code].group != "evaluation"}
    shown = ctx.status("interventions") == "met" and ctx.status("skilled-components") == "met"
    if treatment != {"97110"} or not shown:
        return
    for line in ctx.lines("97110"):
        for span in ctx.facts.of("INTERVENTION"):
            if not span.weak and _listed(ctx, line):
                says = "reads as re-education of control; the note lists 97110 and not 97112"
                yield Hit(*place(span), f"{quoted(span.text)} {says}.", "info")
                return


@predicate("modality-alone-not-97112")
def modality_alone(ctx: Context) -> Iterator[Hit]:
    """Devices or physical agents are all the treatment there is."""
    if not ctx.bills_97112 or _neuromuscular(ctx):
        return
    says = "is a device or physical agent, and what the clinician did beyond it was not found"
    if _sole_family(ctx) == "modality":
        start, end, words = _words_of(ctx, "modality")
        yield Hit(start, end, f"{quoted(words)} {says}.")
    elif not _others(ctx):
        for line in ctx.facts.codes:
            if _group(line) in ("modality", "attended-modality"):
                yield Hit(line.start, line.end, f"{line.code} ({codes()[line.code].description}) {says}.")
                return


@predicate("distinct-from-97116")
def distinct_from_97116(ctx: Context) -> Iterator[Hit]:
    """97116 is listed beside 97112 and only neuromuscular work is described, or walking is all there is."""
    yield from _undescribed(ctx, ("97116",))
    yield from _only(ctx, "gait", "97116", "reads as walking practice, and no re-education of control was found")


@predicate("distinct-from-97530")
def distinct_from_97530(ctx: Context) -> Iterator[Hit]:
    """97530 is listed beside 97112 and only neuromuscular work is described, or whole tasks are all there is."""
    yield from _undescribed(ctx, ("97530",))
    says = "reads as practice of a whole task, and no re-education of a component of control was found"
    yield from _only(ctx, "task", "97530", says, None)


@predicate("distinct-from-97140")
def distinct_from_97140(ctx: Context) -> Iterator[Hit]:
    """97140 is listed beside 97112 and only neuromuscular work is described, or hands-on work is all there is."""
    yield from _undescribed(ctx, ("97140",))
    says = "reads as hands-on work on tissue or joints, and no guided movement of the patient was found"
    yield from _only(ctx, "manual", "97140", says)


@predicate("distinct-from-other-codes")
def distinct_from_other_codes(ctx: Context) -> Iterator[Hit]:
    """A service with a code of its own is listed beside 97112 and not described, or is all there is under 97112."""
    yield from _undescribed(ctx, OTHERS)
    family = _sole_family(ctx)
    if family in SERVICES:
        code = SERVICES[family]
        says = f"reads as a service with a code of its own ({code}), and no re-education of control was found"
        yield from _only(ctx, family, code, says, None)


@predicate("every-billed-code-described")
def every_billed_code_described(ctx: Context) -> Iterator[Hit]:
    """Any further treatment code without a description; evaluations describe themselves."""
    rest = [c.code for c in codes().values() if c.code not in (*OTHERS, *OWN_RULE) and c.group != "evaluation"]
    yield from _undescribed(ctx, rest)


def _undescribed(ctx: Context, numbers: tuple[str, ...] | list[str]) -> Iterator[Hit]:
    if not ctx.lines("97112"):
        return
    told: set[str] = set()
    for line in ctx.facts.codes:
        if line.code in numbers and line.code not in told and _listed(ctx, line) and not _described(ctx, line.code):
            told.add(line.code)
            what = f"{line.code} ({codes()[line.code].description})"
            says = f"{what} is listed beside 97112; no activity that belongs to it was found."
            yield Hit(line.start, line.end, says)


def _described(ctx: Context, code: str) -> bool:
    """Work of the code is named, or other treatment that may be its: not that of another family."""
    mark = WORK.get(code)
    if mark is not None and any(not _within(ctx, m) for m in ctx.of_today(mark)):
        return True
    own = [family for family, marks in FAMILIES.items() if mark in marks]
    if codes()[code].group in ("modality", "attended-modality"):
        own.append("modality")
    return any(_family_of(ctx, span) in (None, *own) for span in ctx.facts.of("OTHER_INTERVENTION"))


@predicate("skill-shown-not-asserted")
def skill_shown_not_asserted(ctx: Context) -> Iterator[Hit]:
    """Skill is named in words that could stand in any note, and not shown elsewhere."""
    if ctx.status("skilled-components") == "met":
        return
    for span in ctx.facts.of("SKILL"):
        # Other weak spans (a bare cue, an assist level) are the matter of the core element.
        if span.weak and any(word in span.text.lower() for word in CLAIMS):
            yield Hit(*place(span), f"{quoted(span.text)} names skill; what was done and why was not found beside it.")
            return


@predicate("maintenance-basis-stated")
def maintenance_basis_stated(ctx: Context) -> Iterator[Hit]:
    """Maintenance is the aim and nothing in the note shows what needs a therapist."""
    if ctx.status("skilled-components") not in ("weak", "missing"):
        return
    if ctx.facts.marks_of("therapist-needed"):
        return
    for cue in ctx.facts.cues_of("maintenance")[:1]:
        says = f"{quoted(cue.text)} speaks of maintenance; what makes a therapist necessary for it was not found."
        yield Hit(cue.start, cue.end, says)


def _listed(ctx: Context, line: CodeLine) -> bool:
    """The note puts the code on its bill: it writes the number or gives units. *Balance exercises, 30 min* does not."""
    words = ctx.note.text[line.start : line.end]
    return not words or line.code in words or line.billed_units is not None or bool(line.modifiers)


def _within(ctx: Context, mark: Cue) -> bool:
    """The words are part of a finding, of neuromuscular work, of its result or of its purpose."""
    labels = ("DEFICIT", "INTERVENTION", "SKILL", "RESPONSE", "FUNCTION")
    return any(s.label in labels and s.start <= mark.start < s.end for s in ctx.facts.spans)


def _neuromuscular(ctx: Context) -> bool:
    """Re-education of control is described: more than the name of the code, or a name for other work."""
    return any(_is_neuromuscular(ctx, span) for span in ctx.facts.of("INTERVENTION"))


def _is_neuromuscular(ctx: Context, span: Span) -> bool:
    family = _family_of(ctx, span)
    if span.weak:
        return family is None and not _names_code(ctx, span)
    return family not in NEVER_CONTROL


def _others(ctx: Context) -> tuple[Span, ...]:
    """Treatment that belongs to other codes, whatever the reader took it for."""
    mistaken = (s for s in ctx.facts.of("INTERVENTION") if _family_of(ctx, s) in NEVER_CONTROL)
    return (*ctx.facts.of("OTHER_INTERVENTION"), *mistaken)


def _names_code(ctx: Context, span: Span) -> bool:
    """The words are the code's name with a purpose, beside other treatment that is described."""
    places = [(c.start, c.end) for c in ctx.facts.cues_of("named-code")]
    places += [(line.start, line.end) for line in ctx.lines("97112")]
    return any(ctx.facts.of("OTHER_INTERVENTION")) and any(a < span.end and span.start < b for a, b in places)


def _only(ctx: Context, family: str, code: str, says: str, severity: str | None = "error") -> Iterator[Hit]:
    """All described treatment is of one family that has a code of its own."""
    if ctx.bills_97112 and not _neuromuscular(ctx) and _sole_family(ctx) == family:
        start, end, words = _words_of(ctx, family)
        listed = f" ({code} is listed as well)" if ctx.lines(code) else ""
        yield Hit(start, end, f"{quoted(words)} {says}{listed}.", severity)


def _sole_family(ctx: Context) -> str | None:
    """The family of all described treatment; None when it is mixed or something else.

    Where the reader found no treatment at all under a listed 97112, the words of a fragment decide by themselves.
    """
    # Weak words (a purpose, a region) do not make a family mixed.
    others = [span for span in _others(ctx) if not span.weak] or _others(ctx)
    if others:
        families = {_family_of(ctx, span) for span in others}
    elif ctx.fragment and ctx.lines("97112") and not any(ctx.facts.of("SKILL")):
        families = {family for family, marks in FAMILIES.items() if ctx.of_today(*marks)}
    else:
        return None
    return families.pop() if len(families) == 1 else None


def _words_of(ctx: Context, family: str) -> tuple[int | None, int | None, str]:
    """Where the treatment of a family stands, and its words."""
    others = _others(ctx)
    if others:
        clearest = max(others, key=lambda span: span.score)
        return (*place(clearest), clearest.text)
    mark = ctx.of_today(*FAMILIES[family])[0]
    return mark.start, mark.end, mark.text


def _family_of(ctx: Context, span: Span) -> str | None:
    if span.source.kind != "note":
        return None
    for family, marks in FAMILIES.items():
        if any(m.start < span.start + LEAD and span.start < m.end for m in ctx.facts.marks_of(*marks)):
            return family
    return None


def _group(line: CodeLine) -> str:
    found = codes().get(line.code)
    return found.group if found else ""
