"""The best span inside each sentence, from a network's start and end logits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST = 28
"""Word pieces in one answer."""


@dataclass(frozen=True, slots=True)
class SpanScores:
    """What a network says about one sheet; logits, higher is better.

    Attributes:
        start: float32, (n,): the answer begins at this piece of the passage.
        end: float32, (n,): the answer ends with this piece.
        null: "No answer here", on the scale of `start + end`.
        answered: Log-odds that the passage answers the question.
    """

    start: NDArray[np.float32]
    end: NDArray[np.float32]
    null: float
    answered: float


@dataclass(frozen=True, slots=True)
class BestSpan:
    """The best span of one sentence.

    Attributes:
        first: First piece, counted in the passage's pieces of the sheet.
        last: Last piece, inclusive.
        margin: Its score over "no answer here".
        mass: Natural logarithm of the probability that the answer lies in this sentence.
    """

    first: int
    last: int
    margin: float
    mass: float


def best_spans(scores: SpanScores, bounds: Sequence[tuple[int, int]]) -> list[BestSpan | None]:
    """For each sentence (half-open range of pieces) its best span; None for an empty range."""
    total = log_sum([log_mass(scores, (0, len(scores.start))), scores.null])
    return [best_span(scores, bound, total) if bound[0] < bound[1] else None for bound in bounds]


def best_span(scores: SpanScores, bound: tuple[int, int], total: float) -> BestSpan:
    """The best span of one sentence; `total` is the mass of everything, "no answer" too."""
    table = span_table(scores, bound)
    first, offset = divmod(int(table.argmax()), table.shape[1])
    return BestSpan(
        bound[0] + first,
        bound[0] + first + offset,
        float(table[first, offset]) - scores.null,
        log_sum(table) - total,
    )


def log_mass(scores: SpanScores, bound: tuple[int, int]) -> float:
    """The mass of all spans in a range, natural logarithm."""
    return log_sum(span_table(scores, bound)) if bound[0] < bound[1] else -np.inf


def span_table(scores: SpanScores, bound: tuple[int, int]) -> NDArray[np.float32]:
    """float32, (pieces, length): the score of each piece's span of `length + 1` pieces; -inf beyond the range."""
    first, last = bound
    lengths = min(LONGEST, last - first)
    ends = np.full(last - first + lengths - 1, -np.inf, np.float32)
    ends[: last - first] = scores.end[first:last]
    reached = np.lib.stride_tricks.sliding_window_view(ends, lengths)
    table: NDArray[np.float32] = reached + scores.start[first:last, None]
    return table


def log_sum(values: NDArray[np.float32] | Sequence[float]) -> float:
    """The logarithm of the sum of exponentials, without overflow."""
    array = np.asarray(values, np.float64)
    top = float(array.max())
    return top + float(np.log(np.exp(array - top).sum())) if np.isfinite(top) else top
