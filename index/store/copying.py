"""Articles and the edition in service, copied from one database to another, whatever the two are."""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, Table, delete, insert, select

from index.store import numbering
from index.store.rows import ArticleRow, ChangeRow, EditionRow, PassageRow, Row, SplitRow, VectorRow

Values = dict[str, object]
ROWS_AT_ONCE = 1000
CHILDREN_FIRST: tuple[type[Row], ...] = (VectorRow, PassageRow, SplitRow, EditionRow, ArticleRow)


def copy(source: Connection, edition_id: int | None, target: Connection) -> None:
    """Copy all articles and one edition into a target that has no rows of them.

    Articles keep their ids; so do passages in a target that never had any. Elsewhere passages get new ones,
    and the edition always does, so that an index of what was there before finds nothing rather than something
    else.
    """
    copy_rows(source, target, ArticleRow)
    if edition_id is not None:
        copy_edition(source, edition_id, target)
    numbering.raise_to(target, ArticleRow, numbering.last_id(source, ArticleRow))
    numbering.raise_to(target, PassageRow, numbering.last_id(source, PassageRow))
    target.execute(insert(ChangeRow).values(kind="serve", article_id=0))
    for row in numbering.NUMBERED:
        numbering.raise_to(target, row, numbering.highest(target, row))


def copy_edition(source: Connection, edition_id: int, target: Connection) -> None:
    """Copy one edition with its splits, passages and vectors."""
    [edition] = rows(source, EditionRow, edition_id)
    moved = numbering.last_id(target, PassageRow)
    new_id = numbering.take_random_id(target, EditionRow)
    target.execute(insert(EditionRow).values({**edition, "id": new_id, "state": "serving"}))

    def in_edition(values: Values) -> Values:
        return {**values, "edition_id": new_id}

    def moved_passage(values: Values) -> Values:
        return {**in_edition(values), "id": shifted(values["id"], moved)}

    def moved_vector(values: Values) -> Values:
        return {**values, "passage_id": shifted(values["passage_id"], moved)}

    copy_rows(source, target, SplitRow, edition_id, in_edition)
    copy_rows(source, target, PassageRow, edition_id, moved_passage)
    copy_rows(source, target, VectorRow, edition_id, moved_vector)


def shifted(passage_id: object, by: int) -> int:
    """Return the passage's id in the target."""
    assert isinstance(passage_id, int)
    return passage_id + by


def copy_rows(
    source: Connection,
    target: Connection,
    row: type[Row],
    edition_id: int | None = None,
    changed: Callable[[Values], Values] = dict,
) -> None:
    """Copy rows, in parts that fit into memory."""
    statement = insert(table(row))
    part: list[Values] = []
    for values in rows(source, row, edition_id):
        part.append(changed(values))
        if len(part) == ROWS_AT_ONCE:
            target.execute(statement, part)
            part = []
    if part:
        target.execute(statement, part)


def rows(source: Connection, row: type[Row], edition_id: int | None = None) -> Iterator[Values]:
    """Stream a table's rows by their key: all, or those of one edition."""
    columns = table(row)
    statement = select(columns).order_by(*columns.primary_key)
    if row is VectorRow:
        statement = statement.join(PassageRow, PassageRow.id == VectorRow.passage_id)
    if row is EditionRow:
        statement = statement.where(EditionRow.id == edition_id)
    elif row is SplitRow:
        statement = statement.where(SplitRow.edition_id == edition_id)
    elif edition_id is not None:
        statement = statement.where(PassageRow.edition_id == edition_id)
    streaming = source.execution_options(yield_per=ROWS_AT_ONCE)
    yield from (dict(found) for found in streaming.execute(statement).mappings())


def clear(target: Connection) -> None:
    """Delete all articles and editions; what was handed out stays handed out."""
    for row in CHILDREN_FIRST:
        target.execute(delete(row))


def table(row: type[Row]) -> Table:
    """Return the row's table."""
    return row.metadata.tables[row.__tablename__]
