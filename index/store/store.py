"""The store: articles, passages, vectors and the change log in one SQL database, which is the only truth."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from index.errors import InputError, NotFoundError
from index.store import editions, reading, writing
from index.store.article_query import ArticleQuery
from index.store.checking import check_article, check_passages
from index.store.database import BUSY_SECONDS, Database, connect
from index.store.records import (
    Change,
    Counts,
    Edition,
    EmbeddingModel,
    PreparedArticle,
    ResplitArticle,
    StoredPassage,
    VectorBatch,
)
from index.store.schema import ensure_schema
from index.types import AddResult, Article, ArticleSummary, Passage

GREATEST_ID = (1 << 63) - 1
"""Both databases keep ids in 64 bits."""

NO_EDITION = Edition(0, EmbeddingModel("none", "", 0), "", "retired")


def open_store(url: str, *, busy_seconds: float = BUSY_SECONDS) -> "Store":
    """Open a database, and make or migrate its tables where needed.

    Args:
        url: `sqlite:///path/to/file.db` or `postgresql+psycopg://user@host/name`.
        busy_seconds: How long a write waits for other writers before it gives up.

    Raises:
        StoreError: It cannot be opened or written, or is of a newer version.
    """
    database = connect(url, busy_seconds=busy_seconds)
    try:
        ensure_schema(database)
    except BaseException:
        database.close()
        raise
    return Store(database)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The store as it was at one commit; good inside its `with` block only.

    Attributes:
        last_change: The newest change that it contains.
        edition: The edition in service, None in a library that never had an article.
    """

    last_change: int
    edition: Edition | None
    _connection: Connection

    def vectors(
        self, model: EmbeddingModel, *, batch: int = 1000, edition: Edition | None = None
    ) -> Iterator[VectorBatch]:
        """Stream all passages by ascending id: of `edition`, or else of the one in service.

        Raises:
            ModelError: That edition is of another model.
        """
        chosen = agreeing(edition or self.edition, model)
        yield from reading.vectors(self._connection, chosen, after=0, limit=None, batch=batch)

    def bare_vectors(
        self, edition: Edition, *, batch: int = 1000
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Stream the ids, int64 (n,) ascending, and vectors, float32 (n, dimension), of an edition's passages."""
        yield from reading.bare_vectors(self._connection, edition, batch)

    def bodies(self, *, batch: int = 1000) -> Iterator[tuple[int, str, str]]:
        """Stream every article's id, body and content hash, in no order."""
        yield from reading.bodies(self._connection, batch)


class Store:
    """The only truth. Safe for threads and processes; each method is one transaction.

    Every write that alters what is in service ends in at least one change, and one writer works at a time,
    so that change numbers and ids ascend in commit order. Ids are never reused.
    """

    def __init__(self, database: Database):
        self.database = database

    def close(self) -> None:
        """Close the idle connections."""
        self.database.close()

    def add(
        self, articles: Sequence[PreparedArticle], model: EmbeddingModel, *, splitter_version: str = ""
    ) -> list[AddResult]:
        """Write a batch, all or nothing; one result an article, in order.

        An article whose text is stored is left alone (`created` is False); one whose external id is stored
        with another text replaces that one. The first batch of a library puts its model and splitter in
        service.

        Raises:
            InputError: A text holds NUL or a lone surrogate.
            ModelError: The vectors are not of the model, or the library is in service with another one.
            BusyError: Other writers were at work for too long; nothing was written.
        """
        for article in articles:
            check_article(article, model)
        if not articles:
            return []
        with self.database.write() as connection:
            edition = editions.serving_for(connection, model, splitter_version)
            return writing.add(connection, articles, edition)

    def bring_back(self, article_id: int, article: PreparedArticle, model: EmbeddingModel) -> None:
        """Store a removed article again under the id that it had; one that is there already is left alone.

        Raises:
            NotFoundError: No article ever had that id.
            InputError: Another article has that text or external id by now; or as for `add`.
        """
        check_article(article, model)
        with self.database.write() as connection:
            owner = reading.known(connection, [article.content_hash]).get(article.content_hash)
            if owner == article_id:
                return
            if owner is not None:
                raise InputError(f"Article {owner} has the same text already; nothing was changed.")
            edition = editions.serving_for(connection, model, "")
            try:
                writing.bring_back(connection, article_id, article, edition)
            except IntegrityError as error:
                raise InputError("Another article has that external id; nothing was changed.") from error

    def edit(self, article_id: int, article: PreparedArticle, model: EmbeddingModel) -> None:
        """Give a stored article another text.

        Raises:
            NotFoundError: No article has that id.
            InputError: Another article has that text or external id already; or as for `add`.
        """
        check_article(article, model)
        with self.database.write() as connection:
            self._existing(connection, article_id)
            owner = reading.known(connection, [article.content_hash]).get(article.content_hash, article_id)
            if owner != article_id:
                raise InputError(f"Article {owner} has the same text already; nothing was changed.")
            edition = editions.serving_for(connection, model, "")
            try:
                writing.edit(connection, article_id, article, edition)
            except IntegrityError as error:
                raise InputError("Another article has that external id; nothing was changed.") from error

    def remove(self, article_id: int) -> Article:
        """Delete an article and return what it was.

        Raises:
            NotFoundError: No article has that id.
        """
        with self.database.write() as connection:
            article = self._existing(connection, article_id)
            writing.remove(connection, article_id)
            return article

    def article(self, article_id: int) -> Article:
        """Return an article.

        Raises:
            NotFoundError: No article has that id.
        """
        with self.database.read() as connection:
            return self._existing(connection, article_id)

    def articles(self, *, query: str = "", limit: int | None = None, offset: int = 0) -> list[ArticleSummary]:
        """List articles, newest id first; `query` is a part of the title, or an external id."""
        with self.database.snapshot() as connection:
            return reading.summaries(connection, query, limit, offset)

    def made_by(self, *, outlet: str = "", author: str = "") -> frozenset[int]:
        """The ids of the articles whose outlet and writer bear these names, in whole words; "" where anyone will do."""
        with self.database.snapshot() as connection:
            return reading.made_by(connection, ArticleQuery("", author, outlet))

    def counts(self) -> Counts:
        """Count articles, and passages of the edition in service."""
        with self.database.snapshot() as connection:
            return reading.counts(connection)

    def known(self, hashes: Sequence[str]) -> list[int | None]:
        """Tell for each content hash which article has it."""
        with self.database.read() as connection:
            found = reading.known(connection, hashes)
        return [found.get(content_hash) for content_hash in hashes]

    def passages(self, ids: Sequence[int]) -> list[StoredPassage]:
        """Return the passages that are there, in the order of `ids`; the others are left out."""
        if not ids:
            return []
        with self.database.read() as connection:
            return reading.stored_passages(connection, ids)

    def article_passages(self, article_id: int) -> list[Passage]:
        """Return an article's passages in service, in the order of the text."""
        with self.database.read() as connection:
            return reading.article_passages(connection, article_id)

    def last_change(self) -> int:
        """Return the newest change's number, 0 before the first."""
        with self.database.read() as connection:
            return reading.last_change(connection)

    def changes_after(self, seq: int, limit: int) -> list[Change]:
        """Return changes, oldest first."""
        with self.database.read() as connection:
            return reading.changes_after(connection, seq, limit)

    def passages_after(
        self, passage_id: int, model: EmbeddingModel, *, limit: int, edition: Edition | None = None
    ) -> VectorBatch:
        """Return the passages with greater ids, ascending: of `edition`, or else of the one in service.

        Raises:
            ModelError: That edition is of another model.
        """
        with self.database.snapshot() as connection:
            chosen = agreeing(edition or editions.serving(connection), model)
            found = reading.vectors(connection, chosen, after=passage_id, limit=limit, batch=max(limit, 1))
            return next(found, reading.to_batch([], model.dimension))

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Hold the store as it is now, while others go on writing."""
        with self.database.snapshot() as connection:
            last_change = reading.last_change(connection)
            yield Snapshot(last_change, editions.serving(connection), connection)

    def edition(self) -> Edition | None:
        """Return the edition in service, None in a library that never had an article."""
        with self.database.read() as connection:
            return editions.serving(connection)

    def models(self) -> list[EmbeddingModel]:
        """List the models whose vectors are stored: the one in service first, then those being built."""
        with self.database.snapshot() as connection:
            found = editions.editions(connection, "serving") + editions.editions(connection, "building")
        return list(dict.fromkeys(edition.model for edition in found))

    def missing_vectors(self) -> int:
        """Count the passages that lack their vector; more than none means damage from outside."""
        with self.database.read() as connection:
            return reading.missing_vectors(connection)

    def begin_edition(self, model: EmbeddingModel, splitter_version: str) -> Edition:
        """Start a reindex, or take up the unfinished one of the same model and splitter."""
        with self.database.write() as connection:
            return editions.begin(connection, model, splitter_version)

    def pending_articles(self, edition: Edition, *, limit: int) -> list[Article]:
        """Return articles that the edition lacks, by ascending id; none when it is complete."""
        with self.database.read() as connection:
            return editions.pending(connection, edition, limit)

    def pending_count(self, edition: Edition) -> int:
        """Count the articles that the edition lacks."""
        with self.database.read() as connection:
            return editions.pending_count(connection, edition)

    def fill(self, edition: Edition, articles: Sequence[ResplitArticle]) -> int:
        """Write articles' passages and vectors into an edition; return how many articles were written.

        Left out are articles that were edited or removed meanwhile, and those that the edition has already.
        """
        for article in articles:
            check_passages(article.passages, article.vectors, edition.model)
        with self.database.write() as connection:
            return writing.fill(connection, edition, articles)

    def serve(self, edition: Edition) -> None:
        """Put a complete edition in service, in one moment; the one before it is retired, still readable.

        Raises:
            StoreError: Articles are missing from it (added meanwhile: fill again), or it has been given up.
        """
        with self.database.write() as connection:
            editions.serve(connection, edition)

    def drop_retired(self) -> None:
        """Delete retired editions with their passages and vectors, in small transactions."""
        more = True
        while more:
            with self.database.write() as connection:
                more = editions.drop_some_retired(connection)

    def _existing(self, connection: Connection, article_id: int) -> Article:
        article = reading.article(connection, article_id) if 0 < article_id <= GREATEST_ID else None
        if article is None:
            raise NotFoundError(
                f"No article has the id {article_id}; `tanya articles` lists those there are."
            )
        return article


def agreeing(edition: Edition | None, model: EmbeddingModel) -> Edition:
    """Return the edition if its vectors are the model's; an empty one where there is none."""
    if edition is None:
        return NO_EDITION
    if edition.model.fingerprint != model.fingerprint:
        raise editions.wrong_model(edition.model, model)
    return edition
