"""What a search looks at: one generation and the tail behind it, as they were at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.language.analysis import WeightedTerm, terms
from index.search.bm25 import idf
from index.search.documents import searchable
from index.search.fusion import Candidates
from index.search.generation import Generation
from index.search.generations import Pointer
from index.search.lexical_index import LexicalIndex
from index.search.ranking import Ranking
from index.search.tail import EMPTY, Segment, Tail
from index.store.records import Edition, VectorBatch

LONG_TAIL = 500
"""A tail is long above this many passages: every process that starts must analyse them again, about 50 ms."""

LONG_TAIL_SHARE = 0.02
"""It is long only if it is also more than this share of all passages."""


@dataclass(frozen=True, slots=True)
class View:
    """All passages of one edition: those of the generation, if there is one, and those of the tail.

    Immutable: a search that began on one view ends on it, whatever is published meanwhile.

    Attributes:
        last_change: Every change of SQL up to this one is in it.
        pointer: What `CURRENT` was when the generation was chosen.
    """

    edition: Edition | None = None
    generation: Generation | None = None
    tail: Tail = EMPTY
    last_change: int = 0
    pointer: Pointer | None = None

    def __len__(self) -> int:
        return self._indexed + len(self.tail)

    @property
    def is_long_tailed(self) -> bool:
        """Whether a new generation is worth its time."""
        return len(self.tail) > max(LONG_TAIL, LONG_TAIL_SHARE * len(self))

    @property
    def last_passage(self) -> int:
        """The greatest passage id; all that are not in the view yet are greater."""
        indexed = self.generation.info.last_passage if self.generation else 0
        return max(indexed, self.tail.last_passage)

    def extended(self, batch: VectorBatch) -> "View":
        """This view and the passages that came behind it."""
        if not len(batch):
            return self
        texts = zip(batch.titles, batch.texts, strict=True)
        segment = Segment.of(batch.ids, batch.vectors, [terms(searchable(*text)) for text in texts])
        return replace(self, tail=self.tail.extended(segment))

    def candidates(
        self, terms: Sequence[WeightedTerm], vector: NDArray[np.float32] | None, *, limit: int
    ) -> Candidates:
        """The `limit` best passages by words and the `limit` best by meaning, each with both scores.

        Args:
            terms: The terms of the query, each at most once; without any only the meaning counts.
            vector: float32, (dimension,), or None: then only the words count.
            limit: How many of each kind at most.
        """
        nearest = (
            self.generation.nearest(vector, limit=limit) if self.generation and vector is not None else None
        )
        words = _Words.of(self, terms)
        by_words = words.search(limit)
        indexed = nearest.result() if nearest else Ranking.empty()
        by_meaning = self._nearest(indexed, vector, limit) if vector is not None else indexed
        others = np.setdiff1d(by_meaning.ids, by_words.ids, assume_unique=True)
        ids = np.concatenate([by_words.ids, others])
        lexical = np.concatenate([by_words.scores, words.scores(others)])
        dense = self._similarities(vector, ids) if vector is not None else np.zeros(len(ids), np.float32)
        return Candidates(ids, lexical, dense)

    def holding(self, term: str) -> int:
        """How many passages hold the term."""
        indexed = self.generation.lexical.holding(term) if self.generation else 0
        return indexed + self.tail.holding(term)

    def beginning(self, prefix: str) -> list[str]:
        """The terms that begin so, each once."""
        indexed = self.generation.lexical.beginning(prefix) if self.generation else []
        return list(dict.fromkeys([*indexed, *self.tail.beginning(prefix)]))

    @property
    def average_length(self) -> float:
        """How long a passage is in terms, by which BM25 judges lengths: the generation's, if it has one."""
        info = self.generation.info if self.generation else None
        if info and info.terms:
            return info.terms / info.passages
        return max(self.tail.terms, 1) / max(len(self.tail), 1)

    @property
    def _indexed(self) -> int:
        return self.generation.info.passages if self.generation else 0

    def _nearest(self, indexed: Ranking, vector: NDArray[np.float32], limit: int) -> Ranking:
        """The nearest passages of all, given those of the generation."""
        if not self.tail.segments:
            return indexed
        return indexed.merged(Ranking.of(self.tail.ids, self.tail.similarities(vector)), limit=limit)

    def _similarities(self, vector: NDArray[np.float32], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        scores = np.zeros(len(ids), np.float32)
        if self.generation:
            scores = self.generation.vectors.similarities(vector, ids)
        if self.tail.segments:
            _fill(scores, ids, self.tail.ids, self.tail.similarities(vector))
        return scores


@dataclass(frozen=True, slots=True)
class _Words:
    """A query's terms against one view, weighted as if generation and tail were one index.

    tantivy knows the passages of the generation alone. Its weights are corrected by the ratio of the idf over
    all passages to its own, so that scores in the generation and in the tail are on one scale.
    """

    lexical: LexicalIndex | None
    terms: Sequence[WeightedTerm]
    tail_ids: NDArray[np.int64]
    tail_scores: NDArray[np.float32]

    @classmethod
    def of(cls, view: View, terms: Sequence[WeightedTerm]) -> "_Words":
        lexical = view.generation.lexical if view.generation else None
        if not view.tail.segments:
            return cls(lexical, terms, np.empty(0, np.int64), np.empty(0, np.float32))
        indexed, recent = [], []
        for each in terms:
            held = lexical.holding(each.term) if lexical else 0
            told = idf(len(view), held + view.tail.holding(each.term))
            recent.append(replace(each, weight=each.weight * told))
            if lexical and held:
                indexed.append(replace(each, weight=each.weight * told / idf(len(lexical), held)))
        return cls(lexical, indexed, view.tail.ids, view.tail.term_scores(recent, view.average_length))

    def search(self, limit: int) -> Ranking:
        ranking = Ranking.empty()
        if self.lexical and self.terms:
            ranking = self.lexical.search(self.terms, limit=limit)
        found = self.tail_scores > 0
        return ranking.merged(Ranking.of(self.tail_ids[found], self.tail_scores[found]), limit=limit)

    def scores(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        scores = np.zeros(len(ids), np.float32)
        if self.lexical and self.terms:
            scores = self.lexical.scores(self.terms, ids)
        if len(self.tail_ids):
            _fill(scores, ids, self.tail_ids, self.tail_scores)
        return scores


def _fill(
    scores: NDArray[np.float32],
    ids: NDArray[np.int64],
    known: NDArray[np.int64],
    known_scores: NDArray[np.float32],
) -> None:
    """Set the scores of those `ids` that are among the ascending `known` ones."""
    rows = np.minimum(np.searchsorted(known, ids), len(known) - 1)
    there = known[rows] == ids
    scores[there] = known_scores[rows[there]]
