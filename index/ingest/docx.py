"""A Word file (.docx) into its paragraphs. Runs in the child process only."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from index.ingest.found import NOTHING, FoundArticle

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LARGEST_PART = 20_000_000
_MOST_PARTS = 1000
_SMALLEST = 4  # half-points


def read_docx(data: bytes) -> FoundArticle:
    """Read the text of a file, without what is deleted or hidden in it."""
    try:
        with ZipFile(BytesIO(data)) as parts:
            if len(parts.infolist()) > _MOST_PARTS:
                return NOTHING
            document = _part(parts, "word/document.xml")
            properties = (
                _part(parts, "docProps/core.xml") if "docProps/core.xml" in parts.namelist() else None
            )
    except (BadZipFile, KeyError):
        return NOTHING
    for doubled in list(document.iter(_FALLBACK)):
        doubled.clear()
    title = properties.findtext(_TITLE) if properties is not None else ""
    text = "\n".join(filter(None, map(_text, document.iter(f"{_W}p"))))
    return FoundArticle((title or "").strip(), text, "", "")


def blank() -> bytes:
    """A file without text; reading one loads what is loaded late."""
    out = BytesIO()
    with ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", "<document/>")
    return out.getvalue()


def _part(parts: ZipFile, name: str) -> etree._Element:
    """Parse a part of the package; its declared size may lie, so reading stops at a limit."""
    with parts.open(name) as file:
        data = file.read(_LARGEST_PART)
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _text(paragraph: etree._Element) -> str:
    return "".join(_pieces(paragraph)).strip()


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text under an element, except that of paragraphs in it (text boxes), which are read by themselves."""
    for child in element:
        if child.tag in (f"{_W}p", f"{_W}del", f"{_W}moveFrom"):
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag != f"{_W}r" or not _is_hidden(child):
            yield from _pieces(child)


def _is_hidden(run: etree._Element) -> bool:
    style = run.find(f"{_W}rPr")
    if style is None:
        return False
    color, size = style.find(f"{_W}color"), style.find(f"{_W}sz")
    shade = style.find(f"{_W}shd")
    return (
        style.find(f"{_W}vanish") is not None
        or (color is not None and shade is None and (color.get(f"{_W}val") or "").upper() == "FFFFFF")
        or (
            size is not None
            and (size.get(f"{_W}val") or "").isdecimal()
            and int(size.get(f"{_W}val") or 0) <= _SMALLEST
        )
    )
