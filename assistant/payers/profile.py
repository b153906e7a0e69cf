"""A payer profile as a value, and reading one from TOML that anybody may have written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from assistant.errors import ReedError, did_you_mean
from assistant.own_files import toml_of
from assistant.results import SEVERITIES

METHODS = ("cms", "ama")
DIAGNOSES = ("deficit", "strict")
MODIFIERS = ("discipline", "assistant", "kx")
OFF = "off"
WEIGHTS = (*SEVERITIES, OFF)
LONGEST = 4000
"""Characters of one text; nothing that long is a title or a reason."""


class PayerError(ReedError):
    """A profile that does not exist or cannot be used; the message names its file and the key."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What one payer, or one kind of payer, looks for. The values given here are those of ``medicare``."""

    name: str = "medicare"
    title: str = ""
    method: str = "cms"
    """How units are counted: ``cms`` pools the timed minutes, ``ama`` counts each code alone."""
    diagnosis: str = "deficit"
    """``deficit``: any diagnosis that goes with a documented deficit; ``strict``: disease of the nervous system."""
    modifiers: tuple[str, ...] = MODIFIERS
    """Kinds of modifier that are wanted: discipline (GP, GO, GN), assistant (CQ, CO), kx."""
    rules: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Rules that weigh otherwise than in the catalogue: error, warning, info, or off."""
    note: str = ""
    """What a reader of a review by this profile ought to know."""
    sources: tuple[str, ...] = ()

    def applies(self, rule_id: str) -> bool:
        """Whether the payer looks at this rule at all."""
        return self.rules.get(rule_id) != OFF

    def weight(self, rule_id: str, own: str, of_hit: str | None) -> str:
        """Severity of a finding.

        Args:
            rule_id: the rule.
            own: its severity in the catalogue.
            of_hit: the severity of the case, where a rule has a heavy and a light direction. A profile may make such a
                case lighter and never heavier.
        """
        set_to = self.rules.get(rule_id)
        if set_to is None or set_to == OFF:
            return of_hit or own
        return set_to if of_hit is None else max(of_hit, set_to, key=SEVERITIES.index)


def parse(text: str, name: str, where: str, known_rules: Iterable[str], fixed: Iterable[str] = ()) -> Profile:
    """A profile from TOML.

    Args:
        text: the file's text.
        name: name of the profile.
        where: the file as the person knows it, for errors.
        known_rules: ids that ``[rules]`` may name.
        fixed: ids among them whose weight no profile changes.

    Raises:
        PayerError: the text is no TOML, or a key or value is not one that a profile has.
    """
    data = toml_of(text, where, "a payer profile", PayerError)
    for key in data:
        if key not in _READERS:
            raise PayerError(
                f"{where}: unknown key {_short(key)}.",
                did_you_mean(key, _READERS) or f"A profile has the keys {', '.join(_READERS)}.",
            )
    found = {key: _READERS[key](value, key, where) for key, value in data.items()}
    rules = found.get("rules", {})
    ids, settled = tuple(known_rules), tuple(fixed)
    for rule_id in rules:
        if rule_id in settled:
            raise PayerError(
                f"{where}: rules.{rule_id} is one of the six elements, which count under every payer.",
                "Take the line out.",
            )
        if rule_id not in ids:
            hint = did_you_mean(rule_id, ids) or "`reed rule --all` lists the rules."
            raise PayerError(f"{where}: rules names {_short(rule_id)}, which is no rule.", hint)
    return replace(Profile(name=name), **found)


def _text(value: object, key: str, where: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise PayerError(f"{where}: {key} is to be a text.", f'For example {key} = "...".')
    return " ".join(value.split())


def _one_of(*allowed: str) -> Any:
    def read(value: object, key: str, where: str) -> str:
        if value not in allowed:
            raise PayerError(f"{where}: {key} = {_short(value)} is none of {', '.join(allowed)}.")
        return str(value)

    return read


def _texts(value: object, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise PayerError(f"{where}: {key} is to be a list of texts.", f'For example {key} = ["..."].')
    return tuple(_text(each, key, where) for each in value)


def _modifiers(value: object, key: str, where: str) -> tuple[str, ...]:
    return tuple(_one_of(*MODIFIERS)(each, key, where) for each in _texts(value, key, where))


def _rules(value: object, key: str, where: str) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise PayerError(f"{where}: {key} is to be a table of rule ids.", 'For example [rules] hep-education = "off".')
    weight = _one_of(*WEIGHTS)
    return MappingProxyType({name: weight(each, f"{key}.{_plain(name)}", where) for name, each in value.items()})


def _plain(value: object) -> str:
    shown = str(value)
    return shown if len(shown) <= 40 else shown[:40] + "…"


def _short(value: object) -> str:
    return repr(_plain(value)) if isinstance(value, str) else _plain(value)


_READERS: Mapping[str, Any] = {
    "title": _text,
    "method": _one_of(*METHODS),
    "diagnosis": _one_of(*DIAGNOSES),
    "modifiers": _modifiers,
    "rules": _rules,
    "note": _text,
    "sources": _texts,
}
