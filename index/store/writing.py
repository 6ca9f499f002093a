"""INSERT, UPDATE and DELETE statements; each function works inside the one write transaction of the moment.

Ids are computed before the rows are written, so that many articles go in a few statements. They come after
every id that was ever handed out: SQLite keeps that figure in `sqlite_sequence`, PostgreSQL in the column's
sequence.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Table, delete, insert, select, update

from index.errors import NotFoundError
from index.failpoints import failpoint
from index.store import sealing
from index.store.numbering import last_id, take_ids
from index.store.reading import IN_LIST, batches, in_edition, known, passage_counts
from index.store.records import ChangeKind, Edition, PreparedArticle, ResplitArticle
from index.store.rows import article_table, change_table, passage_table, split_table, vector_table
from index.types import AddResult, PassageDraft

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Split:
    """The passages of one stored article that are to be written."""

    article_id: int
    passages: Sequence[PassageDraft]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Plan:
    """What adding a batch comes to, decided before writing; `article_ids` and `created` by position."""

    article_ids: list[int]
    created: list[bool]
    new: list[tuple[int, PreparedArticle]]
    edited: list[tuple[int, PreparedArticle]]


def add(connection: Connection, articles: Sequence[PreparedArticle], edition: Edition) -> list[AddResult]:
    """Write new articles, replace those whose external id came with another text, leave the others alone."""
    return [result for run in runs(articles) for result in add_run(connection, run, edition)]


def runs(articles: Sequence[PreparedArticle]) -> Iterator[list[PreparedArticle]]:
    """Cut the articles so that no external id is twice in a part: a later text replaces an earlier one."""
    run: list[PreparedArticle] = []
    seen: set[str] = set()
    for article in articles:
        external_id = article.draft.external_id
        if external_id in seen:
            yield run
            run, seen = [], set()
        run.append(article)
        if external_id is not None:
            seen.add(external_id)
    yield run


def add_run(connection: Connection, articles: Sequence[PreparedArticle], edition: Edition) -> list[AddResult]:
    """Write one part of `runs`."""
    plan = plan_add(connection, articles)
    for article_id, article in plan.edited:
        rewrite(connection, article_id, article)
    execute_many(
        connection,
        article_table,
        [article_values(i, article, datetime.now(UTC)) for i, article in plan.new],
    )
    splits = [Split(i, article.passages, article.vectors) for i, article in [*plan.new, *plan.edited]]
    write_splits(connection, splits, edition)
    record(connection, "add", [article_id for article_id, _ in plan.new])
    record(connection, "edit", [article_id for article_id, _ in plan.edited])
    stored = passage_counts(connection, plan.article_ids)
    return [
        AddResult(article_id, created, stored[article_id])
        for article_id, created in zip(plan.article_ids, plan.created, strict=True)
    ]


def plan_add(connection: Connection, articles: Sequence[PreparedArticle]) -> Plan:
    """Tell new articles, edits and duplicates apart, within the batch too."""
    plan = Plan([], [], [], [])
    by_hash = known(connection, [article.content_hash for article in articles])
    by_external_id = known_external_ids(connection, [article.draft.external_id for article in articles])
    new_ids = iter(take_ids(connection, article_table, len(articles)))
    for article in articles:
        external_id = article.draft.external_id
        edited = by_external_id.get(external_id) if external_id is not None else None
        article_id = by_hash.get(article.content_hash)
        plan.created.append(article_id is None)
        if article_id is None and edited is not None:
            article_id = edited
            plan.edited.append((article_id, article))
        elif article_id is None:
            article_id = next(new_ids)
            plan.new.append((article_id, article))
        by_hash[article.content_hash] = article_id
        plan.article_ids.append(article_id)
    return plan


def known_external_ids(connection: Connection, external_ids: Iterable[str | None]) -> dict[str, int]:
    """Map the external ids that are stored to their article ids."""
    found: dict[str, int] = {}
    for part in batches([e for e in external_ids if e is not None], IN_LIST):
        statement = select(article_table.c.external_id, article_table.c.id).where(
            article_table.c.external_id.in_(part)
        )
        found.update((row[0], row[1]) for row in connection.execute(statement) if row[0] is not None)
    return found


def edit(connection: Connection, article_id: int, article: PreparedArticle, edition: Edition) -> None:
    """Give a stored article another text."""
    rewrite(connection, article_id, article)
    write_splits(connection, [Split(article_id, article.passages, article.vectors)], edition)
    record(connection, "edit", [article_id])


def bring_back(connection: Connection, article_id: int, article: PreparedArticle, edition: Edition) -> None:
    """Write a removed article again, under its old id.

    Raises:
        NotFoundError: That id was never handed out.
    """
    if not 0 < article_id <= last_id(connection, article_table):
        raise NotFoundError(f"There never was an article {article_id}.")
    execute_many(connection, article_table, [article_values(article_id, article, datetime.now(UTC))])
    write_splits(connection, [Split(article_id, article.passages, article.vectors)], edition)
    record(connection, "add", [article_id])


def remove(connection: Connection, article_id: int) -> None:
    """Delete an article with all that hangs on it."""
    connection.execute(delete(article_table).where(article_table.c.id == article_id))
    record(connection, "remove", [article_id])


def rewrite(connection: Connection, article_id: int, article: PreparedArticle) -> None:
    """Replace an article's fields and forget its passages in every edition; the day it was added stays."""
    added_at = connection.execute(
        select(article_table.c.added_at).where(article_table.c.id == article_id)
    ).scalar_one()
    values = article_values(article_id, article, added_at)
    connection.execute(update(article_table).where(article_table.c.id == article_id).values(values))
    connection.execute(delete(passage_table).where(passage_table.c.article_id == article_id))
    connection.execute(delete(split_table).where(split_table.c.article_id == article_id))


def fill(connection: Connection, edition: Edition, articles: Sequence[ResplitArticle]) -> int:
    """Write into an edition those articles that it lacks and whose text is still the one that was split."""
    ids = [article.article_id for article in articles]
    lacking: dict[int, str] = {}
    for part in batches(ids, IN_LIST):
        statement = select(article_table.c.id, article_table.c.content_hash).where(
            article_table.c.id.in_(part), ~in_edition(edition.id)
        )
        lacking.update((row[0], row[1]) for row in connection.execute(statement))
    fresh = [a for a in articles if lacking.get(a.article_id) == a.content_hash]
    write_splits(connection, [Split(a.article_id, a.passages, a.vectors) for a in fresh], edition)
    if edition.state == "serving":
        record(connection, "edit", [article.article_id for article in fresh])
    return len(fresh)


def write_splits(connection: Connection, splits: Sequence[Split], edition: Edition) -> None:
    """Write passages and vectors of articles that have none in the edition."""
    ids = iter(take_ids(connection, passage_table, sum(len(split.passages) for split in splits)))
    passages: list[Values] = []
    vectors: list[Values] = []
    rows: list[Values] = []
    for split in splits:
        blobs = [vector.tobytes() for vector in np.ascontiguousarray(split.vectors, dtype="<f4")]
        for passage, blob in zip(split.passages, blobs, strict=True):
            passage_id = next(ids)
            passages.append(passage_values(passage_id, split.article_id, edition.id, passage))
            vectors.append({"passage_id": passage_id, "vector": blob})
        rows.append(split_values(split, blobs, edition.id))
    failpoint("store.after_articles")
    execute_many(connection, passage_table, passages)
    failpoint("store.after_passages")
    execute_many(connection, vector_table, vectors)
    execute_many(connection, split_table, rows)


def record(connection: Connection, kind: ChangeKind, article_ids: Sequence[int]) -> None:
    """Write change rows."""
    execute_many(connection, change_table, [{"kind": kind, "article_id": i} for i in article_ids])


def execute_many(connection: Connection, table: Table, values: Sequence[Values]) -> None:
    """Insert rows, in one statement's many executions."""
    if values:
        connection.execute(insert(table), values)


def article_values(article_id: int, article: PreparedArticle, added_at: datetime) -> Values:
    """Make an article's columns, with their seal."""
    draft = article.draft
    values: Values = {
        "id": article_id,
        "title": draft.title,
        "body": draft.body,
        "url": draft.url,
        "published_at": draft.published_at,
        "external_id": draft.external_id,
        "language": article.language,
        "content_hash": article.content_hash,
        "added_at": added_at,
        "author": draft.author,
        "outlet": draft.outlet,
        "section": draft.section,
        "pages": draft.pages,
    }
    return values | {"seal": sealing.article_seal(values)}


def split_values(split: Split, vectors: Sequence[bytes], edition_id: int) -> Values:
    """Make the columns of an article's split, with the seal of its passages."""
    parts = (
        (passage.start, passage.end, passage.heading, passage.text, vector)
        for passage, vector in zip(split.passages, vectors, strict=True)
    )
    return {
        "article_id": split.article_id,
        "edition_id": edition_id,
        "seal": sealing.split_seal(parts),
    }


def passage_values(passage_id: int, article_id: int, edition_id: int, passage: PassageDraft) -> Values:
    """Make a passage's columns."""
    return {
        "id": passage_id,
        "article_id": article_id,
        "edition_id": edition_id,
        "start": passage.start,
        "end": passage.end,
        "heading": passage.heading,
        "text": passage.text,
    }
