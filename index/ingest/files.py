"""Articles from files: text, pages, what office programs write, and pictures."""

from pathlib import Path, PurePath

from index.errors import InputError
from index.ingest.drafting import draft
from index.ingest.extraction import extract
from index.ingest.file_kinds import KINDS
from index.types import ArticleDraft

LARGEST_FILE = 20_000_000
"""Bytes; as much as Telegram hands to a bot."""


def read_file(path: Path) -> ArticleDraft:
    """Read the article in a file, by the file's ending.

    Raises:
        InputError: The file cannot be read, is too large or of another kind, or holds no article.
    """
    _kind(path.name)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path} cannot be read: {reason.lower()}.") from None
    return read_document(data, name=path.name)


def read_document(data: bytes, *, name: str) -> ArticleDraft:
    """Read the article in the bytes of a file of that name.

    Raises:
        InputError: As for `read_file`.
    """
    kind = _kind(name)
    if len(data) > LARGEST_FILE:
        raise InputError(f"A file may have {LARGEST_FILE // 1_000_000} MB at most.")
    found = extract(data, kind)
    return draft(
        found.text,
        title=found.title,
        url=_web_url(found.url),
        published_at=found.published_at,
        imprint=found.imprint,
    )


def _kind(name: str) -> str:
    kind = KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise InputError(f"Only {', '.join(KINDS)} files are read; another kind must be converted first.")
    return kind


def _web_url(url: str) -> str | None:
    return url if url.startswith(("http://", "https://")) else None
