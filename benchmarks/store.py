"""The database by itself: how fast it takes and gives passages, and what each way to keep commits safe costs.

python -m benchmarks.store [--articles 4000] [--directory DIR]      DIR should lie on the disk that will be used
"""

import argparse
import hashlib
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import numpy as np

from index.store import EmbeddingModel, PreparedArticle, Store, open_store
from index.store.health import examine
from index.store.writer_lock import WriterLock
from index.types import ArticleDraft, PassageDraft

DIMENSION = 256
PASSAGES = 5
BATCH = 64
MODEL = EmbeddingModel("none", "0" * 64, DIMENSION)
SENTENCE = "Presiden meresmikan jalan tol baru di Jawa Tengah pada hari Rabu. "


def main() -> None:
    """Measure and print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=4000)
    parser.add_argument("--directory", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.directory) as directory:
        measure_store(Path(directory), arguments.articles)
        for name in ("wal", "delete", "truncate", "persist"):
            for locked in (False, True):
                measure_commits(Path(directory), name, locked)


def measure_store(directory: Path, articles: int) -> None:
    """Fill a store, then read from it in the ways that a search and a reindex do."""
    print(
        f"open a fresh database: {milliseconds(lambda: open_store(f'sqlite:///{directory}/a.db'), 1):.1f} ms"
    )
    print(f"open it again: {milliseconds(lambda: open_store(f'sqlite:///{directory}/a.db'), 9):.2f} ms")
    store = open_store(f"sqlite:///{directory}/a.db")
    prepared = [article(number) for number in range(articles)]
    began = time.perf_counter()
    for start in range(0, articles, BATCH):
        store.add(prepared[start : start + BATCH], MODEL)
    print(
        f"add: {articles * PASSAGES / (time.perf_counter() - began):,.0f} passages/s, {BATCH} articles at a time"
    )
    more = iter([article(articles + number) for number in range(300)])
    print(f"add one article: {milliseconds(lambda: store.add([next(more)], MODEL), 300):.2f} ms")
    ids = np.random.default_rng(0).integers(1, articles * PASSAGES, 20).tolist()
    print(f"last_change(): {milliseconds(store.last_change, 2000) * 1000:.0f} µs")
    print(f"passages(20 ids): {milliseconds(lambda: store.passages(ids), 2000):.3f} ms")
    began = time.perf_counter()
    found = scan(store)
    print(f"scan: {found / (time.perf_counter() - began):,.0f} passages/s")
    began = time.perf_counter()
    assert all(finding.verdict != "bad" for finding in examine(store))
    print(f"examine: {time.perf_counter() - began:.2f} s for {found:,} passages")


def scan(store: Store) -> int:
    """Read every passage and vector, as the building of an index does."""
    with store.snapshot() as snapshot:
        return sum(len(batch) for batch in snapshot.vectors(MODEL))


def article(number: int) -> PreparedArticle:
    """Make an article of five passages."""
    body = f"Artikel {number}. {SENTENCE * 40}"
    size = len(body) // PASSAGES
    parts = tuple(
        PassageDraft(k * size, (k + 1) * size, "", body[k * size : (k + 1) * size]) for k in range(PASSAGES)
    )
    vectors = np.random.default_rng(number).standard_normal((PASSAGES, DIMENSION), np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    digest = hashlib.sha256(body.encode()).hexdigest()
    return PreparedArticle(ArticleDraft(f"Judul {number}", body), "id", digest, parts, vectors)


def measure_commits(directory: Path, journal: str, locked: bool) -> None:
    """Time small commits of plain SQLite in one journal mode, alone, with and without the writer lock."""
    path = directory / f"{journal}{locked}.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, x)")
    lock = WriterLock(path, 5)

    def commit() -> None:
        with lock.held() if locked else nullcontext():
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO t (x) VALUES (zeroblob(3000))")
            connection.execute("COMMIT")

    name = f"journal_mode={journal}{' under the writer lock' if locked else ''}"
    print(f"commit of 3 kB, {name}: {milliseconds(commit, 500):.2f} ms")
    connection.close()


def milliseconds(work: Callable[[], object], times: int) -> float:
    """The median time of one call."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
