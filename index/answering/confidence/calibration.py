"""Signals to one calibrated probability, and the threshold below which we abstain.

The weights are fitted by `python -m training.reader` on questions whose article was taken out of the corpus and on
adversarial ones; with another reader (`READER_MODEL`) they still order answers, but the stated rates no longer hold.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.answering.confidence.signals import SIGNALS, Signals
from index.errors import ModelError

SHIPPED = Path(__file__).parents[1] / "reading" / "model"
CALIBRATION = "confidence.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model over the signals.

    Attributes:
        intercept: Log-odds when all signals are 0.
        weights: Log-odds that one unit of each signal adds.
        threshold: The least confidence of an answer.
        false_answers: The share of unanswerable questions that reach the threshold, as fitted.
        coverage: The share of answerable questions that reach it, as fitted.
    """

    intercept: float
    weights: Mapping[str, float]
    threshold: float
    false_answers: float
    coverage: float


def probability(signals: Signals, calibration: Calibration) -> float:
    """The probability, 0..1, that the best reading answers the question."""
    odds = calibration.intercept + sum(calibration.weights[name] * getattr(signals, name) for name in SIGNALS)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


def load_calibration(directory: Path = SHIPPED) -> Calibration:
    """The calibration in a directory that `python -m training.reader` wrote.

    Raises:
        ModelError: The file is missing or damaged.
    """
    try:
        content = json.loads((directory / CALIBRATION).read_text(encoding="utf-8"))
        weights = {name: float(content["weights"][name]) for name in SIGNALS}
        return Calibration(
            float(content["intercept"]),
            weights,
            float(content["threshold"]),
            float(content["false_answers"]),
            float(content["coverage"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"The calibration in {directory} must be a whole file ({CALIBRATION}), but: {error!r}. "
            "Install the package again."
        ) from error
