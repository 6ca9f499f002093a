"""Inserts that leave alone what is there already, in the words of each database."""

from dataclasses import dataclass

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Insert


@dataclass(frozen=True, slots=True)
class InsertNew:
    """One statement for each database; it inserts the rows that clash with none."""

    sqlite: Insert
    postgresql: Insert

    def on(self, session: Session) -> Insert:
        """The statement that the session's database understands."""
        return self.postgresql if session.get_bind().dialect.name == "postgresql" else self.sqlite


def insert_new(table: Table) -> InsertNew:
    """An insert into the table; made once, so that it is compiled once, whatever the number of rows."""
    return InsertNew(
        sqlite=sqlite.insert(table).on_conflict_do_nothing(),
        postgresql=postgresql.insert(table).on_conflict_do_nothing(),
    )
