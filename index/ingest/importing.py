"""Import files: one article a line, read as a stream."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.errors import InputError
from index.ingest.drafting import draft
from index.json_lines import LONGEST_LINE, JsonObject, read_lines, read_object
from index.language.dates import read_date
from index.language.normalising import one_line
from index.types import ArticleDraft, Imprint

_DATE_KEYS = ("published_at", "date")
_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class ImportLine:
    """What a line of an import file holds: a draft, or the reason why it is refused.

    Attributes:
        undated: What the line gives as its day, where that cannot be read; its article has none then.
    """

    number: int
    draft: ArticleDraft | None
    refused: str = ""
    undated: str = ""


def read_import(path: Path) -> Iterator[ImportLine]:
    """Read a `.jsonl` or `.jsonl.gz` file; blank lines are passed over, lines count from 1.

    Raises:
        InputError: The file is of another kind, cannot be read, or is damaged; the lines before the damage
            have been yielded.
    """
    if not path.name.endswith((".jsonl", ".jsonl.gz")):
        raise InputError(f"An import file must be .jsonl or .jsonl.gz, but this is {path.name}.")
    for number, line in read_lines(path):
        if len(line) > LONGEST_LINE or line.strip():
            yield _read_line(number, line)


def count_lines(path: Path) -> int:
    """How many lines a file has, for those who wait; those before any damage."""
    count = 0
    with suppress(InputError):
        for count, _ in read_lines(path):  # noqa: B007  # the last number is wanted
            pass
    return count


def _read_line(number: int, line: bytes) -> ImportLine:
    try:
        row = read_object(line)
        day = _day(row)
        made = _draft(row, day if isinstance(day, date) else None)
        return ImportLine(number, made, undated=day if isinstance(day, str) else "")
    except InputError as error:
        return ImportLine(number, None, str(error))


def _day(row: JsonObject) -> date | str | None:
    """The day of publication, or what stands for it where that is no day that can be read."""
    given = next((row[key] for key in _DATE_KEYS if row.get(key)), None)
    if given is None:
        return None
    text = given if isinstance(given, str) else json.dumps(given)
    return read_date(one_line(text)) or one_line(text)[:_LONGEST_SHOWN]


def _draft(row: JsonObject, published_at: date | None) -> ArticleDraft:
    text = row.get("text")
    if not isinstance(text, str):
        raise InputError('A line needs its article in "text".')
    title, url = _optional(row, "title"), _optional(row, "url")
    imprint = Imprint(*(_optional(row, key) for key in ("author", "outlet", "section")))
    external_id = row.get("id")
    if external_id is not None and (isinstance(external_id, bool) or not isinstance(external_id, str | int)):
        raise InputError('"id" must be a text or a whole number.')
    return draft(
        text,
        title=title or "",
        url=url,
        published_at=published_at,
        external_id=None if external_id is None else str(external_id),
        imprint=imprint,
    )


def _optional(row: JsonObject, key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f'"{key}" must be a text.')
    return value
