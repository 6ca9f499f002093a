from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.search.engine import SearchEngine, open_engine
from index.store import EmbeddingModel, PreparedArticle, Store, open_store
from index.types import ArticleDraft, PassageDraft
from tests.index.search.words import WordEmbedder

Add = Callable[..., int]
OpenEngine = Callable[[], SearchEngine]


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'tanya.db'}")
    yield opened
    opened.close()


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def engine_opener(store: Store, embedder: WordEmbedder, directory: Path) -> OpenEngine:
    """Opens another engine over the same library."""
    return lambda: open_engine(store, embedder, directory)


@pytest.fixture
def add(store: Store, embedder: WordEmbedder) -> Add:
    """Stores an article, a passage a line, and returns its id."""

    def add_article(*lines: str, title: str = "") -> int:
        [result] = store.add([prepared(embedder, *lines, title=title)], model_of(embedder))
        return result.article_id

    return add_article


def model_of(embedder: WordEmbedder) -> EmbeddingModel:
    return EmbeddingModel(embedder.name, embedder.fingerprint, embedder.dimension)


def prepared(embedder: WordEmbedder, *lines: str, title: str = "") -> PreparedArticle:
    body = "\n".join(lines)
    passages = []
    start = 0
    for line in lines:
        passages.append(PassageDraft(start, start + len(line), "", line))
        start += len(line) + 1
    return PreparedArticle(
        draft=ArticleDraft(title, body),
        language="id",
        content_hash=f"{title}/{body}"[:60] + str(hash((title, body))),
        passages=tuple(passages),
        vectors=embedder.embed_passages([f"{title}\n{line}" if title else line for line in lines]),
    )


def unit_vectors(count: int, dimension: int, *, seed: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).standard_normal((count, dimension), np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def texts_of(hits: Sequence[object]) -> list[str]:
    return [hit.passage.text for hit in hits]  # type: ignore[attr-defined]
