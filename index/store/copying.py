"""Articles and the edition in service, copied from one database to another, whatever the two are."""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, Table, delete, insert, select

from index.store import numbering
from index.store.rows import (
    article_table,
    change_table,
    edition_table,
    passage_table,
    split_table,
    vector_table,
)

Values = dict[str, object]
ROWS_AT_ONCE = 1000
CHILDREN_FIRST: tuple[Table, ...] = (vector_table, passage_table, split_table, edition_table, article_table)


def copy(source: Connection, edition_id: int | None, target: Connection) -> None:
    """Copy all articles and one edition into a target that has no rows of them.

    Articles keep their ids; so do passages in a target that never had any. Elsewhere passages get new ones,
    and the edition always does, so that an index of what was there before finds nothing rather than something
    else.
    """
    copy_rows(source, target, article_table)
    if edition_id is not None:
        copy_edition(source, edition_id, target)
    numbering.raise_to(target, article_table, numbering.last_id(source, article_table))
    numbering.raise_to(target, passage_table, numbering.last_id(source, passage_table))
    target.execute(insert(change_table).values(kind="serve", article_id=0))
    for table in numbering.NUMBERED:
        numbering.raise_to(target, table, numbering.highest(target, table))


def copy_edition(source: Connection, edition_id: int, target: Connection) -> None:
    """Copy one edition with its splits, passages and vectors."""
    [edition] = rows(source, edition_table, edition_id)
    moved = numbering.last_id(target, passage_table)
    new_id = numbering.take_random_id(target, edition_table)
    target.execute(insert(edition_table).values({**edition, "id": new_id, "state": "serving"}))

    def in_edition(values: Values) -> Values:
        return {**values, "edition_id": new_id}

    def moved_passage(values: Values) -> Values:
        return {**in_edition(values), "id": shifted(values["id"], moved)}

    def moved_vector(values: Values) -> Values:
        return {**values, "passage_id": shifted(values["passage_id"], moved)}

    copy_rows(source, target, split_table, edition_id, in_edition)
    copy_rows(source, target, passage_table, edition_id, moved_passage)
    copy_rows(source, target, vector_table, edition_id, moved_vector)


def shifted(passage_id: object, by: int) -> int:
    """Return the passage's id in the target."""
    assert isinstance(passage_id, int)
    return passage_id + by


def copy_rows(
    source: Connection,
    target: Connection,
    table: Table,
    edition_id: int | None = None,
    changed: Callable[[Values], Values] = dict,
) -> None:
    """Copy rows, in parts that fit into memory."""
    statement = insert(table)
    part: list[Values] = []
    for values in rows(source, table, edition_id):
        part.append(changed(values))
        if len(part) == ROWS_AT_ONCE:
            target.execute(statement, part)
            part = []
    if part:
        target.execute(statement, part)


def rows(source: Connection, table: Table, edition_id: int | None = None) -> Iterator[Values]:
    """Stream a table's rows by their key: all, or those of one edition."""
    statement = select(table).order_by(*table.primary_key)
    if table is vector_table:
        statement = statement.join(passage_table, passage_table.c.id == vector_table.c.passage_id)
    if table is edition_table:
        statement = statement.where(edition_table.c.id == edition_id)
    elif table is split_table:
        statement = statement.where(split_table.c.edition_id == edition_id)
    elif edition_id is not None:
        statement = statement.where(passage_table.c.edition_id == edition_id)
    streaming = source.execution_options(yield_per=ROWS_AT_ONCE)
    yield from (dict(found) for found in streaming.execute(statement).mappings())


def clear(target: Connection) -> None:
    """Delete all articles and editions; what was handed out stays handed out."""
    for table in CHILDREN_FIRST:
        target.execute(delete(table))
