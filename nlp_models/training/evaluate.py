"""How well spans are found on marked notes: precision, recall and F1 a label.

A span counts as found when half of the shorter and a quarter of the longer is shared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


def overlap(a: Any, b: Any) -> float:
    """Shared characters as a share of the shorter span; 0 where less than a quarter of the longer is shared."""
    n = min(a.end, b.end) - max(a.start, b.start)
    short, long = sorted((a.end - a.start, b.end - b.start))
    return max(0, n) / max(1, short) if n * 4 >= long else 0.0


@dataclass
class Tally:
    """Counts for one label."""

    found: int = 0
    gold: int = 0
    right: int = 0
    said: int = 0

    @property
    def precision(self) -> float:
        """Share of what was said that is right."""
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.found / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def add(self, true: bool, said: bool) -> None:
        """Count one decision: what is true, and what was said."""
        self.gold += true
        self.said += said
        self.found += true and said
        self.right += true and said

    def merge(self, other: Tally) -> None:
        """Add the counts of another tally."""
        self.found += other.found
        self.gold += other.gold
        self.right += other.right
        self.said += other.said

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 to three places, and how many were there (`support`)."""
        return {
            "precision": round(self.precision, 3),
            "recall": round(self.recall, 3),
            "f1": round(self.f1, 3),
            "support": self.gold,
        }


class SpanScores:
    """Span counts over many notes."""

    def __init__(self) -> None:
        self.labels: dict[str, Tally] = defaultdict(Tally)
        self.assertions = Tally()

    def add(self, gold: Sequence[Any], said: Sequence[Any]) -> None:
        """Count one note."""
        for label in sorted({s.label for s in (*gold, *said)}):
            g, p = [s for s in gold if s.label == label], [s for s in said if s.label == label]
            t = self.labels[label]
            t.gold += len(g)
            t.said += len(p)
            t.found += sum(any(overlap(x, y) >= 0.5 for y in p) for x in g)
            t.right += sum(any(overlap(x, y) >= 0.5 for x in g) for y in p)
            for x in g:
                best = max(p, key=lambda y: overlap(x, y), default=None)
                if best is not None and overlap(x, best) >= 0.5:
                    self.assertions.gold += 1
                    self.assertions.found += best.assertion == x.assertion

    def micro(self, labels: Iterable[str] | None = None) -> Tally:
        """All labels together."""
        total = Tally()
        for name, t in self.labels.items():
            if labels is None or name in labels:
                total.merge(t)
        return total

    def table(self) -> str:
        """The counts as lines of text."""
        rows = [
            f"{name:20} P {t.precision:.3f} R {t.recall:.3f} F1 {t.f1:.3f}  n={t.gold}"
            for name, t in sorted(self.labels.items())
        ]
        m = self.micro()
        rows.append(
            f"{'all labels':20} P {m.precision:.3f} R {m.recall:.3f} F1 {m.f1:.3f}  n={m.gold}; "
            f"assertion {self.assertions.recall:.3f}"
        )
        return "\n".join(rows)
