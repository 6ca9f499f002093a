import fcntl
import os
import threading
import time
from pathlib import Path

import pytest

from index.errors import BusyError
from index.store.writer_lock import WriterLock


def is_taken(path: Path) -> bool:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def test_who_waits_comes_before_one_that_comes_back_at_once(tmp_path: Path) -> None:
    database = tmp_path / "tanya.db"
    first, second = WriterLock(database, 10), WriterLock(database, 10)
    order: list[str] = []

    def wait() -> None:
        with second.held():
            order.append("who waited")

    with first.held():
        waiting = threading.Thread(target=wait)
        waiting.start()
        while not is_taken(tmp_path / "tanya.db-turn"):
            time.sleep(0.001)
    with first.held():
        order.append("who came back")
    waiting.join()

    assert order == ["who waited", "who came back"]


def test_a_lock_is_free_again_after_its_holder_failed(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path / "tanya.db", 0.01)
    with pytest.raises(ZeroDivisionError), lock.held():
        1 / 0  # noqa: B018
    with lock.held():
        assert is_taken(tmp_path / "tanya.db-lock")
        assert not is_taken(tmp_path / "tanya.db-turn")


def test_who_waits_too_long_gives_up_and_leaves_nothing_locked(tmp_path: Path) -> None:
    database = tmp_path / "tanya.db"
    with (
        WriterLock(database, 1).held(),
        pytest.raises(BusyError, match=r"for 0\.02 s; try again"),
        WriterLock(database, 0.02).held(),
    ):
        pytest.fail("the lock was held twice")
    assert not is_taken(tmp_path / "tanya.db-lock")
    assert not is_taken(tmp_path / "tanya.db-turn")
