"""Damage from outside, found and mended: rows without a parent, ids about to be reused, missing vectors."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, func, or_, select

from index.store import editions, log, numbering, sealing
from index.store.reading import FLOAT32_BYTES, IN_LIST, batches
from index.store.records import Edition
from index.store.rows import article_table, edition_table, passage_table, split_table, vector_table
from index.store.store import Store

ORPHANED: tuple[tuple[Table, ColumnElement[bool]], ...] = (
    (passage_table, ~exists().where(article_table.c.id == passage_table.c.article_id)),
    (passage_table, ~exists().where(edition_table.c.id == passage_table.c.edition_id)),
    (vector_table, ~exists().where(passage_table.c.id == vector_table.c.passage_id)),
    (split_table, ~exists().where(article_table.c.id == split_table.c.article_id)),
    (split_table, ~exists().where(edition_table.c.id == split_table.c.edition_id)),
)
"""Each table with the condition that a row's parent is gone; parents first, their orphans follow them."""


def mend(store: Store, altered: Sequence[int] = ()) -> list[str]:
    """Mend what SQL alone can mend; return one sentence for each thing done.

    Articles whose passages or vectors were damaged are taken out of the edition in service: they are then
    among its `pending_articles`, to be split and embedded again with `fill`.

    Args:
        store: The database.
        altered: Passages whose vectors are known to be wrong.
    """
    lost = log.look(store.database).lost
    store.database.checkpoint()
    with store.database.write() as connection:
        done = [*drop_orphans(connection), *raise_ids(connection), *forget_damaged(connection, altered)]
        sealed = sealing.seal_bare(connection, editions.serving(connection))
        if sealed:
            done.append(f"Sealed {sealed} rows that bore no seal.")
        retired = editions.editions(connection, "retired")
    if lost:
        done.append(f"Gave up {lost} commits of the write-ahead log that cannot be read.")
    if retired:
        store.drop_retired()
        done.append(f"Deleted {len(retired)} retired editions.")
    return done


def orphans(connection: Connection) -> int:
    """Count the rows whose parent is gone."""
    return sum(
        connection.execute(select(func.count()).select_from(table).where(orphaned)).scalar_one()
        for table, orphaned in ORPHANED
    )


def drop_orphans(connection: Connection) -> Iterator[str]:
    """Delete the rows whose parent is gone."""
    for table, orphaned in ORPHANED:
        gone = connection.execute(delete(table).where(orphaned)).rowcount
        if gone:
            yield f"Deleted {gone} rows of {table.name} that belonged to nothing."


def raise_ids(connection: Connection) -> Iterator[str]:
    """See to it that no id is handed out twice."""
    for table in numbering.NUMBERED:
        highest = numbering.highest(connection, table)
        if highest > numbering.last_id(connection, table):
            numbering.raise_to(connection, table, highest)
            yield f"New ids of {table.name} begin after {highest}."


def damaged_articles(connection: Connection, edition: Edition) -> list[int]:
    """Return the articles with passages that lack a sound vector or that no split accounts for."""
    statement = (
        select(passage_table.c.article_id)
        .distinct()
        .outerjoin(vector_table, vector_table.c.passage_id == passage_table.c.id)
        .outerjoin(
            split_table,
            (split_table.c.article_id == passage_table.c.article_id)
            & (split_table.c.edition_id == passage_table.c.edition_id),
        )
        .where(
            passage_table.c.edition_id == edition.id,
            or_(
                vector_table.c.passage_id.is_(None),
                func.length(vector_table.c.vector) != FLOAT32_BYTES * edition.model.dimension,
                split_table.c.article_id.is_(None),
            ),
        )
        .order_by(passage_table.c.article_id)
    )
    return list(connection.execute(statement).scalars())


def articles_of(connection: Connection, passages: Sequence[int]) -> Iterable[int]:
    """Give the articles of passages that are still there."""
    for part in batches(passages, IN_LIST):
        yield from connection.execute(
            select(passage_table.c.article_id).where(passage_table.c.id.in_(part))
        ).scalars()


def forget_damaged(connection: Connection, altered: Sequence[int]) -> Iterator[str]:
    """Take damaged articles, and those of altered passages, out of the edition in service."""
    edition = editions.serving(connection)
    if edition is None:
        return
    resplit, _ = sealing.altered(sealing.splits(connection, edition))
    damaged = sorted({*damaged_articles(connection, edition), *articles_of(connection, altered), *resplit})
    if not damaged:
        return
    for part in batches(damaged, IN_LIST):
        for table in (passage_table, split_table):
            of_these = table.c.article_id.in_(part) & (table.c.edition_id == edition.id)
            connection.execute(delete(table).where(of_these))
    yield f"Took {len(damaged)} damaged articles out of the index; they are to be embedded again."
