"""The tables. Rows stay in this room; what leaves it is a frozen value of `records` or `index.types`.

Tables and statements alone: no object is mapped, so that a start need not load SQLAlchemy's other half.
"""

from datetime import UTC, date, datetime

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Named,
    String,
    Table,
    Text,
    TypedColumns,
    event,
)
from sqlalchemy.types import TypeDecorator

from index.store.records import ChangeKind, EditionState
from index.types import Language

Key = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits everywhere; SQLite grants AUTOINCREMENT to the word INTEGER only."""

ONE_EDITION_IN_SERVICE = DDL(  # type: ignore[no-untyped-call]  # lacks annotations
    "CREATE UNIQUE INDEX one_edition_in_service ON editions (state) WHERE state = 'serving'"
)
"""Both databases read it so; SQLAlchemy's own form would load the dialect of each wherever the tables are named."""

METADATA = MetaData()
"""All tables."""


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the instant in UTC."""
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


class Words(TypeDecorator[str]):
    """Text that is always there; SQLite lets a damaged page give anything in its place."""

    impl = Text()
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:
        """Return the text.

        Raises:
            ValueError: It is none.
        """
        if not isinstance(value, str):
            raise ValueError("text was expected")
        return value


class Places(TypeDecorator[tuple[int, ...]]):
    """Places in a text, ascending; kept as figures between blanks."""

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: tuple[int, ...] | None, dialect: Dialect) -> str | None:
        """Return the figures; nothing for no places."""
        return " ".join(map(str, value)) if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[int, ...]:
        """Return the places."""
        return tuple(map(int, value.split())) if value else ()


class ArticleColumns(TypedColumns):
    """One article, its whole text as it was given."""

    id: Named[int] = Column(Key, Identity(), primary_key=True)
    title: Named[str] = Column(Words, nullable=False)
    body: Named[str] = Column(Words, nullable=False)
    url: Named[str | None] = Column(Text)
    published_at: Named[date | None]
    external_id: Named[str | None] = Column(Text, unique=True)
    language: Named[Language] = Column(String(2))  # type: ignore[arg-type]  # one of a few strings
    content_hash: Named[str] = Column(String(64), unique=True)
    added_at: Named[datetime] = Column(Instant)
    author: Named[str | None] = Column(Text)
    outlet: Named[str | None] = Column(Text)
    section: Named[str | None] = Column(Text)
    pages: Named[tuple[int, ...]] = Column(Places, nullable=True)
    seal: Named[str | None] = Column(String(64))


class EditionColumns(TypedColumns):
    """One way to split and embed all articles; at most one row is in service."""

    id: Named[int] = Column(Key, Identity(), primary_key=True)
    model_name: Named[str] = Column(Text)
    model_fingerprint: Named[str] = Column(Text)
    model_dimension: Named[int]
    splitter_version: Named[str] = Column(Text)
    state: Named[EditionState] = Column(String(8))  # type: ignore[arg-type]  # one of a few strings
    created_at: Named[datetime] = Column(Instant)


class SplitColumns(TypedColumns):
    """An article has been split in an edition, even if no passage came of it."""

    article_id: Named[int] = Column(Key, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True)
    edition_id: Named[int] = Column(Key, ForeignKey("editions.id"), primary_key=True)
    seal: Named[str | None] = Column(String(64))


class PassageColumns(TypedColumns):
    """A part of an article's body, in one edition."""

    id: Named[int] = Column(Key, Identity(), primary_key=True)
    article_id: Named[int] = Column(Key, ForeignKey("articles.id", ondelete="CASCADE"))
    edition_id: Named[int] = Column(Key, ForeignKey("editions.id"))
    start: Named[int]
    end: Named[int]
    heading: Named[str] = Column(Words, nullable=False)
    text: Named[str] = Column(Words, nullable=False)


class VectorColumns(TypedColumns):
    """A passage's vector, float32 little-endian, by the model of the passage's edition."""

    passage_id: Named[int] = Column(
        Key, ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    vector: Named[bytes] = Column(LargeBinary)


class ChangeColumns(TypedColumns):
    """One committed write, in commit order; what an index replays after its generation was built."""

    seq: Named[int] = Column(Key, Identity(), primary_key=True)
    kind: Named[ChangeKind] = Column(String(6))  # type: ignore[arg-type]  # one of a few strings
    article_id: Named[int] = Column(Key)


# SQLite's plain key hands a deleted row's id out again; a stale vector would point at another article: AUTOINCREMENT.
article_table = Table("articles", METADATA, ArticleColumns, sqlite_autoincrement=True)
edition_table = Table("editions", METADATA, EditionColumns, sqlite_autoincrement=True)
split_table = Table("splits", METADATA, SplitColumns, sqlite_with_rowid=False)
passage_table = Table("passages", METADATA, PassageColumns, sqlite_autoincrement=True)
vector_table = Table("vectors", METADATA, VectorColumns)
change_table = Table("changes", METADATA, ChangeColumns, sqlite_autoincrement=True)

Index("passages_of_article", passage_table.c.article_id, passage_table.c.edition_id)
event.listen(edition_table, "after_create", ONE_EDITION_IN_SERVICE)
