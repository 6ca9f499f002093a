"""Passages with their scores, best first."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Ranking:
    """Passage ids and scores, best first; equal scores by ascending id.

    Attributes:
        ids: int64, (n,), each at most once.
        scores: float32, (n,), higher is better.
    """

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(cls, ids: NDArray[np.int64], scores: NDArray[np.float32], *, limit: int | None = None) -> Self:
        """Put ids and their scores, in whatever order, into order; only the best `limit` are kept."""
        order = np.lexsort((ids, -scores))[:limit]
        return cls(ids[order], scores[order])

    @classmethod
    def empty(cls) -> Self:
        """Nothing found."""
        return cls(np.empty(0, np.int64), np.empty(0, np.float32))

    def merged(self, other: "Ranking", *, limit: int) -> "Ranking":
        """The best of this ranking and of one of other passages under the same scores."""
        if not len(other):
            return Ranking(self.ids[:limit], self.scores[:limit])
        ids = np.concatenate([self.ids, other.ids])
        return Ranking.of(ids, np.concatenate([self.scores, other.scores]), limit=limit)
