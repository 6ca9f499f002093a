import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect

from index.errors import StoreError
from index.store import open_store, schema
from index.store.database import connect
from tests.index.store.samples import MODEL, prepared

VERSIONS = Path(schema.__file__).parent / "migrations" / "versions"


def described(connection: Connection) -> dict[str, object]:
    """Everything that the database says about its tables."""
    found = inspect(connection)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)],
            found.get_pk_constraint(table)["constrained_columns"],
            sorted(
                (f["constrained_columns"], f["referred_table"], str(f["options"]))
                for f in found.get_foreign_keys(table)
            ),
            sorted((i["name"] or "", i["column_names"], bool(i["unique"])) for i in found.get_indexes(table)),
            sorted(u["column_names"] for u in found.get_unique_constraints(table)),
        )
        for table in sorted(found.get_table_names())
    }


def statements(connection: Connection) -> set[str]:
    """SQLite's own account of its tables, without spacing; columns in any order of their constraints."""
    rows = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'alembic%'"
    )
    return {re.sub(r"\s+", " ", row[0]) for row in rows}


def test_the_migrations_lead_to_the_tables_that_a_fresh_database_has(url: str, tmp_path: Path) -> None:
    fresh = open_store(f"sqlite:///{tmp_path / 'fresh.db'}" if url.startswith("sqlite") else url)
    with fresh.database.read() as connection:
        expected = described(connection)
        keywords = statements(connection) if url.startswith("sqlite") else set()
    if not url.startswith("sqlite"):
        with fresh.database.write() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
    fresh.close()

    migrated = connect(url)
    with migrated.write() as connection:
        schema.migrate(connection, "head")
    with migrated.read() as connection:
        assert described(connection) == expected
        if keywords:
            for word in ("AUTOINCREMENT", "WITHOUT ROWID", "WHERE state = 'serving'"):
                assert sum(word in s for s in statements(connection)) == sum(word in s for s in keywords) > 0
    migrated.close()

    store = open_store(url)
    assert store.add([prepared("satu")], MODEL)[0].created
    store.close()


def test_the_newest_migration_is_the_one_the_code_knows() -> None:
    revisions = [re.search(r'^revision = "(\d+)"', f.read_text(), re.M) for f in VERSIONS.glob("m*.py")]
    assert max(found[1] for found in revisions if found) == schema.HEAD


def test_a_database_of_a_newer_version_is_refused(url: str) -> None:
    store = open_store(url)
    with store.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()

    with pytest.raises(StoreError, match="upgrade Tanya"):
        open_store(url)


def test_another_programs_tables_are_not_touched(url: str) -> None:
    other = connect(url)
    with other.write() as connection:
        connection.exec_driver_sql("CREATE TABLE articles (id INTEGER)")
    other.close()

    with pytest.raises(StoreError, match="did not make"):
        open_store(url)


def test_opening_imports_neither_alembic_nor_an_index(sqlite_url: str) -> None:
    program = (
        "import sys; from index.store import open_store; "
        f"[open_store({sqlite_url!r}).close() for _ in range(2)]; "
        "print({'alembic', 'faiss', 'torch', 'psycopg'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_an_older_database_is_migrated_when_it_is_opened(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(url)
    store.add([prepared("satu")], MODEL)
    store.close()
    reached: list[str] = []

    def migrate(connection: Connection, revision: str) -> None:
        connection.exec_driver_sql("ALTER TABLE articles ADD COLUMN note TEXT")
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")
        reached.append(revision)

    monkeypatch.setattr(schema, "HEAD", "9998")
    monkeypatch.setattr(schema, "migrate", migrate)

    for _ in range(2):
        again = open_store(url)
        assert again.counts().passages == 1
        again.close()

    assert reached == ["9998"]


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(url)
    store.add([prepared("satu")], MODEL)
    store.close()

    def fail(connection: Connection, revision: str) -> None:
        connection.exec_driver_sql("DROP TABLE vectors")
        raise StoreError("no")

    with monkeypatch.context() as patched:
        patched.setattr(schema, "HEAD", "9998")
        patched.setattr(schema, "migrate", fail)
        with pytest.raises(StoreError, match="no"):
            open_store(url)

    again = open_store(url)
    assert again.missing_vectors() == 0
    again.close()
