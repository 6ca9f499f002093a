"""The first schema: articles, editions, passages, vectors, changes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SERVING = sa.text("state = 'serving'")


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("id", KEY, sa.Identity(), primary_key=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("published_at", sa.Date()),
        sa.Column("external_id", sa.Text(), unique=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "editions",
        sa.Column("id", KEY, sa.Identity(), primary_key=True),
        sa.Column("model_name", sa.Text(), nullable=False),
        sa.Column("model_fingerprint", sa.Text(), nullable=False),
        sa.Column("model_dimension", sa.Integer(), nullable=False),
        sa.Column("splitter_version", sa.Text(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "one_edition_in_service",
        "editions",
        ["state"],
        unique=True,
        sqlite_where=SERVING,
        postgresql_where=SERVING,
    )
    op.create_table(
        "changes",
        sa.Column("seq", KEY, sa.Identity(), primary_key=True),
        sa.Column("kind", sa.String(6), nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "splits",
        sa.Column("article_id", KEY, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("edition_id", KEY, sa.ForeignKey("editions.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "passages",
        sa.Column("id", KEY, sa.Identity(), primary_key=True),
        sa.Column("article_id", KEY, sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
        sa.Column("edition_id", KEY, sa.ForeignKey("editions.id"), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("passages_of_article", "passages", ["article_id", "edition_id"])
    op.create_table(
        "vectors",
        sa.Column(
            "passage_id",
            KEY,
            sa.ForeignKey("passages.id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    for table in ("vectors", "passages", "splits", "changes", "editions", "articles"):
        op.drop_table(table)
