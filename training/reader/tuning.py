"""The weights of the sentence score: a listwise fit on the dev questions, with cross-validated figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from index.answering.asked.question import understood
from index.answering.evidence.evidence import Reading
from index.answering.evidence.quoting import quoted
from index.answering.reading.sentence_ranking import SIGNS, as_row
from index.answering.reading.shipped_reader import ShippedReader
from index.evaluation.text_metrics import exact_match, f1, holds
from training.reader.retrieval import Asked

FOLDS = 5
DECAY = 1e-3
ELSEWHERE = 0.3
"""What a sentence is worth that holds the answer in another article, against 1 in the right one."""
LOOSE = 0.3
"""What a sentence is worth whose span misses the answer that it holds."""


@dataclass(frozen=True, slots=True)
class Case:
    """One answerable question as the reader judged it.

    Attributes:
        asked: The question and its candidates.
        readings: One a sentence.
        signs: float64, (readings, signs).
        worth: float64, (readings,): how good each would be as the answer.
    """

    asked: Asked
    readings: tuple[Reading, ...]
    signs: NDArray[np.float64]
    worth: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OpenFigures:
    """Means over answerable questions: the first sentence and the first quotation hold the answer, EM and F1."""

    sentence: float
    quotation: float
    exact: float
    f1: float

    def __str__(self) -> str:
        return f"sentence {self.sentence:.3f}  quotation {self.quotation:.3f}  EM {self.exact:.3f}  F1 {self.f1:.3f}"


def cases(reader: ShippedReader, asked: Sequence[Asked]) -> list[Case]:
    found = []
    for one in asked:
        judged = reader.judge(understood(one.question.question), one.candidates) if one.present else []
        if judged:
            readings = tuple(judgement.reading for judgement in judged)
            signs = np.array([as_row(judgement.signs) for judgement in judged])
            found.append(Case(one, readings, signs, np.array([worth(one, reading) for reading in readings])))
    return found


def worth(asked: Asked, reading: Reading) -> float:
    """How good the reading would be as the answer, 0..1."""
    candidate = asked.candidates[reading.candidate]
    answers = asked.question.answers
    start, end = candidate.sentences[reading.sentence]
    place = 1.0 if asked.right[reading.candidate] else ELSEWHERE
    pointed = f1(candidate.text[reading.start : reading.end], answers)
    return holds(candidate.text[start:end], answers) * place * (LOOSE + (1 - LOOSE) * pointed)


def fit_ranking(sets: Mapping[str, Sequence[Case]]) -> dict[str, float]:
    """Weights by softmax regression over the sentences of each question; every set counts the same."""
    useful = [(case, 1 / len(part)) for part in sets.values() for case in part if case.worth.sum() > 0]
    everything = np.concatenate([case.signs for case, _ in useful])
    scale = everything.std(axis=0) + 1e-6
    longest = max(len(case.readings) for case, _ in useful)
    signs = torch.zeros(len(useful), longest, len(SIGNS))
    worth_of = torch.zeros(len(useful), longest)
    there = torch.zeros(len(useful), longest, dtype=torch.bool)
    for row, (case, _) in enumerate(useful):
        count = len(case.readings)
        signs[row, :count] = torch.from_numpy(case.signs / scale)
        worth_of[row, :count] = torch.from_numpy(case.worth / case.worth.sum())
        there[row, :count] = True
    share = torch.tensor([weight for _, weight in useful])
    weights = torch.zeros(len(SIGNS), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200)

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        chance = (signs @ weights).masked_fill(~there, -1e9).log_softmax(1).clamp(min=-50)
        value: torch.Tensor = (
            -((worth_of * chance).sum(1) * share).sum() / share.sum() + DECAY * (weights**2).sum()
        )
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    fitted = weights.detach().numpy() / scale
    return {sign: round(float(weight), 4) for sign, weight in zip(SIGNS, fitted, strict=True)}


def figures(weights: Mapping[str, float], part: Sequence[Case]) -> OpenFigures:
    vector = np.array([weights[sign] for sign in SIGNS])
    rows = []
    for case in part:
        scores = case.signs @ vector
        readings = [
            replace(reading, sentence_score=float(score))
            for reading, score in zip(case.readings, scores, strict=True)
        ]
        best = readings[int(scores.argmax())]
        candidate, answers = case.asked.candidates[best.candidate], case.asked.question.answers
        start, end = candidate.sentences[best.sentence]
        quote = quoted(candidate, best, readings)
        span = candidate.text[best.start : best.end]
        rows.append(
            (
                holds(candidate.text[start:end], answers),
                holds(candidate.text[quote.start : quote.end], answers),
                exact_match(span, answers),
                f1(span, answers),
            )
        )
    return OpenFigures(*map(float, np.mean(rows, axis=0)))


def cross_validated(sets: Mapping[str, Sequence[Case]]) -> dict[str, OpenFigures]:
    """Figures of each set where every question was left out of the fit that judges it."""
    results: dict[str, list[tuple[OpenFigures, int]]] = {name: [] for name in sets}
    for fold in range(FOLDS):
        weights = fit_ranking(
            {name: [c for n, c in enumerate(part) if n % FOLDS != fold] for name, part in sets.items()}
        )
        for name, part in sets.items():
            left_out = list(part)[fold::FOLDS]
            results[name].append((figures(weights, left_out), len(left_out)))
    return {name: mean_figures(parts) for name, parts in results.items()}


def mean_figures(parts: Sequence[tuple[OpenFigures, int]]) -> OpenFigures:
    total = sum(count for _, count in parts)
    return OpenFigures(
        sum(part.sentence * count for part, count in parts) / total,
        sum(part.quotation * count for part, count in parts) / total,
        sum(part.exact * count for part, count in parts) / total,
        sum(part.f1 * count for part, count in parts) / total,
    )
