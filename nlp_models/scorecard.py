"""The figures that ship with the trained pipeline: how well it reads notes of voices it never saw."""

from __future__ import annotations

import json
from typing import Any

from nlp_models import MODEL_DIR, ModelError

SCORECARD_FILE = "scorecard.json"
STATUSES = ("met", "weak", "missing")


def shipped() -> dict[str, Any]:
    """The figures kept beside the weights.

    Raises:
        ModelError: there are none (an interrupted installation).
    """
    try:
        card: dict[str, Any] = json.loads((MODEL_DIR / SCORECARD_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        raise ModelError(f"the scorecard in {MODEL_DIR} cannot be read: install Reed again") from e
    return card


def as_text(card: dict[str, Any]) -> str:
    """The scorecard for people."""
    lines = [
        f"Measured on {card['notes']} notes in {len(card['voices'])} voices that training never saw.",
        "",
        "Spans (half of the shorter and a quarter of the longer shared)",
    ]
    row = "  {:24} {:>9} {:>7} {:>6} {:>8}".format
    lines.append(row("label", "precision", "recall", "F1", "support"))
    for name, f in (*card["labels"].items(), ("all", card["spans"])):
        lines.append(row(name, f"{f['precision']:.3f}", f"{f['recall']:.3f}", f"{f['f1']:.3f}", f["support"]))
    lines += [
        f"  assertion right: {card['assertion_accuracy']:.3f}; time figures right: {card['time_figures']:.3f}",
        "",
        "Requirements (whole notes)",
    ]
    for name, r in card["requirements"].items():
        parts = "  ".join(f"{s} P {r[s]['precision']:.2f} R {r[s]['recall']:.2f} n={r[s]['support']}" for s in STATUSES)
        lines.append(f"  {name:20} accuracy {r['accuracy']:.3f}   {parts}")
    lines += [
        f"  all statuses right: {card['status_accuracy']:.3f}",
        "",
        "Rules and flags (told of a whole note, against what its marks say)",
        row("rule", "precision", "recall", "F1", "support"),
    ]
    for name, f in card["rules"].items():
        lines.append(row(name, f"{f['precision']:.3f}", f"{f['recall']:.3f}", f"{f['f1']:.3f}", f["support"]))
    if "rule_cases" in card:
        lines += ["", *cases_as_text(card["rule_cases"])]
    lines += [
        "",
        "Good notes with one element left out or weakened",
    ]
    lines += [f"  {name:20} {value:.3f}" for name, value in card["variants"].items()]
    return "\n".join(lines)


def cases_as_text(figures: dict[str, Any]) -> list[str]:
    """The figures of the rules' own cases, as lines."""
    row = "  {:30} {:>9} {:>7} {:>7} {:>12}".format
    lines = ["Every rule on the notes and claims written for it, and on near misses (half that nobody looked at)"]
    lines.append(row("rule", "precision", "recall", "support", "near misses"))
    for name, f in (*figures["rules"].items(), ("all", figures["all"])):
        lines.append(row(name, f"{f['precision']:.3f}", f"{f['recall']:.3f}", f["support"], f["silent"]))
    whole = figures["whole_notes"]
    return [*lines, f"  told of {whole['notes']} whole notes that satisfy every rule: {whole['told']}"]
