"""Reindexing: every article split and embedded again, beside what is in service; then one swap."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from index.answering.asked.question import understood
from index.embedding.protocol import Embedder
from index.errors import InputError, StoreError
from index.failpoints import failpoint
from index.ingest.splitting import SPLITTER_VERSION, split
from index.library.preparing import resplit
from index.library.serving import embedding_model
from index.search.engine import open_edition
from index.search.generations import Generations
from index.search.manifest import GenerationInfo
from index.search.publishing import publish
from index.search.reranking import shipped_reranker
from index.store.records import Edition
from index.store.store import Store
from index.types import Hit, Progress

Search = Callable[[str], list[Hit]]
"""From a question to hits, best first."""

Score = Callable[[Search], float]
"""How good a search is, such as its recall over questions; higher is better."""

BATCH = 64
"""Articles committed together; after a kill, at most this many are embedded again."""

GRACE_S = 0.0001
"""Seconds a passage that others have to open the new generation before the edition that they still search is deleted:
20 times what it takes them, since whoever has not done it by then must wait for it in the middle of a question."""

LONGEST_GRACE_S = 30.0


@dataclass(frozen=True, slots=True)
class ReindexResult:
    """What a reindex did: counts, the model that is in service now, and the generation's number."""

    articles: int
    passages: int
    model: str
    generation: int


@dataclass(frozen=True, slots=True)
class ReindexPlan:
    """What a reindex would change; "now" is None in a library that never had an article."""

    articles: int
    passages_now: int
    passages_then: int
    model_now: str | None
    model_then: str
    splitter_now: str | None
    splitter_then: str


def plan(store: Store, embedder: Embedder) -> ReindexPlan:
    """Split everything again without writing, and compare."""
    edition = store.edition()
    then = sum(len(split(store.article(summary.id).body)) for summary in store.articles())
    counts = store.counts()
    return ReindexPlan(
        articles=counts.articles,
        passages_now=counts.passages,
        passages_then=then,
        model_now=edition.model.name if edition else None,
        model_then=embedder.name,
        splitter_now=edition.splitter_version if edition else None,
        splitter_then=SPLITTER_VERSION,
    )


@dataclass(frozen=True, slots=True)
class Gate:
    """What a new edition must pass before it comes into service: it may not score less than `least`."""

    score: Score
    least: float


def reindex(
    store: Store, embedder: Embedder, directory: Path, progress: Progress | None, gate: Gate | None
) -> GenerationInfo:
    """Fill a new edition, build its generation, put both in service in one moment, delete the edition before.

    Serving goes on from the edition before until then. A call that was cut off is taken up where it was.

    Raises:
        InputError: The gate refuses; the edition in service stays, and the new one waits.
    """
    generations = Generations(directory)
    while True:
        edition = _fill(store, embedder, progress)
        generation = publish(store, generations, edition.model, edition=edition)
        if gate is not None:
            _pass(gate, store, embedder, directory, edition)
        failpoint("reindex.before_serve")
        try:
            store.serve(edition)
        except StoreError:
            # An article came in meanwhile; without one, another reindex has given this edition up.
            if not store.pending_count(edition):
                raise
            continue
        failpoint("reindex.after_serve")
        sleep(min(GRACE_S * generation.passages, LONGEST_GRACE_S))
        store.drop_retired()
        return generation


def _pass(gate: Gate, store: Store, embedder: Embedder, directory: Path, edition: Edition) -> None:
    engine = open_edition(store, embedder, directory, edition, reranker=shipped_reranker(embedder))
    found = gate.score(lambda question: engine.search(understood(question).query, top_k=20))
    if found < gate.least:
        raise InputError(
            f"The new index finds the right article for {found:.1%} of the questions, the one in service for "
            f"{gate.least:.1%}, which therefore stays; run reindex again without --gate to change over all the same."
        )


def _fill(store: Store, embedder: Embedder, progress: Progress | None) -> Edition:
    edition = store.begin_edition(embedding_model(embedder), SPLITTER_VERSION)
    while articles := store.pending_articles(edition, limit=BATCH):
        failpoint("reindex.before_fill")
        store.fill(edition, resplit(articles, embedder))
        failpoint("reindex.after_fill")
        if progress:
            total = store.counts().articles
            progress(total - store.pending_count(edition), total)
    return edition
