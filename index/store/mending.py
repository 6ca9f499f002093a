"""Damage from outside, found and mended: rows without a parent, ids about to be reused, missing vectors."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, delete, exists, func, or_, select

from index.store import editions, numbering
from index.store.reading import IN_LIST, batches
from index.store.records import Edition
from index.store.rows import ArticleRow, EditionRow, PassageRow, Row, SplitRow, VectorRow
from index.store.store import Store

FLOAT32_BYTES = 4

ORPHANED: tuple[tuple[type[Row], ColumnElement[bool]], ...] = (
    (PassageRow, ~exists().where(ArticleRow.id == PassageRow.article_id)),
    (PassageRow, ~exists().where(EditionRow.id == PassageRow.edition_id)),
    (VectorRow, ~exists().where(PassageRow.id == VectorRow.passage_id)),
    (SplitRow, ~exists().where(ArticleRow.id == SplitRow.article_id)),
    (SplitRow, ~exists().where(EditionRow.id == SplitRow.edition_id)),
)
"""Each table with the condition that a row's parent is gone; parents first, their orphans follow them."""


def mend(store: Store) -> list[str]:
    """Mend what SQL alone can mend; return one sentence for each thing done.

    Articles whose passages or vectors were damaged are taken out of the edition in service: they are then
    among its `pending_articles`, to be split and embedded again with `fill`.
    """
    with store.database.write() as connection:
        done = [*drop_orphans(connection), *raise_ids(connection), *forget_damaged(connection)]
        retired = editions.editions(connection, "retired")
    if retired:
        store.drop_retired()
        done.append(f"Deleted {len(retired)} retired editions.")
    return done


def orphans(connection: Connection) -> int:
    """Count the rows whose parent is gone."""
    return sum(
        connection.execute(select(func.count()).select_from(row).where(orphaned)).scalar_one()
        for row, orphaned in ORPHANED
    )


def drop_orphans(connection: Connection) -> Iterator[str]:
    """Delete the rows whose parent is gone."""
    for row, orphaned in ORPHANED:
        gone = connection.execute(delete(row).where(orphaned)).rowcount
        if gone:
            yield f"Deleted {gone} rows of {row.__tablename__} that belonged to nothing."


def raise_ids(connection: Connection) -> Iterator[str]:
    """See to it that no id is handed out twice."""
    for row in numbering.NUMBERED:
        highest = numbering.highest(connection, row)
        if highest > numbering.last_id(connection, row):
            numbering.raise_to(connection, row, highest)
            yield f"New ids of {row.__tablename__} begin after {highest}."


def damaged_articles(connection: Connection, edition: Edition) -> list[int]:
    """Return the articles with passages that lack a sound vector or that no split accounts for."""
    statement = (
        select(PassageRow.article_id)
        .distinct()
        .outerjoin(VectorRow, VectorRow.passage_id == PassageRow.id)
        .outerjoin(
            SplitRow,
            (SplitRow.article_id == PassageRow.article_id) & (SplitRow.edition_id == PassageRow.edition_id),
        )
        .where(
            PassageRow.edition_id == edition.id,
            or_(
                VectorRow.passage_id.is_(None),
                func.length(VectorRow.vector) != FLOAT32_BYTES * edition.model.dimension,
                SplitRow.article_id.is_(None),
            ),
        )
        .order_by(PassageRow.article_id)
    )
    return list(connection.execute(statement).scalars())


def forget_damaged(connection: Connection) -> Iterator[str]:
    """Take damaged articles out of the edition in service."""
    edition = editions.serving(connection)
    damaged = damaged_articles(connection, edition) if edition else []
    if edition is None or not damaged:
        return
    for part in batches(damaged, IN_LIST):
        for row in (PassageRow, SplitRow):
            connection.execute(delete(row).where(row.article_id.in_(part), row.edition_id == edition.id))
    yield f"Took {len(damaged)} damaged articles out of the index; they are to be embedded again."
