"""Word translations from sentence pairs: IBM model 1 in both directions, joined where they agree.

Brown et al. 1993; the joining is "alignment by agreement" (Liang, Taskar and Klein 2006) as a product of both
posteriors.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

ROUNDS = 5
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Counts:
    """Expected alignments over the corpus.

    Attributes:
        agreed: (sources, targets): how often two words are each other's translation, by both models.
        sources: How often each source word occurs.
        targets: How often each target word occurs.
    """

    agreed: csr_matrix
    sources: NDArray[np.float64]
    targets: NDArray[np.float64]


def align(pairs: Sequence[tuple[Sequence[int], Sequence[int]]], sources: int, targets: int) -> Counts:
    """Align sentence pairs given as word numbers; a word occurring twice in a sentence counts once."""
    kept = [(np.unique(s), np.unique(t)) for s, t in pairs if 0 < len(s) <= LONGEST and 0 < len(t) <= LONGEST]
    sizes = np.array([len(s) * len(t) for s, t in kept])
    source = np.concatenate([np.repeat(s, len(t)) for s, t in kept])
    target = np.concatenate([np.tile(t, len(s)) for s, t in kept])
    sentence = np.repeat(np.arange(len(kept)), sizes)
    distinct, cell = np.unique(source.astype(np.int64) * targets + target, return_inverse=True)
    cell = cell.astype(np.int32)
    source_place = places(sentence, source, sources)
    target_place = places(sentence, target, targets)
    rows, columns = distinct // targets, distinct % targets
    forward = posterior(cell, target_place, rows, len(distinct), sources)
    backward = posterior(cell, source_place, columns, len(distinct), targets)
    agreed = np.bincount(cell, forward * backward, len(distinct))
    return Counts(
        csr_matrix((agreed, (rows, columns)), shape=(sources, targets)),
        np.bincount(np.concatenate([s for s, _ in kept]), minlength=sources).astype(float),
        np.bincount(np.concatenate([t for _, t in kept]), minlength=targets).astype(float),
    )


def places(sentence: NDArray[np.int64], word: NDArray[np.int64], words: int) -> NDArray[np.int32]:
    """A number for each (sentence, word): what an alignment distributes one unit over."""
    return np.unique(sentence * words + word, return_inverse=True)[1].astype(np.int32)


def posterior(
    cell: NDArray[np.int32], place: NDArray[np.int32], given: NDArray[np.int64], cells: int, words: int
) -> NDArray[np.float32]:
    """How likely each co-occurrence is an alignment, after `ROUNDS` of expectation maximisation."""
    chance = np.ones(cells)
    for _ in range(ROUNDS):
        weight = chance[cell]
        weight /= np.bincount(place, weight)[place]
        expected = np.bincount(cell, weight, cells)
        chance = expected / np.bincount(given, expected, words)[given]
    weight = chance[cell]
    return (weight / np.bincount(place, weight)[place]).astype(np.float32)
