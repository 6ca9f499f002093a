"""Row 1, and the database's half of row 3: SIGKILL while articles are added, edited, removed and added again.

A child writes a random history and acknowledges each step after its commit. Its parent kills it at a random moment, or
a failpoint does; in every second trial what the child had written to the log after its last acknowledged commit is
then zeroed, cut off or overwritten, as after a power cut. A fresh process must find exactly the acknowledged steps, or
those and the one in flight, and nothing torn.
"""

import json
import random
import struct
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path

from index.store import Store, open_store
from index.store.health import examine
from tests.campaigns.figures import Figure
from tests.campaigns.history import Put, State, Step, expected_passages, history, stored_state, torn
from tests.campaigns.patience import goes_on
from tests.campaigns.processes import Ended, run, start
from tests.campaigns.scratch import scratch
from tests.campaigns.sharing import shared
from tests.campaigns.stub_embedder import StubEmbedder

FAILPOINTS = (
    "store.after_articles",
    "store.after_passages",
    "store.before_commit",
    "store.after_commit",
)
LONGEST_LIFE_S = 0.2
TRIALS_PER_HOME = 20
ACK = struct.Struct("<QQ?")
EMBEDDER = StubEmbedder()


@dataclass
class Tally:
    """What the trials came to."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    torn: int = 0
    reused: int = 0
    unsound: int = 0
    damaged_logs: int = 0
    problems: list[str] = field(default_factory=list)


def campaign(kills: int, *, seed: int = 1) -> list[Figure]:
    """Kill a writing child `kills` times."""
    warm_up()
    began = time.monotonic()
    tally = shared(Tally, kills, seed, trials)
    bad = tally.lost + tally.torn + tally.reused + tally.unsound + len(tally.problems)
    return [
        Figure(
            1,
            f"{tally.kills:,} kills, {tally.acknowledged:,} acknowledged articles, "
            f"{tally.damaged_logs:,} logs damaged as by a power cut",
            "0 lost, 0 torn, 0 ids reused",
            f"{tally.lost} lost, {tally.torn} torn, {tally.reused} reused, {tally.unsound} unsound databases"
            f" ({(time.monotonic() - began) / max(tally.kills, 1):.2f} s a kill)"
            + "".join(f"; {problem}" for problem in tally.problems[:3]),
            bad == 0,
        )
    ]


def trials(kills: int, chance: random.Random, tally: Tally) -> Iterator[None]:
    """Run so many trials, some a database."""
    while tally.kills < kills and goes_on():
        with scratch() as home:
            trials_in(home, min(TRIALS_PER_HOME, kills - tally.kills), chance, tally)
        yield


def warm_up() -> None:
    """Import and compile once, for all children."""
    with scratch() as home, closing(open_store(f"sqlite:///{home}/tanya.db")) as store:
        for step, _ in islice(history(0, {}), 20):
            step.run(store, EMBEDDER)
        examine(store)


def trials_in(home: Path, count: int, chance: random.Random, tally: Tally) -> None:
    """Run trials on one database, each on what the one before left."""
    state: State = {}
    newest = 0
    for _ in range(count):
        seed = chance.getrandbits(32)
        ended = killed_writer(home, Start(seed, state, newest), chance)
        acks = list(ACK.iter_unpack(ended.sent[: len(ended.sent) // ACK.size * ACK.size]))
        tally.kills += 1
        if ended.failed:
            tally.problems.append("a writer failed")
        if acks and chance.random() < 0.5:
            tally.damaged_logs += damage_tail(home / "tanya.db-wal", acks[-1][0], chance)
        steps = list(islice(history(seed, state), len(acks) + 1))
        foresee([step for step, _ in steps])
        found = examined(home)
        if found is None:
            tally.problems.append("a database could not be read")
            return
        acked = [state, *(after for _, after in steps)][len(acks)]
        tally.acknowledged += sum(len(step.articles) for step, _ in steps[:-1] if isinstance(step, Put))
        tally.lost += found.state not in (acked, steps[-1][1])
        tally.torn += found.torn
        tally.unsound += not found.sound
        tally.reused += any(reused for _, _, reused in acks)
        state, newest = found.state, max([newest, found.newest, *(acked for _, acked, _ in acks)])


def foresee(steps: Sequence[Step]) -> None:
    """Work out here what must be stored of each new text, once for all processes that will look."""
    for step in steps:
        if isinstance(step, Put):
            for _, text in step.articles:
                expected_passages(text, EMBEDDER, "")


@dataclass(frozen=True, slots=True)
class Start:
    """Where a child's history begins, and the newest passage that ever was."""

    seed: int
    state: State
    newest: int


def killed_writer(home: Path, begin: Start, chance: random.Random) -> Ended:
    """Let a child write until it is killed."""
    if chance.random() < 0.5:
        failpoint = f"{chance.choice(FAILPOINTS)}:{chance.randint(1, 50)}"
        return start(lambda send: write(home, begin, send), failpoint=failpoint).end()
    child = start(lambda send: write(home, begin, send))
    time.sleep(chance.uniform(0, LONGEST_LIFE_S))
    return child.kill()


def write(home: Path, begin: Start, send: Callable[[bytes], None]) -> None:
    """Write a history for ever; acknowledge each step with the log's length, and look whether ids were reused."""
    store = open_store(f"sqlite:///{home / 'tanya.db'}")
    before, newest = begin.state, begin.newest
    for step, after in history(begin.seed, begin.state):
        step.run(store, EMBEDDER)
        ids = passages_of(store, [key for key in after if after[key] != before.get(key)])
        reused = bool(ids) and min(ids) <= newest
        before, newest = after, max([newest, *ids])
        send(ACK.pack((home / "tanya.db-wal").stat().st_size, newest, reused))


def passages_of(store: Store, keys: Sequence[str]) -> list[int]:
    """Return the passage ids of some articles."""
    statement = "SELECT p.id FROM passages p JOIN articles a ON a.id = p.article_id WHERE a.external_id = ?"
    with store.database.read() as connection:
        return [row[0] for key in keys for row in connection.exec_driver_sql(statement, (key,)).all()]


def damage_tail(log: Path, acknowledged: int, chance: random.Random) -> int:
    """Spoil what was written after the last synced commit; tell whether there was anything."""
    if not log.exists() or log.stat().st_size <= acknowledged:
        return 0
    with log.open("r+b") as file:
        size = log.stat().st_size
        file.seek(chance.randrange(acknowledged, size))
        kind = chance.choice(("cut", "zero", "noise"))
        if kind == "cut":
            file.truncate()
        elif kind == "zero":
            file.write(bytes(size - file.tell()))
        else:
            file.write(chance.randbytes(size - file.tell()))
    return 1


@dataclass(frozen=True, slots=True)
class Examined:
    """What a fresh process found."""

    state: State
    torn: int
    sound: bool
    newest: int


def examined(home: Path) -> Examined | None:
    """Look at the database in a fresh process."""

    def look(send: Callable[[bytes], None]) -> None:
        store = open_store(f"sqlite:///{home / 'tanya.db'}")
        sound = all(finding.verdict == "good" for finding in examine(store))
        with store.database.read() as connection:
            newest = connection.exec_driver_sql("SELECT max(id) FROM passages").scalar() or 0
        found = Examined(stored_state(store), len(torn(store, EMBEDDER)), sound, newest)
        send(json.dumps(asdict(found)).encode())

    ended = run(look)
    return None if ended.failed or ended.killed else Examined(**json.loads(ended.sent))
