"""Row 33: backups while another process writes, restored elsewhere, searched there."""

import json
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from index.ingest.drafting import draft
from tests.campaigns.figures import Figure
from tests.campaigns.history import prepared
from tests.campaigns.home import fill, misses, open_home, passages_of, use_stubs
from tests.campaigns.patience import goes_on
from tests.campaigns.processes import run, start
from tests.campaigns.scratch import scratch
from tests.campaigns.stub_embedder import StubEmbedder

PAUSE_S = 0.005


def campaign(times: int) -> list[Figure]:
    """Back up and restore so many times while pairs of articles are written."""
    use_stubs()
    consistent = 0
    problems: list[str] = []
    with scratch() as root:
        run(lambda send: prepare(root / "own", 60))
        writer = start(lambda send: write_pairs(root / "own"))
        done = 0
        while done < times and goes_on():
            number, done = done, done + 1
            ended = run(lambda send, number=number: carry(root, f"elsewhere{number}", send))
            fault = "the process failed" if ended.failed else json.loads(ended.sent)
            consistent += not fault
            problems += [fault] if fault else []
        if writer.kill().failed:
            problems.append("the writer failed")
    return [
        Figure(
            33,
            f"{done} backups under load, each restored elsewhere",
            "all consistent, index rebuilt from SQL",
            f"{consistent} of {done} consistent" + "".join(f"; {problem}" for problem in problems[:3]),
            consistent == done and not problems,
        )
    ]


def prepare(home: Path, articles: int) -> None:
    """Make a library."""
    fill(open_home(home), articles, "tetap")


def write_pairs(home: Path) -> None:
    """Write pairs of articles for ever, each pair in one transaction."""
    library = open_home(home)
    store, embedder = library._store, StubEmbedder("stub-a")
    edition = store.edition()
    assert edition is not None
    for number in count():
        pair = [
            (f"{side}-{number}", f"Kabar {side} nomor {number} dari pasar.") for side in ("kiri", "kanan")
        ]
        store.add(prepared(pair, embedder), edition.model)
        time.sleep(PAUSE_S)


def carry(root: Path, name: str, send: Callable[[bytes], None]) -> None:
    """Back up, restore elsewhere, examine, ask; send what was wrong."""
    file = root / f"{name}.backup"
    own, elsewhere = open_home(root / "own"), open_home(root / name)
    own.back_up(file)
    elsewhere.restore(file)
    stored = {summary.external_id or "" for summary in elsewhere.articles()}
    left = {key.split("-")[1] for key in stored if key.startswith("kiri")}
    right = {key.split("-")[1] for key in stored if key.startswith("kanan")}
    bad = [finding.detail for finding in elsewhere.doctor() if finding.verdict == "bad"]
    missed = misses(elsewhere, passages_of(elsewhere._store)[:40])
    elsewhere.add(draft("Kabar sesudah pemulihan.", title="Baru"))
    fault = "half a pair was carried" if left != right else f"unsound: {bad[0]}" if bad else ""
    send(json.dumps(fault or ("an article was not found" if missed else "")).encode())
