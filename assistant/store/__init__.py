"""What Reed keeps on disk: the unfinished note, readable by its owner alone, until it is finished or thrown away."""

from __future__ import annotations

from assistant.store.autosave import Autosave
from assistant.store.errors import StoreError
from assistant.store.files import save_bytes, save_text
from assistant.store.folders import state_folder
from assistant.store.keeper import Keeper

__all__ = ["Autosave", "Keeper", "StoreError", "save_bytes", "save_text", "state_folder"]
