"""Lay the bot's tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bot_acts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bot_acts")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "bot_answers",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("question_message_id", sa.BigInteger(), nullable=True),
        sa.Column("reply_message_id", sa.BigInteger(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("abstained", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("elapsed_ms", sa.Double(), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("set_aside", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bot_answers")),
    )
    op.create_index(op.f("ix_bot_answers_asked_at"), "bot_answers", ["asked_at"], unique=False)
    op.create_index(
        "ix_bot_answers_question", "bot_answers", ["chat_id", "question_message_id"], unique=False
    )
    op.create_index("ix_bot_answers_reply", "bot_answers", ["chat_id", "reply_message_id"], unique=False)
    op.create_index(op.f("ix_bot_answers_user_id"), "bot_answers", ["user_id"], unique=False)
    op.create_table(
        "bot_calls",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("attachment", sa.LargeBinary(), nullable=True),
        sa.Column("attachment_name", sa.String(length=80), nullable=True),
        sa.Column("answer_id", sa.String(length=16), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("replica", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bot_calls")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_bot_calls_finished_at"), "bot_calls", ["finished_at"], unique=False)
    op.create_index("ix_bot_calls_state", "bot_calls", ["state", "replica", "id"], unique=False)
    op.create_table(
        "bot_chats",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("moved_to", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bot_chats")),
    )
    op.create_table(
        "bot_drafts",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.String(length=12), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published_at", sa.Date(), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bot_drafts")),
    )
    op.create_index(op.f("ix_bot_drafts_created_at"), "bot_drafts", ["created_at"], unique=False)
    op.create_index(op.f("ix_bot_drafts_user_id"), "bot_drafts", ["user_id"], unique=False)
    op.create_table(
        "bot_lanes",
        sa.Column("lane", sa.String(length=48), nullable=False),
        sa.Column("replica", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("lane", name=op.f("pk_bot_lanes")),
    )
    op.create_index(op.f("ix_bot_lanes_replica"), "bot_lanes", ["replica"], unique=False)
    op.create_table(
        "bot_people",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("language_code", sa.String(length=16), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bot_people")),
    )
    op.create_index(op.f("ix_bot_people_role"), "bot_people", ["role"], unique=False)
    op.create_table(
        "bot_replicas",
        sa.Column("replica", sa.String(length=32), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("replica", name=op.f("pk_bot_replicas")),
    )
    op.create_table(
        "bot_searches",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bot_searches")),
    )
    op.create_index(op.f("ix_bot_searches_created_at"), "bot_searches", ["created_at"], unique=False)
    op.create_table(
        "bot_tasks",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "user_id", name=op.f("pk_bot_tasks")),
    )
    op.create_table(
        "bot_updates",
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("lane", sa.String(length=48), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_bot_updates")),
        sa.UniqueConstraint("update_id", name=op.f("uq_bot_updates_update_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_bot_updates_finished_at"), "bot_updates", ["finished_at"], unique=False)
    op.create_index("ix_bot_updates_lane", "bot_updates", ["state", "lane", "position"], unique=False)
    op.create_table(
        "bot_answer_hits",
        sa.Column("answer_id", sa.String(length=16), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("passage_id", sa.BigInteger(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=80), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("cited", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["bot_answers.id"], name=op.f("fk_bot_answer_hits_answer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", "rank", name=op.f("pk_bot_answer_hits")),
    )
    op.create_table(
        "bot_thumbs",
        sa.Column("answer_id", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["bot_answers.id"], name=op.f("fk_bot_thumbs_answer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", "user_id", name=op.f("pk_bot_thumbs")),
    )
    op.create_table(
        "bot_verdicts",
        sa.Column("answer_id", sa.String(length=16), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["bot_answers.id"], name=op.f("fk_bot_verdicts_answer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_bot_verdicts")),
    )


def downgrade() -> None:
    op.drop_table("bot_verdicts")
    op.drop_table("bot_thumbs")
    op.drop_table("bot_answer_hits")
    op.drop_index("ix_bot_updates_lane", table_name="bot_updates")
    op.drop_index(op.f("ix_bot_updates_finished_at"), table_name="bot_updates")
    op.drop_table("bot_updates")
    op.drop_table("bot_tasks")
    op.drop_index(op.f("ix_bot_searches_created_at"), table_name="bot_searches")
    op.drop_table("bot_searches")
    op.drop_table("bot_replicas")
    op.drop_index(op.f("ix_bot_people_role"), table_name="bot_people")
    op.drop_table("bot_people")
    op.drop_index(op.f("ix_bot_lanes_replica"), table_name="bot_lanes")
    op.drop_table("bot_lanes")
    op.drop_index(op.f("ix_bot_drafts_user_id"), table_name="bot_drafts")
    op.drop_index(op.f("ix_bot_drafts_created_at"), table_name="bot_drafts")
    op.drop_table("bot_drafts")
    op.drop_table("bot_chats")
    op.drop_index("ix_bot_calls_state", table_name="bot_calls")
    op.drop_index(op.f("ix_bot_calls_finished_at"), table_name="bot_calls")
    op.drop_table("bot_calls")
    op.drop_index(op.f("ix_bot_answers_user_id"), table_name="bot_answers")
    op.drop_index("ix_bot_answers_reply", table_name="bot_answers")
    op.drop_index("ix_bot_answers_question", table_name="bot_answers")
    op.drop_index(op.f("ix_bot_answers_asked_at"), table_name="bot_answers")
    op.drop_table("bot_answers")
    op.drop_table("bot_acts")
