"""How well the confidence separates questions that the articles answer from those that they don't."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """At `threshold`: the share of answerable questions answered, and of unanswerable ones answered falsely."""

    threshold: float
    coverage: float
    false_answers: float


def auroc(answerable: Sequence[float], unanswerable: Sequence[float]) -> float:
    """The chance that an answerable question is the more confident of a random pair (ties count half)."""
    low = np.sort(np.asarray(unanswerable, dtype=np.float64))
    high = np.asarray(answerable, dtype=np.float64)
    below = np.searchsorted(low, high, side="left") + np.searchsorted(low, high, side="right")
    return float(below.sum() / (2 * len(low) * len(high)))


def risk_coverage(
    answerable: Sequence[float], unanswerable: Sequence[float], coverages: Sequence[float]
) -> list[RiskPoint]:
    """For each coverage, the threshold that answers that share of the answerable questions, and its false answers."""
    high = np.sort(np.asarray(answerable, dtype=np.float64))[::-1]
    low = np.asarray(unanswerable, dtype=np.float64)
    points = []
    for coverage in coverages:
        threshold = float(high[max(0, int(np.ceil(coverage * len(high))) - 1)])
        points.append(
            RiskPoint(threshold, float((high >= threshold).mean()), float((low >= threshold).mean()))
        )
    return points
