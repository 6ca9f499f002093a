"""One file that carries a library anywhere: a SQLite database of its articles and vectors, with its checksum.

It is read in one snapshot while others go on writing, and put back in one transaction while others go on
reading; SQLite and PostgreSQL alike, in any direction.
"""

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from index.errors import InputError, StoreError
from index.store import copying, editions, reading
from index.store.database import store_error
from index.store.records import Counts
from index.store.schema import bring_to_head
from index.store.store import Store, open_store

FORMAT = "tanya backup 1"
SEAL_TABLE = "backup_seal"


def back_up(store: Store, file: Path) -> Counts:
    """Write all articles and the edition in service to one file, as they are now; return how much that was.

    The file appears whole or not at all, and replaces an older backup of that name, nothing else.

    Raises:
        InputError: The file cannot be written, or is there already and is no backup.
        StoreError: The database cannot be read.
    """
    if not may_replace(file):
        raise InputError(f"{file} is there already and is no backup; name another file, or move it away.")
    with aside(file) as part:
        counts = write_backup(store, part)
        seal(part)
    return counts


def restore(store: Store, file: Path) -> Counts:
    """Replace everything that is stored by a backup, in one transaction; return how much that was.

    Raises:
        InputError: The file is not a backup, is damaged, or is of a newer version; nothing was changed.
        BusyError: Another process was writing for too long; nothing was changed.
    """
    check_seal(file)
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory) / "backup.db"
        shutil.copyfile(file, copy)
        try:
            source = open_store(f"sqlite:///{copy}")
        except StoreError as error:
            raise InputError(f"The backup {file} cannot be used: {error}") from error
        with closing(source):
            try:
                put_back(source, store)
            except StoreError as error:
                if not isinstance(error.__cause__, (ValueError, TypeError)):
                    raise
                reason = error.__cause__  # a value of another type than its column's
                raise InputError(
                    f"The backup {file} holds a value that cannot be read ({reason})."
                ) from error
    return store.counts()


def put_back(source: Store, store: Store) -> None:
    """Copy everything in one transaction."""
    with source.database.snapshot() as rows, store.database.write() as target:
        edition = editions.serving(rows)
        copying.clear(target)
        copying.copy(rows, edition.id if edition else None, target)


def may_replace(file: Path) -> bool:
    """Whether nothing is lost with what bears that name: an older backup, or nothing."""
    if not file.exists() or (file.is_file() and not file.stat().st_size):
        return True
    try:
        with closing(read_only(file)) as connection:
            return bool(connection.execute(f"SELECT format FROM {SEAL_TABLE}").fetchall())
    except sqlite3.Error:
        return False


@contextmanager
def aside(file: Path) -> Iterator[Path]:
    """Give an empty file beside `file`; what was written there takes its place in the end, synced."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        try:
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600))
            yield part
            sync(part)
            part.replace(file)
            sync(file.absolute().parent)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"The backup {file} cannot be written: {error.strerror}.") from error


def write_backup(store: Store, part: Path) -> Counts:
    """Copy the store into a new SQLite file."""
    engine = create_engine(f"sqlite:///{part}", hide_parameters=True)
    with store.database.snapshot() as source:
        try:
            with engine.begin() as target:
                bring_to_head(target)
                edition = editions.serving(source)
                copying.copy(source, edition.id if edition else None, target)
                return reading.counts(target)
        except DBAPIError as error:
            raise store_error(error, engine.url, 0) from error
        finally:
            engine.dispose()


def seal(file: Path) -> None:
    """Write the checksum of all rows into the file."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(f"CREATE TABLE {SEAL_TABLE} (format TEXT NOT NULL, sha256 TEXT NOT NULL)")
        connection.execute(f"INSERT INTO {SEAL_TABLE} VALUES (?, ?)", (FORMAT, checksum(connection)))


def check_seal(file: Path) -> None:
    """Compare the rows with the checksum, and let SQLite check the file.

    Raises:
        InputError: The file is missing, is not a backup, or is damaged.
    """
    if not file.is_file():
        raise InputError(f"There is no backup file {file}.")
    try:
        with closing(read_only(file)) as connection:
            sealed = connection.execute(f"SELECT format, sha256 FROM {SEAL_TABLE}").fetchall()
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            if len(sealed) == 1 and sealed[0][0] != FORMAT:
                raise InputError(f"The backup {file} is of another form ({sealed[0][0]}); upgrade Tanya.")
            if not sound or sealed != [(FORMAT, checksum(connection))]:
                raise InputError(f"The backup {file} is damaged: its checksum does not fit.")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise InputError(f"{file} is not a whole backup made by `tanya backup` ({error}).") from error


def read_only(file: Path) -> sqlite3.Connection:
    """Open a SQLite file that nobody writes to; nothing is put beside it."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def checksum(connection: sqlite3.Connection) -> str:
    """SHA-256 over the tables' definitions and all their rows, by key."""
    digest = hashlib.sha256()
    tables = (
        f"SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name != '{SEAL_TABLE}' ORDER BY name"
    )
    for name, definition in connection.execute(tables).fetchall():
        digest.update(definition.encode())
        for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY 1'):
            for value in row:
                content = value if isinstance(value, bytes) else str(value).encode()
                digest.update(b"%d %d " % (type(value) is bytes, len(content)))
                digest.update(content)
    return digest.hexdigest()


def sync(path: Path) -> None:
    """Wait until a file or directory is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
