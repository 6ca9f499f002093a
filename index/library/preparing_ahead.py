"""Preparing ahead: processes that split and embed the next articles of an import while the last ones are stored.

Each is a Python of its own that loads the same model; articles go to it, passages and vectors come back over its
standard streams. Its input ends with the process that started it, and so does it. What it does not deliver is
prepared by the caller: it can cost time, never an article.
"""

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import MappingProxyType, TracebackType
from typing import IO, Self

import numpy as np
from numpy.typing import NDArray

import index
from index.embedding.loading import load_embedder
from index.embedding.protocol import Embedder
from index.embedding.static import StaticEmbedder
from index.library.preparing import prepare
from index.store.records import PreparedArticle
from index.types import ArticleDraft, Language, PassageDraft

logger = logging.getLogger(__name__)

WORTH = 4_000
"""Articles after which an import is long enough for processes: preparing so many takes what their start takes."""

MOST_PROCESSES = 4

Ready = Mapping[ArticleDraft, PreparedArticle]
"""What was prepared ahead; whatever is missing was not."""

NOTHING: Ready = MappingProxyType({})

_LOST = (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError)
_CHILD = f"from {__name__} import main; main()"  # as a main module, its types would have other names


@dataclass(frozen=True, slots=True)
class Begun:
    """A batch that a process may be at work on, with one model."""

    fingerprint: str = ""
    future: "Future[Ready] | None" = None

    def ready(self, embedder: Embedder) -> Ready:
        """Wait for what was prepared; nothing of it counts for another model."""
        if self.future is None or self.fingerprint != embedder.fingerprint:
            return NOTHING
        return self.future.result()


NOT_BEGUN = Begun()


class Ahead:
    """Prepares the articles of one import, in order of their coming. For one thread."""

    def __init__(self, *, worth: int = WORTH, processes: int | None = None) -> None:
        self._worth = worth
        self._processes = _spare_cores() if processes is None else processes
        self._seen = 0
        self._crew: _Crew | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._crew is not None:
            self._crew.close()

    @property
    def depth(self) -> int:
        """How many batches should have begun behind the one that is stored."""
        return 2 * self._processes if self._crew else 0

    def is_worth(self, articles: int, embedder: Embedder) -> bool:
        """Whether so many more make the import long, and its model is light enough to be loaded again."""
        self._seen += articles
        return self._seen >= self._worth and self._processes > 0 and isinstance(embedder, StaticEmbedder)

    def begin(self, drafts: Sequence[ArticleDraft], embedder: Embedder) -> Begun:
        """Begin to prepare the drafts."""
        if self._crew is None:
            self._crew = _Crew(embedder, self._processes)
        return Begun(self._crew.fingerprint, self._crew.begin(drafts)) if drafts else NOT_BEGUN


def _spare_cores() -> int:
    """As many processes as cores, since this one often waits for the disk; none beside a single core."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(cores, MOST_PROCESSES) if cores > 1 else 0


class _Crew:
    """The processes, with a thread for each that waits for it."""

    def __init__(self, embedder: Embedder, processes: int) -> None:
        self.fingerprint = embedder.fingerprint
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="preparing")
        self._members = [_Member(embedder) for _ in range(processes)]
        self._free: SimpleQueue[_Member] = SimpleQueue()
        for member in self._members:
            self._free.put(member)

    def begin(self, drafts: Sequence[ArticleDraft]) -> "Future[Ready]":
        return self._threads.submit(self._prepare, drafts)

    def close(self) -> None:
        for member in self._members:
            member.kill()
        self._threads.shutdown(cancel_futures=True)
        for member in self._members:
            member.close()

    def _prepare(self, drafts: Sequence[ArticleDraft]) -> Ready:
        member = self._free.get()
        try:
            return {} if member.is_lost else dict(zip(drafts, member.prepare(drafts), strict=True))
        except _LOST as error:
            if not member.is_lost:
                logger.warning("An import goes on without the help of a process that was lost: %r", error)
            member.is_lost = True
            return NOTHING
        finally:
            self._free.put(member)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What comes back of a batch; tuples, since dataclasses take long to pickle."""

    languages: list[Language]
    hashes: list[str]
    passages: list[list[tuple[int, int, str, str]]]
    vectors: NDArray[np.float32]


class _Member:
    """One process."""

    def __init__(self, embedder: Embedder) -> None:
        self.is_lost = False
        root = str(Path(index.__file__).parents[1])
        paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CHILD, embedder.name, embedder.fingerprint],
            env=os.environ | {"PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def prepare(self, drafts: Sequence[ArticleDraft]) -> list[PreparedArticle]:
        """Hand a batch over and wait for it; raises one of `_LOST`."""
        sent, received = self._process.stdin, self._process.stdout
        assert sent is not None
        assert received is not None
        _send([(draft.title, draft.body) for draft in drafts], sent)
        parts = pickle.load(received)
        ends = np.cumsum([len(passages) for passages in parts.passages])[:-1]
        return [
            PreparedArticle(draft, language, content_hash, tuple(PassageDraft(*p) for p in passages), vectors)
            for draft, language, content_hash, passages, vectors in zip(
                drafts,
                parts.languages,
                parts.hashes,
                parts.passages,
                np.split(parts.vectors, ends),
                strict=True,
            )
        ]

    def kill(self) -> None:
        """End it; who waits for it finds it lost."""
        self.is_lost = True
        self._process.kill()

    def close(self) -> None:
        """Give back what belonged to it."""
        self._process.communicate()


def _send(value: object, stream: IO[bytes]) -> None:
    pickle.dump(value, stream, protocol=5)
    stream.flush()


def _parts(articles: Sequence[PreparedArticle]) -> _Parts:
    return _Parts(
        [article.language for article in articles],
        [article.content_hash for article in articles],
        [[(p.start, p.end, p.heading, p.text) for p in article.passages] for article in articles],
        np.concatenate([article.vectors for article in articles]),
    )


def main() -> None:
    """Prepare what comes over standard input, until it ends."""
    name, fingerprint = sys.argv[1:]
    embedder = load_embedder(name)
    if embedder.fingerprint != fingerprint:
        sys.exit(f"{name} is not the model that was asked for.")
    while True:
        try:
            articles = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        _send(_parts(prepare([ArticleDraft(*article) for article in articles], embedder)), sys.stdout.buffer)
