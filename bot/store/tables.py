"""The bot's own rows: updates, replies, people, answers. See `bot.store.database.bot_url` for where."""

from datetime import UTC, date, datetime

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

VERSION_TABLE = "bot_alembic_version"

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware UTC moment, also where the database knows no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Read as UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_AutoKey = BigInteger().with_variant(Integer, "sqlite")


class Row(DeclarativeBase):
    """Base of the bot's rows."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {datetime: Instant, int: BigInteger, bytes: LargeBinary}  # noqa: RUF012 - SQLAlchemy's form


class UpdateRow(Row):
    """One update of Telegram's; the body is emptied once it is handled."""

    __tablename__ = "bot_updates"
    __table_args__ = (
        Index("ix_bot_updates_lane", "state", "lane", "position"),
        {"sqlite_autoincrement": True},
    )

    position: Mapped[int] = mapped_column(_AutoKey, primary_key=True)
    update_id: Mapped[int] = mapped_column(unique=True)
    lane: Mapped[str] = mapped_column(String(48))
    user_id: Mapped[int | None]
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12), default="waiting")
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    tries: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    tried_at: Mapped[datetime | None]
    tried_by: Mapped[str | None] = mapped_column(String(32))
    retries: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    retry_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    finished_at: Mapped[datetime | None] = mapped_column(index=True)
    trouble: Mapped[str | None] = mapped_column(Text)


class LaneRow(Row):
    """Which replica is handling a lane's updates at the moment."""

    __tablename__ = "bot_lanes"

    lane: Mapped[str] = mapped_column(String(48), primary_key=True)
    replica: Mapped[str] = mapped_column(String(32), index=True)


class ReplicaRow(Row):
    """A running bot process and when it last gave a sign of life."""

    __tablename__ = "bot_replicas"

    replica: Mapped[str] = mapped_column(String(32), primary_key=True)
    seen_at: Mapped[datetime]


class CallRow(Row):
    """One call of the Bot API that must reach Telegram: a reply, an edit, a picture."""

    __tablename__ = "bot_calls"
    __table_args__ = (Index("ix_bot_calls_state", "state", "replica", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(_AutoKey, primary_key=True)
    chat_id: Mapped[int]
    method: Mapped[str] = mapped_column(String(40))
    parameters: Mapped[str] = mapped_column(Text)
    attachment: Mapped[bytes | None]
    attachment_name: Mapped[str | None] = mapped_column(String(80))
    answer_id: Mapped[str | None] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(12), default="waiting")
    replica: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None] = mapped_column(index=True)
    trouble: Mapped[str | None] = mapped_column(Text)


class PersonRow(Row):
    """Someone who has written to the bot."""

    __tablename__ = "bot_people"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(160), default="")
    role: Mapped[str] = mapped_column(String(8), default="reader", index=True)
    language: Mapped[str | None] = mapped_column(String(2))
    language_code: Mapped[str] = mapped_column(String(16), default="")
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    username: Mapped[str] = mapped_column(String(40), default="", server_default="")


class TaskRow(Row):
    """What a person is in the middle of in a chat: adding an article, editing one."""

    __tablename__ = "bot_tasks"

    chat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    body: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime]


class AnswerRow(Row):
    """One question and what was answered; buttons carry its id."""

    __tablename__ = "bot_answers"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    chat_id: Mapped[int]
    user_id: Mapped[int | None] = mapped_column(index=True)
    question_message_id: Mapped[int | None]
    reply_message_id: Mapped[int | None]
    question: Mapped[str] = mapped_column(Text)
    query: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    mode: Mapped[str] = mapped_column(String(8))
    abstained: Mapped[bool]
    confidence: Mapped[float]
    answer: Mapped[str | None] = mapped_column(Text)
    elapsed_ms: Mapped[float]
    model: Mapped[str] = mapped_column(String(80))
    generation: Mapped[int]
    set_aside: Mapped[bool] = mapped_column(default=False)
    shown: Mapped[str] = mapped_column(Text, default="", server_default="")


Index("ix_bot_answers_reply", AnswerRow.chat_id, AnswerRow.reply_message_id)
Index("ix_bot_answers_question", AnswerRow.chat_id, AnswerRow.question_message_id)


class AnswerHitRow(Row):
    """One passage that was found for a question."""

    __tablename__ = "bot_answer_hits"

    answer_id: Mapped[str] = mapped_column(ForeignKey(AnswerRow.id, ondelete="CASCADE"), primary_key=True)
    rank: Mapped[int] = mapped_column(Integer, primary_key=True)
    article_id: Mapped[int]
    external_id: Mapped[str | None] = mapped_column(Text)
    passage_id: Mapped[int]
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    content_hash: Mapped[str] = mapped_column(String(80))
    score: Mapped[float]
    cited: Mapped[bool] = mapped_column(default=False)


class ThumbRow(Row):
    """What a person thought of an answer: 1 good, -1 bad."""

    __tablename__ = "bot_thumbs"

    answer_id: Mapped[str] = mapped_column(ForeignKey(AnswerRow.id, ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(Integer)
    given_at: Mapped[datetime]


class VerdictRow(Row):
    """What an editor says of a question: which article answers it, or (None) that no article does."""

    __tablename__ = "bot_verdicts"

    answer_id: Mapped[str] = mapped_column(ForeignKey(AnswerRow.id, ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int]
    article_id: Mapped[int | None]
    given_at: Mapped[datetime]


class WaitRow(Row):
    """A question that is asked again when articles come in; the id is that of the answer that did not tell."""

    __tablename__ = "bot_waits"
    __table_args__ = (Index("ix_bot_waits_state", "state", "newest_article"),)

    answer_id: Mapped[str] = mapped_column(String(16), primary_key=True)
    chat_id: Mapped[int]
    thread_id: Mapped[int | None]
    user_id: Mapped[int] = mapped_column(index=True)
    message_id: Mapped[int | None]
    question: Mapped[str] = mapped_column(Text)
    query: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    begun_at: Mapped[datetime] = mapped_column(index=True)
    newest_article: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]


class ActRow(Row):
    """The audit trail: who changed what."""

    __tablename__ = "bot_acts"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(_AutoKey, primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[int]
    act: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(Text)


class DraftRow(Row):
    """An article that waits for someone's button: to be confirmed, approved or brought back."""

    __tablename__ = "bot_drafts"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    user_id: Mapped[int] = mapped_column(index=True)
    purpose: Mapped[str] = mapped_column(String(12))
    article_id: Mapped[int | None]
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[date | None]
    external_id: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(12), default="open")
    message_id: Mapped[int | None]
    sources: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    facts: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")


class SearchRow(Row):
    """What someone looked for in the list of articles; its page buttons carry the id."""

    __tablename__ = "bot_searches"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    query: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(index=True)


class ChatRow(Row):
    """What is known of a chat: whether it blocked the bot, where it moved."""

    __tablename__ = "bot_chats"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    blocked: Mapped[bool] = mapped_column(default=False)
    moved_to: Mapped[int | None]


UPDATES, LANES, CALLS, PEOPLE, TASKS, ANSWERS, ANSWER_HITS, DRAFTS = (
    Row.metadata.tables[row.__tablename__]
    for row in (UpdateRow, LaneRow, CallRow, PersonRow, TaskRow, AnswerRow, AnswerHitRow, DraftRow)
)
"""The same as plain tables, for what every answer runs: a statement on a row's class costs five times as much."""
