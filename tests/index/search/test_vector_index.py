from pathlib import Path

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import GenerationError
from index.search import vector_index
from index.search.vector_index import VectorIndex, VectorIndexBuilder, open_vector_index
from tests.index.search.conftest import unit_vectors

DIMENSION = 32


def built(
    directory: Path, vectors: NDArray[np.float32], *, ids: NDArray[np.int64] | None = None
) -> VectorIndex:
    chosen = np.arange(1, len(vectors) + 1) * 3 if ids is None else ids
    builder = VectorIndexBuilder(directory / "vectors.faiss", vectors.shape[1])
    for start in range(0, len(vectors), 700):
        builder.add(chosen[start : start + 700], vectors[start : start + 700])
    builder.finish()
    return open_vector_index(directory / "vectors.faiss")


def brute_force(vectors: NDArray[np.float32], query: NDArray[np.float32], limit: int) -> list[int]:
    scores = vectors @ query
    return [int(row + 1) * 3 for row in np.lexsort((np.arange(len(scores)), -scores))[:limit]]


def test_the_exact_index_finds_exactly_the_nearest(tmp_path: Path) -> None:
    vectors = unit_vectors(2000, DIMENSION, seed=1)
    index = built(tmp_path, vectors)

    for query in unit_vectors(50, DIMENSION, seed=2):
        found = index.search(query, limit=10)
        assert found.ids.tolist() == brute_force(vectors, query, 10)
        assert found.scores == pytest.approx(vectors[found.ids // 3 - 1] @ query, abs=1e-6)


def test_equal_vectors_come_by_id(tmp_path: Path) -> None:
    vectors = np.repeat(unit_vectors(1, DIMENSION, seed=3), 20, axis=0)

    assert built(tmp_path, vectors).search(vectors[0], limit=5).ids.tolist() == [3, 6, 9, 12, 15]


def test_the_coded_index_finds_nearly_all_of_the_nearest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_index, "EXACT_LIMIT", 1000)
    monkeypatch.setattr(vector_index, "HALF_LIMIT", 1000)
    centres = unit_vectors(100, DIMENSION, seed=4)
    noise = unit_vectors(5000, DIMENSION, seed=5)
    vectors = np.repeat(centres, 50, axis=0) + 0.7 * noise
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index = built(tmp_path, vectors)
    queries = vectors[::50] + 0.2 * unit_vectors(100, DIMENSION, seed=6)

    assert isinstance(faiss.downcast_index(index._vectors), faiss.IndexRefine)
    shared = [
        len(set(index.search(query, limit=10).ids.tolist()) & set(brute_force(vectors, query, 10)))
        for query in queries
    ]
    assert sum(shared) / (10 * len(queries)) > 0.98


def test_the_index_of_half_precision_finds_the_nearest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_index, "EXACT_LIMIT", 1000)
    vectors = unit_vectors(2000, DIMENSION, seed=1)
    index = built(tmp_path, vectors)

    assert isinstance(faiss.downcast_index(index._vectors), faiss.IndexScalarQuantizer)
    for query in unit_vectors(50, DIMENSION, seed=2):
        found = index.search(query, limit=10)
        assert found.ids[:3].tolist() == brute_force(vectors, query, 3)
        assert found.scores == pytest.approx(vectors[found.ids // 3 - 1] @ query, abs=1e-3)


@pytest.mark.parametrize("limits", [(10_000, 10_000), (100, 10_000), (100, 100)])
def test_similarities_are_inner_products_and_zero_for_strangers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: tuple[int, int]
) -> None:
    monkeypatch.setattr(vector_index, "EXACT_LIMIT", limits[0])
    monkeypatch.setattr(vector_index, "HALF_LIMIT", limits[1])
    vectors = unit_vectors(2000, DIMENSION, seed=7)
    index = built(tmp_path, vectors)
    found = index.similarities(vectors[4], np.array([15, 1, 0, 6000, 6003, 3]))

    assert found == pytest.approx([1, 0, 0, vectors[4] @ vectors[1999], 0, vectors[4] @ vectors[0]], abs=0.02)


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = built(tmp_path, np.empty((0, DIMENSION), np.float32))
    query = unit_vectors(1, DIMENSION, seed=8)[0]

    assert len(index) == len(index.search(query, limit=3)) == 0
    assert index.similarities(query, np.array([1, 2])).tolist() == [0, 0]


def test_fewer_passages_than_asked_for_are_no_error(tmp_path: Path) -> None:
    vectors = unit_vectors(3, DIMENSION, seed=9)

    assert sorted(built(tmp_path, vectors).search(vectors[1], limit=10).ids) == [3, 6, 9]


def test_a_vector_that_is_not_finite_is_similar_to_nothing(tmp_path: Path) -> None:
    vectors = unit_vectors(4, DIMENSION, seed=10)
    vectors[2, 5] = np.nan
    index = built(tmp_path, vectors)

    assert index.similarities(vectors[0], np.array([9])).tolist() == [0]
    assert index.search(vectors[0], limit=1).ids.tolist() == [3]


def test_the_ids_are_those_that_were_added(tmp_path: Path) -> None:
    ids = np.array([2, 5, 9, 2**40])

    assert built(tmp_path, unit_vectors(4, DIMENSION, seed=11), ids=ids).ids.tolist() == ids.tolist()


def test_nothing_but_the_index_is_left_in_the_directory(tmp_path: Path) -> None:
    built(tmp_path, unit_vectors(4, DIMENSION, seed=12))

    assert [path.name for path in tmp_path.iterdir()] == ["vectors.faiss"]


def test_an_index_of_another_kind_is_refused(tmp_path: Path) -> None:
    faiss.write_index(faiss.IndexFlatIP(4), str(tmp_path / "plain"))
    (tmp_path / "text").write_text("not an index at all")

    for name in ("plain", "text", "missing"):
        with pytest.raises(GenerationError):
            open_vector_index(tmp_path / name)
