"""Opening the library for one command, and showing progress on a terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from index.types import Progress

if TYPE_CHECKING:
    from index.library import Library

NICENESS = 10


@contextmanager
def library() -> Iterator["Library"]:
    """The library of the settings, closed at the end of the command."""
    from index.library import open_library
    from index.settings import load_settings

    with open_library(load_settings()) as opened:
        yield opened


@contextmanager
def standing_back() -> Iterator[None]:
    """Leave the processor to others while they want it: a bot on this machine answers first."""
    before = os.getpriority(os.PRIO_PROCESS, 0)
    os.setpriority(os.PRIO_PROCESS, 0, max(before, NICENESS))
    try:
        yield
    finally:
        with suppress(PermissionError):  # only root may step forward again
            os.setpriority(os.PRIO_PROCESS, 0, before)


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A bar on stderr with rate and remaining time; silent where stderr is no terminal."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(show_speed=True),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total or None)
