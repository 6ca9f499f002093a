"""Questions that wait for an article."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "bot_waits",
        sa.Column("answer_id", sa.String(length=16), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("begun_at", moment, nullable=False),
        sa.Column("newest_article", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", name="pk_bot_waits"),
    )
    op.create_index("ix_bot_waits_state", "bot_waits", ["state", "newest_article"])
    op.create_index("ix_bot_waits_user_id", "bot_waits", ["user_id"])
    op.create_index("ix_bot_waits_begun_at", "bot_waits", ["begun_at"])


def downgrade() -> None:
    op.drop_table("bot_waits")
