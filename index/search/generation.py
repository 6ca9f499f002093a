"""One generation: both indexes over the same passages, as files on disk or opened for searching."""

import hashlib
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import GenerationError
from index.helping import spare_cores
from index.search.lexical_index import LexicalIndex, LexicalIndexBuilder, open_lexical_index
from index.search.manifest import GenerationInfo, Witness, read_manifest, verify
from index.search.ranking import Ranking
from index.search.vector_index import VectorIndex, VectorIndexBuilder, open_vector_index
from index.store.records import StoredPassage, VectorBatch

VECTORS = "vectors.faiss"
LEXICAL = "lexical"

SIDE_BY_SIDE = 200_000
"""Passages from which words and meaning are searched at the same time: each then takes more than a millisecond."""

WITNESSES = 32
"""Passages, spread over the generation, by which it recognises its library."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A verified generation, opened. Immutable.

    Attributes:
        beside: Threads that search the vectors while another searches the words; None where that takes less time than
            to hand it over.
    """

    info: GenerationInfo
    vectors: VectorIndex
    lexical: LexicalIndex
    beside: ThreadPoolExecutor | None = None

    def nearest(self, vector: NDArray[np.float32], *, limit: int) -> "Future[Ranking]":
        """Begin to look for the nearest passages; without threads it is done on return."""
        if self.beside is not None:
            return self.beside.submit(self.vectors.search, vector, limit=limit)
        found: Future[Ranking] = Future()
        found.set_result(self.vectors.search(vector, limit=limit))
        return found


def open_generation(directory: Path) -> Generation:
    """Verify every byte of a generation, then open it.

    Raises:
        GenerationError: It is damaged or incomplete.
    """
    info = read_manifest(directory)
    verify(directory, info)
    vectors = open_vector_index(directory / VECTORS)
    lexical = open_lexical_index(directory / LEXICAL)
    held = (len(vectors), len(lexical), vectors.dimension)
    if held != (info.passages, info.passages, info.content.dimension):
        raise GenerationError(f"The generation {directory.name} does not hold what its manifest says.")
    large = info.passages >= SIDE_BY_SIDE and spare_cores() > 0
    return Generation(info, vectors, lexical, ThreadPoolExecutor(spare_cores()) if large else None)


class GenerationBuilder:
    """Builds both indexes in an empty directory, from one pass over the passages."""

    def __init__(self, directory: Path, dimension: int) -> None:
        self._vectors = VectorIndexBuilder(directory / VECTORS, dimension)
        self._lexical = LexicalIndexBuilder(directory / LEXICAL)
        self._witnesses: list[Witness] = []
        self.passages = 0
        self.terms = 0
        self.last_passage = 0

    def add(self, batch: VectorBatch, terms: Sequence[str]) -> None:
        """Take passages whose ids are greater than all before, and the terms of each, joined by blanks."""
        if not len(batch):
            return
        for passage_id, found in zip(batch.ids.tolist(), terms, strict=True):
            self._lexical.add(passage_id, found)
            self.terms += found.count(" ") + 1 if found else 0
        self._vectors.add(batch.ids, batch.vectors)
        self._witnesses += [
            witness(int(batch.ids[row]), batch.texts[row]) for row in _spread(len(batch), WITNESSES)
        ]
        self.passages += len(batch)
        self.last_passage = int(batch.ids[-1])

    def finish(self) -> None:
        """Write both indexes, side by side: neither needs the interpreter for it."""
        with ThreadPoolExecutor(1, thread_name_prefix="lexical") as beside:
            lexical = beside.submit(self._lexical.finish)
            self._vectors.finish()
            lexical.result()

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """A few of the passages, the first and the last among them."""
        return tuple(self._witnesses[row] for row in _spread(len(self._witnesses), WITNESSES))


def witness(passage_id: int, text: str) -> Witness:
    """What a passage of this text is recognised by."""
    return Witness(passage_id, hashlib.sha256(text.encode()).hexdigest())


def is_recognised(info: GenerationInfo, stored: list[StoredPassage]) -> bool:
    """Whether those of the witnesses that are still `stored` have the text that they had."""
    expected = set(info.witnesses)
    return all(witness(each.passage.id, each.passage.text) in expected for each in stored)


def _spread(count: int, wanted: int) -> list[int]:
    """At most `wanted` positions of `count`, evenly spread, the first and the last among them."""
    if not count:
        return []
    steps = max(min(count, wanted) - 1, 1)
    return sorted({round(step * (count - 1) / steps) for step in range(steps + 1)})
