"""CQ and CO: which units of a code a therapist assistant gave in whole or in part.

Since 2022 the test is made unit by unit: full quarter hours first, then the leftovers, with a 10 % allowance
below which the assistant's help does not count (rulebook C.2).
Minutes that therapist and assistant spend together on one patient are the therapist's minutes.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.billing.codes import BillingError

_MODIFIER = {"PT": "CQ", "PTA": "CQ", "OT": "CO", "OTA": "CO", "COTA": "CO"}
UNIT = 15
"""Minutes of one timed unit."""
HALF = 8
"""Minutes that pass the middle of a unit."""
THRESHOLD_PERCENT = 11
"""Smallest whole percentage that is more than the 10 % allowance."""


@dataclass(frozen=True, slots=True)
class AssistantShare:
    """How the units of one code divide between therapist and assistant."""

    code: str
    modifier: str
    """``CQ`` or ``CO``: what the assistant's units carry."""
    units_with: int
    """Units that carry the modifier, never more than the units of the code."""
    units_without: int
    steps: tuple[str, ...] = ()
    """Plain sentences, in the order of the reasoning."""
    unsettled: bool = False
    """True where the two accepted computations of the allowance differ; the unit is then shown with the modifier."""


def modifier_of(discipline: str | None) -> str:
    """``CQ`` for physical therapy (also when the discipline is unknown), ``CO`` for occupational therapy.

    Raises:
        BillingError: a discipline without assistants in these rules.
    """
    if discipline is None:
        return "CQ"
    try:
        return _MODIFIER[discipline.strip().upper()]
    except KeyError:
        raise BillingError(f"No assistant modifier is known for {discipline!r}. Use PT, PTA, OT or COTA.") from None


def assistant_percent(assistant: int, total: int) -> int:
    """Share of `total` minutes given by the assistant, in whole percent, halves rounded up."""
    return (200 * assistant + total) // (2 * total) if total else 0


def smallest_counting(total: int) -> int:
    """Fewest assistant minutes, out of `total`, that ask for the modifier: a tenth, rounded, plus one."""
    return (total + 5) // 10 + 1


def passes_allowance(assistant: int, total: int) -> tuple[bool, bool]:
    """Whether the assistant's minutes exceed the 10 % allowance, by percentage and by minutes.

    Both computations are accepted; at a few short totals they differ (1 of 8 minutes is 13 %, yet below 2 minutes).
    """
    return assistant_percent(assistant, total) >= THRESHOLD_PERCENT, assistant >= smallest_counting(total)


def assistant_share(
    code: str,
    units: int,
    minutes: int,
    assistant: int,
    discipline: str | None = None,
    *,
    timed: bool = True,
) -> AssistantShare:
    """Divide the `units` of one code between therapist and assistant.

    Args:
        code: the billing code, for the sentences.
        units: units the code earned, by whichever method.
        minutes: all minutes of the code, therapist's and assistant's.
        assistant: minutes the assistant gave alone.
        discipline: PT, PTA, OT or COTA; decides between CQ and CO.
        timed: False tests the service as a whole, as for untimed codes.
    """
    modifier = modifier_of(discipline)
    therapist = minutes - assistant
    lines = [f"{code}: the assistant gave {assistant} of {minutes} minutes alone, the therapist {therapist}."]
    if not units:
        lines.append(f"{code} earned no unit, so there is nothing to carry {modifier}.")
        return AssistantShare(code, modifier, 0, 0, tuple(lines))
    if timed:
        carried, unsettled = _timed(code, units, therapist, assistant, modifier, lines)
    else:
        whole, unsettled = _allowance(f"The whole of {code}", assistant, minutes, modifier, lines)
        carried = units if whole else 0
    return AssistantShare(code, modifier, carried, units - carried, tuple(lines), unsettled)


def _timed(code: str, units: int, therapist: int, assistant: int, modifier: str, lines: list[str]) -> tuple[int, bool]:
    full, rest = divmod(assistant, UNIT)
    full_therapist, rest_therapist = divmod(therapist, UNIT)
    left = units - full - full_therapist
    if full:
        lines.append(f"{_units(full)} of {code} with {modifier}: the assistant gave 15 full minutes of each.")
    if full_therapist:
        lines.append(
            f"{_units(full_therapist)} of {code} without {modifier}: the therapist gave 15 full minutes of each."
        )
    if left <= 0 or not rest:
        return full, False
    if left >= 2:
        lines.append(
            f"Two units remain, {rest_therapist} minutes of the therapist and {rest} of the assistant: "
            f"one goes with {modifier} and one without."
        )
        return full + 1, False
    if rest_therapist >= HALF:
        lines.append(
            f"Last unit of {code}: the therapist alone gave {rest_therapist} minutes, past the middle of a unit, "
            f"so it goes without {modifier}."
        )
        return full, False
    title = f"Last unit of {code} (therapist {rest_therapist}, under {HALF})"
    carries, unsettled = _allowance(title, rest, rest + rest_therapist, modifier, lines)
    return full + carries, unsettled


def _allowance(what: str, assistant: int, total: int, modifier: str, lines: list[str]) -> tuple[bool, bool]:
    """Whether the unit carries the modifier, and whether the two computations leave that open."""
    by_percent, by_minutes = passes_allowance(assistant, total)
    share = f"{what}: {assistant} of {total} minutes are the assistant's, {assistant_percent(assistant, total)} %"
    limit = f"{smallest_counting(total)} minutes"
    if by_percent and by_minutes:
        lines.append(f"{share}, more than the 10 % allowance ({modifier} from {limit}): with {modifier}.")
    elif by_percent or by_minutes:
        # Leaving the modifier off is the costlier mistake, so an open edge is shown with it.
        lines.append(
            f"{share}. The two accepted computations differ here ({modifier} from 11 % or from {limit}): "
            f"shown with {modifier}; check what the payer uses."
        )
    else:
        lines.append(f"{share}, within the 10 % allowance ({modifier} from {limit}): without {modifier}.")
    return by_percent or by_minutes, by_percent != by_minutes


def _units(n: int) -> str:
    return "1 unit" if n == 1 else f"{n} units"
