"""Which stretches of the candidates the network gets to see: there is no time for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.answering.reading.encoding import Pieces


@dataclass(frozen=True, slots=True)
class Reach:
    """How much is read: word pieces in one window, and in all windows of one question together (with the question)."""

    window: int
    total: int


@dataclass(frozen=True, slots=True)
class Window:
    """Consecutive sentences of one candidate.

    Attributes:
        candidate: Which candidate.
        sentences: Half-open range of its sentences.
        first: First word piece.
        last: One past the last.
    """

    candidate: int
    sentences: tuple[int, int]
    first: int
    last: int


def windows(
    candidate: int, bounds: Sequence[tuple[int, int]], worth: Sequence[float], longest: int
) -> list[Window]:
    """The candidate cut into windows: first the one worth most, then what lies left and right of it.

    Args:
        candidate: Its number.
        bounds: Half-open ranges of word pieces, one a sentence.
        worth: What each sentence promises.
        longest: Word pieces in a window; a longer sentence is cut.
    """
    return [
        Window(candidate, (low, high), bounds[low][0], min(bounds[high - 1][1], bounds[low][0] + longest))
        for low, high in runs(bounds, worth, (0, len(bounds)), longest)
    ]


def runs(
    bounds: Sequence[tuple[int, int]], worth: Sequence[float], part: tuple[int, int], longest: int
) -> list[tuple[int, int]]:
    """The best run of sentences within `part`, then those left and right of it."""
    if part[0] >= part[1]:
        return []
    low, high = best_run(bounds, worth, part, longest)
    return [
        (low, high),
        *runs(bounds, worth, (part[0], low), longest),
        *runs(bounds, worth, (high, part[1]), longest),
    ]


def best_run(
    bounds: Sequence[tuple[int, int]], worth: Sequence[float], part: tuple[int, int], longest: int
) -> tuple[int, int]:
    """The run of sentences that fits and is worth most; among equals the longest, then the first."""
    best, best_key = (part[0], part[0] + 1), (-1.0, 0)
    for low in range(*part):
        high, total = low, 0.0
        while high < part[1] and (high == low or bounds[high][1] - bounds[low][0] <= longest):
            total += worth[high]
            high += 1
        key = (round(total, 9), bounds[high - 1][1] - bounds[low][0])
        if key > best_key:
            best, best_key = (low, high), key
    return best


def piece_bounds(pieces: Pieces, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sentence ranges in code points to ranges in word pieces."""
    starts = pieces.starts.searchsorted([start for start, _ in sentences]).tolist()
    ends = pieces.ends.searchsorted([end for _, end in sentences], side="right").tolist()
    return [(start, max(start, end)) for start, end in zip(starts, ends, strict=True)]
