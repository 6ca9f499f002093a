"""Brings a database to this version's schema; most starts have nothing to do, and import nothing for it."""

from pathlib import Path

from sqlalchemy import Connection, inspect

from index.errors import StoreError
from index.store.database import Database
from index.store.rows import METADATA

HEAD = "0003"
"""The newest migration in `migrations/versions`; a test holds the two together."""

PAGE_BYTES = 16384
"""Of a new SQLite file. A vector takes 2 KB: seven fit here, only one would in SQLite's usual 4 KB."""

VERSION_TABLE = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"


def ensure_schema(database: Database) -> None:
    """Create the tables or migrate them, one process at a time, all or nothing.

    Raises:
        StoreError: The database is of a newer version, holds something else, or cannot be written.
    """
    if is_ready(database):
        return
    if database.path is None:
        with database.write() as connection:
            bring_to_head(connection)
        return
    with database.alone() as connection:
        connection.exec_driver_sql(f"PRAGMA page_size = {PAGE_BYTES}")
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")  # a table that is rebuilt must not cascade
        connection.commit()
        try:
            with connection.begin():
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                bring_to_head(connection)
        finally:
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")


def is_ready(database: Database) -> bool:
    """Whether there is nothing to do."""
    if database.path is not None and not database.path.exists():
        return False
    with database.read() as connection:
        if database.path and connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
            return False
        return current(connection) == HEAD


def current(connection: Connection) -> str | None:
    """Read which migration the database is at; None for an empty one."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return None if found is None else str(found)
    if tables & set(METADATA.tables):
        raise StoreError(
            "The database holds tables that Tanya did not make; give DATABASE_URL one of its own."
        )
    return None


def bring_to_head(connection: Connection) -> None:
    """Create everything in an empty database, migrate an older one."""
    found = current(connection)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise StoreError(
            f"The database is of schema {found}, newer than this version's {HEAD}; upgrade Tanya to use it."
        )
    if found is None:
        METADATA.create_all(connection)
        connection.exec_driver_sql(VERSION_TABLE)
        connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{HEAD}')")
    else:
        migrate(connection, HEAD)


def migrate(connection: Connection, revision: str) -> None:
    """Run the migrations inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
