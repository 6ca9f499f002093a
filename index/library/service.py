"""What answers: model, index, reader and confidence, each opened by the first that needs it."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from index.answering.answerer import Answerer
from index.answering.asked.timing import Today
from index.answering.confidence.confidence import Confidence, load_confidence
from index.answering.reading.readers import Reader, load_reader
from index.errors import ModelError
from index.library.serving import Serving, serving_embedder
from index.search.engine import open_engine
from index.search.reranking import shipped_reranker
from index.settings import Settings
from index.store.store import Store

T = TypeVar("T")


class Service:
    """The parts that answer, opened again when a reindex, here or elsewhere, moved to another model. Thread-safe."""

    def __init__(self, settings: Settings, store: Store, today: Today) -> None:
        self._settings = settings
        self._store = store
        self._today = today
        self._lock = threading.RLock()
        self._reader: Future[Reader] | None = None
        self._confidence: Confidence | None = None
        self._answerer: Answerer | None = None
        self._serving: Serving | None = None
        self._seen_change = 0

    def use(self, how: Callable[[Serving], T]) -> T:
        """What `how` makes of the parts in service.

        Raises:
            ModelError: The model cannot be loaded, or does not fit what is stored.
        """
        serving = self.current()
        try:
            return how(serving)
        except ModelError:
            again = self.current()
            if again is serving:
                raise
            return how(again)  # another process moved to another model between the look and the use

    def current(self) -> Serving:
        """The parts of the model in service."""
        change = self._store.last_change()
        with self._lock:
            if self._serving is not None and change != self._seen_change:
                edition = self._store.edition()
                if edition is not None and edition.model.fingerprint != self._serving.embedder.fingerprint:
                    self._serving = None
            if self._serving is None:
                self._serving = self._opened()
            self._seen_change = change
            return self._serving

    def forget(self) -> None:
        """Open everything that depends on the stored articles again when it is next needed."""
        with self._lock:
            self._serving = None

    def answerer(self) -> Answerer:
        """Answers with the parts in service; adding articles alone never loads the reader."""
        with self._lock:
            serving = self.current()
            if self._answerer is None:
                self._answerer = Answerer(
                    serving.engine, self._current_reader(), self.confidence(), today=self._today
                )
            return self._answerer

    def confidence(self) -> Confidence:
        """How sure an answer is."""
        with self._lock:
            self._confidence = self._confidence or load_confidence()
            return self._confidence

    def begin_reader(self) -> None:
        """Load the shipped reader beside the other parts: most of that leaves Python to others."""
        if not self._settings.reader_model:  # a model of the hub imports too much to do so beside another
            self._future_reader()

    def _future_reader(self) -> Future[Reader]:
        with self._lock:
            if self._reader is None:
                beside = ThreadPoolExecutor(1, thread_name_prefix="reader")
                self._reader = beside.submit(load_reader, self._settings.reader_model)
                beside.shutdown(wait=False)
            return self._reader

    def _current_reader(self) -> Reader:
        with self._lock:
            try:
                return self._future_reader().result()
            except BaseException:
                self._reader = None  # the next question tries again
                raise

    def _opened(self) -> Serving:
        self._answerer = None
        while True:
            embedder = serving_embedder(self._store, self._settings.embedding_model)
            reranker = shipped_reranker(embedder)
            try:
                engine = open_engine(self._store, embedder, self._settings.generations, reranker=reranker)
                return Serving(embedder, engine)
            except ModelError:
                edition = self._store.edition()
                if edition is None or edition.model.fingerprint == embedder.fingerprint:
                    raise
                # another process moved to another model while the engine opened
