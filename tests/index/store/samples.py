"""Articles with explainable vectors: a passage a line, its vector drawn with its text as the seed."""

import hashlib
import zlib

import numpy as np
from numpy.typing import NDArray

from index.store import EmbeddingModel, PreparedArticle, ResplitArticle
from index.types import Article, ArticleDraft, PassageDraft

DIMENSION = 8
MODEL = EmbeddingModel("stub", "a" * 64, DIMENSION)
OTHER_MODEL = EmbeddingModel("other", "b" * 64, 4)


def vector(text: str, dimension: int = DIMENSION) -> NDArray[np.float32]:
    numbers = np.random.default_rng(zlib.crc32(text.encode())).standard_normal(dimension)
    return np.asarray(numbers / np.linalg.norm(numbers), dtype=np.float32)


def sentences(body: str) -> tuple[PassageDraft, ...]:
    """One passage a line."""
    passages, start = [], 0
    for line in body.splitlines(keepends=True):
        text = line.strip()
        passages.append(PassageDraft(start, start + len(text), "", text))
        start += len(line)
    return tuple(passages)


def content_hash(body: str) -> str:
    return hashlib.sha256(" ".join(body.split()).encode()).hexdigest()


def prepared(
    body: str, *, title: str = "Judul", external_id: str | None = None, model: EmbeddingModel = MODEL
) -> PreparedArticle:
    passages = sentences(body)
    vectors = np.array([vector(p.text, model.dimension) for p in passages], np.float32)
    return PreparedArticle(
        ArticleDraft(title, body, external_id=external_id),
        "id",
        content_hash(body),
        passages,
        vectors.reshape(len(passages), model.dimension),
    )


def resplit(article: Article, model: EmbeddingModel) -> ResplitArticle:
    again = prepared(article.body, model=model)
    return ResplitArticle(article.id, article.content_hash, again.passages, again.vectors)
