"""A PDF file into its text, by pdfium: lines by their place on the page, without what every page repeats.

Text that the page hides (behind pictures, in white) cannot be told from the rest and is read: scanned pages keep
their words that way.
"""

import ctypes
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from unicodedata import normalize

import pypdfium2 as pdfium
from pypdfium2 import raw

from index.ingest.found import NOTHING, PAGE_MARK, FoundArticle
from index.ingest.readers.pdf_layout import Glyph, Line, read_lines

_MOST_PAGES = 2000
_LONGEST_TEXT = 1_000_000
_ENDS = (".", "!", "?", "…", ":", '."', ".”", '?"', "?”", '!"', "!”", ".)", "”.", '".')
_FULL = 0.75
_EDGE = 3
"""Lines at the top and the bottom of a page that may be its head and foot."""

_LARGER = 1.15
_LARGEST_FONT = 400
_CAPITAL = 0.7
_BROKEN = 2
_LONGEST_TITLE = 200
_MADE_TITLE = re.compile(
    r"(?:microsoft word|untitled|dokumen|document\d*$|.*\.(?:docx?|pdf|indd|odt|rtf|pages)$)|^[\W\d_]*$",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:halaman|hal\.?|hlm\.?|page|p\.)?\s*\d{1,4}(?:\s*(?:dari|of|/)\s*\d{1,4})?[-–—\s]*",
    re.IGNORECASE,
)
_LIGATURES = re.compile("[\ufb00-\ufb06]")


def read(data: bytes) -> FoundArticle:
    """Read the text of a file's pages; of more text than an article may have, only as much as shows it."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            return FoundArticle("", "", locked="password")
        return NOTHING
    pages: list[list[Line]] = []
    length = 0
    pictures = False
    for number in range(min(len(document), _MOST_PAGES)):
        page = document[number]
        pages.append(read_lines(list(_glyphs(page)), page.get_height()))
        length += sum(len(line.text) for line in pages[-1])
        pictures = pictures or (not pages[-1] and _has_pictures(page))
        if length > _LONGEST_TEXT:
            break
    if not length:
        return FoundArticle("", "", locked="scan" if pictures else "")
    pages = without_furniture(pages)
    title = _title(pages) or _named(document)
    return FoundArticle(title, "\n".join(_text(pages, title)))


def warm_up() -> None:
    """Load what is loaded late."""
    document = pdfium.PdfDocument.new()
    document.new_page(100, 100)
    read_lines(list(_glyphs(document[0])), 100)


def _glyphs(page: pdfium.PdfPage) -> Iterator[Glyph]:
    """The letters of a page that are printed, with the boxes that their font gives them."""
    text = page.get_textpage()
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for place in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, place)
        letter = _letter(code)
        if not letter or not raw.FPDFText_GetLooseCharBox(text, place, box):
            continue
        raw.FPDFText_GetCharOrigin(text, place, x, y)
        size = raw.FPDFText_GetFontSize(text, place)
        size = size if 1 < size < _LARGEST_FONT else max(box.top - box.bottom, 1.0)
        yield Glyph(letter, box.left, y.value, box.right, y.value + _CAPITAL * size, size)


def _letter(code: int) -> str:
    """What pdfium's code stands for: 2 is a hyphen at the end of a line; blanks show as white between letters."""
    if code == _BROKEN:
        return "-"
    if code < 32 or code > sys.maxunicode or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF):
        return ""
    return _spelled(chr(code)).strip()


def _spelled(letter: str) -> str:
    return normalize("NFKC", letter) if _LIGATURES.match(letter) else letter


def _has_pictures(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def without_furniture(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Leave out running heads, feet and page numbers: lines at the edge that other pages have too."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _at_edge(page)})
    needed = max(2, (len(pages) + 1) // 2) if len(pages) < 5 else max(3, len(pages) // 3)
    return [
        [
            line
            for line in page
            if not (
                any(line is other for other in _at_edge(page))
                and (seen[_key(line)] >= needed or _PAGE_NUMBER.fullmatch(line.text))
            )
        ]
        for page in pages
    ]


def _at_edge(page: list[Line]) -> list[Line]:
    """The highest and the lowest lines of a page, wherever they are read."""
    ordered = sorted(page, key=lambda line: -line.at)
    return ordered if len(ordered) <= 2 * _EDGE else ordered[:_EDGE] + ordered[-_EDGE:]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.split()))


def _title(pages: Sequence[list[Line]]) -> str:
    """The largest lines of the first page, where they are larger than the text."""
    first = next((page for page in pages if page), [])
    sizes = [line.size for page in pages for line in page for _ in line.text.split()]
    largest = max((line.size for line in first if any(map(str.isalpha, line.text))), default=0.0)
    if not sizes or largest < _LARGER * median(sizes):
        return ""
    parts: list[str] = []
    for line in first:
        if abs(line.size - largest) < 0.5:
            parts.append(line.text)
        elif parts:
            break
    title = " ".join(" ".join(parts).split())
    return title if len(title) <= _LONGEST_TITLE else ""


def _named(document: pdfium.PdfDocument) -> str:
    """The title among the file's properties, unless a program made it up."""
    title = " ".join(document.get_metadata_value("Title").split())
    return "" if _MADE_TITLE.match(title) else title[:_LONGEST_TITLE]


def _text(pages: Sequence[list[Line]], title: str) -> Iterator[str]:
    """Paragraphs of all pages, with the marks of pages, without the title."""
    lines: list[str] = []
    for number, page in enumerate(pages):
        mark = PAGE_MARK if number else ""
        for line in _without_title(page, title) if not number else page:
            if line.gap and lines and not mark and not _goes_on(lines):
                lines.append("")
            lines.append(mark + line.text)
            mark = ""
        if mark:
            lines.append(mark)
    return paragraphs(lines)


def _goes_on(lines: list[str]) -> bool:
    """Whether the last line is in the middle of a sentence: columns and pages break there."""
    last = lines[-1].rstrip()
    return bool(last) and not last.endswith(_ENDS) and len(last) > 1


def _without_title(page: list[Line], title: str) -> list[Line]:
    rest, said = list(page), ""
    for place, line in enumerate(page):
        said = f"{said} {line.text}".strip()
        if " ".join(said.split()) == title:
            return rest[place + 1 :] if place < 4 else rest
        if not title.startswith(" ".join(said.split())):
            said = ""
    return rest


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
        below = part.lstrip(PAGE_MARK)
        before = re.search(r"([^\W\d_]+)-$", text)
        if before and below[:1].islower() and not below.lower().startswith(before[1].lower()):
            text = text[:-1] + part
        else:
            text = text + part if before and below[:1].islower() else f"{text} {part}"
    return text
