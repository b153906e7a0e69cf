"""Filling in a template: a sandbox, a short list of what a template may do, and errors that name its line.

A template lays out; it cannot call, compute, import or build text that grows, and every round of a loop and every use
of a filter counts against a budget. The words of a note, which it never sees, cannot reach it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import jinja2
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

from assistant.drafting.fragments import CLOSE, OPEN, STOP
from assistant.drafting.templates import TemplateError
from assistant.errors import did_you_mean

if TYPE_CHECKING:
    from jinja2.runtime import Context

FILTERS = ("join", "first", "last", "length", "default", "upper", "lower", "title", "trim", "prose")
DEEPEST = 2
"""Loops within loops: the material has two levels."""
MOST_STEPS = 200_000
"""Rounds of loops and uses of filters; a second or less. A long note needs some thousands."""
_BUDGET = "reed budget"
"""No name that a template could write."""
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
_ROUNDS = "reed rounds"
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
    own: dict[str, Callable[..., Any]] = {
        "join": _join,
        "prose": _prose,
        "first": partial(_item, at=0),
        "last": partial(_item, at=-1),
    }
    env.filters = {name: _paid(own.get(name) or env.filters[name]) for name in FILTERS}
    env.filters[_ROUNDS] = _rounds
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
    items = [str(_placeable(item)) for item in value]
    if sum(map(len, items)) + len(items) * len(str(between)) > LONGEST:
        raise TemplateRuntimeError(f"it makes more than {LONGEST} characters")
    return str(between).join(items)


def _item(value: Sequence[object], at: int) -> object:
    if not value:
        raise TemplateRuntimeError("'first' and 'last' are for lists that hold something")
    return value[at]


def _prose(value: Iterable[object]) -> str:
    """A list as sentences of one paragraph: a full stop where one is missing, and a space between."""
    text = _join(value, f"{STOP} ")
    return f"{text}{STOP}" if text else text


class _Budget:
    """What is left of the steps of one template."""

    def __init__(self) -> None:
        self.left = MOST_STEPS

    def pay(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise TemplateRuntimeError(f"it takes more than {MOST_STEPS} steps")


def _paid(each: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that costs a step for itself and one for each ten items or hundred characters it is given."""

    @jinja2.pass_context
    def use(context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        size = len(value) // 100 if isinstance(value, str) else len(value) // 10 if isinstance(value, list) else 0
        context[_BUDGET].pay(1 + size)
        return each(value, *args, **kwargs)

    return use


@jinja2.pass_context
def _rounds(context: Context, value: Any) -> Iterator[Any]:
    """The items of a list; each costs a step. `_check` puts this into every loop."""
    if isinstance(value, (str, int, dict)):
        raise TemplateRuntimeError("'for' goes through lists")
    for item in value:
        context[_BUDGET].pay(1)
        yield item


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
        for part in template.generate({**names, _BUDGET: _Budget()}):
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
    if any(c in source for c in (OPEN, CLOSE, STOP)):
        line = min(source.count("\n", 0, i) + 1 for c in (OPEN, CLOSE, STOP) if (i := source.find(c)) >= 0)
        raise _failed(name, line, "it holds a private-use character that Reed keeps for itself")
    try:
        tree = env.parse(source, name)
        _check(tree, name)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _ROUNDS, [], [], None, None, lineno=loop.lineno)
        code = env.compile(tree, name, f"<template {name}>")
    except TemplateSyntaxError as error:
        raise _failed(name, error.lineno, error.message or "it cannot be understood") from None
    except (RecursionError, MemoryError, SyntaxError):
        # A SyntaxError is Python's, of the code that jinja2 makes of too many levels.
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
