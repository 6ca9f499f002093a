"""One database, SQLite or PostgreSQL: connections, transactions and errors; no tables here.

SQLite: a write-ahead log, commits synced in full, foreign keys on, `BEGIN IMMEDIATE` for writers. Nothing
checkpoints but `Database`, under the writer lock (see `writer_lock`). PostgreSQL: writers hold one advisory
lock until they commit. Either way one writer works at a time, so ids and changes ascend in commit order.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool

from index.errors import StoreError
from index.failpoints import failpoint
from index.store.writer_lock import WriterLock, busy

BUSY_SECONDS = 5.0
CHECKPOINT_BYTES = 32 << 20
ADVISORY_LOCK = 0x74616E7961


class Database:
    """Connections to one database, for all threads."""

    def __init__(self, engine: Engine, path: Path | None, busy_seconds: float):
        self.engine = engine
        self.path = path
        self._busy_seconds = busy_seconds
        self._lock = WriterLock(path, busy_seconds) if path else None
        self._reader = engine if path else engine.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection for single SELECT statements; each sees the last commit."""
        with self._translated(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection whose SELECT statements all see the same commit."""
        with self._translated(), self.engine.connect() as connection:
            if self.path:
                connection.exec_driver_sql("BEGIN")
            else:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection in the one write transaction of the moment; an error undoes it.

        Raises:
            BusyError: Another writer was at work for too long.
        """
        if self._lock is None:
            with self._translated(), self.engine.begin() as connection:
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(self._busy_seconds * 1000)}")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
                yield connection
            return
        with self._lock.held(), self._translated(), self.engine.connect() as connection:
            with connection.begin():
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
                failpoint("store.before_commit")
            failpoint("store.after_commit")
            assert self.path is not None
            checkpoint_when_long(connection.connection, self.path)

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Give a connection outside any transaction while no writer is at work (SQLite only)."""
        assert self._lock is not None
        with self._lock.held(), self._translated(), self.engine.connect() as connection:
            yield connection

    def checkpoint(self) -> None:
        """Copy the write-ahead log into the database file, so that little is lost with a damaged log."""
        if self.path is None or self._lock is None:
            return
        with self.alone() as connection:
            checkpoint_when_long(connection.connection, self.path, longest=1)

    def close(self) -> None:
        """Close every idle connection."""
        self.engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise store_error(error, self.engine.url, self._busy_seconds) from error
        except (ValueError, TypeError) as error:  # SQLite keeps values of any type, and watches over no page
            name = self.engine.url.render_as_string(hide_password=True)
            raise StoreError(
                f"The database {name} holds a value that cannot be read ({error}); run `tanya doctor`."
            ) from error


def connect(url: str, *, busy_seconds: float = BUSY_SECONDS) -> Database:
    """Make a database of a SQLAlchemy URL; nothing is opened yet.

    Raises:
        StoreError: The URL is not of a SQLite file or PostgreSQL, or the directory cannot be made.
    """
    parsed = parse(url)
    if parsed.drivername == "sqlite":
        return connect_sqlite(parsed, busy_seconds)
    try:
        engine = create_engine(parsed, hide_parameters=True, pool_pre_ping=True, max_overflow=-1)
    except ModuleNotFoundError as error:
        raise StoreError(
            "PostgreSQL needs psycopg; install it with `pip install 'tanya[postgres]'`."
        ) from error
    return Database(engine, None, busy_seconds)


def parse(url: str) -> URL:
    """Read the URL; `postgresql://` means the psycopg driver."""
    expected = "DATABASE_URL must be sqlite:///path/to/file.db or postgresql+psycopg://user@host/name"
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError(f"{expected}; what came is not a URL.") from None
    if parsed.drivername in {"sqlite", "sqlite+pysqlite"}:
        if parsed.database in {None, "", ":memory:"}:
            raise StoreError(f"{expected}; a database in memory would be lost.")
        return parsed.set(drivername="sqlite")
    if parsed.drivername in {"postgresql", "postgres", "postgresql+psycopg"}:
        return parsed.set(drivername="postgresql+psycopg")
    raise StoreError(f"{expected}, but its scheme is {parsed.drivername}.")


def connect_sqlite(url: URL, busy_seconds: float) -> Database:
    """Make a database of a SQLite file, and the directory for it."""
    path = Path(url.database or "").absolute()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The database's directory {path.parent} cannot be made ({error.strerror})."
        ) from error
    private(path)
    engine = create_engine(
        url.set(database=str(path)),
        hide_parameters=True,
        poolclass=QueuePool,
        max_overflow=-1,
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def configure(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection)
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")

    return Database(engine, path, busy_seconds)


def private(path: Path) -> None:
    """Make the file, for its owner alone, where it is missing; SQLite gives its other files the same rights.

    Raises:
        StoreError: Something else than a file has that name.
    """
    if path.exists() and not path.is_file():
        raise StoreError(
            f"The database {path} cannot be opened: it must be a file, but something else has that name; move it away."
        )
    with suppress(OSError):  # who may not write here may still read; SQLite says what is wrong
        os.close(os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))


def checkpoint_when_long(
    connection: PoolProxiedConnection, path: Path, *, longest: int | None = None
) -> None:
    """Copy a long write-ahead log into the database file, as far as readers allow without waiting for them.

    Only under the writer lock, outside a transaction.
    """
    if log_bytes(path) < (CHECKPOINT_BYTES if longest is None else longest):
        return
    driver = connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    [patience] = driver.execute("PRAGMA busy_timeout").fetchone()
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        driver.execute(f"PRAGMA busy_timeout = {patience}")
    failpoint("store.after_checkpoint")


def log_bytes(path: Path) -> int:
    """Return the length of a database's write-ahead log."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size
    except FileNotFoundError:
        return 0


def store_error(error: DBAPIError, url: URL, busy_seconds: float) -> StoreError:
    """Say in one sentence what went wrong; the statement and its values stay out of it."""
    name = url.render_as_string(hide_password=True)
    if isinstance(error.orig, sqlite3.Error):
        return sqlite_error(error.orig, name, busy_seconds)
    if getattr(error.orig, "sqlstate", None) == "55P03":
        return busy(busy_seconds)
    reason = " ".join(str(error.orig).split()).rstrip(".?!")
    if error.connection_invalidated or getattr(error.orig, "sqlstate", None) is None:
        return StoreError(f"The database {name} cannot be reached: {reason}.")
    return StoreError(f"The database {name} refused: {reason}.")


def sqlite_error(error: sqlite3.Error, name: str, busy_seconds: float) -> StoreError:
    """Tell SQLite's errors apart by their code."""
    code = getattr(error, "sqlite_errorname", "")
    causes = {
        "SQLITE_READONLY": "it or its directory is read-only; make it writable or set TANYA_HOME",
        "SQLITE_CANTOPEN": "the file cannot be opened; check the path and its rights, or set TANYA_HOME",
        "SQLITE_FULL": "the disk is full; nothing of this write was kept; make room and try again",
        "SQLITE_IOERR": "the disk failed or is full; nothing of this write was kept",
        "SQLITE_CORRUPT": "the file is damaged; move it away and run `tanya restore FILE`",
        "SQLITE_NOTADB": "the file is not a SQLite database; check DATABASE_URL",
    }
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return busy(busy_seconds)
    for prefix, cause in causes.items():
        if code.startswith(prefix):
            return StoreError(f"The database {name} cannot be used: {cause}.")
    return StoreError(f"The database {name} cannot be used: {error}.")
