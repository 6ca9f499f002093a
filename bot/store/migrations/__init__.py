"""Migrations of the bot's own tables (Alembic), run when the database is opened."""
