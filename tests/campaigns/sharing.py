"""A campaign's trials shared out over the cores: each share in a process of its own, with a tally of its own."""

import json
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, TypeVar

from tests.campaigns.processes import Ended, start

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    T = TypeVar("T", bound=DataclassInstance)

CORES = os.cpu_count() or 1

Trials = Callable[[int, random.Random, "T"], Iterator[None]]
"""Runs so many trials and counts them in a tally; yields now and then, since a silent process is held for hung."""


def shared(kind: "type[T]", trials: int, seed: int, run: "Trials[T]") -> "T":
    """Run the trials, a share a core, and sum up; a tally has a list `problems`, and maxima named `slowest_…`."""

    def share(number: int, count: int, send: Callable[[bytes], None]) -> None:
        tally = kind()
        for _ in run(count, random.Random(f"{seed} {number}"), tally):
            send(json.dumps(asdict(tally)).encode() + b"\n")

    counts = [trials // CORES + (number < trials % CORES) for number in range(CORES)]
    children = [
        start(lambda send, number=number, count=count: share(number, count, send))
        for number, count in enumerate(counts)
        if count
    ]
    return summed(kind, [read(kind, child.end()) for child in children])


def read(kind: "type[T]", ended: Ended) -> "T":
    """Read a share's last tally; a share that failed is a problem."""
    lines = ended.sent.splitlines()
    tally = kind(**json.loads(lines[-1])) if lines else kind()
    if ended.failed or ended.killed or not lines:
        vars(tally)["problems"].append("a share of the trials failed")
    return tally


def summed(kind: "type[T]", tallies: "list[T]") -> "T":
    """Add the tallies up."""
    total = kind()
    for name in [field.name for field in fields(kind)]:
        values = [vars(tally)[name] for tally in tallies]
        if name == "problems":
            vars(total)[name] = [problem for value in values for problem in value]
        else:
            vars(total)[name] = max(values) if name.startswith("slowest") else sum(values)
    return total
