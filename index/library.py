"""The library: one facade over articles, index and answers, and the only place that names concrete parts."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from index.answering.answerer import Answerer
from index.answering.conversation import Turn
from index.answering.reading import load_reader
from index.embedding.loading import load_embedder
from index.embedding.protocol import Embedder
from index.ingest.drafting import content_hash
from index.ingest.importing import ImportLine, read_import
from index.ingest.splitting import split
from index.language.detection import detect
from index.search.documents import searchable
from index.search.engine import SearchEngine, open_engine
from index.settings import Settings
from index.store import Counts, EmbeddingModel, PreparedArticle, Store, open_store
from index.types import (
    AddResult,
    Answer,
    Article,
    ArticleDraft,
    ArticleSummary,
    Hit,
    ImportResult,
    Language,
    Progress,
)

IMPORT_BATCH = 128
"""Articles embedded and committed together by an import: each whole, or not at all."""


class Library:
    """Articles in, cited answers out. Thread-safe; several processes may share one home.

    Models and index are opened when the first method needs them, so that listing articles costs nothing.
    """

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._lock = threading.RLock()
        self._embedder: Embedder | None = None
        self._engine: SearchEngine | None = None
        self._answerer: Answerer | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the database; the library is not used again."""
        self._store.close()

    # Articles

    def add(self, draft: ArticleDraft) -> AddResult:
        """Store one article, split and embedded, in one transaction; it can be asked about at once.

        Raises:
            BusyError: Another process held the database for too long.
        """
        [known] = self._store.known([content_hash(draft.body)])
        if known is not None:
            return AddResult(known, created=False, passages=0)
        [result] = self._store.add(self._prepare([draft]), self._model)
        self._publish_when_due()
        return result

    def edit(self, article_id: int, draft: ArticleDraft) -> None:
        """Replace an article's text and facts; its passages get new ids.

        Raises:
            NotFoundError: No article has that id.
        """
        [prepared] = self._prepare([draft])
        self._store.edit(article_id, prepared, self._model)
        self._publish_when_due()

    def remove(self, article_id: int) -> Article:
        """Remove an article and return it as it was; no answer shows it again from that moment on.

        Raises:
            NotFoundError: No article has that id.
        """
        return self._store.remove(article_id)

    def article(self, article_id: int) -> Article:
        """The article of that id.

        Raises:
            NotFoundError: No article has that id.
        """
        return self._store.article(article_id)

    def articles(self, *, query: str = "", limit: int | None = None, offset: int = 0) -> list[ArticleSummary]:
        """The articles whose title or body holds `query`, newest id first."""
        return self._store.articles(query=query, limit=limit, offset=offset)

    def counts(self) -> Counts:
        """How many articles and passages are stored."""
        return self._store.count()

    def import_file(self, file: Path, *, progress: Progress | None = None) -> ImportResult:
        """Store every article of a .jsonl or .jsonl.gz file; what is there already is left as it is.

        Batches are committed as they come: after a kill, the same call goes on where it was.

        Raises:
            InputError: The file cannot be read; a single bad line is refused in the result instead.
        """
        return self.import_lines(read_import(file), progress=progress)

    def import_lines(self, lines: Iterable[ImportLine], *, progress: Progress | None = None) -> ImportResult:
        """Store every article of the lines, as `import_file` does."""
        created = unchanged = passages = done = 0
        refused: list[tuple[int, str]] = []
        for batch in _batches(lines, IMPORT_BATCH):
            done += len(batch)
            refused += [(line.number, line.refusal) for line in batch if line.refusal is not None]
            drafts = [line.draft for line in batch if line.draft is not None]
            for result in self._add_batch(drafts):
                created += result.created
                unchanged += not result.created
                passages += result.passages
            if progress:
                progress(done, 0)
        self._publish_when_due()
        return ImportResult(created, unchanged, passages, tuple(refused))

    def _add_batch(self, drafts: Sequence[ArticleDraft]) -> Iterable[AddResult]:
        known = self._store.known([content_hash(draft.body) for draft in drafts])
        fresh = [draft for draft, there in zip(drafts, known, strict=True) if there is None]
        yield from (AddResult(there, created=False, passages=0) for there in known if there is not None)
        if fresh:
            yield from self._store.add(self._prepare(fresh), self._model)

    def _prepare(self, drafts: Sequence[ArticleDraft]) -> list[PreparedArticle]:
        passages = [tuple(split(draft.body)) for draft in drafts]
        texts = [searchable(d.title, p.text) for d, ps in zip(drafts, passages, strict=True) for p in ps]
        vectors = iter(self.embedder.embed_passages(texts))
        return [
            PreparedArticle(
                draft=draft,
                language=detect(draft.body),
                content_hash=content_hash(draft.body),
                passages=parts,
                vectors=_stack(islice(vectors, len(parts)), self.embedder.dimension),
            )
            for draft, parts in zip(drafts, passages, strict=True)
        ]
