"""Articles into the store, batch by batch: known texts are passed over, new ones split, embedded and committed."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self, TypeVar

from index.errors import InputError
from index.ingest.drafting import content_hash
from index.library.service import Service
from index.library.serving import Serving, embedding_model
from index.store.store import Store
from index.types import AddResult, ArticleDraft

if TYPE_CHECKING:
    from index.ingest.importing import ImportLine
    from index.library.preparing_ahead import Ahead, Begun

T = TypeVar("T")

IMPORT_BATCH = 128
"""Articles embedded and committed together by an import: each whole, or not at all."""


class Storing:
    """Stores articles with the model in service. Thread-safe."""

    def __init__(self, store: Store, service: Service) -> None:
        self._store = store
        self._service = service

    def add(self, draft: ArticleDraft) -> AddResult:
        """Store one article in a transaction of its own, or find that its text is there."""
        [result] = self._add_all(_Batch.of([draft]))
        return result

    def add_lines(
        self, lines: "Iterable[ImportLine]"
    ) -> "Iterator[tuple[list[ImportLine], list[AddResult]]]":
        """Store the lines in batches, each in a transaction and in order; results are those of the lines with a draft.

        In a long import the next batches are prepared meanwhile.
        """
        from index.library.preparing_ahead import Ahead

        waiting: deque[tuple[list[ImportLine], _Batch]] = deque()
        with Ahead() as ahead:
            try:
                for some in _batches(lines, IMPORT_BATCH):
                    waiting.append((some, self._begun(some, ahead)))
                    while len(waiting) > ahead.depth:
                        some, batch = waiting.popleft()
                        yield some, self._add_all(batch)
            except InputError:  # of the source: what was read before is stored all the same
                for some, batch in waiting:
                    yield some, self._add_all(batch)
                raise
            for some, batch in waiting:
                yield some, self._add_all(batch)

    def _begun(self, lines: "list[ImportLine]", ahead: "Ahead") -> "_Batch":
        """The batch of some lines, which is being prepared already where that is worth it."""
        batch = _Batch.of([line.draft for line in lines if line.draft is not None])
        embedder = self._service.current().embedder
        if ahead.is_worth(len(batch.drafts), embedder):
            return replace(batch, begun=ahead.begin(self._fresh(batch), embedder))
        return batch

    def _fresh(self, batch: "_Batch") -> list[ArticleDraft]:
        """The drafts whose text is not stored."""
        known = self._store.known(batch.hashes)
        return [draft for draft, there in zip(batch.drafts, known, strict=True) if there is None]

    def _add_all(self, batch: "_Batch") -> list[AddResult]:
        """Store the drafts whose text is new, in one transaction; one result a draft, in order."""
        known = self._store.known(batch.hashes)
        fresh = [draft for draft, there in zip(batch.drafts, known, strict=True) if there is None]
        stored = iter(
            self._service.use(lambda serving: self._add_fresh(serving, fresh, batch.begun)) if fresh else ()
        )
        return [next(stored) if there is None else AddResult(there, False, 0) for there in known]

    def _add_fresh(
        self, serving: Serving, drafts: Sequence[ArticleDraft], begun: "Begun | None"
    ) -> list[AddResult]:
        from index.ingest.splitting import SPLITTER_VERSION
        from index.library.preparing import prepare

        ready = {} if begun is None else begun.ready(serving.embedder)
        missing = [draft for draft in drafts if draft not in ready]
        prepared = {**ready, **dict(zip(missing, prepare(missing, serving.embedder), strict=True))}
        model = embedding_model(serving.embedder)
        return self._store.add([prepared[d] for d in drafts], model, splitter_version=SPLITTER_VERSION)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Drafts that are stored together, with the hashes of their texts."""

    drafts: list[ArticleDraft]
    hashes: list[str]
    begun: "Begun | None" = None

    @classmethod
    def of(cls, drafts: list[ArticleDraft]) -> Self:
        return cls(drafts, [content_hash(draft.body) for draft in drafts])


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Cut into parts; what came before an error of the source is given before the error is."""
    part: list[T] = []
    try:
        for item in items:
            part.append(item)
            if len(part) == size:
                yield part
                part = []
    except InputError:
        if part:
            yield part
        raise
    if part:
        yield part
