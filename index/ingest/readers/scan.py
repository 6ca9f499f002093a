"""The pages of a PDF file as grey pictures, for the letters in them to be read."""

from base64 import b64encode
from io import BytesIO

import pypdfium2 as pdfium

from index.ingest.found import NOTHING, FoundArticle

_MOST_PAGES = 10
_DOTS = 200 / 72
"""Dots of a picture a point of the page."""

_MOST_DOTS = 4000


def read(data: bytes) -> FoundArticle:
    """Draw the first pages; `text` holds one a line, in Base64 (PNG)."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return NOTHING
    lines = [_drawn(document[number]) for number in range(min(len(document), _MOST_PAGES))]
    return FoundArticle("", "\n".join(lines))


def warm_up() -> None:
    """Load what is loaded late."""
    document = pdfium.PdfDocument.new()
    document.new_page(10, 10)
    _drawn(document[0])


def _drawn(page: pdfium.PdfPage) -> str:
    scale = min(_DOTS, _MOST_DOTS / max(page.get_width(), page.get_height(), 1))
    out = BytesIO()
    page.render(scale=scale, grayscale=True).to_pil().save(out, "PNG")
    return b64encode(out.getvalue()).decode()
