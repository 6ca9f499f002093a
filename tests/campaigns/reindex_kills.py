"""Row 2: SIGKILL while a reindex, or a publish after new articles, runs; another process answers questions all along.

A fresh process must answer from a whole index after each kill: every article that was there is the first hit for its
own words, and no id is in one index and not in the other.
"""

import json
import mmap
import random
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from index.search.documents import searchable
from tests.campaigns.figures import Figure
from tests.campaigns.home import MODELS, fill, misses, open_home, passages_of, search, use_stubs
from tests.campaigns.patience import goes_on
from tests.campaigns.processes import Ended, run, start
from tests.campaigns.scratch import scratch

FAILPOINTS = (
    "publish.started",
    "publish.mid_write",
    "publish.before_fsync",
    "publish.after_fsync",
    "publish.before_manifest",
    "publish.after_manifest",
    "publish.before_current",
    "publish.after_current",
    "publish.after_prune",
    "reindex.before_fill",
    "reindex.after_fill",
    "reindex.before_serve",
    "reindex.after_serve",
    "store.before_commit",
    "store.after_commit",
)
ARTICLES = 150
ASKED = 5
TRIALS_PER_HOME = 25
PAUSE_S = 0.02
LONGEST_LIFE_S = 5.0
COUNTERS = struct.Struct("<QQd")


@dataclass
class Tally:
    """What the trials came to; times in seconds."""

    kills: int = 0
    asked: int = 0
    failed_answers: int = 0
    slowest_answer: float = 0.0
    missed: int = 0
    unsound: int = 0
    slowest_recovery: float = 0.0
    spoiled: int = 0
    problems: list[str] = field(default_factory=list)


def campaign(kills: int, *, seed: int = 2) -> list[Figure]:
    """Kill a reindexing child `kills` times."""
    use_stubs()
    tally, chance = Tally(), random.Random(seed)
    while tally.kills < kills and goes_on():
        with scratch() as home:
            trials_in(home, min(TRIALS_PER_HOME, kills - tally.kills), chance, tally)
    bad = tally.failed_answers + tally.missed + tally.unsound + len(tally.problems)
    return [
        Figure(
            2,
            f"{tally.kills:,} kills, {tally.asked:,} questions asked meanwhile in another process",
            "the index loads or falls back every time, serving never stops",
            f"{tally.missed} articles not found, {tally.unsound} unsound, "
            f"{tally.failed_answers} failed answers; slowest recovery {tally.slowest_recovery:.2f} s, "
            f"slowest answer {tally.slowest_answer:.2f} s" + "".join(f"; {p}" for p in tally.problems[:3]),
            bad == 0,
        )
    ]


def trials_in(home: Path, count: int, chance: random.Random, tally: Tally) -> None:
    """Run trials on one library, while one process serves."""
    began = time.monotonic()
    if run(lambda send: prepare(home)).failed:
        tally.problems.append("a library could not be made")
        return
    longest = min((time.monotonic() - began) / 2, LONGEST_LIFE_S)
    counters = mmap.mmap(-1, COUNTERS.size)
    server = start(lambda send: serve(home, counters))
    for trial in range(count):
        ended = killed_worker(home, f"t{trial}", longest, chance)
        tally.kills += 1
        if ended.failed:
            tally.problems.append("a worker failed")
        look_after(home, tally)
    if server.kill().failed:
        tally.problems.append("the serving process failed")
    asked, failed, slowest = COUNTERS.unpack(counters[:])
    tally.asked += asked
    tally.failed_answers += failed
    tally.slowest_answer = max(tally.slowest_answer, slowest)


def prepare(home: Path) -> None:
    """Make a library with two generations."""
    library = open_home(home)
    fill(library, ARTICLES, "tetap")
    library.reindex(model=MODELS[0])
    library.reindex(model=MODELS[1])


def serve(home: Path, counters: mmap.mmap) -> None:
    """Ask for articles that are always there, for ever; count wrong answers."""
    library, chance = open_home(home), random.Random(0)
    texts = [(title, text) for _, title, text in passages_of(library._store)]
    asked = failed = 0
    slowest = 0.0
    while True:
        title, text = chance.choice(texts)
        began = time.monotonic()
        hits = search(library, searchable(title, text))
        slowest = max(slowest, time.monotonic() - began)
        asked += 1
        failed += not hits or hits[0].passage.text != text
        counters[:] = COUNTERS.pack(asked, failed, slowest)
        time.sleep(PAUSE_S)


def killed_worker(home: Path, name: str, longest: float, chance: random.Random) -> Ended:
    """Let a child add and reindex until it is killed; it is killed after its work at the latest."""
    model = chance.choice(MODELS)
    if chance.random() < 0.5:
        failpoint = f"{chance.choice(FAILPOINTS)}:{chance.choice((1, 1, 1, 2, 3))}"
        return start(lambda send: work(home, name, model), failpoint=failpoint).end()
    child = start(lambda send: work(home, name, model))
    time.sleep(chance.uniform(0, longest))
    return child.kill()


def work(home: Path, name: str, model: str) -> None:
    """Add a few articles, publish, and reindex."""
    library = open_home(home)
    fill(library, 5, name)
    library._service.current().engine.publish()
    library.reindex(model=model)


def look_after(home: Path, tally: Tally) -> None:
    """Open the library in a fresh process; ask, and compare the indexes with SQL."""

    def look(send: Callable[[bytes], None]) -> None:
        began = time.monotonic()
        library = open_home(home)
        library.search("kabar", top_k=1)
        recovery = time.monotonic() - began
        chosen = random.sample(passages_of(library._store), ASKED)
        bad = [f.detail for f in library.doctor() if f.verdict == "bad" and "generation-" not in f.name]
        send(json.dumps([recovery, len(misses(library, chosen)), bad]).encode())

    ended = run(look)
    if ended.failed or ended.killed:
        tally.problems.append("a library could not be opened")
        return
    recovery, missed, bad = json.loads(ended.sent)
    tally.slowest_recovery = max(tally.slowest_recovery, recovery)
    tally.missed += missed
    tally.unsound += len(bad)
    tally.problems += bad[:1]
