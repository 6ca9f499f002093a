"""SELECT statements and what they return; compiled once, no session, no object identity."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    Row,
    Text,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    type_coerce,
)

from index.store.article_query import ArticleQuery, is_made_by, read_article_query
from index.store.records import Change, Counts, Edition, StoredPassage, VectorBatch
from index.store.rows import (
    article_table,
    change_table,
    edition_table,
    passage_table,
    split_table,
    vector_table,
)
from index.types import Article, ArticleSummary, Language, Passage

T = TypeVar("T")
ArticleValues = Row[
    int,
    str,
    str,
    str | None,
    date | None,
    str | None,
    Language,
    str,
    datetime,
    str | None,
    str | None,
    str | None,
    tuple[int, ...],
]
IN_LIST = 500
"""Values in one IN list."""

FLOAT32_BYTES = 4

ARTICLE_COLUMNS = (
    article_table.c.id,
    article_table.c.title,
    article_table.c.body,
    article_table.c.url,
    article_table.c.published_at,
    article_table.c.external_id,
    article_table.c.language,
    article_table.c.content_hash,
    article_table.c.added_at,
    article_table.c.author,
    article_table.c.outlet,
    article_table.c.section,
    article_table.c.pages,
)
PASSAGE_COLUMNS = (
    passage_table.c.id,
    passage_table.c.article_id,
    passage_table.c.start,
    passage_table.c.end,
    passage_table.c.heading,
    passage_table.c.text,
)
SERVING = select(edition_table.c.id).where(edition_table.c.state == "serving").scalar_subquery()

LAST_CHANGE = select(func.max(change_table.c.seq))
CHANGES = (
    select(change_table.c.seq, change_table.c.kind, change_table.c.article_id)
    .where(change_table.c.seq > bindparam("seq"))
    .order_by(change_table.c.seq)
    .limit(bindparam("limit"))
)
ARTICLE = select(*ARTICLE_COLUMNS).where(article_table.c.id == bindparam("id"))
STORED_PASSAGES = (
    select(*PASSAGE_COLUMNS, *ARTICLE_COLUMNS)
    .join(article_table, article_table.c.id == passage_table.c.article_id)
    .where(passage_table.c.id.in_(bindparam("ids", expanding=True)))
)
OF_EDITION = (
    passage_table.c.edition_id == bindparam("edition"),
    func.length(vector_table.c.vector) == bindparam("bytes"),
)
"""The passages of an edition that have a vector; one of another length is for `tanya doctor` to find."""

VECTORS = (
    select(passage_table.c.id, article_table.c.title, passage_table.c.text, vector_table.c.vector)
    .join(article_table, article_table.c.id == passage_table.c.article_id)
    .join(vector_table, vector_table.c.passage_id == passage_table.c.id)
    .where(*OF_EDITION, passage_table.c.id > bindparam("after"))
    .order_by(passage_table.c.id)
)
BARE_VECTORS = (
    select(passage_table.c.id, vector_table.c.vector)
    .join(vector_table, vector_table.c.passage_id == passage_table.c.id)
    .where(*OF_EDITION)
    .order_by(passage_table.c.id)
)
BODIES = select(
    article_table.c.id,
    type_coerce(article_table.c.body, Text),
    type_coerce(article_table.c.content_hash, Text),
)
"""Whatever stands in a damaged row's columns: it is compared, and never shown."""


def in_edition(edition_id: int) -> Exists:
    """The condition that an article has been split in an edition."""
    return exists().where(
        split_table.c.article_id == article_table.c.id, split_table.c.edition_id == edition_id
    )


def batches(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Cut a sequence into parts of at most `size`."""
    return (values[start : start + size] for start in range(0, len(values), size))


def last_change(connection: Connection) -> int:
    """Return the newest change's number, 0 before the first."""
    return connection.execute(LAST_CHANGE).scalar() or 0


def changes_after(connection: Connection, seq: int, limit: int) -> list[Change]:
    """Return the changes after `seq`, oldest first."""
    rows = connection.execute(CHANGES, {"seq": seq, "limit": limit})
    return [Change(row.seq, row.kind, row.article_id) for row in rows]


def to_article(row: ArticleValues) -> Article:
    """Make an article of `ARTICLE_COLUMNS`."""
    return Article(*row)


def article(connection: Connection, article_id: int) -> Article | None:
    """Return one article."""
    row = connection.execute(ARTICLE, {"id": article_id}).first()
    return None if row is None else to_article(row)


def stored_passages(connection: Connection, ids: Sequence[int]) -> list[StoredPassage]:
    """Return the passages that are still there, in the order of `ids`."""
    found: dict[int, StoredPassage] = {}
    articles: dict[int, Article] = {}
    for part in batches(ids, IN_LIST):
        for row in connection.execute(STORED_PASSAGES, {"ids": part}).all():
            passage_id, article_id, start, end, heading, text, *_ = row
            if article_id not in articles:
                _, _, _, _, _, _, *columns = row
                articles[article_id] = Article(*columns)
            passage = Passage(passage_id, article_id, start, end, heading, text)
            found[passage_id] = StoredPassage(passage, articles[article_id])
    return [found[passage_id] for passage_id in ids if passage_id in found]


def article_passages(connection: Connection, article_id: int) -> list[Passage]:
    """Return an article's passages in the edition in service, in the order of the text."""
    statement = (
        select(*PASSAGE_COLUMNS)
        .where(passage_table.c.article_id == article_id, passage_table.c.edition_id == SERVING)
        .order_by(passage_table.c.id)
    )
    return [Passage(*row) for row in connection.execute(statement)]


def passage_counts(connection: Connection, article_ids: Iterable[int]) -> dict[int, int]:
    """Count the passages in service of each article."""
    counts = dict.fromkeys(article_ids, 0)
    for part in batches(list(counts), IN_LIST):
        statement = (
            select(passage_table.c.article_id, func.count())
            .where(passage_table.c.article_id.in_(part), passage_table.c.edition_id == SERVING)
            .group_by(passage_table.c.article_id)
        )
        counts.update((row[0], row[1]) for row in connection.execute(statement))
    return counts


def matching(query: str) -> ColumnElement[bool]:
    """The condition that an article is one of those that are asked for: by its title, id, writer or outlet."""
    columns = article_table.c
    conditions = _conditions(read_article_query(query))
    whole = columns.title.icontains(query, autoescape=True), columns.external_id == query
    return or_(*whole, and_(*conditions)) if conditions else or_(*whole)


def _conditions(wanted: ArticleQuery) -> list[ColumnElement[bool]]:
    columns = article_table.c
    conditions = [
        column.icontains(part, autoescape=True)
        for column, part in ((columns.title, wanted.title), (columns.author, wanted.author))
        if part
    ]
    if wanted.outlet:
        outlet = wanted.outlet.replace(" ", "")
        conditions.append(
            or_(
                columns.outlet.icontains(wanted.outlet, autoescape=True),
                columns.url.icontains(f"{outlet}.", autoescape=True),
            )
        )
    return conditions


def made_by(connection: Connection, wanted: ArticleQuery) -> frozenset[int]:
    """Find the articles whose outlet and writer bear these names, in whole words."""
    columns = article_table.c
    statement = select(columns.id, columns.author, columns.outlet, columns.url)
    rows = connection.execute(statement.where(*_conditions(wanted)))
    return frozenset(row.id for row in rows if is_made_by(wanted, row.author, row.outlet, row.url))


def summaries(connection: Connection, query: str, limit: int | None, offset: int) -> list[ArticleSummary]:
    """List articles, newest id first."""
    columns = (
        article_table.c.id,
        article_table.c.title,
        article_table.c.url,
        article_table.c.published_at,
        article_table.c.external_id,
        article_table.c.added_at,
        article_table.c.author,
        article_table.c.outlet,
    )
    statement = select(*columns)
    if query:
        statement = statement.where(matching(query))
    statement = statement.order_by(article_table.c.id.desc()).limit(limit).offset(offset or None)
    rows = connection.execute(statement).all()
    counts = passage_counts(connection, (row.id for row in rows))
    return [
        ArticleSummary(
            row.id,
            row.title,
            row.url,
            row.published_at,
            row.external_id,
            counts[row.id],
            row.added_at,
            row.author,
            row.outlet,
        )
        for row in rows
    ]


def counts(connection: Connection) -> Counts:
    """Count articles and their passages in service."""
    articles = connection.execute(select(func.count(article_table.c.id))).scalar_one()
    passages = connection.execute(
        select(func.count()).select_from(passage_table).where(passage_table.c.edition_id == SERVING)
    ).scalar_one()
    return Counts(articles, passages)


def known(connection: Connection, hashes: Sequence[str]) -> dict[str, int]:
    """Map the content hashes that are stored to their article ids."""
    found: dict[str, int] = {}
    for part in batches(hashes, IN_LIST):
        statement = select(article_table.c.content_hash, article_table.c.id).where(
            article_table.c.content_hash.in_(part)
        )
        found.update((row[0], row[1]) for row in connection.execute(statement))
    return found


def missing_vectors(connection: Connection) -> int:
    """Count passages, of any edition, that lack their vector."""
    statement = (
        select(func.count())
        .select_from(passage_table)
        .outerjoin(vector_table, vector_table.c.passage_id == passage_table.c.id)
        .where(vector_table.c.passage_id.is_(None))
    )
    return int(connection.execute(statement).scalar_one())


def vectors(
    connection: Connection, edition: Edition, *, after: int, limit: int | None, batch: int
) -> Iterator[VectorBatch]:
    """Stream an edition's passages and vectors by ascending passage id."""
    statement = VECTORS.limit(limit) if limit is not None else VECTORS
    streaming = connection.execution_options(yield_per=batch)
    for rows in streaming.execute(statement, wanted(edition) | {"after": after}).partitions(batch):
        yield to_batch(rows, edition.model.dimension)


def to_batch(rows: Sequence[Row[int, str, str, bytes]], dimension: int) -> VectorBatch:
    """Make one batch of its rows."""
    return VectorBatch(
        ids=np.array([row[0] for row in rows], dtype=np.int64),
        titles=[row[1] for row in rows],
        texts=[row[2] for row in rows],
        vectors=matrix([row[3] for row in rows], dimension),
    )


def bare_vectors(
    connection: Connection, edition: Edition, batch: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
    """Stream an edition's passage ids and vectors by ascending id: half the work of `vectors`."""
    streaming = connection.execution_options(yield_per=batch)
    for rows in streaming.execute(BARE_VECTORS, wanted(edition)).partitions(batch):
        ids = np.array([row[0] for row in rows], dtype=np.int64)
        yield ids, matrix([row[1] for row in rows], edition.model.dimension)


def wanted(edition: Edition) -> dict[str, int]:
    """Give the values of `OF_EDITION`."""
    return {"edition": edition.id, "bytes": FLOAT32_BYTES * edition.model.dimension}


def matrix(blobs: Sequence[bytes], dimension: int) -> NDArray[np.float32]:
    """Lay stored vectors under each other, float32 (n, dimension)."""
    return np.frombuffer(b"".join(blobs), dtype="<f4").reshape(len(blobs), dimension)


def bodies(connection: Connection, batch: int) -> Iterator[tuple[int, str, str]]:
    """Stream every article's id, body and content hash, in no order."""
    for row in connection.execution_options(yield_per=batch).execute(BODIES):
        yield row[0], row[1], row[2]
