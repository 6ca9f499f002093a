"""The terms of many passages, made by processes beside this one while a generation is written."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from functools import partial
from types import TracebackType
from typing import Self

from index.helping import Crew, answer, spare_cores
from index.language.analysis import terms
from index.search.documents import searchable
from index.store.records import VectorBatch

WORTH = 20_000
"""Passages from which processes are worth their start."""

AHEAD = 2
"""Batches that each process has before it."""


class TermMaking:
    """Makes terms for one generation; what a process does not deliver is made here. For one thread."""

    def __init__(self, passages: int, *, worth: int = WORTH, processes: int | None = None) -> None:
        """Prepare for about so many passages."""
        self._processes = spare_cores() if processes is None else processes
        self._crew = Crew(self._processes, __name__) if passages >= worth and self._processes else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._crew is not None:
            self._crew.close()

    def of(self, batches: Iterable[VectorBatch]) -> Iterator[tuple[VectorBatch, list[str]]]:
        """Each batch, in order, with the terms of its passages, joined by blanks."""
        if self._crew is None:
            yield from ((batch, _made(_texts(batch))) for batch in batches)
            return
        waiting: deque[tuple[VectorBatch, Future[list[str]]]] = deque()
        for batch in batches:
            texts = _texts(batch)
            waiting.append((batch, self._crew.begin(texts, partial(_received, texts))))
            while len(waiting) > AHEAD * self._processes:
                batch, future = waiting.popleft()
                yield batch, future.result()
        for batch, future in waiting:
            yield batch, future.result()


def _texts(batch: VectorBatch) -> list[str]:
    return [searchable(*passage) for passage in zip(batch.titles, batch.texts, strict=True)]


def _made(texts: Iterable[str]) -> list[str]:
    return [" ".join(terms(text)) for text in texts]


def _received(texts: list[str], made: object | None) -> list[str]:
    """What a process made of the texts, or else this one makes."""
    return made if isinstance(made, list) else _made(texts)


def main() -> None:
    """Make the terms of what comes over standard input, until it ends."""

    def made(texts: object) -> list[str]:
        assert isinstance(texts, list)
        return _made(texts)

    answer(made)
