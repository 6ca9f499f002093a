"""What crosses the store's border: frozen values in, frozen values out; rows never leave the room."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.types import Article, ArticleDraft, Language, Passage, PassageDraft

ChangeKind = Literal["add", "edit", "remove", "serve"]
"""`serve`: another edition came into service; its article id is 0."""

EditionState = Literal["building", "serving", "retired"]


@dataclass(frozen=True, slots=True)
class EmbeddingModel:
    """Which model made a vector; two models are the same when their fingerprints are."""

    name: str
    fingerprint: str
    dimension: int


@dataclass(frozen=True, slots=True)
class Edition:
    """All articles, split by one splitter and embedded by one model; exactly one edition is in service.

    A reindex fills a second edition beside it. Vectors belong to the passages of one edition, so those of two
    models cannot be mixed up.
    """

    id: int
    model: EmbeddingModel
    splitter_version: str
    state: EditionState


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """A draft with everything that is written in its one transaction.

    Attributes:
        content_hash: Of the body, whatever its white space; equal hashes are the same article.
        vectors: float32, (len(passages), dimension), L2-normalised.
    """

    draft: ArticleDraft
    language: Language
    content_hash: str
    passages: tuple[PassageDraft, ...]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ResplitArticle:
    """New passages and vectors for a stored article; void if its text is no longer that of `content_hash`."""

    article_id: int
    content_hash: str
    passages: tuple[PassageDraft, ...]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage and the article it stands in, both as they are in SQL now."""

    passage: Passage
    article: Article


@dataclass(frozen=True, slots=True)
class Change:
    """One committed write; `seq` ascends in commit order."""

    seq: int
    kind: ChangeKind
    article_id: int


@dataclass(frozen=True, slots=True)
class VectorBatch:
    """Passages with their vectors, by ascending passage id.

    Attributes:
        ids: int64, (n,).
        titles: The titles of the passages' articles.
        texts: The passages' own searched texts; what is indexed is made of title and text by the search room.
        vectors: float32, (n, dimension).
    """

    ids: NDArray[np.int64]
    titles: list[str]
    texts: list[str]
    vectors: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is stored; passages are those of the edition in service."""

    articles: int
    passages: int
