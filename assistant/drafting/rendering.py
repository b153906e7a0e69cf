"""Filling in a template: a sandbox, a short list of what a template may do, and errors that name its line.

A template lays out; it cannot call, compute, import or build text that grows. So it needs no time limit, and the words
of a note, which it never sees, cannot reach it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from jinja2 import (
    StrictUndefined,
    Template,
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    nodes,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.drafting.fragments import CLOSE, OPEN
from assistant.drafting.templates import TemplateError
from assistant.errors import did_you_mean

FILTERS = ("join", "first", "last", "length", "default", "upper", "lower", "title", "trim")
DEEPEST = 2
"""Loops within loops: the material has two levels, and a third would let a template run for hours."""
LONGEST = 1_000_000
"""Characters of a filled-in template, before the words of the note come in."""
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.For,
    nodes.If,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
)
HINT = "templates/README.md says what a template may use."


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """The one environment: undefined names are errors, nothing global, few filters."""
    env = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=False,  # A draft is plain text; escaping would change the words of the note.
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_placeable,
    )
    env.globals.clear()
    env.filters = {name: env.filters[name] for name in FILTERS} | {"join": _join}
    env.tests = {name: env.tests[name] for name in ("defined", "undefined")}
    return env


def _placeable(value: object) -> object:
    """Words, figures and what is undefined, which fails by itself; a list would come out as Python writes it."""
    if isinstance(value, (str, int, Undefined)):
        return value
    raise TemplateRuntimeError("only words can be placed: go through a list with 'for', or use 'join'")


def _join(value: Iterable[object], between: str = "") -> str:
    if isinstance(value, str):
        raise TemplateRuntimeError("'join' is for lists")
    return str(between).join(str(_placeable(item)) for item in value)


def render(source: str, name: str, names: Mapping[str, Any]) -> str:
    """A template with marks in it.

    Args:
        source: its text.
        name: how it is called, for error messages.
        names: what it may use; see `material`.

    Raises:
        TemplateError: it cannot be understood, does what a template may not, or uses a name that is not there.
    """
    template = _compiled(source, name)
    parts: list[str] = []
    size = 0
    try:
        for part in template.generate(**names):
            parts.append(part)
            size += len(part)
            if size > LONGEST:
                raise _failed(name, None, f"it makes more than {LONGEST} characters")
    except TemplateError:
        raise
    except UndefinedError as error:
        raise _failed(name, _line(error, name), _reason(error), _undefined_hint(error, names)) from None
    except Exception as error:  # Whatever fails in here is the template's doing: it holds no code of ours.
        raise _failed(name, _line(error, name), _reason(error)) from None
    return "".join(parts)


def _compiled(source: str, name: str) -> Template:
    env = environment()
    if OPEN in source or CLOSE in source:
        line = min(source.count("\n", 0, i) + 1 for c in (OPEN, CLOSE) if (i := source.find(c)) >= 0)
        raise _failed(name, line, "it holds a private-use character that Reed keeps for itself")
    try:
        tree = env.parse(source, name)
        _check(tree, name)
        code = env.compile(tree, name, f"<template {name}>")
    except TemplateSyntaxError as error:
        raise _failed(name, error.lineno, error.message or "it cannot be understood") from None
    except RecursionError:
        raise _failed(name, None, "it is nested too deeply") from None
    return Template.from_code(env, code, env.make_globals(None), None)


def _check(tree: nodes.Node, name: str, depth: int = 0) -> None:
    """Refuse what a template may not do, by its line."""
    if not isinstance(tree, ALLOWED):
        raise _failed(name, tree.lineno, f"{type(tree).__name__.lower()} is not allowed in a template")
    if isinstance(tree, nodes.For):
        depth += 1
        if depth > DEEPEST or tree.recursive:
            raise _failed(name, tree.lineno, "its loops are nested too deeply")
    if isinstance(tree, nodes.Getattr) and tree.attr.startswith("_"):
        raise _failed(name, tree.lineno, f"{tree.attr!r} is not allowed in a template")
    if isinstance(tree, nodes.Filter) and tree.name not in FILTERS:
        raise _failed(name, tree.lineno, f"the filter {tree.name!r} is not allowed in a template")
    for child in tree.iter_child_nodes():
        _check(child, name, depth)


def _failed(name: str, line: int | None, reason: str, hint: str = HINT) -> TemplateError:
    where = f"line {line}: " if line is not None else ""
    return TemplateError(f"The template {name} cannot be used: {where}{reason.rstrip('.')}.", hint)


def _reason(error: Exception) -> str:
    """What jinja2 says of it; messages of other errors may hold anything and are left out."""
    return str(error) if type(error).__module__.startswith("jinja2") else f"it fails with {type(error).__name__}"


def _line(error: Exception, name: str) -> int | None:
    """Line of the template that an error came from; jinja2 puts the template's own frames into the traceback."""
    trace, line = error.__traceback__, None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == f"<template {name}>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _undefined_hint(error: UndefinedError, names: Mapping[str, Any]) -> str:
    m = re.match(r"'(\w+)' is undefined", str(error))
    return (did_you_mean(m[1], names) if m else "") or HINT
