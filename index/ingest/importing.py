"""Import files: one article a line, read as a stream."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import InputError
from index.ingest.drafting import draft
from index.json_lines import LONGEST_LINE, JsonObject, read_lines, read_object
from index.types import ArticleDraft

_TEXT_KEYS = ("title", "url", "published_at")


@dataclass(frozen=True, slots=True)
class ImportLine:
    """What a line of an import file holds: a draft, or the reason why it is refused."""

    number: int
    draft: ArticleDraft | None
    refused: str = ""


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


def _read_line(number: int, line: bytes) -> ImportLine:
    try:
        return ImportLine(number, _draft(read_object(line)))
    except InputError as error:
        return ImportLine(number, None, str(error))


def _draft(row: JsonObject) -> ArticleDraft:
    text = row.get("text")
    if not isinstance(text, str):
        raise InputError('A line needs its article in "text".')
    title, url, published_at = (_optional(row, key) for key in _TEXT_KEYS)
    external_id = row.get("id")
    if external_id is not None and (isinstance(external_id, bool) or not isinstance(external_id, str | int)):
        raise InputError('"id" must be a text or a whole number.')
    return draft(
        text,
        title=title or "",
        url=url,
        published_at=published_at,
        external_id=None if external_id is None else str(external_id),
    )


def _optional(row: JsonObject, key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise InputError(f'"{key}" must be a text.')
    return value
