"""Rows 2, 5, 13 and 33 at full size: a library of news-like passages with the shipped models, on a disk.

The articles are sentences of the sample's, put together anew; the questions are the sample's. Every step runs in a
process of its own: opening after a kill, `doctor`, backup and restore, and questions while another process reindexes.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from mmap import mmap
from pathlib import Path
from threading import get_ident
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.ingest.drafting import draft
from index.ingest.importing import ImportLine
from index.ingest.splitting import split
from index.library import Library
from tests.campaigns.figures import Figure
from tests.campaigns.home import open_home
from tests.campaigns.processes import Work, run, start

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample"
RECOVERY_S, DOCTOR_S, RESTORE_S, PAUSE_MS, RATIO = 2.0, 1.0, 60.0, 50.0, 2.0
SENTENCES = 24
TRIED = 200
EVERY_S = 0.1
WARMING, QUIET, REINDEXING, AFTERWARDS = range(4)
WARM = 40

T = TypeVar("T")


def campaign(passages: int) -> list[Figure]:
    """Make a library of about so many passages, and measure each step."""
    with tempfile.TemporaryDirectory(prefix="campaign-") as directory:
        home = Path(directory) / "own"
        [found] = told(lambda send: send(json.dumps([grow(home, passages)]).encode()))
        share = max(found / 100_000, 1.0)
        return [
            *recovering(home, found, share),
            *examining(home, found, share),
            *serving(home, found),
            *carrying(home, found, share),
            *rebuilding(home, found),
        ]


def told(work: Work) -> list[float]:
    """Do the work in a process of its own; return the figures that it sends."""
    ended = run(work)
    if ended.failed or ended.killed:
        raise RuntimeError("a process failed")
    figures: list[float] = json.loads(ended.sent)
    return figures


def grow(home: Path, passages: int) -> int:
    """Import and publish about so many passages; return how many there are."""
    library = open_home(home)
    a_text = sum(len(split(text)) for text in islice(news(), TRIED)) / TRIED
    texts = islice(news(), round(passages / a_text))
    library.import_lines(ImportLine(number, draft(text)) for number, text in enumerate(texts))
    library._service.current().engine.publish()
    return library.counts().passages


def news(seed: int = 13) -> Iterator[str]:
    """Put sentences of the sample together, for ever; each text has a number of its own."""
    bodies = [
        json.loads(line)["text"] for line in (SAMPLE / "articles.jsonl").read_text("utf-8").splitlines()
    ]
    sentences = [s for body in bodies for s in re.split(r"(?<=[.?!])\s+", body) if 30 < len(s) < 300]
    chance, number = random.Random(seed), 0
    while True:
        number += 1
        chosen = chance.choices(sentences, k=SENTENCES)
        parts = [" ".join(chosen[at : at + 4]) for at in range(0, SENTENCES, 4)]
        yield "\n\n".join([f"Berita nomor {number} hari ini.", *parts])


def questions() -> Iterator[str]:
    """Ask the sample's questions, again and again."""
    lines = (SAMPLE / "questions.jsonl").read_text("utf-8").splitlines()
    return cycle([json.loads(line)["question"] for line in lines])


def opened(home: Path, send: Callable[[bytes], None]) -> None:
    """Open the library in a fresh process, and search once; send the seconds."""
    began = time.monotonic()
    open_home(home).search("siapa presiden?", top_k=1)
    send(json.dumps([time.monotonic() - began]).encode())


def recovering(home: Path, found: int, share: float) -> list[Figure]:
    """Kill a publish half way, then open."""
    ended = start(lambda send: publish_more(home), failpoint="publish.mid_write:2").end()
    [seconds] = told(partial(opened, home))
    goal = f"≤ {RECOVERY_S:g} s per 100k passages from the start to the first search after a kill"
    held = ended.killed and seconds <= RECOVERY_S * share
    return [
        Figure(2, f"{found:,} passages, killed while publishing", goal, f"{seconds:.2f} s", held, timed=True)
    ]


def publish_more(home: Path) -> None:
    """Add an article, and publish all."""
    library = open_home(home)
    library.add(draft("Kabar yang datang sebelum mesin mati."))
    library._service.current().engine.publish()


def rebuilding(home: Path, found: int) -> list[Figure]:
    """Damage every generation, then open."""
    for file in (home / "index").rglob("*.faiss"):
        file.write_bytes(b"")
    [seconds] = told(partial(opened, home))
    goal = "the index is built from SQL alone when every generation is damaged"
    return [Figure(2, f"{found:,} passages", goal, f"first search after {seconds:.1f} s", True, timed=True)]


def examining(home: Path, found: int, share: float) -> list[Figure]:
    """Let the doctor look at everything."""

    def look(send: Callable[[bytes], None]) -> None:
        library = open_home(home)
        began = time.monotonic()
        findings = library.doctor()
        seconds = time.monotonic() - began
        send(json.dumps([seconds, sum(each.verdict == "bad" for each in findings)]).encode())

    seconds, bad = told(look)
    goal = f"`tanya doctor` looks at everything in ≤ {DOCTOR_S:g} s per 100k passages"
    held = seconds <= DOCTOR_S * share and not bad
    return [Figure(5, f"{found:,} passages", goal, f"{seconds:.2f} s, {bad:g} faults", held, timed=True)]


def carrying(home: Path, found: int, share: float) -> list[Figure]:
    """Back up, and restore elsewhere with the index."""

    def carry(send: Callable[[bytes], None]) -> None:
        own, elsewhere = open_home(home), open_home(home.with_name("elsewhere"))
        began = time.monotonic()
        own.back_up(home.with_name("one.backup"))
        between = time.monotonic()
        elsewhere.restore(home.with_name("one.backup"))
        elsewhere.search("siapa presiden?", top_k=1)
        restored = time.monotonic()
        send(json.dumps([between - began, restored - between]).encode())

    backing, restoring = told(carry)
    goal = f"restored and searchable in ≤ {RESTORE_S:g} s per 100k passages"
    measured = f"backup {backing:.1f} s, restore with its index {restoring:.1f} s"
    return [
        Figure(33, f"{found:,} passages", goal, measured, restoring <= RESTORE_S * share, timed=True),
    ]


def serving(home: Path, found: int) -> list[Figure]:
    """Ask a question every 100 ms, first in quiet, then while another process reindexes everything."""
    phase = mmap(-1, 1)
    quietly = 300 if found > 50_000 else 30
    asking = start(lambda send: ask(home, phase, quietly, send))
    while phase[0] != REINDEXING:
        time.sleep(EVERY_S)
    began = time.monotonic()
    reindexed = reindex(home)
    took = time.monotonic() - began
    phase[0] = AFTERWARDS
    asked = asking.end()
    if asked.failed or not reindexed:
        raise RuntimeError("a process failed")
    rows = [json.loads(line) for line in asked.sent.splitlines()]
    quiet = np.array([row[1] for row in rows if row[0] == QUIET])
    meanwhile = np.array([row[1] for row in rows if row[0] == REINDEXING])
    waited = max(row[2] for row in rows)
    swapped = [rows[at][1] for at in range(1, len(rows)) if rows[at][3] != rows[at - 1][3]]
    failed = sum(not row[4] for row in rows)
    ratio = float(np.percentile(meanwhile, 95) / np.percentile(quiet, 95))
    trials = f"{len(meanwhile):,} questions in the {took:.0f} s of a reindex of {found:,} passages"
    goal = f"asked every {EVERY_S * 1000:.0f} ms: p95 ≤ {RATIO:g} × quiet p95, 0 failed"
    measured = f"{shown(meanwhile)}; quiet {shown(quiet)}; {ratio:.2f} ×; {failed} failed"
    after = max(swapped, default=0.0)
    pause = f"longest wait for an index {waited:.1f} ms; the question after the swap took {after:.0f} ms"
    held = bool(swapped) and waited <= PAUSE_MS
    return [
        Figure(13, trials, goal, measured, ratio <= RATIO and not failed, timed=True),
        Figure(13, "the same", f"swap pause ≤ {PAUSE_MS:g} ms", pause, held, timed=True),
    ]


def shown(ms: NDArray[np.float64]) -> str:
    """Say how long questions took."""
    return f"p50 {np.percentile(ms, 50):.1f}, p95 {np.percentile(ms, 95):.1f}, p99 {np.percentile(ms, 99):.1f} ms"


def ask(home: Path, phase: mmap, quietly: int, send: Callable[[bytes], None]) -> None:
    """Ask on until a while after the reindex; send phase, time, wait for the index, generation and success."""
    begins = {WARM: QUIET, WARM + quietly: REINDEXING}
    library = open_home(home)
    waited = [0.0]
    watch(library, waited)
    left = WARM
    for number, question in enumerate(questions()):
        phase[0] = now = begins.get(number, phase[0])
        left -= now == AFTERWARDS
        if not left:
            return
        waited[0] = 0.0
        began = time.perf_counter()
        answer = library.ask(question)
        ms = (time.perf_counter() - began) * 1000
        row = [now, ms, waited[0], library.in_service.generation, bool(answer.hits)]
        send(json.dumps(row).encode() + b"\n")
        time.sleep(max(0.0, EVERY_S - ms / 1000))


def watch(library: Library, waited: list[float]) -> None:
    """Time how long a question waits for an index to look at: what is held up by a swap waits there."""
    engine, asking = library._service.current().engine, get_ident()

    def timed(wait: Callable[[], T]) -> Callable[[], T]:
        def waiting() -> T:
            began = time.perf_counter()
            try:
                return wait()
            finally:
                if get_ident() == asking:  # not the thread that opens a generation meanwhile
                    waited[0] += (time.perf_counter() - began) * 1000

        return waiting

    vars(engine).update(_current=timed(engine._current), refresh=timed(engine.refresh))


def reindex(home: Path) -> bool:
    """Run `tanya reindex`; whether it did its work."""
    environment = os.environ | {"TANYA_HOME": str(home)}
    command = [sys.executable, "-m", "index", "reindex"]
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL).returncode == 0
