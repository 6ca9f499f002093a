"""Rows 14 and 15: several processes on one database, and a database that a foreign program holds."""

import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from index.errors import BusyError
from index.store import open_store
from index.store.health import examine
from tests.campaigns.figures import Figure
from tests.campaigns.history import body, prepared, stored_state, torn
from tests.campaigns.home import MODELS, fill, misses, open_home, passages_of, use_stubs
from tests.campaigns.processes import Ended, run, start
from tests.campaigns.stub_embedder import StubEmbedder

GOAL_P99_MS = 50


def writers(transactions: int) -> list[Figure]:
    """Let two processes write so many transactions each, on a disk, while a third reindexes and a fourth asks."""
    use_stubs()
    with tempfile.TemporaryDirectory(prefix="campaign-") as directory:
        home = Path(directory)
        run(lambda send: first_articles(home))
        writing = [
            start(lambda send, name=name: write(home, name, transactions, send)) for name in ("kiri", "kanan")
        ]
        others = [start(lambda send: reindex_for_ever(home)), start(lambda send: ask_for_ever(home))]
        ended = [child.end() for child in writing]
        others_ended = [child.kill() for child in others]
        lost, sound = 2 * transactions + 20, False
        if not any(e.failed for e in ended):
            lost, sound = json.loads(run(lambda send: count(home, transactions, send)).sent)
    return written(ended, others_ended, transactions, lost, sound)


def written(
    ended: list[Ended], others: list[Ended], transactions: int, lost: int, sound: bool
) -> list[Figure]:
    """Sum up what the writers measured."""
    failed = sum(e.failed for e in [*ended, *others])
    reports = [json.loads(e.sent) for e in ended if not e.failed]
    latencies = sorted(ms for report in reports for ms in report["ms"])
    refused = sum(report["refused"] for report in reports)
    p99 = latencies[int(len(latencies) * 0.99)] if latencies else float("inf")
    median = latencies[len(latencies) // 2] if latencies else float("inf")
    trials = f"2 × {transactions:,} transactions beside a reindex and questions"
    counted = f"{refused} refused, {lost} lost, {failed} processes failed"
    waited = f"p50 {median:.1f} ms, p99 {p99:.1f} ms"
    return [
        Figure(14, trials, "0 refused, 0 lost", counted, not (refused or lost or failed) and sound),
        Figure(14, trials, f"commit p99 ≤ {GOAL_P99_MS} ms", waited, p99 <= GOAL_P99_MS, timed=True),
    ]


def first_articles(home: Path) -> None:
    """Put the model in service."""
    library = open_home(home)
    fill(library, 20, "tetap")
    library.reindex()


def write(home: Path, name: str, transactions: int, send: Callable[[bytes], None]) -> None:
    """Write one article a transaction, read before each as a bot does; send the times."""
    store = open_store(f"sqlite:///{home / 'tanya.db'}")
    chance = random.Random(name)
    times: list[float] = []
    refused = 0
    for number in range(transactions):
        key = f"{name}-{number}"
        text = body(chance, key)
        edition = store.edition()
        assert edition is not None
        articles = prepared([(key, text)], StubEmbedder(edition.model.name))
        began = time.perf_counter()
        try:
            store.add(articles, edition.model)
        except BusyError:
            refused += 1
        times.append((time.perf_counter() - began) * 1000)
    send(json.dumps({"ms": times, "refused": refused}).encode())


def reindex_for_ever(home: Path) -> None:
    """Reindex with the same model, again and again."""
    library = open_home(home)
    while True:
        library.reindex(model=MODELS[0])


def ask_for_ever(home: Path) -> None:
    """Ask for an article that is always there."""
    library = open_home(home)
    wanted = [(title, text) for _, title, text in passages_of(library._store)][:5]
    while True:
        for title, text in wanted:
            ids = {text: (i, title) for i, title, text in passages_of(library._store)[:40]}
            if text in ids:
                library.search(text, top_k=3)
        time.sleep(0.01)


def count(home: Path, transactions: int, send: Callable[[bytes], None]) -> None:
    """Count what is missing."""
    store = open_store(f"sqlite:///{home / 'tanya.db'}")
    state = stored_state(store)
    wanted = [f"{name}-{number}" for name in ("kiri", "kanan") for number in range(transactions)]
    sound = all(f.verdict != "bad" for f in examine(store))
    send(json.dumps([sum(key not in state for key in wanted), sound]).encode())


def locked(seconds: float) -> list[Figure]:
    """Hold the database exclusively for so long; ask and add meanwhile."""
    use_stubs()
    with tempfile.TemporaryDirectory(prefix="campaign-") as directory:
        home = Path(directory)
        run(lambda send: first_articles(home))
        ended = run(lambda send: ask_while_locked(home, seconds, send))
    goal = "questions still answered; adding says to try again, nothing half written"
    if ended.failed:
        return [Figure(15, f"locked for {seconds:g} s", goal, "the process failed", False)]
    asked, wrong, refusals, half_written, added = json.loads(ended.sent)
    measured = f"{asked:,} questions, {wrong} wrong; {refusals} refused writes, {half_written} half written"
    held = asked > 0 and refusals > 0 and added and not (wrong or half_written)
    return [Figure(15, f"locked for {seconds:g} s", goal, measured, held)]


def ask_while_locked(home: Path, seconds: float, send: Callable[[bytes], None]) -> None:
    """Be the bot while a foreign connection holds the database."""
    library = open_home(home)
    passages = passages_of(library._store)
    foreign = sqlite3.connect(home / "tanya.db", isolation_level=None)
    foreign.execute("BEGIN EXCLUSIVE")
    before = stored_state(library._store)
    store = open_store(f"sqlite:///{home / 'tanya.db'}", busy_seconds=min(1.0, seconds / 3))
    asked = wrong = refusals = 0
    deadline = time.monotonic() + seconds
    edition = store.edition()
    assert edition is not None
    article = prepared([("baru", "Kabar baru sekali.")], StubEmbedder(edition.model.name))
    while time.monotonic() < deadline:
        for passage in passages:
            wrong += len(misses(library, [passage]))
            asked += 1
        try:
            store.add(article, edition.model)
        except BusyError as error:
            refusals += "try again" in str(error)
    half_written = stored_state(store) != before
    foreign.execute("ROLLBACK")
    added = store.add(article, edition.model)[0].created
    half_written += len(torn(store, StubEmbedder(edition.model.name))) - 20  # the first 20 have titles
    send(json.dumps([asked, wrong, refusals, int(half_written), added]).encode())
