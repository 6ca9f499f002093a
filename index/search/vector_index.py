"""FAISS over passage vectors: all compared while that is fast, then a scan of short codes, the best looked at closely.

Cells (IVF) were measured and dropped: questions lie apart from passages, so that with the shipped model 96
of 894 cells found 93 % of the ten nearest of 50,000 passages, where the scan finds 99 % in no more time and
trains in 0.3 s, not 5. `benchmarks/scale.py` measures recall and time at every size.
"""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.errors import GenerationError
from index.search.ranking import Ranking

if TYPE_CHECKING:
    import faiss

EXACT_LIMIT = 5_000
"""Up to this many passages every vector is compared in full precision: 0.16 ms on one core at 512 dimensions."""

HALF_LIMIT = 15_000
"""Up to this many, in 16 bits a dimension: 10,000 in 0.24 ms, not 0.74, and the same ten nearest."""

CODED = 4
"""Dimensions that one 4-bit code stands for (product quantisation, Jegou 2011; its fast scan, Andre 2017)."""

RESCORED = 32
"""How many times the asked number the scan hands on, to be scored by 8 bits a dimension."""

TRAINING = 20_000
"""Vectors from which the codes are learned."""

BATCH = 20_000
"""Vectors moved at a time while an index is built."""

_threads = threading.local()


class VectorIndex:
    """Nearest passages by inner product. Immutable, so that any number of threads may search it."""

    def __init__(self, index: "faiss.IndexIDMap2", ids: NDArray[np.int64]) -> None:
        self._index = index
        self._vectors = index.index
        self._ids = ids

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> NDArray[np.int64]:
        """All passage ids, int64 (n,), ascending."""
        return self._ids

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def search(self, query: NDArray[np.float32], *, limit: int) -> Ranking:
        """The `limit` passages of the greatest inner product with `query`, float32 (dimension,)."""
        if not len(self._ids):
            return Ranking.empty()
        _one_thread()
        scores, ids = self._index.search(query[None, :], min(limit, len(self._ids)))
        found = ids[0] >= 0  # FAISS fills up with -1 where it found fewer
        return Ranking.of(ids[0][found], scores[0][found])

    def distances(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """The squared Euclidean distances, float32 (n,), of these passages' vectors from the given ones.

        All ids must be in the index.
        """
        if not len(ids):
            return np.zeros(0, np.float32)
        apart = self._vectors.reconstruct_batch(np.searchsorted(self._ids, ids)) - vectors
        distances: NDArray[np.float32] = np.einsum("ij,ij->i", apart, apart)
        return distances

    def similarities(self, query: NDArray[np.float32], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """The inner products of `query` with these passages, float32 (n,); 0 for those not in the index."""
        scores = np.zeros(len(ids), np.float32)
        if not len(self._ids):
            return scores
        rows = np.minimum(np.searchsorted(self._ids, ids), len(self._ids) - 1)
        known = self._ids[rows] == ids
        if known.any():
            _one_thread()
            scores[known] = self._vectors.reconstruct_batch(rows[known]) @ query
        return scores


def open_vector_index(path: Path) -> VectorIndex:
    """Read an index that `VectorIndexBuilder` wrote.

    Raises:
        GenerationError: It is not such an index.
    """
    import faiss

    try:
        index = faiss.read_index(str(path))
    except RuntimeError as error:
        raise GenerationError(
            f"The vector index {path} cannot be read; it is built again from SQL."
        ) from error
    if not isinstance(index, faiss.IndexIDMap2):
        raise GenerationError(f"The vector index {path} is a {type(index).__name__}, not an IndexIDMap2.")
    return VectorIndex(index, faiss.vector_to_array(index.id_map))


class VectorIndexBuilder:
    """Collects vectors in a file beside the index, then builds the index that their number asks for."""

    def __init__(self, path: Path, dimension: int) -> None:
        self._path = path
        self._dimension = dimension
        self._spool = path.with_suffix(".spool")
        self._file = self._spool.open("wb")
        self._ids: list[NDArray[np.int64]] = []

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Take the vectors, float32 (n, dimension), of passages whose ids are greater than all before."""
        finite = np.isfinite(vectors).all(axis=1, keepdims=True)
        self._file.write(np.where(finite, vectors, np.float32(0)).tobytes())
        self._ids.append(ids)

    def finish(self) -> None:
        """Write the index.

        Raises:
            OSError: There is no room for it.
        """

        _one_thread()
        self._file.close()
        ids = np.concatenate([np.empty(0, np.int64), *self._ids])
        index = _empty_index(self._spooled(len(ids)))
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            vectors = np.fromfile(
                self._spool, np.float32, len(batch) * self._dimension, offset=start * self._dimension * 4
            )
            index.add_with_ids(vectors.reshape(len(batch), self._dimension), batch)
        self._write(index)
        self._spool.unlink()

    def _write(self, index: "faiss.Index") -> None:
        """Write through a file of Python's, which reports what FAISS's own overlooks: a disk full on closing."""
        import faiss

        try:
            with self._path.open("wb") as file:
                writer = faiss.PyCallbackIOWriter(file.write)  # type: ignore[attr-defined]  # lacks a stub
                faiss.write_index(index, writer)
        except RuntimeError as error:
            raise OSError(f"FAISS cannot write: {error}") from error

    def _spooled(self, count: int) -> NDArray[np.float32]:
        if not count:  # an empty file cannot be mapped
            return np.empty((0, self._dimension), np.float32)
        return np.memmap(self._spool, np.float32, "r", shape=(count, self._dimension))


def _empty_index(vectors: NDArray[np.float32]) -> "faiss.IndexIDMap2":
    """An index of the kind that this many vectors ask for, trained on some of them."""
    import faiss

    count, dimension = vectors.shape
    index = faiss.index_factory(dimension, _kind(count, dimension), faiss.METRIC_INNER_PRODUCT)
    if index.is_trained:
        return faiss.IndexIDMap2(index)
    sample = np.random.default_rng(0).choice(count, min(count, TRAINING), replace=False)
    index.train(np.ascontiguousarray(vectors[np.sort(sample)]))
    if isinstance(index, faiss.IndexRefine):
        index.k_factor = RESCORED
    return faiss.IndexIDMap2(index)


def _kind(count: int, dimension: int) -> str:
    """What FAISS's factory is to make."""
    if count <= EXACT_LIMIT:
        return "Flat"
    if count <= HALF_LIMIT:
        return "SQfp16"
    return "SQ8" if dimension % CODED else f"PQ{dimension // CODED}x4fs,Refine(SQ8)"


def _one_thread() -> None:
    """Keep FAISS from splitting work over threads: on a busy machine one query then takes 100 times as long."""
    if not getattr(_threads, "single", False):
        import faiss

        faiss.omp_set_num_threads(1)
        _threads.single = True
