"""Seals: what a row held when it was written, as a hash, so that a row altered from outside is found.

An article's seal is of its columns, a split's of the article's passages and vectors in that edition. The ids of
passages and editions stay out of it: a copy in another database has others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from sqlalchemy import Column, Connection, Table, bindparam, select, type_coerce, update
from sqlalchemy.types import NULLTYPE

from index.store.records import Edition
from index.store.rows import article_table, passage_table, split_table, vector_table

T = TypeVar("T")
STREAMED = 1000
SEALED = tuple(sorted(column.name for column in article_table.c if column.name != "seal"))


def as_kept(column: Column[T]) -> object:
    """The column as the driver gives it, whatever type a damaged row holds."""
    return type_coerce(column, NULLTYPE).label(column.name)


ARTICLES = select(  # type: ignore[call-overload]  # of so many columns
    *(as_kept(article_table.c[name]) for name in (*SEALED, "seal"))
).execution_options(yield_per=STREAMED)
PARTS = (
    select(  # type: ignore[call-overload]  # as above
        split_table.c.article_id,
        split_table.c.seal,
        *(as_kept(passage_table.c[name]) for name in ("start", "end", "heading", "text")),
        as_kept(vector_table.c.vector),
    )
    .select_from(split_table)
    .outerjoin(
        passage_table,
        (passage_table.c.article_id == split_table.c.article_id)
        & (passage_table.c.edition_id == split_table.c.edition_id),
    )
    .outerjoin(vector_table, vector_table.c.passage_id == passage_table.c.id)
    .where(split_table.c.edition_id == bindparam("edition"))
    .order_by(split_table.c.article_id, passage_table.c.id)
    .execution_options(yield_per=STREAMED)
)


def article_seal(values: Mapping[str, object]) -> str:
    """Hash an article's columns by name; one without a value does not count, so that a new column breaks no seal."""
    known = ((name, as_text(values[name])) for name in SEALED)
    return sha256(
        "\0".join(f"{name}={text}" for name, text in known if text is not None).encode(errors="surrogatepass")
    ).hexdigest()


def split_seal(passages: Iterable[Sequence[object]]) -> str:
    """Hash an article's passages, each of (start, end, heading, text, vector), in the order of their ids."""
    parts: list[bytes] = []
    for start, end, heading, text, vector in passages:
        parts.append(f"{start} {end} {heading}\0{text}\0".encode(errors="surrogatepass"))
        parts.append(vector if isinstance(vector, bytes) else str(vector).encode())
    return sha256(b"".join(parts)).hexdigest()


def as_text(value: object) -> str | None:
    """A value as SQLite keeps it; both databases and Python's own values come to the same."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    if isinstance(value, tuple):
        return " ".join(map(str, value)) or None
    return None if value is None else str(value)


def articles(connection: Connection) -> Iterator[tuple[int, str | None, str]]:
    """Stream every article's id, the seal that it bears, and the one that it should."""
    for *values, seal in connection.execute(ARTICLES):
        found = dict(zip(SEALED, values, strict=True))
        yield found["id"], seal, article_seal(found)


def splits(connection: Connection, edition: Edition) -> Iterator[tuple[int, str | None, str]]:
    """Stream, for each article of an edition, its id, the seal of its split, and the one that it should have."""
    rows = connection.execute(PARTS, {"edition": edition.id})
    for (article_id, seal), parts in groupby(rows, key=itemgetter(0, 1)):
        passages = [part[2:] for part in parts if part[2] is not None]
        yield article_id, seal, split_seal(passages)


def altered(found: Iterable[tuple[int, str | None, str]]) -> tuple[list[int], int]:
    """The ids of what is not what was sealed, and how much bears no seal."""
    broken: list[int] = []
    bare = 0
    for article_id, seal, right in found:
        bare += seal is None
        if seal is not None and seal != right:
            broken.append(article_id)
    return broken, bare


def seal_bare(connection: Connection, edition: Edition | None) -> int:
    """Seal what bears none, as it is now; return how many articles and splits that was."""
    done = put(connection, article_table, articles(connection))
    return done + (put(connection, split_table, splits(connection, edition)) if edition else 0)


def put(connection: Connection, table: Table, found: Iterable[tuple[int, str | None, str]]) -> int:
    """Write the seals that are missing."""
    key = table.c.id if table is article_table else table.c.article_id
    bare = [{"of": article_id, "right": right} for article_id, seal, right in found if seal is None]
    if bare:
        statement = update(table).where(key == bindparam("of"), table.c.seal.is_(None))
        connection.execute(statement.values(seal=bindparam("right")), bare)
    return len(bare)
