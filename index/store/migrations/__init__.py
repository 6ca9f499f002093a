"""Alembic's migrations; run by `index.store.schema`, inside one transaction."""
