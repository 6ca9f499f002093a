"""Row 3: what a power cut may leave of a publish.

The order of system calls is read with strace: every file is synced, then its directories, before the one rename that
gives the generation its name; the manifest comes last; that rename is on the disk before `CURRENT` names it. Then
states are made as a power cut would leave them: the publisher is killed just before its n-th sync, files that were
not synced by then are cut off, zeroed or lost, renames that were not synced are undone.
"""

import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.campaigns.figures import Figure
from tests.campaigns.home import fill, open_home, use_stubs
from tests.campaigns.patience import goes_on
from tests.campaigns.processes import run, start
from tests.campaigns.reindex_kills import ARTICLES, Tally, look_after, prepare
from tests.campaigns.scratch import scratch
from tests.campaigns.sharing import shared

WRITES = ("write", "pwrite64", "writev", "pwritev", "ftruncate")
CALLS = ",".join(
    (
        "fsync",
        "fdatasync",
        "rename",
        "renameat",
        "renameat2",
        "openat",
        "mkdir",
        "mkdirat",
        "unlink",
        "unlinkat",
        *WRITES,
    )
)
LINE = re.compile(r"^(\d+) +(.*)$")
PATH = r"(?:\d+|AT_FDCWD)<([^>]*)>"
STATES_PER_HOME = 25


def order(publishes: int) -> list[Figure]:
    """Read the order of system calls of so many publishes."""
    goal = "sync of every file and directory → rename → sync → CURRENT, manifest last, every time"
    if not shutil.which("strace"):
        return [Figure(3, "0 publishes", goal, "not measured: strace is not installed", True)]
    with scratch() as home:
        log = home / "calls"
        command = ["strace", "-f", "-y", "-s", "0", "-e", f"trace={CALLS}", "-o", str(log)]
        program = (
            f"from tests.campaigns.power_cuts import publish_often; publish_often({str(home)!r}, {publishes})"
        )
        subprocess.run([*command, sys.executable, "-c", program], check=True, timeout=1200)
        faults = violations(calls(log.read_text(errors="replace")), str(home / "index"))
        published = len(
            list(re.finditer(r'rename\w*\(.*building".*generation', log.read_text(errors="replace")))
        )
    return [
        Figure(
            3,
            f"{published} publishes under strace",
            goal,
            f"{len(faults)} violations" + "".join(f"; {fault}" for fault in faults[:3]),
            not faults and published == publishes,
        )
    ]


def publish_often(home: str, publishes: int) -> None:
    """Add and publish, in the process that strace watches."""
    use_stubs()
    library = open_home(Path(home))
    for number in range(publishes):
        fill(library, 3, f"n{number}")
        library._service.current().engine.publish()


def calls(log: str) -> Iterator[str]:
    """Join the halves of calls that another thread interrupted."""
    halves: dict[str, str] = {}
    for line in log.splitlines():
        match = LINE.match(line)
        if not match:
            continue
        pid, call = match.groups()
        if call.endswith("<unfinished ...>"):
            halves[pid] = call.removesuffix("<unfinished ...>")
        elif call.startswith("<..."):
            yield halves.pop(pid, "") + call.split("resumed>", 1)[-1]
        else:
            yield call


def violations(log: Iterator[str], root: str) -> list[str]:
    """Follow what is not synced yet; name each rename that came too early."""
    dirty: set[str] = set()
    found: list[str] = []
    for call in log:
        name = call.split("(", 1)[0]
        if not re.search(r"= (0|\d+)", call):
            continue
        if name == "openat" and "O_CREAT" in call:
            if opened := re.search(rf'"({re.escape(root)}[^"]*)"', call):
                dirty |= {opened[1], str(Path(opened[1]).parent)}
        elif name.startswith("mkdir"):
            if made := re.search(rf'"({re.escape(root)}/[^"]*)"', call):
                dirty |= {made[1], str(Path(made[1]).parent)}
        elif name.startswith("unlink"):
            dirty -= set(re.findall(r'"([^"]+)"', call))
        elif name in {"fsync", "fdatasync"}:
            dirty -= set(re.findall(PATH, call)[:1])
        elif name.startswith("rename"):
            paths = re.findall(r'"([^"]+)"', call)
            if len(paths) == 2 and paths[1].startswith(root):
                found += too_early(paths[0], paths[1], dirty, root)
                moved = {p for p in dirty if p.startswith(paths[0] + "/")}
                dirty = (dirty - moved - {paths[0]}) | {paths[1] + p[len(paths[0]) :] for p in moved}
                dirty.add(str(Path(paths[1]).parent))
        elif name in WRITES and (written := re.findall(PATH, call)[:1]):
            dirty |= {path for path in written if path.startswith(root)}
            if written[0].endswith("building/manifest.json.tmp"):
                found += [f"the manifest came before {p}" for p in unsynced(dirty, root + "/building/")]
    if root in dirty:
        found.append("the last rename was never synced")
    return found


def too_early(old: str, new: str, dirty: set[str], root: str) -> list[str]:
    """Name what should have been synced before this rename."""
    if Path(new).name.startswith("generation-"):
        late = unsynced(dirty, old + "/") + ([old] if old in dirty else [])
        return [f"{Path(path).name} was not synced before the generation got its name" for path in late]
    late = [old] if old in dirty else []
    if new == f"{root}/CURRENT" and any(Path(p).name.startswith("generation-") for p in dirty):
        late.append("generation")
    return [f"{Path(path).name} was not synced before {Path(new).name} was replaced" for path in late]


def unsynced(dirty: set[str], below: str) -> list[str]:
    """List what is not synced there, tantivy's lock files and the manifest itself aside."""
    return sorted(
        p for p in dirty if p.startswith(below) and not Path(p).name.startswith((".tantivy-", "manifest"))
    )


def watched(publishes: int) -> list[Figure]:
    """Check the order of so many publishes from inside Python, where there is no strace."""
    use_stubs()
    with scratch() as home:
        ended = run(lambda send: send(json.dumps(publish_watched(home, publishes)).encode()))
    faults = ["the publisher failed"] if ended.failed else json.loads(ended.sent)
    return [
        Figure(
            3,
            f"{publishes} publishes watched from inside",
            "every file synced before the manifest, every rename synced before the next",
            f"{len(faults)} violations" + "".join(f"; {fault}" for fault in faults[:3]),
            not faults,
        )
    ]


def publish_watched(home: Path, publishes: int) -> list[str]:
    """Publish, and name each step that came too early."""
    index = home / "index"
    synced: dict[int, int] = {}
    unsynced_renames: set[str] = set()
    named: set[str] = set()
    faults: list[str] = []
    real_fsync, real_rename, real_replace = os.fsync, os.rename, os.replace

    def fsync(descriptor: int) -> None:
        real_fsync(descriptor)
        status = os.fstat(descriptor)
        synced[status.st_ino] = status.st_mtime_ns
        unsynced_renames.discard(os.readlink(f"/proc/self/fd/{descriptor}"))

    def late(directory: Path) -> list[str]:
        return [
            path.name
            for path in directory.rglob("*")
            if path.is_file()
            and not path.name.startswith((".tantivy-", "manifest"))
            and synced.get(path.stat().st_ino) != path.stat().st_mtime_ns
        ]

    def check(old: str, new: str) -> None:
        if Path(new).name == "manifest.json":
            faults.extend(f"the manifest came before {name}" for name in late(Path(new).parent))
        elif Path(new).name.startswith("generation-"):
            faults.extend(
                f"{name} was not synced before the generation got its name" for name in late(Path(old))
            )
            named.add(Path(new).name)
        elif Path(new).name == "CURRENT":
            wanted = Path(old).read_text().strip()
            faults.extend(["the generation got its name without a rename"] if wanted not in named else [])
            faults.extend(
                ["CURRENT came before the generation's name"] if str(index) in unsynced_renames else []
            )
        if Path(old).is_file() and synced.get(Path(old).stat().st_ino) != Path(old).stat().st_mtime_ns:
            faults.append(f"{Path(old).name} was not synced before {Path(new).name} was replaced")
        unsynced_renames.add(str(Path(new).parent))

    def rename(old: os.PathLike[str], new: os.PathLike[str]) -> None:
        check(os.fspath(old), os.fspath(new))
        real_rename(old, new)

    def replace(old: os.PathLike[str], new: os.PathLike[str]) -> None:
        check(os.fspath(old), os.fspath(new))
        real_replace(old, new)

    os.fsync, os.rename, os.replace = fsync, rename, replace
    publish_often(str(home), publishes)
    if str(index) in unsynced_renames:
        faults.append("the last rename was never synced")
    return faults


def states(count: int, *, seed: int = 3) -> list[Figure]:
    """Make so many states of a power cut, and answer questions from each."""
    use_stubs()
    tally = shared(Tally, count, seed, cuts)
    bad = tally.missed + tally.unsound + len(tally.problems)
    return [
        Figure(
            3,
            f"{tally.kills} states of a power cut over {ARTICLES} articles, "
            f"{tally.spoiled:,} files and renames lost in them",
            "0 wrong answers",
            f"{tally.missed} articles not found, {tally.unsound} unsound"
            + "".join(f"; {problem}" for problem in tally.problems[:3]),
            bad == 0,
        )
    ]


def cuts(count: int, chance: random.Random, tally: Tally) -> Iterator[None]:
    """Make so many states, some a library."""
    while tally.kills < count and goes_on():
        with scratch() as home:
            run(lambda send: prepare(home))
            for _ in range(min(STATES_PER_HOME, count - tally.kills)):
                tally.spoiled += cut_power(home, f"p{tally.kills}", chance, tally)
                tally.kills += 1
                look_after(home, tally)
        yield


def cut_power(home: Path, name: str, chance: random.Random, tally: Tally) -> int:
    """Kill a publisher before one of its syncs, then lose what was not synced; tell how much was lost."""
    index = home / "index"
    before = {path.stat().st_ino for path in index.rglob("*")}
    current = (index / "CURRENT").read_bytes()
    cut = chance.randint(1, 24)
    ended = start(lambda send: publish_until(home, name, cut)).end()
    if ended.failed:
        tally.problems.append("a publisher failed")
    if not ended.killed:
        return 0
    synced, pending = json.loads((home / "synced.json").read_text())
    late = [
        path
        for path in sorted(index.rglob("*"))
        if path.is_file()
        and path.stat().st_ino not in before
        and synced.get(str(path.stat().st_ino)) != path.stat().st_mtime_ns
    ]
    lost = sum(spoil(path, chance) for path in late)
    return lost + (lose_renames(index, current, before, chance) if pending == str(index) else 0)


def publish_until(home: Path, name: str, cut: int) -> None:
    """Publish; die before the `cut`-th sync, and leave word of what was synced by then."""
    library = open_home(home)
    fill(library, 3, name)
    real, synced, count = os.fsync, {}, 0

    def fsync(descriptor: int) -> None:
        nonlocal count
        count += 1
        if count == cut:
            pending = os.readlink(f"/proc/self/fd/{descriptor}")
            (home / "synced.json").write_text(json.dumps([synced, pending]))
            os.kill(os.getpid(), signal.SIGKILL)
        real(descriptor)
        status = os.fstat(descriptor)
        synced[str(status.st_ino)] = status.st_mtime_ns

    os.fsync = fsync
    library._service.current().engine.publish()


def lose_renames(index: Path, current: bytes, before: set[int], chance: random.Random) -> int:
    """Undo the rename that the directory's missing sync leaves open, or not."""
    if chance.random() < 0.5:
        return 0
    if (index / "CURRENT").read_bytes() != current:
        (index / "CURRENT").write_bytes(current)
        return 1
    for generation in index.glob("generation-*"):
        if generation.stat().st_ino not in before and not (index / "building").exists():
            generation.rename(index / "building")
            return 1
    return 0


def spoil(path: Path, chance: random.Random) -> int:
    """Lose a file's unsynced content: all of it, its end, or a page in the middle."""
    size = path.stat().st_size
    kind = chance.choice(("lost", "cut", "zeroed", "kept"))
    if kind == "lost":
        path.unlink()
    elif kind == "cut":
        os.truncate(path, chance.randint(0, size))
    elif kind == "zeroed":
        with path.open("r+b") as file, contextlib.suppress(ValueError):
            file.seek(chance.randrange(0, size, 4096))
            file.write(bytes(min(4096, size - file.tell())))
    return kind != "kept"
