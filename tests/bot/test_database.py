import itertools
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.store import database as room
from bot.store.database import open_database
from index.store import open_store

LONG = 8 << 20
"""Bytes of a log that is long in these tests."""

HOLDER = """
import fcntl, os, sys
lock = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(lock, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def test_the_bot_takes_turns_with_the_library_at_their_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "tanya.db"
    open_store(f"sqlite:///{file}").close()
    database = open_database(f"sqlite:///{file}")
    monkeypatch.setattr(room, "BUSY_S", 0.05)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, f"{file}-lock"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"

    with pytest.raises(SQLAlchemyError, match="busy"):
        database.transact(lambda session: session.execute(text("SELECT 1")))

    holder.kill()
    holder.wait()
    assert database.transact(lambda session: session.scalar(text("SELECT 1"))) == 1
    database.close()


def test_a_lock_that_cannot_be_opened_is_trouble_that_may_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'bot.db'}")

    def no_more_files(*_: object) -> int:
        raise OSError(24, "Too many open files")

    with monkeypatch.context() as short:
        short.setattr("index.store.writer_lock.os.open", no_more_files)
        with pytest.raises(SQLAlchemyError, match="Too many open files"):
            database.transact(lambda session: session.execute(text("SELECT 1")))
    assert database.transact(lambda session: session.scalar(text("SELECT 1"))) == 1
    database.close()


def test_a_commit_of_the_bot_checkpoints_only_when_the_log_is_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.store.database.CHECKPOINT_BYTES", LONG)
    file = tmp_path / "tanya.db"
    database = open_database(f"sqlite:///{file}")
    log = file.with_name("tanya.db-wal")
    database.transact(lambda session: session.execute(text("CREATE TABLE bot_filler (x)")))
    lengths = []
    for _ in range(12):
        database.transact(
            lambda session: session.execute(text("INSERT INTO bot_filler VALUES (randomblob(1000000))"))
        )
        lengths.append(log.stat().st_size)
    assert max(lengths) < LONG
    assert min(lengths) == 0
    assert sum(after < before for before, after in itertools.pairwise(lengths)) == 1
    database.close()
