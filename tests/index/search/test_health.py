import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.search.health import examine, mend
from index.search.manifest import digest, manifest_bytes, read_manifest
from index.search.vector_index import VectorIndexBuilder, open_vector_index
from index.store import Store
from tests.index.search.conftest import Add, OpenEngine, model_of, unit_vectors
from tests.index.search.words import WordEmbedder


def complaints(store: Store, directory: Path) -> list[tuple[str, str]]:
    return [(each.name, each.verdict) for each in examine(store, directory) if each.verdict != "good"]


@pytest.fixture
def published(add: Add, engine_opener: OpenEngine, directory: Path) -> Path:
    """Five passages in a second generation, one after it; the directory of the second generation."""
    engine = engine_opener()
    add("gubernur membuka pasar ikan", "banjir merendam jalan raya")
    engine.publish()
    add("gempa mengguncang pulau", "harga beras naik", "hujan turun lagi")
    info = engine.publish()
    add("kabar terbaru")
    return directory / f"generation-{info.number:08}"


def seal(generation: Path) -> None:
    """Make the manifest agree with whatever the files are now."""
    info = read_manifest(generation)
    files = tuple(digest(generation, generation / each.path) for each in info.files)
    (generation / "manifest.json").write_bytes(manifest_bytes(replace(info, files=files)))


def test_a_sound_index_has_no_complaints(store: Store, published: Path, directory: Path) -> None:
    assert complaints(store, directory) == []
    details = {each.name: each.detail for each in examine(store, directory)}
    assert details["index ids"] == "SQL and both indexes hold the same 5 passages."
    assert details["index tail"].startswith("1 passages came after")


def test_an_empty_library_has_no_complaints(store: Store, directory: Path) -> None:
    assert complaints(store, directory) == []


def test_removed_passages_are_no_complaint(store: Store, published: Path, directory: Path) -> None:
    store.remove(1)

    assert complaints(store, directory) == []


def test_a_damaged_file_is_named_and_mended(
    store: Store, published: Path, directory: Path, embedder: WordEmbedder
) -> None:
    (published / "vectors.faiss").write_bytes(b"rubbish")

    assert complaints(store, directory) == [("generation-00000002", "bad")]
    assert mend(store, directory, model_of(embedder)) == [
        "Deleted the damaged generation-00000002.",
        "Built generation 2 with 6 passages.",
    ]
    assert complaints(store, directory) == []


def rewrite(generation: Path, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
    """Put another vector index in place, and make the manifest agree with it."""
    builder = VectorIndexBuilder(generation / "vectors.faiss", vectors.shape[1])
    builder.add(ids, vectors)
    builder.finish()
    seal(generation)


def test_a_lost_passage_is_found_under_right_checksums(
    store: Store, published: Path, directory: Path, embedder: WordEmbedder
) -> None:
    index = open_vector_index(published / "vectors.faiss")
    rewrite(published, index.ids[1:], unit_vectors(4, index.dimension, seed=1))

    assert complaints(store, directory) == [("generation-00000002", "bad")]
    mend(store, directory, model_of(embedder))
    assert complaints(store, directory) == []


def test_a_passage_exchanged_for_another_is_found_under_right_checksums(
    store: Store, published: Path, directory: Path, embedder: WordEmbedder
) -> None:
    index = open_vector_index(published / "vectors.faiss")
    rewrite(published, index.ids + 1, unit_vectors(5, index.dimension, seed=1))

    assert ("index ids", "bad") in complaints(store, directory)
    mend(store, directory, model_of(embedder))
    assert complaints(store, directory) == []


def test_a_changed_vector_is_found_under_right_checksums(
    store: Store, published: Path, directory: Path, embedder: WordEmbedder
) -> None:
    with store.snapshot() as snapshot:
        [batch] = snapshot.vectors(model_of(embedder))
    vectors = np.vstack([unit_vectors(1, embedder.dimension, seed=1), batch.vectors[1:5]])
    rewrite(published, batch.ids[:5], vectors)

    assert complaints(store, directory) == [("index vectors", "bad")]
    mend(store, directory, model_of(embedder))
    assert complaints(store, directory) == []


def test_a_killed_build_is_a_warning_and_is_cleared(
    store: Store, published: Path, directory: Path, embedder: WordEmbedder
) -> None:
    (directory / "building").mkdir()

    assert complaints(store, directory) == [("index leftovers", "warning")]
    mend(store, directory, model_of(embedder))
    assert complaints(store, directory) == []


def test_many_passages_without_a_good_generation_are_a_warning(
    store: Store, published: Path, directory: Path, embedder: WordEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.health.LONG_TAIL", 3)
    shutil.rmtree(directory)

    assert complaints(store, directory) == [("index", "warning")]
    assert mend(store, directory, model_of(embedder)) == ["Built generation 1 with 6 passages."]
    assert complaints(store, directory) == []


def test_mending_a_sound_index_does_nothing(
    store: Store, published: Path, directory: Path, embedder: WordEmbedder
) -> None:
    assert mend(store, directory, model_of(embedder)) == []


def test_examining_changes_nothing(store: Store, published: Path, directory: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in directory.rglob("*") if path.is_file()}
    examine(store, directory)

    after = {path: path.stat().st_mtime_ns for path in directory.rglob("*") if path.is_file()}
    assert after == before
