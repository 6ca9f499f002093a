"""What a campaign measured, as one row of the table that is printed and that `docs/reliability.md` shows."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass

NAMES = {
    1: "SIGKILL while articles are written",
    2: "SIGKILL while a reindex or publish runs",
    3: "power cut",
    4: "damaged generation",
    5: "drift over random histories",
    6: "anything below a home is damaged",
    13: "reindex while questions are asked",
    14: "several processes, one database",
    15: "database locked by a third process",
    17: "disk full",
    29: "model missing, damaged or of another size",
    30: "clock jumps",
    31: "memory over many questions",
    33: "backup and restore under load",
    34: "seeded bugs",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured goal; `held` is False when the goal was missed.

    A time depends on what else the machine does: `timed` goals are shown, and only the long form insists on them.
    """

    row: int
    trials: str
    goal: str
    measured: str
    held: bool
    timed: bool = False


def report(figures: Sequence[Figure]) -> None:
    """Hand the figures over to the process that started the campaign."""
    json.dump([asdict(figure) for figure in figures], sys.stdout)
    sys.stdout.flush()


def read(text: str) -> list[Figure]:
    """Read what `report` wrote."""
    return [Figure(**values) for values in json.loads(text)]


def table(figures: Sequence[Figure]) -> str:
    """Lay the figures out as a Markdown table."""
    lines = ["| # | fault | trials | goal | measured | held |", "|---|---|---|---|---|---|"]
    for f in sorted(figures, key=lambda f: f.row):
        held = "yes" if f.held else "**no**"
        lines.append(f"| {f.row} | {NAMES[f.row]} | {f.trials} | {f.goal} | {f.measured} | {held} |")
    return "\n".join(lines)
