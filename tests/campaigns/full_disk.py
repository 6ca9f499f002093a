"""Row 17: no file may grow beyond a random length, as on a full disk; then there is room again."""

import json
import random
import resource
from collections.abc import Callable
from pathlib import Path

from index.errors import TanyaError
from index.store import open_store
from tests.campaigns.figures import Figure
from tests.campaigns.home import fill, misses, open_home, passages_of, use_stubs
from tests.campaigns.processes import run
from tests.campaigns.scratch import scratch

TRIALS_PER_HOME = 20
LARGEST = 3 << 20


def campaign(limits: int, *, seed: int = 17) -> list[Figure]:
    """Try so many random limits."""
    use_stubs()
    chance = random.Random(seed)
    refused = lost = wrong = stuck = failed = trials = acknowledged = 0
    while trials < limits:
        with scratch() as home:
            run(lambda send: prepare(home))
            keys: list[str] = []
            for _ in range(min(TRIALS_PER_HOME, limits - trials)):
                trials += 1
                name, limit = f"penuh{trials}", limit_for(home, chance)
                ended = run(lambda send, name=name, limit=limit: write_until_full(home, name, limit, send))
                after = run(lambda send, name=name, keys=keys: resume(home, name, keys, send))
                failed += ended.failed + after.failed
                if ended.failed or after.failed:
                    continue
                acked, was_refused, missed = json.loads(ended.sent)
                keys += acked
                acknowledged += len(acked)
                refused += was_refused
                found_lost, found_wrong, resumed = json.loads(after.sent)
                lost += found_lost
                wrong += missed + found_wrong
                stuck += not resumed
                keys.append(f"{name} lega-0")
    return [
        Figure(
            17,
            f"{trials} random limits, {refused} writes refused, {acknowledged} acknowledged articles",
            "0 acknowledged lost, the index answers, service resumes with room",
            f"{lost} lost, {wrong} wrong answers, {stuck} did not resume, {failed} processes failed",
            refused > 0 and not (lost or wrong or stuck or failed),
        )
    ]


def prepare(home: Path) -> None:
    """Make a library with a generation."""
    library = open_home(home)
    fill(library, 60, "tetap")
    library.reindex()


def limit_for(home: Path, chance: random.Random) -> int:
    """Draw a limit: anywhere, or close to what a file of the library has already."""
    sizes = [path.stat().st_size for path in home.rglob("*") if path.is_file()]
    near = chance.choice(sizes) + chance.randint(0, 40_000)
    return max(1, chance.choice((near, near, chance.randint(0, LARGEST))))


def write_until_full(home: Path, name: str, limit: int, send: Callable[[bytes], None]) -> None:
    """Add and publish until something is refused; then ask, still without room."""
    library = open_home(home)
    chosen = random.sample(passages_of(library._store), 3)
    misses(library, chosen)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    acked: list[str] = []
    refused = False
    try:
        for number in range(6):
            result = fill(library, 4, f"{name}-{number}")
            acked += [f"{name}-{number}-{n}" for n in range(len(result))]
            library._service.current().engine.publish()
    except TanyaError:
        refused = True
    missed = len(misses(library, chosen))
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    send(json.dumps([acked, refused, missed]).encode())


def resume(home: Path, name: str, keys: list[str], send: Callable[[bytes], None]) -> None:
    """With room again: everything acknowledged is there and found, and adding works."""
    library = open_home(home)
    stored = {summary.external_id for summary in library.articles()}
    lost = sum(key not in stored for key in keys)
    wrong = len(misses(library, random.sample(passages_of(library._store), 5)))
    fill(library, 1, f"{name} lega")
    library._service.current().engine.publish()
    bad = [f for f in library.doctor() if f.verdict == "bad" and "generation-" not in f.name]
    resumed = not bad and open_store(f"sqlite:///{home / 'tanya.db'}").counts().articles > len(keys)
    keys_now = f"{name} lega-0"
    resumed = resumed and keys_now in {summary.external_id for summary in library.articles()}
    send(json.dumps([lost, wrong, resumed]).encode())
