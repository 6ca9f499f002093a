"""Updates know which of their attempts count, and when one that was set aside is tried again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COLUMNS = ("tries", "tried_at", "tried_by", "retries", "retry_at")


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("bot_updates", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("bot_updates", sa.Column("tried_at", moment, nullable=True))
    op.add_column("bot_updates", sa.Column("tried_by", sa.String(length=32), nullable=True))
    op.add_column("bot_updates", sa.Column("retries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("bot_updates", sa.Column("retry_at", moment, nullable=True))


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_column("bot_updates", column)
