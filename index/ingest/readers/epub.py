"""An e-book (.epub): the pages of its spine, in their order."""

from io import BytesIO
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from lxml import etree

from index.ingest.decoding import decode_html
from index.ingest.found import NOTHING, FoundArticle
from index.ingest.page import html_text
from index.ingest.readers.package import MOST_PARTS, part, xml

_CONTAINER = "META-INF/container.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PAGES = ("application/xhtml+xml", "text/html")


def read(data: bytes) -> FoundArticle:
    """Read title, author, day and text."""
    try:
        with ZipFile(BytesIO(data)) as parts:
            if len(parts.infolist()) > MOST_PARTS:
                return NOTHING
            root = xml(part(parts, _CONTAINER)).find(".//{*}rootfile")
            if root is None:
                return NOTHING
            name = root.get("full-path", "")
            package = xml(part(parts, name))
            texts = [html_text(decode_html(part(parts, page))) for page in _spine(package, dirname(name))]
    except (BadZipFile, KeyError):
        return NOTHING
    return FoundArticle(
        title=package.findtext(f".//{_DC}title") or "",
        text="\n".join(texts),
        date=package.findtext(f".//{_DC}date") or "",
        author=package.findtext(f".//{_DC}creator") or "",
        outlet=package.findtext(f".//{_DC}publisher") or "",
    )


def warm_up() -> None:
    """Load what is loaded late."""
    html_text("<p>Satu &amp; dua.</p>")
    out = BytesIO()
    with ZipFile(out, "w") as parts:
        parts.writestr(_CONTAINER, "<container/>")
    read(out.getvalue())


def _spine(package: etree._Element, folder: str) -> list[str]:
    items = {item.get("id", ""): item for item in package.iterfind(".//{*}manifest/{*}item")}
    pages = [
        items[ref.get("idref", "")]
        for ref in package.iterfind(".//{*}spine/{*}itemref")
        if ref.get("idref", "") in items
    ]
    return [
        normpath(join(folder, unquote(page.get("href", ""))))
        for page in pages
        if page.get("media-type") in _PAGES
    ]
