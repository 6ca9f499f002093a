"""The search engine: always current, whoever writes; every hit joined back to SQL."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding.protocol import Embedder
from index.errors import GenerationError, TanyaError
from index.language.analysis import WeightedTerm, query_terms
from index.search import publishing, reranking
from index.search.fusion import Candidates, fuse
from index.search.generation import Generation, open_generation
from index.search.generations import Generations
from index.search.manifest import GenerationInfo, read_manifest
from index.search.query import Query
from index.search.ranking import Ranking
from index.search.reranking import Reranker
from index.search.view import LONG_TAIL, View
from index.store import Edition, EmbeddingModel, Store, StoredPassage
from index.types import Hit, Progress

logger = logging.getLogger(__name__)

POOL = 50
"""Passages that words and meaning each put forward, at least."""

POOL_PER_HIT = 3
"""Passages that each puts forward for every hit asked for, at least. Of the 20 best hits over 50,000 news passages,
3 times as many leave out 1.5 %, twice as many 4 %, five times as many 0.6 % (of the 5 best: 0.1 % and less)."""

POOL_GROWTH = 4
"""How many times more are looked at when removed passages left too few."""

STEP = 500
"""Passages that the tail takes up at a time; a search waits for one step at most."""

PATIENCE = 10
"""Steps that a search waits for as long as no generation holds anything: half a second."""


class SearchEngine:
    """Finds passages by words and by meaning. Thread-safe.

    Before each search it looks whether SQL or the generation changed, here or in another process. New
    passages are taken into the tail at once; a new generation is opened in the background.
    """

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        generations: Generations,
        *,
        edition: Edition | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        """Search the edition in service, or always the given one, such as a reindex has filled."""
        self._reranker = reranker
        self._store = store
        self._fixed_edition = edition
        self._embedder = embedder
        self._model = EmbeddingModel(embedder.name, embedder.fingerprint, embedder.dimension)
        self._generations = generations
        self._view = View()
        self._removed: set[int] = set()
        self._told: set[str] = set()
        self._refreshing = threading.Lock()
        self._extending = threading.Lock()
        self._background: threading.Thread | None = None

    @property
    def generation(self) -> GenerationInfo | None:
        """The generation in service here, None while all passages are in the tail."""
        generation = self._view.generation
        return generation.info if generation else None

    @property
    def tail_size(self) -> int:
        """How many passages are searched in memory because they came after the generation."""
        return len(self._view.tail)

    @property
    def publish_due(self) -> bool:
        """Whether so many passages came after the generation that `publish` is worth its time."""
        if self._superseded(self._view):
            with self._refreshing:
                self._replace(self._chosen())
        complete = self._extend()
        while not complete and not self._view.is_long_tailed:
            complete = self._extend()
        return self._view.is_long_tailed

    def search(self, query: Query, *, top_k: int) -> list[Hit]:
        """The best `top_k` passages for a query, each as SQL has it now; equal scores by id.

        Fewer come back only when there are fewer; nothing found is an empty list.
        """
        view = self._current()
        if not len(view):
            return []
        terms = _merged(query_terms(query.text, query.language))
        vector = self._vector(query.text)
        limit = max(POOL, POOL_PER_HIT * top_k)
        while True:
            candidates = view.candidates(terms, vector, limit=limit)
            hits, removed = self._stored(candidates, query, top_k)
            if len(hits) == top_k or not removed:
                return hits
            if self._superseded(view):  # its passages are being deleted
                self.refresh()
                return self.search(query, top_k=top_k)
            if limit >= len(view):
                return hits
            limit *= POOL_GROWTH

    def holding(self, term: str) -> int:
        """How many passages hold a term."""
        return self._current().holding(term)

    def beginning(self, prefix: str) -> list[str]:
        """The terms of all passages that begin so."""
        return self._current().beginning(prefix)

    def refresh(self) -> None:
        """Take up everything that changed, and the newest generation, before returning."""
        with self._refreshing:
            view = self._chosen()
            complete = False
            while not complete:
                view, complete = self._step(view)
                if not complete and self._superseded(view):
                    view = self._chosen()
            self._replace(view)

    def recover(self) -> None:
        """Open the newest good generation, and build one where none is good and the tail would be long.

        Where none can be written, all passages are searched in memory; a warning says so.
        """
        self._replace(self._chosen())
        if self.generation is None and self._store.counts().passages > LONG_TAIL:
            try:
                publishing.publish(self._store, self._generations, self._model)
            except GenerationError as error:
                logger.warning("%s All passages are searched in memory meanwhile.", error)
        self.refresh()

    def publish(self, progress: Progress | None = None, *, edition: Edition | None = None) -> GenerationInfo:
        """Build a generation of everything stored, from SQL alone, and put it in service.

        Args:
            progress: Told how many passages of all are done.
            edition: Build it of this edition, not yet in service; it is taken up when the edition is.

        Raises:
            GenerationError: The index directory cannot be written.
        """
        info = publishing.publish(
            self._store, self._generations, self._model, edition=edition, progress=progress
        )
        self.refresh()
        return info

    def _edition(self) -> Edition | None:
        return self._fixed_edition or self._store.edition()

    def _superseded(self, view: View) -> bool:
        """Whether another edition came into service."""
        return self._edition() != view.edition

    def _vector(self, query: str) -> NDArray[np.float32] | None:
        vector = self._embedder.embed_queries([query])[0]
        return vector if np.isfinite(vector).all() and vector.any() else None

    def _stored(self, candidates: Candidates, query: Query, top_k: int) -> tuple[list[Hit], bool]:
        """The best candidates that SQL still has, and whether any candidate was removed from it."""
        known = self._removed
        kept = candidates.without(known) if known else candidates
        while True:
            ranking = fuse(kept, query.language)
            ids = ranking.ids[: max(top_k, self._looked_at_again)].tolist()
            stored = self._store.passages(ids)
            gone = set(ids) - {each.passage.id for each in stored}
            if not gone:
                hits = self._ranked(query, _hits(stored, ranking), kept)
                return hits[:top_k], len(kept) < len(candidates)
            self._removed |= gone
            kept = kept.without(gone)

    @property
    def _looked_at_again(self) -> int:
        return reranking.POOL if self._reranker else 0

    def _ranked(self, query: Query, hits: list[Hit], found: Candidates) -> list[Hit]:
        """The hits after the second look at the best of them, if there is to be one."""
        return self._reranker.rerank(query, hits, found) if self._reranker else hits

    def _current(self) -> View:
        """The view to search, after a look whether anything changed."""
        view = self._view
        moved = self._generations.pointer() != view.pointer
        changed = self._store.last_change() != view.last_change
        if not (moved or changed):
            return view
        if view.generation is None and self._superseded(view):
            with self._refreshing:
                self._replace(self._chosen())
        steps = 1 if self._view.generation else PATIENCE
        if not any(self._extend() for _ in range(steps)) or moved:
            self._refresh_in_background()
        return self._view

    def _extend(self) -> bool:
        """Take one step of new passages into the view; whether that was all."""
        with self._extending:
            view, complete = self._step(self._view)
            self._view = view
        return complete

    def _step(self, view: View) -> tuple[View, bool]:
        """The view with the next passages of its edition, and whether nothing is left to take up."""
        last_change = self._store.last_change()
        edition = self._edition()  # asked after the change, so that a change of editions is never missed
        if view.edition is None:
            return replace(view, last_change=last_change), edition is None
        batch = self._store.passages_after(view.last_passage, self._model, limit=STEP, edition=view.edition)
        complete = len(batch) < STEP and edition == view.edition
        grown = view.extended(batch)
        return (replace(grown, last_change=last_change) if complete else grown), complete

    def _chosen(self) -> View:
        """A view of the edition in service on its newest good generation; its tail may lag behind."""
        view = self._view
        pointer = self._generations.pointer()
        edition = self._edition()
        generation = self._newest_good(edition)
        if edition == view.edition and generation is view.generation:
            return replace(view, pointer=pointer)
        return View(edition=edition, generation=generation, pointer=pointer)

    def _newest_good(self, edition: Edition | None) -> Generation | None:
        """The newest generation of this edition that is whole: from disk, or the one in service."""
        serving = self._view.generation
        content = publishing.content_of(edition, self._model)
        for directory in self._generations.candidates():
            try:
                info = read_manifest(directory)
                if serving and serving.info == info:
                    return serving
                if publishing.is_usable(info, content, self._store):
                    return open_generation(directory)
            except GenerationError as error:
                self._tell(str(error))
        return serving if serving and serving.info.content == content else None

    def _tell(self, fault: str) -> None:
        """Warn of a generation that is passed over, once."""
        if fault not in self._told:
            self._told.add(fault)
            logger.warning("%s It is passed over; `tanya doctor --repair` mends it.", fault)

    def _replace(self, view: View) -> None:
        with self._extending:
            if view.generation is not self._view.generation:
                self._removed = set()
            self._view = view

    def _refresh_in_background(self) -> None:
        """Refresh in a thread of its own, unless one is at it."""
        with self._extending:
            if self._background is None or not self._background.is_alive():
                self._background = threading.Thread(target=self._refresh_quietly, daemon=True)
                self._background.start()

    def _refresh_quietly(self) -> None:
        try:
            self.refresh()
        except TanyaError as error:
            logger.warning("The index could not be refreshed; the one before it stays in service: %s", error)


def open_engine(
    store: Store, embedder: Embedder, directory: Path, *, reranker: Reranker | None = None
) -> SearchEngine:
    """Open the newest good generation below `directory`; where none is good, build one from SQL.

    Few passages are searched in memory instead, without a generation; so are many, with a warning, where the
    directory cannot be written.

    Raises:
        ModelError: The library is in service with another embedding model.
    """
    engine = SearchEngine(store, embedder, Generations(directory), reranker=reranker)
    engine.recover()
    return engine


def open_edition(
    store: Store,
    embedder: Embedder,
    directory: Path,
    edition: Edition,
    *,
    reranker: Reranker | None = None,
) -> SearchEngine:
    """Open an edition that is not in service, on its generation if one was published."""
    engine = SearchEngine(store, embedder, Generations(directory), edition=edition, reranker=reranker)
    engine.refresh()
    return engine


def _merged(terms: Sequence[WeightedTerm]) -> list[WeightedTerm]:
    """Each term once, with the sum of its weights."""
    weights: dict[str, float] = {}
    for each in terms:
        weights[each.term] = weights.get(each.term, 0.0) + each.weight
    return [WeightedTerm(term, weight) for term, weight in weights.items()]


def _hits(stored: Sequence[StoredPassage], ranking: Ranking) -> list[Hit]:
    """Hits of the first passages of a ranking, which are all stored."""
    return [
        Hit(each.passage, each.article, float(score), rank)
        for rank, (each, score) in enumerate(zip(stored, ranking.scores, strict=False), start=1)
    ]
