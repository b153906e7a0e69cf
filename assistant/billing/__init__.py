"""Arithmetic of therapy billing on plain values: minutes to units, modifiers, code pairs, fees, thresholds.

Nothing here reads a note and nothing here is heavy to import: ``reed units`` and ``reed fee`` start from this package
alone. Fees, pairs and thresholds are imported from their modules, so that counting units does not load them.
"""

from __future__ import annotations

from assistant.billing.assistant_modifier import AssistantShare, assistant_share, modifier_of
from assistant.billing.codes import BillingError, Code, code, codes, is_timed
from assistant.billing.units import METHODS, UnitCount, count_units, units_for

__all__ = [
    "METHODS",
    "AssistantShare",
    "BillingError",
    "Code",
    "UnitCount",
    "assistant_share",
    "code",
    "codes",
    "count_units",
    "is_timed",
    "modifier_of",
    "units_for",
]
