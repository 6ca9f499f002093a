"""Row 31: the memory of one process over many questions and additions, with the shipped models."""

import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np

from index.ingest.drafting import draft
from tests.campaigns.figures import Figure
from tests.campaigns.history import WORDS, body
from tests.campaigns.home import open_home
from tests.campaigns.patience import goes_on
from tests.campaigns.processes import run
from tests.campaigns.scratch import scratch

GOAL_MIB = 1.0
STEPS_MIB = 2.0
"""The allocator takes memory from the system in steps of up to a MiB: growth within two of them has no slope."""

WARM_UP = 600
"""Questions, at least, until what is remembered of words and forms has filled."""

ASKED = (
    "Siapa {}?",
    "Kapan {} terjadi?",
    "Di mana {} {}?",
    "Berapa {} {}?",
    "Who was {}?",
    "When did the {} happen?",
)


def campaign(questions: int) -> list[Figure]:
    """Ask so many questions, and add one article for every twenty."""
    with scratch() as home:
        ended = run(lambda send: live(home, questions, send))
    goal = f"slope ≤ {GOAL_MIB:g} MiB per 1,000 questions after warm-up, or ≤ {STEPS_MIB:g} MiB in all"
    if ended.failed:
        return [Figure(31, f"{questions:,} questions", goal, "the process failed", False)]
    samples = [json.loads(line) for line in ended.sent.decode().splitlines()]
    warm = [sample for sample in samples if sample[0] >= max(WARM_UP, questions // 4)] or samples
    asked, mib = (np.array(column, float) for column in zip(*warm, strict=True))
    slope = float(np.polyfit(asked / 1000, mib, 1)[0])
    trials = f"{samples[-1][0] + 1:,} questions, {samples[-1][0] // 20:,} articles added"
    measured = f"{slope:+.2f} MiB per 1,000; {mib[0]:.0f} → {mib[-1]:.0f} MiB"
    held = bool(slope <= GOAL_MIB or mib.max() - mib[0] <= STEPS_MIB)
    return [Figure(31, trials, goal, measured, held)]


def live(home: Path, questions: int, send: Callable[[bytes], None]) -> None:
    """Ask for ever; send the memory in MiB now and then."""
    chance = random.Random(31)
    library = open_home(home)
    step = max(min(questions // 100, 200), 10)
    for number in range(questions):
        if not goes_on():
            break
        if number % 20 == 0:
            library.add(draft(body(chance, f"n{number}"), title=f"Judul {number}"))
        words = (chance.choice(WORDS), f"n{chance.randrange(max(number, 1)) // 20 * 20}")
        library.ask(chance.choice(ASKED).format(*words, *words))
        if number % step == step - 1:
            send(f"[{number}, {resident_mib()}]\n".encode())


def resident_mib() -> float:
    """The memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
