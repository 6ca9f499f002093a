"""Rows of the figures table: appended to the Markdown file that `TANYA_FIGURES` names, and printed."""

import os
from dataclasses import dataclass
from pathlib import Path

LONG = os.environ.get("TANYA_TORTURE") == "long"
HEADER = "| campaign | trials | goal | measured | held |\n|---|---|---|---|---|\n"


@dataclass(frozen=True, slots=True)
class Figure:
    """One goal and what was measured; `held` is False when it was missed."""

    campaign: str
    trials: str
    goal: str
    measured: str
    held: bool


def note(figure: Figure) -> Figure:
    """Add a row to the table."""
    held = "yes" if figure.held else "**no**"
    row = f"| {figure.campaign} | {figure.trials} | {figure.goal} | {figure.measured} | {held} |\n"
    print(row, end="")
    target = os.environ.get("TANYA_FIGURES")
    if target:
        table = Path(target)
        with table.open("a", encoding="utf-8") as file:
            file.write(row if table.stat().st_size else HEADER + row)
    return figure


def percentile(values: list[float], share: float) -> float:
    """The value that `share` (0..1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
