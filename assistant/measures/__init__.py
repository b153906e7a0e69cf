"""Outcome measures: range, direction, reference values and the change that is more than error (``measures.toml``)."""

from assistant.measures.table import Change, Measure, Reference, measure, measures, named_in

__all__ = ["Change", "Measure", "Reference", "measure", "measures", "named_in"]
