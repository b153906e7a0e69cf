"""Payer profiles: how a payer counts units, weighs the rules and reads diagnoses, and which modifiers it wants.

A profile is data (``profiles/*.toml``, and a person's own in their config folder). `Profile` is the value, `profile`
finds one by its name.
"""

from __future__ import annotations

from assistant.payers.finding import DEFAULT, own_folder, profile, profile_names
from assistant.payers.profile import PayerError, Profile

__all__ = ["DEFAULT", "PayerError", "Profile", "own_folder", "profile", "profile_names"]
