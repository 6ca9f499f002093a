"""Alembic's entry: runs on the connection that `bot.store.database.migrate` hands over."""

from alembic import context

from bot.store.tables import VERSION_TABLE, Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    version_table=VERSION_TABLE,
    include_object=lambda thing, name, kind, reflected, compare_to: (
        kind != "table" or (name or "").startswith("bot_")
    ),
)
context.run_migrations()
