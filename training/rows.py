"""Rows of the training and dev sets: gzipped JSON lines in one directory (`train/`, `dev/`)."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

UNSTATED = "none stated"


@dataclass(frozen=True, slots=True)
class Licences:
    """Which rows a model may learn from. Non-commercial rows never serve."""

    open_only: bool = False

    def allow(self, licence: str) -> bool:
        if "NC" in licence:
            return False
        return not self.open_only or not (licence == UNSTATED or licence.startswith("GPL"))


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a gzipped JSON-lines file, in order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def training_rows(data: Path, name: str, licences: Licences) -> Iterator[dict[str, Any]]:
    """The rows of `train/NAME.jsonl.gz` whose licence is allowed; rows without one count as unstated."""
    for row in read_rows(data / "train" / f"{name}.jsonl.gz"):
        if licences.allow(row.get("licence", UNSTATED)):
            yield row


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a JSON-lines file, in order."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
