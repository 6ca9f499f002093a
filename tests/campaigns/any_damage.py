"""Row 6: anything below a home is damaged; the doctor finds it, or refuses in one sentence, or nothing was lost."""

import json
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from index.errors import TanyaError
from index.ingest.drafting import draft
from tests.campaigns.damage import flip, truncate, zero
from tests.campaigns.figures import Figure
from tests.campaigns.home import fill, open_home, use_stubs
from tests.campaigns.processes import run
from tests.campaigns.scratch import scratch
from tests.index.library import unprivileged

TRIALS_PER_CHILD = 25
SHOWN = 3
ARTICLES = 60
TABLES = ("articles", "passages", "vectors", "splits", "editions", "changes")
Rows = list[tuple[object, ...]]


def campaign(trials: int, *, seed: int = 6) -> list[Figure]:
    """Damage a home so many times, each time a fresh copy."""
    use_stubs()
    outcomes: Counter[str] = Counter()
    problems: list[str] = []
    with scratch() as root:
        if run(lambda send: prepare(root / "own")).failed:
            raise RuntimeError("the library could not be made")
        for done in range(0, trials, TRIALS_PER_CHILD):
            count = min(TRIALS_PER_CHILD, trials - done)
            ended = run(lambda send, at=done, count=count: send(damage_often(root, count, seed + at)))
            if ended.failed or ended.killed:
                outcomes["crashed"] += count
                continue
            for kind, outcome in json.loads(ended.sent):
                outcomes[outcome.split(":")[0]] += 1
                if outcome.startswith(("missed", "traceback")):
                    problems.append(f"{kind} {outcome}")
    return [
        Figure(
            6,
            f"{trials:,} damages: index files, rows in every column, pages, the write-ahead log, permissions",
            "each found by the doctor, refused in one sentence, or harmless; 0 tracebacks",
            f"{outcomes['found']} found, {outcomes['refused']} refused, {outcomes['harmless']} harmless, "
            f"{outcomes['cut']} logs whose last commit left no trace, "
            f"{outcomes['missed']} missed, {outcomes['traceback']} tracebacks, {outcomes['crashed']} crashes"
            + "".join(f"; {problem}" for problem in problems[:SHOWN]),
            not (outcomes["missed"] or outcomes["traceback"] or outcomes["crashed"]),
        )
    ]


def prepare(home: Path) -> None:
    """Make a library with an index, all of its database in one file."""
    library = open_home(home)
    fill(library, ARTICLES, "a")
    library.reindex()
    library._store.database.checkpoint()
    library.close()


def damage_often(root: Path, count: int, seed: int) -> bytes:
    """Damage a copy, look at it, repair it; again and again."""
    chance = random.Random(seed)
    found: list[tuple[str, str]] = []
    for number in range(count):
        home = root / f"{seed}-{number}"
        shutil.copytree(root / "own", home)
        kind = chance.choice(list(WAYS))
        unprivileged.run(lambda home=home, kind=kind: found.append((kind, trial(home, kind, chance))))
        unprivileged.reopen(home)
        shutil.rmtree(home, ignore_errors=True)
    return json.dumps(found).encode()


def trial(home: Path, kind: str, chance: random.Random) -> str:
    """Damage a home in one way; what came of it."""
    before = contents(home / "tanya.db")
    WAYS[kind](home, chance)
    if kind == "log":  # an article more was acknowledged, and stands in the log alone
        before["articles"].append(())
    try:
        library = open_home(home)
        try:
            found = [each.name for each in library.doctor() if each.verdict != "good"]
            library.repair()
        finally:
            library.close()
    except TanyaError as refusal:
        return f"refused: {refusal}"
    except Exception as error:
        return f"traceback: {type(error).__name__} {error}"
    if found:
        return "found"
    after = contents(home / "tanya.db")
    if kind == "log":
        return "harmless" if len(after["articles"]) == len(before["articles"]) else "cut"
    return "harmless" if after == before else "missed"


def contents(file: Path) -> dict[str, Rows]:
    """Every row that a program could read, without its place in the file."""
    with closing(sqlite3.connect(file)) as connection:
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in TABLES}


def index_file(home: Path, chance: random.Random) -> None:
    """Damage a file of the index, or delete it."""
    file = chance.choice(sorted(path for path in (home / "index").rglob("*") if path.is_file()))
    ways: list[Callable[[], object]] = [
        lambda: flip(file, chance),
        lambda: truncate(file, chance),
        lambda: zero(file, chance),
        file.unlink,
    ]
    chance.choice(ways)()


def row(home: Path, chance: random.Random) -> None:
    """Give one column of one row another value, or delete the row."""
    with closing(sqlite3.connect(home / "tanya.db")) as connection, connection:
        table = chance.choice(("articles", "passages", "vectors", "splits"))
        columns = [each[1] for each in connection.execute(f"PRAGMA table_info({table})")]
        key = "passage_id" if table == "vectors" else "article_id" if table == "splits" else "id"
        keys = [each[0] for each in connection.execute(f"SELECT {key} FROM {table}")]
        chosen, column = chance.choice(keys), chance.choice(columns)
        value = chance.choice(["lain", 77_777, b"\0\1", "1999-09-09", ""])
        try:
            connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE {key} = ?', (value, chosen))
        except sqlite3.IntegrityError:
            connection.execute(f"DELETE FROM {table} WHERE {key} = ?", (chosen,))


def page(home: Path, chance: random.Random) -> None:
    """Zero a page of the database."""
    zero(home / "tanya.db", chance)


def bit(home: Path, chance: random.Random) -> None:
    """Flip a bit of the database."""
    flip(home / "tanya.db", chance)


def cut(home: Path, chance: random.Random) -> None:
    """Cut the database's end off."""
    truncate(home / "tanya.db", chance)


def log(home: Path, chance: random.Random) -> None:
    """Leave an article in the write-ahead log of a process that was killed, then damage the log.

    What spoils the last commit's own mark, or cuts it off, is as if it had never been written.
    """
    library = open_home(home)
    library.add(draft(f"Kabar baru dari pelabuhan nomor {chance.random()}."))
    aside = {path: path.read_bytes() for path in home.glob("tanya.db*") if path.is_file()}
    library.close()
    for path, content in aside.items():
        path.write_bytes(content)
    chance.choice((flip, truncate, zero))(home / "tanya.db-wal", chance)


def rights(home: Path, chance: random.Random) -> None:
    """Take the right to read or to write away."""
    path = chance.choice([home, home / "tanya.db", home / "index", *sorted((home / "index").rglob("*"))])
    path.chmod(chance.choice((0, 0o100, 0o400, 0o500)))


WAYS: dict[str, Callable[[Path, random.Random], None]] = {
    "index file": index_file,
    "row": row,
    "page": page,
    "bit": bit,
    "cut": cut,
    "log": log,
    "rights": rights,
}
