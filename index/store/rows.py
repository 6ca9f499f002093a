"""The tables. Rows stay in this room; what leaves it is a frozen value of `records` or `index.types`."""

from datetime import UTC, date, datetime

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from index.store.records import ChangeKind, EditionState
from index.types import Language

Key = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits everywhere; SQLite grants AUTOINCREMENT to the word INTEGER only."""

NEVER_REUSED = {"sqlite_autoincrement": True}
"""SQLite's plain key hands a deleted row's id out again; a stale vector would point at another article."""

WITHOUT_ROWID = {"sqlite_with_rowid": False}


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


class Row(DeclarativeBase):
    """Base of all rows."""


class ArticleRow(Row):
    """One article, its whole text as it was given."""

    __tablename__ = "articles"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(Key, Identity(), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[date | None]
    external_id: Mapped[str | None] = mapped_column(Text, unique=True)
    language: Mapped[Language] = mapped_column(String(2))
    content_hash: Mapped[str] = mapped_column(String(64), unique=True)
    added_at: Mapped[datetime] = mapped_column(Instant)


class EditionRow(Row):
    """One way to split and embed all articles; at most one row is in service."""

    __tablename__ = "editions"
    __table_args__ = (
        Index(
            "one_edition_in_service",
            "state",
            unique=True,
            sqlite_where=text("state = 'serving'"),
            postgresql_where=text("state = 'serving'"),
        ),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(Key, Identity(), primary_key=True)
    model_name: Mapped[str] = mapped_column(Text)
    model_fingerprint: Mapped[str] = mapped_column(Text)
    model_dimension: Mapped[int]
    splitter_version: Mapped[str] = mapped_column(Text)
    state: Mapped[EditionState] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(Instant)


class SplitRow(Row):
    """An article has been split in an edition, even if no passage came of it."""

    __tablename__ = "splits"
    __table_args__ = WITHOUT_ROWID

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), primary_key=True)


class PassageRow(Row):
    """A part of an article's body, in one edition."""

    __tablename__ = "passages"
    __table_args__ = (Index("passages_of_article", "article_id", "edition_id"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(Key, Identity(), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id", ondelete="CASCADE"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    start: Mapped[int]
    end: Mapped[int]
    heading: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class VectorRow(Row):
    """A passage's vector, float32 little-endian, by the model of the passage's edition."""

    __tablename__ = "vectors"

    passage_id: Mapped[int] = mapped_column(
        Key, ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class ChangeRow(Row):
    """One committed write, in commit order; what an index replays after its generation was built."""

    __tablename__ = "changes"
    __table_args__ = NEVER_REUSED

    seq: Mapped[int] = mapped_column(Key, Identity(), primary_key=True)
    kind: Mapped[ChangeKind] = mapped_column(String(6))
    article_id: Mapped[int] = mapped_column(Key)
