"""Building a generation from SQL alone: no model is needed, and little memory."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from index.errors import GenerationError
from index.failpoints import failpoint
from index.language.analysis import ANALYSIS_VERSION
from index.search.generation import GenerationBuilder, is_recognised
from index.search.generations import Generations, sync_tree
from index.search.manifest import FORMAT, Content, GenerationInfo, digest, read_manifest, verify
from index.search.term_making import TermMaking
from index.store.records import Edition, EmbeddingModel
from index.store.store import Snapshot, Store
from index.types import Progress

BATCH = 1000
"""Passages read from SQL at a time."""

LOCKS = ".tantivy-"
"""How the names of tantivy's lock files begin: they are no part of the index."""


def content_of(edition: Edition | None, model: EmbeddingModel) -> Content:
    """What a generation of this edition is made of; edition 0 is a library that never had an article."""
    if edition is None:
        return Content(0, model.fingerprint, model.dimension, "", ANALYSIS_VERSION)
    return Content(
        edition.id,
        edition.model.fingerprint,
        edition.model.dimension,
        edition.splitter_version,
        ANALYSIS_VERSION,
    )


def publish(
    store: Store,
    generations: Generations,
    model: EmbeddingModel,
    *,
    edition: Edition | None = None,
    progress: Progress | None = None,
) -> GenerationInfo:
    """Build a generation of the edition in service, or of the given one, and make it the current one.

    When the current generation holds all of that already, it is returned instead.

    Raises:
        GenerationError: The directory cannot be written.
        ModelError: The edition is of another model.
    """
    with generations.publishing(), store.snapshot() as snapshot:
        failpoint("publish.started")
        chosen = edition or snapshot.edition
        content = content_of(chosen, model)
        current = _same_again(generations, content, snapshot.last_change, store)
        if current is not None:
            return current
        building = generations.new_directory()
        try:
            total = store.counts().passages
            builder = _build(building, snapshot, chosen, model, total, progress)
            failpoint("publish.before_fsync")
            sync_tree(building)
            failpoint("publish.after_fsync")
            info = _describe(building, builder, generations.next_number(), content, snapshot.last_change)
            generations.publish(building, info)
        except OSError as error:
            shutil.rmtree(building, ignore_errors=True)
            raise GenerationError(
                f"The index could not be written to {building.parent} ({error.strerror or error}); "
                "the one before it stays in service."
            ) from error
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        return info


def is_usable(info: GenerationInfo, content: Content, store: Store) -> bool:
    """Whether a generation is of this content and of this very database, not of another or a later state."""
    if info.content != content or info.last_change > store.last_change():
        return False
    return is_recognised(info, store.passages([each.passage_id for each in info.witnesses]))


def _same_again(
    generations: Generations, content: Content, last_change: int, store: Store
) -> GenerationInfo | None:
    """The current generation, if it is whole and would come out the same again."""
    for directory in generations.candidates()[:1]:
        try:
            info = read_manifest(directory)
            if info.last_change == last_change and is_usable(info, content, store):
                verify(directory, info)
                return info
        except GenerationError:
            return None
    return None


def _build(
    building: Path,
    snapshot: Snapshot,
    edition: Edition | None,
    model: EmbeddingModel,
    total: int,
    progress: Progress | None,
) -> GenerationBuilder:
    builder = GenerationBuilder(building, model.dimension)
    with TermMaking(total) as making:
        for batch, terms in making.of(snapshot.vectors(model, batch=BATCH, edition=edition)):
            builder.add(batch, terms)
            failpoint("publish.mid_write")
            if progress:
                progress(builder.passages, max(total, builder.passages))
    builder.finish()
    return builder


def _describe(
    building: Path, builder: GenerationBuilder, number: int, content: Content, last_change: int
) -> GenerationInfo:
    files = sorted(path for path in building.rglob("*") if path.is_file() and not path.name.startswith(LOCKS))
    return GenerationInfo(
        number=number,
        format=FORMAT,
        content=content,
        passages=builder.passages,
        terms=builder.terms,
        last_passage=builder.last_passage,
        last_change=last_change,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        witnesses=builder.witnesses,
        files=tuple(digest(building, path) for path in files),
    )
