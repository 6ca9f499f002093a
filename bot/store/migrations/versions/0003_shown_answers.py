"""Answers know the message that shows them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("bot_answers", sa.Column("shown", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("bot_answers", "shown")
