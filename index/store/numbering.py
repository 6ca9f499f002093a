"""The highest id that each table ever handed out: `sqlite_sequence` in SQLite, sequences in PostgreSQL."""

import secrets
from collections.abc import Sequence

from sqlalchemy import Connection, Table, func, select, text

from index.store.rows import article_table, change_table, edition_table, passage_table

RANDOM_BITS = 40

NUMBERED: dict[Table, str] = {
    article_table: "id",
    edition_table: "id",
    passage_table: "id",
    change_table: "seq",
}
"""The tables with never-reused keys, and the key's name."""


def last_id(connection: Connection, table: Table) -> int:
    """Return the highest id that was ever handed out, 0 before the first."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(SQLITE_LAST, {"table": table.name}).scalar()
        return int(found or 0)
    name = connection.execute(POSTGRES_NAME, {"table": table.name, "key": NUMBERED[table]}).scalar_one()
    used = connection.exec_driver_sql(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {name}")
    return int(used.scalar_one())


def take_ids(connection: Connection, table: Table, count: int) -> Sequence[int]:
    """Return ascending ids that no row has had; on SQLite they count as taken once they are written."""
    if count == 0:
        return []
    if connection.dialect.name == "sqlite":
        last = last_id(connection, table)
        return range(last + 1, last + 1 + count)
    wanted = {"table": table.name, "key": NUMBERED[table], "count": count}
    return connection.execute(POSTGRES_TAKE, wanted).scalars().all()


def take_random_id(connection: Connection, table: Table) -> int:
    """Return an id that no row has had, in no library: 40 random bits above the last one."""
    last = last_id(connection, table) + 1 + secrets.randbelow(1 << RANDOM_BITS)
    raise_to(connection, table, last)
    return last


def raise_to(connection: Connection, table: Table, last: int) -> None:
    """See to it that ids up to `last` are not handed out."""
    if last_id(connection, table) >= last:
        return
    values: dict[str, object] = {"table": table.name, "last": last}
    if connection.dialect.name != "sqlite":
        connection.execute(POSTGRES_RAISE, {**values, "key": NUMBERED[table]})
    elif connection.execute(SQLITE_RAISE, values).rowcount == 0:
        connection.execute(SQLITE_START, values)


def highest(connection: Connection, table: Table) -> int:
    """Return the highest id that is stored, 0 in an empty table."""
    return int(connection.execute(select(func.max(table.c[NUMBERED[table]]))).scalar() or 0)


def behind(connection: Connection) -> list[str]:
    """Name the tables that would hand out an id again."""
    return [table.name for table in NUMBERED if highest(connection, table) > last_id(connection, table)]


SQLITE_LAST = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
SQLITE_RAISE = text("UPDATE sqlite_sequence SET seq = :last WHERE name = :table")
SQLITE_START = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)")
POSTGRES_NAME = text("SELECT pg_get_serial_sequence(:table, :key)")
POSTGRES_TAKE = text("SELECT nextval(pg_get_serial_sequence(:table, :key)) FROM generate_series(1, :count)")
POSTGRES_RAISE = text("SELECT setval(pg_get_serial_sequence(:table, :key), :last)")
