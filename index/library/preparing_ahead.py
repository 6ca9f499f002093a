"""Preparing ahead: processes that split and embed the next articles of an import while the last ones are stored.

Each loads the same model; articles go to it, passages and vectors come back. What it does not deliver is prepared by
the caller: it can cost time, never an article.
"""

import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType, TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.embedding.loading import load_embedder
from index.embedding.protocol import Embedder
from index.embedding.static import StaticEmbedder
from index.helping import Crew, answer, spare_cores
from index.library.preparing import prepare
from index.store.records import PreparedArticle
from index.types import ArticleDraft, Language, PassageDraft

WORTH = 4_000
"""Articles after which an import is long enough for processes: preparing so many takes what their start takes."""

Ready = Mapping[ArticleDraft, PreparedArticle]
"""What was prepared ahead; whatever is missing was not."""

NOTHING: Ready = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Begun:
    """A batch that a process may be at work on, with one model."""

    fingerprint: str = ""
    future: "Future[Ready] | None" = None

    def ready(self, embedder: Embedder) -> Ready:
        """Wait for what was prepared; nothing of it counts for another model."""
        if self.future is None or self.fingerprint != embedder.fingerprint:
            return NOTHING
        return self.future.result()


NOT_BEGUN = Begun()


class Ahead:
    """Prepares the articles of one import, in order of their coming. For one thread."""

    def __init__(self, *, worth: int = WORTH, processes: int | None = None) -> None:
        self._worth = worth
        self._processes = spare_cores() if processes is None else processes
        self._seen = 0
        self._fingerprint = ""
        self._crew: Crew | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._crew is not None:
            self._crew.close()

    @property
    def depth(self) -> int:
        """How many batches should have begun behind the one that is stored."""
        return 2 * self._processes if self._crew else 0

    def is_worth(self, articles: int, embedder: Embedder) -> bool:
        """Whether so many more make the import long, and its model is light enough to be loaded again."""
        self._seen += articles
        return self._seen >= self._worth and self._processes > 0 and isinstance(embedder, StaticEmbedder)

    def begin(self, drafts: Sequence[ArticleDraft], embedder: Embedder) -> Begun:
        """Begin to prepare the drafts."""
        if self._crew is None:
            self._fingerprint = embedder.fingerprint
            self._crew = Crew(self._processes, __name__, embedder.name, embedder.fingerprint)
        if not drafts:
            return NOT_BEGUN
        sent = [(draft.title, draft.body) for draft in drafts]
        return Begun(self._fingerprint, self._crew.begin(sent, partial(_ready, drafts)))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What comes back of a batch; tuples, since dataclasses take long to pickle."""

    languages: list[Language]
    hashes: list[str]
    passages: list[list[tuple[int, int, str, str]]]
    vectors: NDArray[np.float32]


def _ready(drafts: Sequence[ArticleDraft], parts: object) -> Ready:
    """What a process made of the drafts; nothing where it was lost."""
    if not isinstance(parts, _Parts):
        return NOTHING
    ends = np.cumsum([len(passages) for passages in parts.passages])[:-1]
    return {
        draft: PreparedArticle(
            draft, language, content_hash, tuple(PassageDraft(*p) for p in passages), vectors
        )
        for draft, language, content_hash, passages, vectors in zip(
            drafts, parts.languages, parts.hashes, parts.passages, np.split(parts.vectors, ends), strict=True
        )
    }


def _parts(articles: Sequence[PreparedArticle]) -> _Parts:
    return _Parts(
        [article.language for article in articles],
        [article.content_hash for article in articles],
        [[(p.start, p.end, p.heading, p.text) for p in article.passages] for article in articles],
        np.concatenate([article.vectors for article in articles]),
    )


def main() -> None:
    """Prepare what comes over standard input, until it ends."""
    name, fingerprint = sys.argv[1:]
    embedder = load_embedder(name)
    if embedder.fingerprint != fingerprint:
        sys.exit(f"{name} is not the model that was asked for.")

    def prepared(articles: object) -> _Parts:
        assert isinstance(articles, list)
        return _parts(prepare([ArticleDraft(*article) for article in articles], embedder))

    answer(prepared)
