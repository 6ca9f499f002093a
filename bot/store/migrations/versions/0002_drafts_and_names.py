"""Drafts know their messages and all facts; people their @name."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("bot_drafts", sa.Column("message_id", sa.BigInteger(), nullable=True))
    op.add_column("bot_drafts", sa.Column("sources", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("bot_drafts", sa.Column("facts", sa.Text(), nullable=False, server_default="{}"))
    op.add_column(
        "bot_people", sa.Column("username", sa.String(length=40), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("bot_people", "username")
    for column in ("facts", "sources", "message_id"):
        op.drop_column("bot_drafts", column)
