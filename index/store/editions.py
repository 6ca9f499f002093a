"""Editions: how the articles are split and embedded in service, and how a reindex fills the next edition."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from index.errors import ModelError, StoreError
from index.store import numbering
from index.store.reading import ARTICLE_COLUMNS, in_edition, to_article
from index.store.records import Edition, EditionState, EmbeddingModel
from index.store.rows import article_table, change_table, edition_table, passage_table, split_table
from index.types import Article

DROP_BATCH = 1000


def editions(connection: Connection, *states: EditionState) -> list[Edition]:
    """List the editions in these states, by id."""
    statement = select(edition_table).where(edition_table.c.state.in_(states)).order_by(edition_table.c.id)
    return [
        Edition(
            row.id,
            EmbeddingModel(row.model_name, row.model_fingerprint, row.model_dimension),
            row.splitter_version,
            row.state,
        )
        for row in connection.execute(statement)
    ]


def serving(connection: Connection) -> Edition | None:
    """Return the edition in service, None in a library that never had an article."""
    found = editions(connection, "serving")
    return found[0] if found else None


def create(
    connection: Connection, model: EmbeddingModel, splitter_version: str, state: EditionState
) -> Edition:
    """Write a new edition; its id is like no other library's, so that an index cannot be taken for theirs."""
    edition_id = numbering.take_random_id(connection, edition_table)
    statement = insert(edition_table).values(
        id=edition_id,
        model_name=model.name,
        model_fingerprint=model.fingerprint,
        model_dimension=model.dimension,
        splitter_version=splitter_version,
        state=state,
        created_at=datetime.now(UTC),
    )
    connection.execute(statement)
    return Edition(edition_id, model, splitter_version, state)


def serving_for(connection: Connection, model: EmbeddingModel, splitter_version: str) -> Edition:
    """Return the edition in service to write into with this model; an empty library takes any model.

    Raises:
        ModelError: The library is in service with another model.
    """
    found = serving(connection)
    if found is not None and found.model.fingerprint == model.fingerprint:
        return found
    if found is not None:
        if connection.execute(select(article_table.c.id).limit(1)).first():
            raise wrong_model(found.model, model)
        set_state(connection, found.id, "retired")
    created = create(connection, model, splitter_version, "serving")
    connection.execute(insert(change_table).values(kind="serve", article_id=0))
    return created


def wrong_model(stored: EmbeddingModel, given: EmbeddingModel) -> ModelError:
    """Name both models and the cure."""
    return ModelError(
        f"The library is embedded by {stored.name} ({stored.fingerprint[:12]}), but {given.name} "
        f"({given.fingerprint[:12]}) is loaded; set EMBEDDING_MODEL back or use `tanya reindex --model`."
    )


def begin(connection: Connection, model: EmbeddingModel, splitter_version: str) -> Edition:
    """Take up the unfinished edition of this model and splitter, or start one; others are given up."""
    wanted = None
    for edition in editions(connection, "building"):
        if (edition.model.fingerprint, edition.splitter_version) == (model.fingerprint, splitter_version):
            wanted = edition
        else:
            set_state(connection, edition.id, "retired")
    return wanted or create(connection, model, splitter_version, "building")


def pending_count(connection: Connection, edition: Edition) -> int:
    """Count the articles that are not yet in the edition."""
    statement = select(func.count()).select_from(article_table).where(~in_edition(edition.id))
    return int(connection.execute(statement).scalar_one())


def pending(connection: Connection, edition: Edition, limit: int) -> list[Article]:
    """Return articles that are not yet in the edition, by ascending id."""
    statement = (
        select(*ARTICLE_COLUMNS).where(~in_edition(edition.id)).order_by(article_table.c.id).limit(limit)
    )
    return [to_article(row) for row in connection.execute(statement)]


def serve(connection: Connection, edition: Edition) -> None:
    """Put a complete edition in service and retire the one before it.

    Raises:
        StoreError: Articles are missing from it, or it has been given up.
    """
    missing = pending_count(connection, edition)
    if missing:
        raise StoreError(
            f"{missing} articles are not yet in edition {edition.id}; run `tanya reindex` again."
        )
    before = serving(connection)
    if before is not None and before.id == edition.id:
        return
    if edition.id not in {e.id for e in editions(connection, "building")}:
        raise StoreError(f"Edition {edition.id} has been given up; run `tanya reindex` again.")
    if before is not None:
        set_state(connection, before.id, "retired")
    set_state(connection, edition.id, "serving")
    connection.execute(insert(change_table).values(kind="serve", article_id=0))


def set_state(connection: Connection, edition_id: int, state: EditionState) -> None:
    """Move an edition to another state."""
    connection.execute(update(edition_table).where(edition_table.c.id == edition_id).values(state=state))


def drop_some_retired(connection: Connection) -> bool:
    """Delete a batch of retired passages, or an empty retired edition; tell whether more is left."""
    retired: Sequence[Edition] = editions(connection, "retired")
    if not retired:
        return False
    edition_id = retired[0].id
    doomed = select(passage_table.c.id).where(passage_table.c.edition_id == edition_id).limit(DROP_BATCH)
    ids = connection.execute(doomed).scalars().all()
    if ids:
        connection.execute(delete(passage_table).where(passage_table.c.id.in_(ids)))
        return True
    connection.execute(delete(split_table).where(split_table.c.edition_id == edition_id))
    connection.execute(delete(edition_table).where(edition_table.c.id == edition_id))
    return len(retired) > 1
