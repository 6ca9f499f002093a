"""Homes of the bots that campaigns run: in memory where possible, since SIGKILL spares the disk's cache anyway."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")


@contextmanager
def scratch() -> Iterator[Path]:
    """Give an empty directory, and delete it in the end."""
    in_memory = MEMORY if os.access(MEMORY, os.W_OK) else None
    home = Path(tempfile.mkdtemp(prefix="tanya-bot-", dir=in_memory))
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)
