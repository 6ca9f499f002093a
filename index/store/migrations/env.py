"""Alembic's entry point: takes the connection that `index.store.schema` hands over."""

from alembic import context

from index.store.rows import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True
)
context.run_migrations()
