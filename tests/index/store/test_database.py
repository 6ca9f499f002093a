import os
import sqlite3
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import BusyError, StoreError
from index.store import open_store
from tests.index.store.samples import MODEL, prepared

LONG = 8 << 20
"""Bytes of a log that is long in these tests."""

HOLDER = """
import fcntl, os, sys
lock = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT)
fcntl.flock(lock, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def log_of(url: str) -> Path:
    return path_of(url).with_name("tanya.db-wal")


def test_every_connection_is_set_as_promised(sqlite_url: str) -> None:
    store = open_store(sqlite_url)

    with store.database.read() as first, store.database.read() as second:
        for connection in (first, second):
            pragmas = ("journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint")
            found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in pragmas]
            assert found == ["wal", 2, 1, 0]


def test_a_commit_never_checkpoints_before_the_log_is_long_and_then_under_the_lock(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.store.database.CHECKPOINT_BYTES", LONG)
    store = open_store(sqlite_url)
    body = "kalimat panjang " * 4000
    for number in range(60):
        before = log_of(sqlite_url).stat().st_size
        store.add([prepared(f"{number} {body}")], MODEL)
        after = log_of(sqlite_url).stat().st_size
        assert after > before or (before + 3 * len(body) > LONG and after == 0)
    assert path_of(sqlite_url).stat().st_size > LONG / 2


@pytest.mark.parametrize("busy_seconds", [0.05])
def test_while_another_process_holds_the_lock_nothing_is_committed_or_checkpointed(
    sqlite_url: str, busy_seconds: float
) -> None:
    store = open_store(sqlite_url, busy_seconds=busy_seconds)
    store.add([prepared("satu")], MODEL)
    log = log_of(sqlite_url).read_bytes()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, f"{path_of(sqlite_url)}-lock"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"

    with pytest.raises(BusyError, match="try again"):
        store.add([prepared("dua")], MODEL)
    with pytest.raises(BusyError), store.database.alone():
        pass
    assert [a.passages for a in store.articles()] == [1]
    assert log_of(sqlite_url).read_bytes() == log

    holder.kill()
    holder.wait()
    store.add([prepared("dua")], MODEL)
    assert store.counts().articles == 2


def test_a_writer_waits_for_another_in_the_same_process(sqlite_url: str) -> None:
    store = open_store(sqlite_url, busy_seconds=5)
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with store.database.write():
            entered.set()
            leave.wait(5)

    with ThreadPoolExecutor(2) as pool:
        holding = pool.submit(hold)
        assert entered.wait(5)
        adding = pool.submit(store.add, [prepared("satu")], MODEL)
        assert store.counts().articles == 0
        leave.set()
        holding.result(5)
        assert adding.result(5)[0].created


def test_a_database_locked_by_a_foreign_program_can_be_read_and_refuses_writes_in_one_sentence(
    sqlite_url: str,
) -> None:
    store = open_store(sqlite_url, busy_seconds=0.05)
    store.add([prepared("satu")], MODEL)
    foreign = sqlite3.connect(path_of(sqlite_url), isolation_level=None)
    foreign.execute("BEGIN EXCLUSIVE")

    with pytest.raises(BusyError) as refused:
        store.add([prepared("dua")], MODEL)

    assert str(refused.value) == ("The database is busy: another process has held it for 0.05 s; try again.")
    assert store.counts().articles == 1
    foreign.execute("ROLLBACK")
    store.add([prepared("dua")], MODEL)
    assert store.counts().articles == 2


def test_readers_do_not_wait_for_a_writer(store_with_one: str) -> None:
    store = open_store(store_with_one)
    with store.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM articles")
        assert store.counts().articles == 1


@pytest.fixture
def store_with_one(sqlite_url: str) -> str:
    store = open_store(sqlite_url)
    store.add([prepared("satu")], MODEL)
    store.close()
    return sqlite_url


def test_threads_and_stores_write_at_once_and_nothing_is_lost(url: str) -> None:
    stores = [open_store(url), open_store(url)]

    def add(number: int) -> int:
        return stores[number % 2].add([prepared(f"nomor {number}")], MODEL)[0].article_id

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(add, range(80)))

    assert len(set(ids)) == stores[0].counts().articles == stores[1].counts().passages == 80
    changes = stores[0].changes_after(0, 1000)
    assert sorted(c.article_id for c in changes if c.kind == "add") == sorted(ids)
    assert [c.article_id for c in changes if c.kind == "add"] == sorted(ids)
    for store in stores:
        store.close()


def test_two_processes_open_a_fresh_database_at_once(sqlite_url: str) -> None:
    program = f"from index.store import open_store; print(open_store({sqlite_url!r}).counts().articles)"
    processes = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert [process.communicate(timeout=60)[0] for process in processes] == ["0\n"] * 4


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("sqlite://", "in memory"),
        ("sqlite:///:memory:", "in memory"),
        ("mysql://host/name", "its scheme is mysql"),
        ("tanya.db", "not a URL"),
    ],
)
def test_an_unusable_url_is_refused_in_one_sentence(url: str, problem: str) -> None:
    with pytest.raises(StoreError, match=problem):
        open_store(url)


def test_an_unreachable_server_is_named_without_its_password() -> None:
    with pytest.raises(StoreError, match="cannot be reached") as refused:
        open_store("postgresql+psycopg://tanya:rahasia@127.0.0.1:1/tanya?connect_timeout=1")
    assert "rahasia" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_database_is_named(sqlite_url: str) -> None:
    path_of(sqlite_url).write_bytes(b"bukan basis data" * 100)
    with pytest.raises(StoreError, match="not a SQLite database"):
        open_store(sqlite_url)


def test_a_directory_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_home_below_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(f"sqlite:///{tmp_path / 'berkas' / 'tanya.db'}")


@pytest.mark.skipif(os.getuid() == 0, reason="root may write into read-only directories")
def test_a_read_only_home_is_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(StoreError, match="writable"):
        open_store(f"sqlite:///{home / 'tanya.db'}")


def test_an_error_says_nothing_of_the_text_that_was_written(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    with store.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE vectors")
    with pytest.raises(StoreError) as refused:
        store.add([prepared("rahasia pribadi")], MODEL)
    assert "rahasia" not in str(refused.value)
    assert store.counts().articles == 0
