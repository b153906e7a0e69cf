"""What arithmetic finds amiss, in the terms of a review: a rule, how heavy, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about minutes, times or units that does not add up."""

    rule: str
    """Id of the rule that explains it (``reed rule ID``)."""
    severity: str
    """``error``, ``warning`` or ``info``."""
    message: str

    def to_dict(self) -> dict[str, str]:
        """The remark as a JSON object."""
        return {"rule": self.rule, "severity": self.severity, "message": self.message}
