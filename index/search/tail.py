"""The passages that came after the generation, in memory: exact vectors, and BM25 on tantivy's scale."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.language.analysis import WeightedTerm
from index.search.bm25 import saturation, stored_lengths
from index.search.postings import Postings

GROWTH = 2
"""A segment joins the one before it unless that one is more than this many times as long."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Some passages of the tail, at least one.

    Attributes:
        ids: int64, (n,), ascending.
        vectors: float32, (n, dimension).
        lengths: int64, (n,), in terms.
        postings: What terms they hold.
    """

    ids: NDArray[np.int64]
    vectors: NDArray[np.float32]
    lengths: NDArray[np.int64]
    postings: Postings

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def of(
        cls, ids: NDArray[np.int64], vectors: NDArray[np.float32], passages: Sequence[Sequence[str]]
    ) -> Self:
        """Make a segment of passages, given as their terms."""
        lengths = np.array([len(passage) for passage in passages], np.int64)
        return cls(ids, vectors, lengths, Postings.of(passages))

    def joined(self, other: Self) -> Self:
        """Make one segment of this one and of one behind it."""
        return type(self)(
            np.concatenate([self.ids, other.ids]),
            np.concatenate([self.vectors, other.vectors]),
            np.concatenate([self.lengths, other.lengths]),
            self.postings.joined(other.postings),
        )

    def term_scores(self, terms: Sequence[WeightedTerm], average_length: float) -> NDArray[np.float32]:
        """The score of every passage, float32 (n,)."""
        scores = np.zeros(len(self), np.float32)
        for each in terms:
            entries = self.postings.entries(each.term)
            if entries is not None:
                lengths = stored_lengths(self.lengths[entries.rows])
                part = saturation(entries.frequencies, lengths, average_length)
                scores[entries.rows] += np.float32(each.weight) * part
        return scores


@dataclass(frozen=True, slots=True)
class Tail:
    """Passages by ascending id, in segments of shrinking size; immutable: growing makes another tail."""

    segments: tuple[Segment, ...] = ()

    def __len__(self) -> int:
        return sum(map(len, self.segments))

    @property
    def ids(self) -> NDArray[np.int64]:
        """All passage ids, int64 (n,), ascending."""
        return np.concatenate([np.empty(0, np.int64), *(segment.ids for segment in self.segments)])

    @property
    def last_passage(self) -> int:
        """The greatest passage id, 0 in an empty tail."""
        return int(self.segments[-1].ids[-1]) if self.segments else 0

    @property
    def terms(self) -> int:
        """How many terms all passages have together."""
        return int(sum(segment.lengths.sum() for segment in self.segments))

    def extended(self, segment: Segment) -> "Tail":
        """This tail and, behind it, passages with greater ids."""
        segments = [*self.segments, segment]
        while len(segments) > 1 and len(segments[-2]) <= GROWTH * len(segments[-1]):
            last = segments.pop()
            segments[-1] = segments[-1].joined(last)
        return Tail(tuple(segments))

    def holding(self, term: str) -> int:
        """How many passages contain the term."""
        found = (segment.postings.entries(term) for segment in self.segments)
        return sum(len(entries.rows) for entries in found if entries is not None)

    def beginning(self, prefix: str) -> list[str]:
        """The terms that begin so."""
        vocabularies = (segment.postings.vocabulary for segment in self.segments)
        return [term for vocabulary in vocabularies for term in vocabulary if term.startswith(prefix)]

    def term_scores(self, terms: Sequence[WeightedTerm], average_length: float) -> NDArray[np.float32]:
        """The BM25 score of every passage, float32 (n,), in the order of `ids`; weights hold the idf."""
        return self._of_each(lambda segment: segment.term_scores(terms, average_length))

    def similarities(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """The inner product of every passage with `query`, float32 (n,), in the order of `ids`."""
        return self._of_each(lambda segment: segment.vectors @ query)

    def _of_each(self, scores: Callable[[Segment], NDArray[np.float32]]) -> NDArray[np.float32]:
        return np.concatenate([np.empty(0, np.float32), *map(scores, self.segments)])


EMPTY = Tail()
