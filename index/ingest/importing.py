"""Import files: one article a line, read as a stream."""

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from index.errors import InputError
from index.ingest.drafting import draft
from index.language.dates import read_date
from index.language.normalising import one_line
from index.types import ArticleDraft, Imprint

_LONGEST_LINE = 16 * 1024 * 1024  # bytes; a longest body, every character escaped, fits
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
    with _opened(path) as file:
        number = 0
        while line := _next_line(file, path, after=number):
            number += 1
            if len(line) > _LONGEST_LINE:
                yield ImportLine(number, None, f"the line is longer than {_LONGEST_LINE // 1024 // 1024} MiB")
            elif line.strip():
                yield _read_line(number, line)


def count_lines(path: Path) -> int:
    """How many lines a file has, for those who wait; 0 where it cannot be told."""
    try:
        with _opened(path) as file:
            return sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 20), b""))
    except (InputError, OSError, EOFError, zlib.error):
        return 0


def _opened(path: Path) -> BinaryIO | gzip.GzipFile:
    if not path.name.endswith((".jsonl", ".jsonl.gz")):
        raise InputError(f"An import file must be .jsonl or .jsonl.gz, but this is {path.name}.")
    try:
        return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {_reason(error)}.") from None


def _next_line(file: BinaryIO | gzip.GzipFile, path: Path, *, after: int) -> bytes:
    """The next line; of one that is too long, one byte more than allowed, and its rest is passed over."""
    try:
        line = file.readline(_LONGEST_LINE + 1)
        rest = line
        while len(rest) > _LONGEST_LINE and not rest.endswith(b"\n"):
            rest = file.readline(_LONGEST_LINE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path} is damaged after line {after}: {_reason(error)}.") from None
    return line


def _read_line(number: int, line: bytes) -> ImportLine:
    try:
        row = json.loads(line)
        day = _day(row)
        made = _draft(row, day if isinstance(day, date) else None)
        return ImportLine(number, made, undated=day if isinstance(day, str) else "")
    except InputError as error:
        return ImportLine(number, None, str(error))
    except RecursionError:
        return ImportLine(number, None, "the line is nested too deeply")
    except ValueError:
        return ImportLine(number, None, "the line is not JSON in UTF-8")


def _day(row: object) -> date | str | None:
    """The day of publication, or what stands for it where that is no day that can be read."""
    given = next((row[key] for key in _DATE_KEYS if row.get(key)), None) if isinstance(row, dict) else None
    if given is None:
        return None
    text = given if isinstance(given, str) else json.dumps(given)
    return read_date(one_line(text)) or one_line(text)[:_LONGEST_SHOWN]


def _draft(row: object, published_at: date | None) -> ArticleDraft:
    if not isinstance(row, dict):
        raise InputError('A line must be an object such as {"title": "…", "text": "…"}.')
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


def _optional(row: dict[object, object], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f'"{key}" must be a text.')
    return value


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
