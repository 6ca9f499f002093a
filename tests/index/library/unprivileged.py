"""Running a piece of a test without root's power to write everywhere, so that a read-only directory is one."""

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

VERSION_3 = 0x20080522
OVERRIDE = 1 << 1
"""CAP_DAC_OVERRIDE of linux/capability.h."""


def run(work: Callable[[], None]) -> None:
    """Do the work in a thread of its own, whose power over files is that of anybody else."""
    failed: list[BaseException] = []

    def body() -> None:
        try:
            give_up_override()
            work()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


def give_up_override() -> None:
    """Take the capability from this thread, and from those that it starts."""
    if os.geteuid():
        return
    if sys.platform != "linux":
        pytest.skip("root may write everywhere")
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; twice 32 bits
    assert libc.capget(header, sets) == 0
    sets[0] &= ~OVERRIDE
    sets[1] &= ~OVERRIDE
    assert libc.capset(header, sets) == 0


def close(directory: Path) -> None:
    """Make a directory and all below it read-only."""
    for path in (directory, *directory.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)


def reopen(directory: Path) -> None:
    """Make it writable again, so that it can be deleted."""
    for path in (directory, *directory.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
