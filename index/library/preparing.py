"""Drafts made ready for the store: split, embedded, hashed."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding.protocol import Embedder
from index.ingest.drafting import content_hash
from index.ingest.splitting import split
from index.language.detection import detect
from index.search.documents import searchable
from index.store.records import PreparedArticle, ResplitArticle
from index.types import Article, ArticleDraft, PassageDraft

LANGUAGE_SAMPLE = 2_000
"""Code points of a body that tell its language."""


def prepare(drafts: Sequence[ArticleDraft], embedder: Embedder) -> list[PreparedArticle]:
    """Split and embed drafts, all their passages in one call of the embedder."""
    embedded = _embedded([(draft.title, draft.body) for draft in drafts], embedder)
    return [
        PreparedArticle(
            draft=draft,
            language=detect(draft.body[:LANGUAGE_SAMPLE]),
            content_hash=content_hash(draft.body),
            passages=passages,
            vectors=vectors,
        )
        for draft, (passages, vectors) in zip(drafts, embedded, strict=True)
    ]


def resplit(articles: Sequence[Article], embedder: Embedder) -> list[ResplitArticle]:
    """Split and embed stored articles again."""
    embedded = _embedded([(article.title, article.body) for article in articles], embedder)
    return [
        ResplitArticle(article.id, article.content_hash, passages, vectors)
        for article, (passages, vectors) in zip(articles, embedded, strict=True)
    ]


def _embedded(
    articles: Sequence[tuple[str, str]], embedder: Embedder
) -> Iterator[tuple[tuple[PassageDraft, ...], NDArray[np.float32]]]:
    """The passages and their vectors of each (title, body)."""
    passages = [tuple(split(body)) for _, body in articles]
    texts = [
        searchable(title, part.text)
        for (title, _), parts in zip(articles, passages, strict=True)
        for part in parts
    ]
    vectors = embedder.embed_passages(texts)
    end = 0
    for parts in passages:
        start, end = end, end + len(parts)
        yield parts, vectors[start:end]
