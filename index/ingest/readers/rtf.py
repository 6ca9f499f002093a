"""Rich Text Format (.rtf) by striprtf."""

import re

from striprtf.striprtf import rtf_to_text

from index.ingest.found import FoundArticle

_TITLE = re.compile(r"\{\\title ([^{}]{1,500})\}")


def read(data: bytes) -> FoundArticle:
    """Read the text; the title is the one of the file's own properties."""
    source = data.decode("latin-1")
    title = _TITLE.search(source)
    named = _text("{\\rtf1 " + title[1] + "}").strip() if title else ""
    return FoundArticle(named, _text(source))


def warm_up() -> None:
    """Load what is loaded late."""
    read(rb"{\rtf1\ansi\ansicpg1252 Satu \'e9\u8220?.\par}")


def _text(source: str) -> str:
    return str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]  # lacks annotations
