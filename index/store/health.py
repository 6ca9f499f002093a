"""Whether the database is sound: what `tanya doctor` says of SQL, and what it can mend there."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Literal

from sqlalchemy import Connection, func, select

from index.errors import StoreError
from index.store import editions, log, mending, numbering, sealing
from index.store.rows import article_table, passage_table
from index.store.store import Store

Verdict = Literal["good", "warning", "bad"]

THREADS = max(1, min(3, (os.cpu_count() or 1) - 1))
"""Looks taken at once; a core is left to who compares the index meanwhile: on two, 0.9 s in all instead of 1.2."""

SPARE_BYTES = 200 << 20
SHOWN_PROBLEMS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `detail` is one sentence."""

    name: str
    verdict: Verdict
    detail: str


def examine(store: Store) -> list[Finding]:
    """Look at everything, several things at a time; all findings are "good" when the database is sound."""
    waiting = write_ahead_log(store)
    with ThreadPoolExecutor(THREADS) as pool:
        return [*pool.map(partial(look_at, store), LOOKS), waiting, disk(store)]


def look_at(store: Store, look: Callable[[Connection], Finding]) -> Finding:
    """Take one look; where the database cannot even be read, that is the finding."""
    try:
        with store.database.snapshot() as connection:
            return look(connection)
    except StoreError as error:
        return Finding(look.__name__.replace("_", " "), "bad", str(error))


def integrity(connection: Connection) -> Finding:
    """Let the database check its own file."""
    if connection.dialect.name != "sqlite":
        return Finding("integrity", "good", "PostgreSQL watches over its own files.")
    problems = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check").all()]
    if problems == ["ok"]:
        return Finding("integrity", "good", "SQLite's integrity_check found nothing.")
    shown = "; ".join(" ".join(problem.split()) for problem in problems[:SHOWN_PROBLEMS])
    return Finding("integrity", "bad", f"The file is damaged, move it away and restore a backup: {shown}.")


def foreign_keys(connection: Connection) -> Finding:
    """Count rows that point at nothing."""
    found = mending.orphans(connection)
    if found:
        return Finding("foreign keys", "bad", f"{found} rows belong to an article or passage that is gone.")
    return Finding("foreign keys", "good", "Every passage, vector and split belongs to a stored row.")


def ids(connection: Connection) -> Finding:
    """Check that no id can be handed out twice."""
    behind = numbering.behind(connection)
    if behind:
        return Finding("ids", "bad", f"The next ids of {', '.join(behind)} would be used twice.")
    return Finding("ids", "good", "No id can be handed out twice.")


def vectors(connection: Connection) -> Finding:
    """Count passages in service without a vector of the right length."""
    edition = editions.serving(connection)
    damaged = len(mending.damaged_articles(connection, edition)) if edition else 0
    if damaged:
        return Finding("vectors", "bad", f"{damaged} articles have passages without a sound vector.")
    return Finding("vectors", "good", "Every passage in service has its vector.")


def articles(connection: Connection) -> Finding:
    """Count the articles that the edition in service lacks."""
    edition = editions.serving(connection)
    stored = connection.execute(select(func.count(article_table.c.id))).scalar_one()
    missing = editions.pending_count(connection, edition) if edition else stored
    if missing:
        return Finding("articles", "bad", f"{missing} of {stored} articles cannot be found by a question.")
    return Finding("articles", "good", f"All {stored} articles are split and embedded.")


def rows(connection: Connection) -> Finding:
    """Compare every article, and its passages and vectors, with the seals that were written with them."""
    edition = editions.serving(connection)
    broken, bare = sealing.altered(sealing.articles(connection))
    split, unsealed = sealing.altered(sealing.splits(connection, edition)) if edition else ([], 0)
    if broken:
        sentence = f"{len(broken)} articles were altered from outside, article {broken[0]} first; "
        return Finding("rows", "bad", f"{sentence}edit or remove them, or restore a backup.")
    if split:
        return Finding("rows", "bad", f"{len(split)} articles have passages that were altered from outside.")
    if bare or unsealed:
        return Finding(
            "rows",
            "warning",
            f"{max(bare, unsealed)} articles bear no seal yet; `tanya doctor --repair` seals them.",
        )
    return Finding("rows", "good", "Every article and passage is as it was written.")


def passages(connection: Connection) -> Finding:
    """Count articles whose passages reach beyond their text."""
    reach = (
        select(
            passage_table.c.article_id,
            func.min(passage_table.c.start).label("start"),
            func.max(passage_table.c.end).label("end"),
        )
        .group_by(passage_table.c.article_id)
        .subquery()
    )
    statement = (
        select(func.count())
        .select_from(reach)
        .join(article_table, article_table.c.id == reach.c.article_id)
        .where((reach.c.start < 0) | (reach.c.end > func.length(article_table.c.body)))
    )
    wrong = connection.execute(statement).scalar_one()
    if wrong:
        return Finding("passages", "bad", f"{wrong} articles end before their passages; run `tanya reindex`.")
    return Finding("passages", "good", "Every passage lies within its article.")


def unserved(connection: Connection) -> Finding:
    """Report editions that are not in service."""
    building = len(editions.editions(connection, "building"))
    retired = len(editions.editions(connection, "retired"))
    if building:
        return Finding(
            "editions", "warning", "A reindex is under way or was cut off; run it again to finish."
        )
    if retired:
        return Finding("editions", "warning", f"{retired} retired editions still take up room.")
    return Finding("editions", "good", "Nothing is left over from a reindex.")


def version(connection: Connection) -> Finding:
    """Judge the database program's version."""
    if connection.dialect.name != "sqlite":
        found = connection.exec_driver_sql("SHOW server_version").scalar()
        return Finding("version", "good", f"PostgreSQL {found}.")
    if has_wal_reset_fix(sqlite3.sqlite_version_info):
        return Finding("version", "good", f"SQLite {sqlite3.sqlite_version}.")
    return Finding(
        "version",
        "good",
        f"SQLite {sqlite3.sqlite_version} has the WAL-reset bug; Tanya's writer lock keeps it off, but "
        "let no other program write to the file.",
    )


def has_wal_reset_fix(found: tuple[int, ...]) -> bool:
    """Tell whether a SQLite version has the fix of March 2026 or one of its backports."""
    return found >= (3, 51, 3) or (3, 50, 7) <= found < (3, 51) or (3, 44, 6) <= found < (3, 45)


def write_ahead_log(store: Store) -> Finding:
    """Report commits that were acknowledged and can no longer be read, and a log that only grows."""
    try:
        found = log.look(store.database)
    except StoreError as error:
        return Finding("log", "warning", str(error))
    if found.lost:
        sentence = f"{found.lost} commits in the write-ahead log cannot be read; what they held is lost: "
        return Finding("log", "bad", f"{sentence}add it again, or restore a backup.")
    if found.length > log.LONGEST:
        mib = found.length >> 20
        return Finding("log", "warning", f"The log holds {mib:,} MiB: a program that never ends reads there.")
    return Finding("log", "good", "Every commit in the write-ahead log can be read.")


def disk(store: Store) -> Finding:
    """Report whether there is room for a reindex and a backup."""
    path = store.database.path
    if path is None:
        return Finding("disk", "good", "The database is on a server; its disk is not seen from here.")
    free = shutil.disk_usage(path.parent).free
    wanted = 2 * path.stat().st_size + SPARE_BYTES
    verdict: Verdict = "good" if free >= wanted else "warning"
    return Finding("disk", verdict, f"{free >> 20:,} MiB are free; a reindex may need {wanted >> 20:,} MiB.")


LOOKS = (integrity, foreign_keys, ids, vectors, articles, rows, passages, unserved, version)
