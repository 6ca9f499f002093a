"""The confidence: a logistic fit on dev questions whose article was taken out, and on adversarial ones."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold

from index.answering.asked.question import understood
from index.answering.confidence.signals import SIGNALS, observe
from index.answering.fitting import fitting_first
from index.answering.reading.shipped_reader import ShippedReader
from index.answering.reading.wording import WordBook
from training.reader.retrieval import Asked

STATED_FALSE_ANSWERS = 0.08
STATED_COVERAGE = 0.8
INVERSE_DECAY = 0.03
STATED = ("facqa", "idkmrc")
"""The tasks that the threshold's stated rate is taken over."""


@dataclass(frozen=True, slots=True)
class Task:
    """Questions of one kind.

    Attributes:
        signals: float64, (n, signals).
        answerable: bool, (n,).
        weight: How much the task counts in the fit.
        stated: Whether the threshold's stated rate is taken over it.
    """

    signals: NDArray[np.float64]
    answerable: NDArray[np.bool_]
    weight: float
    stated: bool


@dataclass(frozen=True, slots=True)
class AbstentionFigures:
    """AUROC, and the share of unanswerable questions answered when `STATED_COVERAGE` of the others are."""

    auroc: float
    false_answers: float

    def __str__(self) -> str:
        return f"AUROC {self.auroc:.3f}  false answers at {STATED_COVERAGE:.0%} coverage {self.false_answers:.3f}"


def task(
    reader: ShippedReader, words: WordBook, asked: Sequence[Asked], *, weight: float, stated: bool = False
) -> Task:
    rows, labels = [], []
    for one in asked:
        question = understood(one.question.question)
        readings = fitting_first(question, one.candidates, reader.read(question, one.candidates))
        signals = observe(question, one.candidates, readings, words)
        if signals is not None:
            rows.append(astuple(signals))
            labels.append(one.present)
    return Task(np.array(rows, np.float64), np.array(labels, np.bool_), weight, stated)


def logistic(tasks: Sequence[Task]) -> tuple[float, NDArray[np.float64]]:
    """Intercept and weights in the signals' own units."""
    signals = np.concatenate([one.signals for one in tasks])
    answerable = np.concatenate([one.answerable for one in tasks])
    share = np.concatenate(
        [np.full(len(one.answerable), one.weight * 1000 / len(one.answerable)) for one in tasks]
    )
    mean, scale = signals.mean(axis=0), signals.std(axis=0) + 1e-6
    model = LogisticRegression(C=INVERSE_DECAY, max_iter=2000)
    model.fit((signals - mean) / scale, answerable, sample_weight=share)
    weights = model.coef_[0] / scale
    return float(model.intercept_[0] - weights @ mean), weights


def chances(task: Task, intercept: float, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    odds: NDArray[np.float64] = 1 / (1 + np.exp(-(intercept + task.signals @ weights)))
    return odds


def cross_validated(tasks: Mapping[str, Task], *, seed: int) -> dict[str, NDArray[np.float64]]:
    """The confidence of every question by a fit that left it out."""
    parts = {
        name: list(StratifiedKFold(5, shuffle=True, random_state=seed).split(one.signals, one.answerable))
        for name, one in tasks.items()
    }
    found = {name: np.zeros(len(one.answerable)) for name, one in tasks.items()}
    for fold in range(5):
        kept = [
            Task(
                one.signals[parts[name][fold][0]],
                one.answerable[parts[name][fold][0]],
                one.weight,
                one.stated,
            )
            for name, one in tasks.items()
        ]
        intercept, weights = logistic(kept)
        for name, one in tasks.items():
            out = parts[name][fold][1]
            found[name][out] = chances(one, intercept, weights)[out]
    return found


def abstention(answerable: NDArray[np.bool_], confidence: NDArray[np.float64]) -> AbstentionFigures:
    threshold = np.quantile(confidence[answerable], 1 - STATED_COVERAGE)
    return AbstentionFigures(
        float(roc_auc_score(answerable, confidence)), float((confidence[~answerable] >= threshold).mean())
    )


def calibrate(
    tasks: Mapping[str, Task], *, seed: int
) -> tuple[dict[str, object], dict[str, AbstentionFigures]]:
    """The content of `confidence.json`, and cross-validated figures of every task."""
    confidence = cross_validated(tasks, seed=seed)
    stated = [name for name, one in tasks.items() if one.stated]
    wrong = np.concatenate([confidence[name][~tasks[name].answerable] for name in stated])
    right = np.concatenate([confidence[name][tasks[name].answerable] for name in stated])
    threshold = float(np.quantile(wrong, 1 - STATED_FALSE_ANSWERS))
    intercept, weights = logistic(list(tasks.values()))
    content: dict[str, object] = {
        "intercept": round(intercept, 5),
        "weights": {name: round(float(weight), 5) for name, weight in zip(SIGNALS, weights, strict=True)},
        "threshold": round(threshold, 3),
        "false_answers": round(float((wrong >= threshold).mean()), 3),
        "coverage": round(float((right >= threshold).mean()), 3),
    }
    return content, {name: abstention(one.answerable, confidence[name]) for name, one in tasks.items()}
