"""Row 34: eight bugs that others have shipped, put into the running code one at a time; each must be caught."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hypothesis import Phase
from sqlalchemy import Connection, Table

from index.errors import TanyaError
from index.search import engine, generations, publishing
from index.search.manifest import MANIFEST, GenerationInfo, generation_name, manifest_bytes
from index.search.view import View
from index.store import database, numbering, writing
from tests.campaigns import contention, drift, power_cuts, writing_kills
from tests.campaigns.figures import Figure
from tests.campaigns.processes import run


def no_fsync() -> list[Figure]:
    """The files of a generation are not synced."""
    vars(publishing)["sync_tree"] = lambda root: None
    return power_cuts.watched(3)


def no_rename() -> list[Figure]:
    """A generation is built in its final place."""

    def new_directory(self: generations.Generations) -> Path:
        directory = self._root / generation_name(self.next_number())
        directory.mkdir()
        return directory

    def publish(self: generations.Generations, building: Path, info: GenerationInfo) -> None:
        number = int(building.name[-8:])
        info = publishing.GenerationInfo(**{**_fields(info), "number": number})
        generations.write_durably(building / MANIFEST, manifest_bytes(info))
        generations.write_durably(self._current, f"{building.name}\n".encode())

    generations.Generations.new_directory = new_directory  # type: ignore[method-assign]
    generations.Generations.publish = publish  # type: ignore[method-assign]
    return power_cuts.watched(3)


def acknowledged_before_commit() -> list[Figure]:
    """A writer says "done" before it is."""

    def write(home: Path, begin: writing_kills.Start, send: Callable[[bytes], None]) -> None:
        store = writing_kills.open_store(f"sqlite:///{home / 'tanya.db'}")
        for step, _ in writing_kills.history(begin.seed, begin.state):
            send(writing_kills.ACK.pack(0, begin.newest, False))
            step.run(store, writing_kills.EMBEDDER)

    vars(writing_kills)["write"] = write
    return killed_until_caught()


def manifest_before_index() -> list[Figure]:
    """The manifest is on the disk before the files it vouches for."""
    sync_tree, write_durably = publishing.sync_tree, generations.write_durably
    vars(publishing)["sync_tree"] = lambda root: None

    def write_then_sync(path: Path, content: bytes) -> None:
        write_durably(path, content)
        if path.name == MANIFEST:
            sync_tree(path.parent)

    vars(generations)["write_durably"] = write_then_sync
    return power_cuts.watched(3)


def id_reuse() -> list[Figure]:
    """The next id is one more than the greatest that is stored."""

    def last_id(connection: Connection, table: Table) -> int:
        return numbering.highest(connection, table)

    vars(numbering)["last_id"] = last_id
    return killed_until_caught()


def deferred_begin() -> list[Figure]:
    """Transactions begin as readers and turn writers half way, with no lock around them."""

    @contextmanager
    def write(self: database.Database) -> Iterator[Connection]:
        with self._translated(), self.engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("BEGIN")
            yield connection

    database.Database.write = write  # type: ignore[method-assign]
    return contention.writers(50)


def no_dedupe() -> list[Figure]:
    """Nobody looks whether a text is there already."""

    def known(connection: Connection, hashes: Sequence[str]) -> dict[str, int]:
        return {}

    vars(writing)["known"] = known
    return killed_until_caught()


def stale_tail() -> list[Figure]:
    """A search never looks whether anything changed."""

    def current(self: engine.SearchEngine) -> View:
        return self._view

    engine.SearchEngine._current = current  # type: ignore[method-assign]
    return drift.campaign(15, 20, phases=(Phase.generate,))


def killed_until_caught() -> list[Figure]:
    """Kill writers, a few at a time, until something is wrong; give up after a hundred."""
    figures: list[Figure] = []
    for seed in range(10):
        figures = writing_kills.campaign(10, seed=seed)
        if not figures[0].held:
            break
    return figures


BUGS = (
    no_fsync,
    no_rename,
    acknowledged_before_commit,
    manifest_before_index,
    id_reuse,
    deferred_begin,
    no_dedupe,
    stale_tail,
)


def campaign() -> list[Figure]:
    """Put each bug into a process of its own, and run the campaign that should catch it."""
    missed = []
    for bug in BUGS:
        ended = run(lambda send, bug=bug: send(json.dumps(caught(bug)).encode()))
        if ended.failed or not json.loads(ended.sent):
            missed.append(bug.__name__.replace("_", " "))
    measured = f"{len(BUGS) - len(missed)} of {len(BUGS)} caught" + "".join(f"; missed: {m}" for m in missed)
    names = ", ".join(bug.__name__.replace("_", " ") for bug in BUGS)
    return [Figure(34, names, "8 of 8 caught", measured, not missed)]


def caught(bug: Callable[[], list[Figure]]) -> bool:
    """Whether the campaign fails with the bug in place."""
    import os

    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 2)  # the children's tracebacks are what is wanted here
    try:
        return any(not figure.held for figure in bug())
    except (TanyaError, AssertionError):
        return True  # the bug broke even the warming up


def _fields(info: GenerationInfo) -> dict[str, object]:
    return {name: getattr(info, name) for name in GenerationInfo.__dataclass_fields__}
