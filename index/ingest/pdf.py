"""A PDF file into its text, by pypdf. Runs in the child process only.

Lines of print are joined to paragraphs again. Text that the page hides (behind pictures, in white) cannot be told from
the rest and is read: scanned pages keep their words that way.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from statistics import median

from pypdf import PdfReader

from index.ingest.found import FoundArticle

_MOST_PAGES = 2000
_LONGEST_TEXT = 1_000_000
_ENDS = (".", "!", "?", "…", ":", '."', ".”", '?"', "?”", '!"', "!”", ".)", "”.", '".')
_FULL = 0.75


def read_pdf(data: bytes) -> FoundArticle:
    """Read the text of a file's pages; of more text than an article may have, only as much as shows it."""
    pages: list[str] = []
    length = 0
    for page in PdfReader(BytesIO(data)).pages[:_MOST_PAGES]:
        pages.append(page.extract_text())
        length += len(pages[-1])
        if length > _LONGEST_TEXT:
            break
    return FoundArticle(
        "", "\n".join(paragraphs(line for page in pages for line in page.splitlines())), "", ""
    )


def paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Join lines of print: a line that fills its column without ending a sentence goes on in the next."""
    printed = [" ".join(line.split()) for line in lines]
    column = median(map(len, filter(None, printed))) if any(printed) else 0
    parts: list[str] = []
    for line in printed:
        if line:
            parts.append(line)
        if parts and (not line or len(line) < _FULL * column or line.endswith(_ENDS)):
            yield _joined(parts)
            parts = []
    if parts:
        yield _joined(parts)


def _joined(parts: list[str]) -> str:
    text = parts[0]
    for part in parts[1:]:
        broken = text.endswith("-") and text[-2:-1].isalpha() and part[0].islower()
        text = text[:-1] + part if broken else f"{text} {part}"
    return text
