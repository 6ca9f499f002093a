"""BM25 as the lexical index scores it, over in-memory terms: for experiments on the dev sets."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

K1, B = 1.2, 0.75


class Bm25:
    """A corpus of term lists; queries are weighted terms."""

    def __init__(self, passages: Sequence[Sequence[str]], *, k1: float = K1, b: float = B) -> None:
        self.numbers: dict[str, int] = {}
        columns = [self.numbers.setdefault(term, len(self.numbers)) for terms in passages for term in terms]
        lengths = np.array([len(terms) for terms in passages], np.float64)
        rows = np.repeat(np.arange(len(passages)), lengths.astype(int))
        counts = csr_matrix(
            (np.ones(len(columns)), (rows, columns)), shape=(len(passages), len(self.numbers))
        )
        counts.sum_duplicates()
        frequency = np.bincount(counts.indices, minlength=counts.shape[1])
        self.idf = np.log(1 + (len(passages) - frequency + 0.5) / (frequency + 0.5))
        norm = k1 * (1 - b + b * lengths / lengths.mean())
        counts.data = counts.data * (k1 + 1) / (counts.data + np.repeat(norm, np.diff(counts.indptr)))
        self._weights = counts.multiply(self.idf[None, :]).tocsr().astype(np.float32)

    def scores(self, queries: Sequence[Mapping[str, float]]) -> NDArray[np.float32]:
        """float32, (queries, passages)."""
        rows, columns, data = [], [], []
        for row, query in enumerate(queries):
            for term, weight in query.items():
                if term in self.numbers:
                    rows.append(row)
                    columns.append(self.numbers[term])
                    data.append(weight)
        matrix = csr_matrix(
            (data, (rows, columns)), shape=(len(queries), self._weights.shape[1]), dtype=np.float32
        )
        scores: NDArray[np.float32] = (matrix @ self._weights.T).toarray()
        return scores
