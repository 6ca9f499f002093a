"""The best span inside each sentence, from a network's start and end logits."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST = 28
"""Word pieces in one answer."""
LOOKED_AT = 24
"""Spans of a sentence that are looked at for one that fits."""
NEARLY = 5.0
"""How far below the best span's score one that fits may be, logits."""

Fits = Callable[[int, int], bool]
"""Whether the span from a first to a last piece (inclusive) is of the kind that was asked for."""


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


def best_spans(
    scores: SpanScores, bounds: Sequence[tuple[int, int]], fits: Fits | None = None
) -> list[BestSpan | None]:
    """For each sentence (half-open range of pieces) its best span; None for an empty range.

    With `fits`, a span that fits is taken before a better one that does not, if it is among the next best and nearly
    as good.
    """
    total = log_sum([log_mass(scores, (0, len(scores.start))), scores.null])
    return [best_span(scores, bound, total, fits) if bound[0] < bound[1] else None for bound in bounds]


def best_span(scores: SpanScores, bound: tuple[int, int], total: float, fits: Fits | None = None) -> BestSpan:
    """The best span of one sentence; `total` is the mass of everything, "no answer" too."""
    table = span_table(scores, bound)
    first, last = (
        next(_fitting(table, bound[0], fits)) if fits else _piece_range(int(table.argmax()), table, bound[0])
    )
    return BestSpan(
        first,
        last,
        float(table[first - bound[0], last - first]) - scores.null,
        log_sum(table) - total,
    )


def _fitting(table: NDArray[np.float32], offset: int, fits: Fits) -> Iterator[tuple[int, int]]:
    """The spans that fit among the best ones, best first; then the best of all."""
    near = np.argsort(-table, axis=None, kind="stable")[:LOOKED_AT]
    least = float(table.max()) - NEARLY
    for place in near.tolist():
        first, last = _piece_range(place, table, offset)
        if table.flat[place] >= least and fits(first, last):
            yield first, last
    yield _piece_range(int(near[0]), table, offset)


def _piece_range(place: int, table: NDArray[np.float32], offset: int) -> tuple[int, int]:
    first, length = divmod(place, table.shape[1])
    return offset + first, offset + first + length


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
