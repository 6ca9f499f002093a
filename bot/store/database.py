"""The bot's database: one thread does all the work, one transaction at a time, the event loop never waits."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError, TimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from index.errors import StoreError
from index.store.database import checkpoint_when_long
from index.store.writer_lock import WriterLock

BUSY_S = 60
"""How long a transaction waits for another process's lock."""

Result = TypeVar("Result")


class Database:
    """Runs functions over a session, each in a transaction of its own, in the order of the calls."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._claim: Connection | None = None
        self._thread = ThreadPoolExecutor(1, "bot-database")

    async def run(self, work: Callable[[Session], Result]) -> Result:
        """Commit what `work` did, or nothing of it when it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self.transact, work)

    def transact(self, work: Callable[[Session], Result]) -> Result:
        """The same, for callers outside the event loop."""
        with (
            _turn(self._engine),
            Session(self._engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            return work(session)

    def claim_polling(self) -> bool:
        """Take the right to poll in all of a PostgreSQL database, until closed; on SQLite a lock file does that."""
        if self._engine.dialect.name != "postgresql":
            return True
        self._claim = self._engine.connect()
        taken = self._claim.scalar(text("SELECT pg_try_advisory_lock(7268926213)"))
        self._claim.commit()
        return bool(taken)

    def close(self) -> None:
        """Finish what is running and let go of the connection."""
        self._thread.shutdown()
        if self._claim is not None:
            self._claim.close()
        self._engine.dispose()


def bot_url(store_url: str) -> str:
    """Where the bot's tables live, given the library's: in the same PostgreSQL, but beside a SQLite file.

    A file of their own has one writing process, whatever is imported meanwhile: no update waits for an import, and
    SQLite's WAL-reset bug, which needs two, cannot strike (see docs/reliability.md).
    """
    place = make_url(store_url)
    if place.get_backend_name() != "sqlite" or not place.database:
        return store_url
    file = Path(place.database)
    return place.set(database=str(file.with_name(f"{file.stem}-bot{file.suffix}"))).render_as_string(False)


def open_database(url: str) -> Database:
    """Connect and bring the bot's tables to the current form.

    Raises:
        StoreError: The database cannot be opened, read or written.
    """
    engine = connect(url)
    try:
        migrate(engine)
    except (SQLAlchemyError, sqlite3.Error) as error:
        engine.dispose()
        raise StoreError(
            f"The bot's tables cannot be opened in {make_url(url).render_as_string(hide_password=True)}: "
            f"{type(error).__name__}; check DATABASE_URL and that TANYA_HOME can be written."
        ) from None
    return Database(engine)


def connect(url: str) -> Engine:
    """An engine whose transactions on SQLite take the write lock when they begin."""
    place = make_url(url)
    if place.get_backend_name() != "sqlite":
        return create_engine(url, pool_size=2, pool_pre_ping=True)
    if place.database:
        try:
            Path(place.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The directory of the database cannot be made: {error.strerror}.") from None
    engine = create_engine(url, connect_args={"timeout": BUSY_S, "check_same_thread": False})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def migrate(engine: Engine) -> None:
    """Run the missing migrations; processes that start together take turns."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with _turn(engine), engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(7268926212)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    """On SQLite, take turns with the library at the file that both use: see `index.store.writer_lock` for why."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        yield
        return
    file = Path(engine.url.database)
    try:
        with WriterLock(file, BUSY_S).held():
            yield
            with closing(engine.raw_connection()) as connection:
                checkpoint_when_long(connection, file)
    except StoreError as error:
        # The lock was held for too long, or could not be opened: either may be over in a moment.
        raise TimeoutError(str(error)) from error


def _set_up_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for setting in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_S * 1000}",
        "wal_autocheckpoint=0",
    ):
        connection.execute(f"PRAGMA {setting}")
