"""What files and pages hold, as text: plain text at once, all else in a child process that can be killed."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.errors import InputError
from index.ingest.decoding import decode, decode_html
from index.ingest.found import FoundArticle
from index.language.dates import read_date
from index.types import UNSIGNED, Imprint

WALL_SECONDS = 15
"""How long the child may take altogether."""

_ROOT = Path(__file__).resolve().parents[2]
_LONGEST_MARKDOWN = 1_500_000
_MOST_TAGS = 60_000
_TOO_MUCH = "That is too large, too tangled or too damaged to be read: add the article's text instead."
_NO_ARTICLE = "No article text was found there: add the article's text instead."
_LOCKED = "That PDF is locked by a password: save it without one, or add the article's text instead."
_SCANNED = (
    "That PDF holds pictures of pages and no text; they are read where Tesseract is installed "
    "(Debian: tesseract-ocr, tesseract-ocr-ind). Add the article's text instead."
)
_PICTURED = (
    "Pictures are read where Tesseract is installed (Debian: tesseract-ocr, tesseract-ocr-ind). "
    "Add the article's text instead."
)


@dataclass(frozen=True, slots=True)
class Extracted:
    """A text and what it says of itself; `title` is None where it names none.

    Attributes:
        next_page: Where the article goes on, or stands whole; "" where it is whole here.
    """

    text: str
    title: str | None = None
    url: str = ""
    published_at: date | None = None
    imprint: Imprint = UNSIGNED
    next_page: str = ""


def extract(data: bytes, kind: str, *, charset: str = "", url: str = "") -> Extracted:
    """Read a document of a kind: "html", "text", "picture", or one of those in `readers`.

    Raises:
        InputError: It holds no text, is locked, or reading it costs too much.
    """
    if kind == "html":
        html = decode_html(data, charset)
        if html.count("<") > _MOST_TAGS:
            raise InputError(_TOO_MUCH)
        return _read_in_child(html.encode("utf-8", "replace"), kind, url)
    if kind == "picture":
        return Extracted(_recognised([data]))
    if kind in ("text", "markdown"):
        text = decode(data, charset)
        if "\x00" in text:
            raise InputError("That is not a text: it holds zero bytes.")
        if kind == "text":
            return Extracted(text)
        if len(text) > _LONGEST_MARKDOWN:
            raise InputError(_TOO_MUCH)
        data = text.encode("utf-8", "replace")
    return _read_in_child(data, kind, url)


def _read_in_child(data: bytes, kind: str, url: str) -> Extracted:
    found = found_in_child(data, kind, url)
    if found.locked == "scan":
        return _read_scan(data)
    if found.locked:
        raise InputError(_LOCKED)
    if not found.text.strip():
        raise InputError(_NO_ARTICLE)
    first, _, rest = found.text.partition("\n")
    return Extracted(
        text=rest if rest and first == found.title else found.text,
        title=found.title or None,
        url=found.url,
        published_at=read_date(found.date),
        imprint=Imprint(found.author or None, found.outlet or None, found.section or None),
        next_page=found.next_page,
    )


def found_in_child(data: bytes, kind: str, url: str = "") -> FoundArticle:
    """What a reader finds, in a process of its own.

    Raises:
        InputError: It failed, or did not end in time.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "index.ingest.extractor", kind, url],
            input=data,
            capture_output=True,
            timeout=WALL_SECONDS,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"},
            cwd="/",
            check=False,
        )
        if done.returncode:
            raise InputError(_TOO_MUCH)
        answer = json.loads(done.stdout)
        return FoundArticle(**{name: str(answer[name]) for name in FoundArticle.__slots__})
    except (subprocess.TimeoutExpired, ValueError, OSError):
        raise InputError(_TOO_MUCH) from None


def _read_scan(data: bytes) -> Extracted:
    """Read the pictures of a PDF's pages."""
    from index.ingest import recognition

    if not recognition.is_installed():
        raise InputError(_SCANNED)
    return Extracted(_recognised(recognition.pictures_of(found_in_child(data, "scan").text)))


def _recognised(pictures: list[bytes]) -> str:
    from index.ingest import recognition

    if not recognition.is_installed():
        raise InputError(_PICTURED)
    text = recognition.recognise(pictures)
    if not text.strip():
        raise InputError(_NO_ARTICLE)
    return text
