"""The lock that every writer and every checkpoint of one SQLite database holds, in all threads and processes.

SQLite 3.7.0 to 3.51.2 can lose a commit when a checkpoint overlaps a commit that resets the write-ahead log (fixed
in 3.51.3 and in 3.44.6 and 3.50.7; https://sqlite.org/wal.html#the_wal_reset_bug). Under this lock the two never
overlap.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import BusyError, StoreError

SHORTEST_WAIT_S = 0.0001
LONGEST_WAIT_S = 0.001


class WriterLock:
    """Advisory locks on two files beside the database; the kernel frees them when their holder dies.

    Who wants to write takes the turn first and keeps it until the lock is free: a writer that comes back at once
    queues behind those who wait already.
    """

    def __init__(self, database: Path, busy_seconds: float):
        self._turn = database.with_name(f"{database.name}-turn")
        self._writing = database.with_name(f"{database.name}-lock")
        self._busy_seconds = busy_seconds
        self._thread = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock, waiting for it.

        Raises:
            BusyError: Others held it for too long.
            StoreError: The lock file cannot be made.
        """
        deadline = time.monotonic() + self._busy_seconds
        if not self._thread.acquire(timeout=self._busy_seconds):
            raise busy(self._busy_seconds)
        try:
            with self._locked(self._turn, deadline) as turn, self._locked(self._writing, deadline):
                fcntl.flock(turn, fcntl.LOCK_UN)
                yield
        finally:
            self._thread.release()

    @contextmanager
    def _locked(self, path: Path, deadline: float) -> Iterator[int]:
        descriptor = opened(path)
        try:
            self._wait(descriptor, deadline)
            yield descriptor
        finally:
            os.close(descriptor)

    def _wait(self, descriptor: int, deadline: float) -> None:
        pause = SHORTEST_WAIT_S
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise busy(self._busy_seconds) from None
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_WAIT_S)


def opened(path: Path) -> int:
    """Open a lock file, and make it where it is missing."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreError(f"{path} must be writable, but: {error.strerror}.") from error


def busy(seconds: float) -> BusyError:
    """Name what happened and the cure."""
    return BusyError(f"The database is busy: another process has held it for {seconds:g} s; try again.")
