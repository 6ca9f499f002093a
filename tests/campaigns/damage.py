"""Row 4: a generation is damaged or exchanged; it must be found out before the first search, and answers stay right."""

import json
import random
from collections.abc import Callable
from pathlib import Path

from index.search.manifest import MANIFEST, manifest_bytes, read_manifest
from tests.campaigns.figures import Figure
from tests.campaigns.home import fill, misses, open_home, passages_of, use_stubs
from tests.campaigns.processes import run
from tests.campaigns.scratch import scratch

Files = dict[Path, bytes]
KINDS = (
    "flip",
    "flip",
    "flip",
    "flip",
    "truncate",
    "truncate",
    "zero",
    "zero",
    "swap",
    "older",
    "foreign",
    "other",
)
ASKED = 3
TRIALS_PER_CHILD = 25


def campaign(trials: int, *, seed: int = 4) -> list[Figure]:
    """Damage the current generation so many times."""
    use_stubs()
    undetected = wrong = crashed = done = 0
    problems: list[str] = []
    with scratch() as root:
        if run(lambda send: prepare(root)).failed:
            raise RuntimeError("the libraries could not be made")
        while done < trials:
            count = min(TRIALS_PER_CHILD, trials - done)
            ended = run(lambda send, at=done, count=count: send(damage_often(root, count, seed + at)))
            done += count
            if ended.failed or ended.killed:
                crashed += 1
                continue
            found = json.loads(ended.sent)
            undetected += found[0]
            wrong += found[1]
            problems += found[2]
    return [
        Figure(
            4,
            f"{done:,} damages: flipped bits, cut-off files, zeroed pages, files swapped, of an older generation "
            "and of another library, whole foreign generations, another model's manifest",
            "all found before the first search, 0 wrong answers",
            f"{undetected} not found, {wrong} wrong answers, {crashed} crashes"
            + "".join(f"; {problem}" for problem in problems[:3]),
            not (undetected or wrong or crashed),
        )
    ]


def prepare(root: Path) -> None:
    """Make a library of two generations, and another library of the same shape."""
    for name in ("own", "foreign"):
        library = open_home(root / name)
        fill(library, 120, name)
        library.reindex()
        fill(library, 5, f"{name} lagi")
        library._service.current().engine.publish()
        library.close()


def damage_often(root: Path, count: int, seed: int) -> bytes:
    """Damage, open, ask, and put the files back, again and again."""
    chance = random.Random(seed)
    index = root / "own" / "index"
    pristine = contents(index)
    undetected = wrong = 0
    problems: list[str] = []
    for _ in range(count):
        newest = max(index.glob("generation-*"))
        kind = damage(newest, root / "foreign" / "index", chance)
        library = open_home(root / "own")
        missed = misses(library, chance.sample(passages_of(library._store), ASKED))
        serving = library._service.current().engine.generation
        library.close()
        wrong += len(missed)
        if kind != "CURRENT" and (serving is None or serving.number == int(newest.name[-8:])):
            undetected += 1
            problems.append(f"{kind} was not found")
        put_back(index, pristine)
    return json.dumps([undetected, wrong, problems]).encode()


def damage(generation: Path, foreign: Path, chance: random.Random) -> str:
    """Damage one generation in one way; return the way."""
    ways: dict[str, Callable[[], bool]] = {
        "flip": lambda: flip(pick(generation, chance), chance),
        "truncate": lambda: truncate(pick(generation, chance), chance),
        "zero": lambda: zero(pick(generation, chance), chance),
        "swap": lambda: exchange(pick(generation, chance), pick(generation, chance)),
        "older": lambda: replaced_by(
            pick(generation, chance), min(generation.parent.glob("generation-*")), generation
        ),
        "foreign": lambda: replaced_by(pick(generation, chance), foreign / generation.name, generation),
        "other": lambda: other_manifest(generation, foreign / generation.name, chance),
    }
    while True:
        kind = chance.choice(KINDS)
        if chance.random() < 0.03 and flip(generation.parent / "CURRENT", chance):
            return "CURRENT"
        if ways[kind]():
            return kind


def pick(generation: Path, chance: random.Random) -> Path:
    """Choose one of the files that the manifest names, or the manifest."""
    names = [file.path for file in read_manifest(generation).files]
    return generation / chance.choice([*names, MANIFEST])


def flip(path: Path, chance: random.Random) -> bool:
    """Flip one bit."""
    content = bytearray(path.read_bytes())
    if not content:
        return False
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    return True


def truncate(path: Path, chance: random.Random) -> bool:
    """Cut the end off."""
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content))] if content else b"")
    return bool(content)


def zero(path: Path, chance: random.Random) -> bool:
    """Zero one page."""
    content = bytearray(path.read_bytes())
    start = chance.randrange(0, max(len(content), 1), 4096)
    page = content[start : start + 4096]
    content[start : start + 4096] = bytes(len(page))
    path.write_bytes(content)
    return any(page)


def exchange(first: Path, second: Path) -> bool:
    """Swap two files."""
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    return one != two


def replaced_by(path: Path, other: Path, generation: Path) -> bool:
    """Put another generation's file of the same name, or its vectors, in the place of this one."""
    source = other / path.relative_to(generation)
    if not source.is_file() or source.read_bytes() == path.read_bytes():
        path, source = generation / "vectors.faiss", other / "vectors.faiss"
    changed = source.read_bytes() != path.read_bytes()
    path.write_bytes(source.read_bytes())
    return changed


def other_manifest(generation: Path, foreign: Path, chance: random.Random) -> bool:
    """Put a whole foreign generation here, or a well-sealed manifest of another model, dimension or edition."""
    from dataclasses import replace

    if chance.random() < 0.5:
        put_back(generation, {generation / p.relative_to(foreign): c for p, c in contents(foreign).items()})
        return True
    info = read_manifest(generation)
    content = chance.choice(
        (
            replace(info.content, model="0" * 64),
            replace(info.content, dimension=8),
            replace(info.content, edition=info.content.edition + 1),
            replace(info.content, splitter="0"),
        )
    )
    (generation / MANIFEST).write_bytes(manifest_bytes(replace(info, content=content)))
    return True


def contents(directory: Path) -> Files:
    """Read all files."""
    return {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def put_back(directory: Path, files: Files) -> None:
    """Make the directory hold these files and no others."""
    for path in sorted(directory.rglob("*"), reverse=True):
        if path.is_file() and path not in files:
            path.unlink()
        elif path.is_dir() and not any(path in file.parents for file in files):
            path.rmdir()
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
