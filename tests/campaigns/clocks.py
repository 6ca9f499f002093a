"""Row 30: the clock jumps by years and hours, files' times lie; order and freshness must not depend on them."""

import json
import os
import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from index.search import publishing
from index.store import editions, writing
from tests.campaigns.figures import Figure
from tests.campaigns.home import fill, misses, open_home, passages_of, use_stubs
from tests.campaigns.processes import run
from tests.campaigns.scratch import scratch

YEAR_S = 366 * 86400
ZONES = ("UTC", "Asia/Jakarta", "America/New_York", "Pacific/Kiritimati")


class JumpingClock(datetime):
    """`now` is off by up to a year, another way each time."""

    chance = random.Random(30)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.now(tz) + timedelta(seconds=cls.chance.uniform(-YEAR_S, YEAR_S))


def campaign(rounds: int) -> list[Figure]:
    """Add, publish, reindex and remove so many times while the clock jumps."""
    use_stubs()
    for module in (writing, editions, publishing):
        vars(module)["datetime"] = JumpingClock
    with scratch() as home:
        ended = run(lambda send: live(home, rounds, send))
    wrong = ["the process failed"] if ended.failed else json.loads(ended.sent)
    return [
        Figure(
            30,
            f"{rounds} rounds, clock and file times off by up to ±1 year, 4 time zones",
            "order by change, no article late or lost",
            f"{len(wrong)} failures" + "".join(f"; {fault}" for fault in wrong[:3]),
            not wrong,
        )
    ]


def live(home: Path, rounds: int, send: Callable[[bytes], None]) -> None:
    """Use the library from two instances while time goes wrong."""
    chance = random.Random(0)
    one, two = open_home(home), open_home(home)
    wrong: list[str] = []
    for number in range(rounds):
        os.environ["TZ"] = chance.choice(ZONES)
        time.tzset()
        fill(one, 3, f"jam{number}")
        if number % 3 == 0:
            one._service.current().engine.publish()
        if number % 10 == 9:
            two.reindex()
        for path in (home / "index").rglob("*"):
            moment = time.time() + chance.uniform(-YEAR_S, YEAR_S)
            os.utime(path, (moment, moment))
        newest = passages_of(one._store)[-3:]
        for library in (one, two):
            wrong += [f"round {number}: an article was not found" for _ in misses(library, newest)]
        listed = [summary.id for summary in one.articles(limit=20)]
        if listed != sorted(listed, reverse=True):
            wrong.append(f"round {number}: articles out of order")
        seqs = [change.seq for change in one._store.changes_after(0, 10_000)]
        if seqs != sorted(set(seqs)):
            wrong.append(f"round {number}: changes out of order")
        if number % 4 == 0:
            two.remove(listed[-1])
    bad = [finding.detail for finding in open_home(home).doctor() if finding.verdict == "bad"]
    send(json.dumps(wrong + bad).encode())
