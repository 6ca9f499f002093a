"""A Word file (.docx), as one reads it: changes accepted, hidden text left out, notes behind the text.

Names of elements are compared without their namespaces: strict Open XML has others.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from index.ingest.blocks import table_rows
from index.ingest.found import NOTHING, FoundArticle
from index.ingest.readers.docx_lists import Lists, value, value_of
from index.ingest.readers.package import MOST_PARTS, part, xml

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LEFT_OUT = frozenset(("del", "moveFrom", "Fallback", "delText", "instrText", "rPr", "pPr", "txbxContent"))
_OFF = ("0", "false", "off", "none")
_SMALLEST = 4  # half-points
_SYMBOLS = dict(zip(
    "\uf0b0\uf0b1\uf0b3\uf0a3\uf0b4\uf0b7\uf0b8\uf0b9\uf0bb\uf0a5\uf0d6\uf06d\uf061\uf062\uf044\uf053\uf0e0\uf0e8\uf0fc\uf0a7",
    "°±≥≤×•÷≠≈∞√µαβΔΣ→→✓•", strict=True,
))  # fmt: skip
_TITLE_NAMES = ("title", "judul")


def read(data: bytes) -> FoundArticle:
    """Read the text of a file; its title is the paragraph styled so, else that of its properties."""
    try:
        with ZipFile(BytesIO(data)) as parts:
            if len(parts.infolist()) > MOST_PARTS:
                return NOTHING
            document = _Document(parts)
            lines = [*document.lines(), *document.notes()]
            title = document.title() or document.property(_TITLE)
    except (BadZipFile, KeyError):
        return NOTHING
    return FoundArticle(title.strip(), "\n".join(lines))


def warm_up() -> None:
    """Load what is loaded late."""
    out = BytesIO()
    with ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", "<document><p><r><t>Satu</t></r></p></document>")
    read(out.getvalue())


class _Document:
    """The parts of one file."""

    def __init__(self, parts: ZipFile) -> None:
        self._parts = parts
        self._names = set(parts.namelist())
        self._main = self._target("_rels/.rels", "", "officeDocument") or "word/document.xml"
        self._body = xml(part(parts, self._main))
        self._styles = {
            value(style, "styleId"): style for style in _children(self._related("styles"), "style")
        }
        self._lists = Lists.of(self._related("numbering"))

    def lines(self) -> Iterator[str]:
        """The text's lines, in their order."""
        return self._lines(self._body, dark=False)

    def notes(self) -> Iterator[str]:
        """Footnotes and endnotes."""
        for kind in ("footnotes", "endnotes"):
            notes = self._related(kind)
            for note in () if notes is None else notes:
                if value(note, "type") in ("", "normal"):
                    yield " ".join(self._lines(note, dark=False))

    def title(self) -> str:
        """The first paragraph in the style of a title."""
        for paragraph in self._body.iter("{*}p"):
            properties = _properties(paragraph)
            style = "" if properties is None else value_of(properties, "pStyle")
            if style and self._is_title(style):
                return " ".join("".join(self._pieces(paragraph, dark=False)).split())
        return ""

    def property(self, name: str) -> str:
        """A property of the package, "" where it has none."""
        core = self._target("_rels/.rels", "", "core-properties") or "docProps/core.xml"
        return (xml(part(self._parts, core)).findtext(name) or "") if core in self._names else ""

    def _is_title(self, style: str) -> bool:
        named = self._styles.get(style)
        return (value_of(named, "name") if named is not None else style).lower() in _TITLE_NAMES

    def _related(self, kind: str) -> etree._Element | None:
        """The part that the main part names for a purpose."""
        folder, _, file = self._main.rpartition("/")
        name = self._target(join(folder, "_rels", f"{file}.rels"), folder, kind) or join(
            folder, f"{kind}.xml"
        )
        return xml(part(self._parts, name)) if name in self._names else None

    def _target(self, relations: str, folder: str, kind: str) -> str:
        if relations not in self._names:
            return ""
        for relation in xml(part(self._parts, relations)):
            if (
                relation.get("Type", "").rpartition("/")[2] == kind
                and relation.get("TargetMode") != "External"
            ):
                target = relation.get("Target", "")
                return normpath(target.lstrip("/") if target.startswith("/") else join(folder, target))
        return ""

    def _lines(self, element: etree._Element, *, dark: bool) -> Iterator[str]:
        begun = ""
        for child in element:
            name = _name(child)
            if name == "p":
                begun += self._text(child, dark=dark)
                if not _goes_on(child):
                    yield from filter(None, (line.strip() for line in begun.split("\n")))
                    begun = ""
                for box in child.iter("{*}txbxContent"):
                    if not any(_name(outer) == "Fallback" for outer in box.iterancestors()):
                        yield from self._lines(box, dark=False)
            elif name == "tbl":
                yield from self._rows(child)
            elif name not in _LEFT_OUT:
                yield from self._lines(child, dark=dark)
        yield from filter(None, [begun.strip()])

    def _rows(self, table: etree._Element) -> Iterator[str]:
        rows: list[list[str]] = []
        head = False
        for row in _children(table, "tr"):
            properties = row.find("{*}trPr")
            if properties is not None and properties.find("{*}del") is not None:
                continue
            head = head or (
                not rows and properties is not None and properties.find("{*}tblHeader") is not None
            )
            rows.append(
                [
                    " ".join(self._lines(cell, dark=_is_shaded(cell.find("{*}tcPr"))))
                    for cell in _children(row, "tc")
                ]
            )
        if len(rows) == 1 or max(map(len, rows), default=0) < 2:
            yield from (text for row in rows for text in row if text)
        else:
            yield from table_rows(rows, head=head or len(rows[0]) > 2)

    def _text(self, paragraph: etree._Element, *, dark: bool) -> str:
        properties = _properties(paragraph)
        dark = dark or _is_shaded(properties)
        text = "".join(self._pieces(paragraph, dark=dark))
        numbered = properties.find("{*}numPr") if properties is not None else None
        if numbered is None or not text.strip():
            return text
        level = value_of(numbered, "ilvl")
        return self._lists.label(value_of(numbered, "numId"), int(level) if level.isdecimal() else 0) + text

    def _pieces(self, element: etree._Element, *, dark: bool) -> Iterator[str]:
        """The text under an element; text boxes in it are read by themselves."""
        for child in element:
            name = _name(child)
            if name in _LEFT_OUT or (name == "r" and self._is_hidden(child, dark=dark)):
                continue
            if name == "t":
                yield child.text or ""
            elif name in ("tab", "ptab"):
                yield "\t"
            elif name in ("br", "cr"):
                yield "\n"
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield _symbol(value(child, "char"))
            else:
                yield from self._pieces(child, dark=dark)

    def _is_hidden(self, run: etree._Element, *, dark: bool) -> bool:
        own = run.find("{*}rPr")
        if own is None:
            return False
        style = self._styles.get(value_of(own, "rStyle"))
        behind = style.find("{*}rPr") if style is not None else None
        return _hides(own, behind, dark=dark)


def _hides(own: etree._Element, behind: etree._Element | None, *, dark: bool) -> bool:
    """Whether a run's properties, or else its style's, keep it from being seen."""

    def of(name: str) -> etree._Element | None:
        found = own.find("{*}" + name)
        return behind.find("{*}" + name) if found is None and behind is not None else found

    vanish, color, size = of("vanish"), of("color"), of("sz")
    points = "" if size is None else value(size, "val")
    white = color is not None and value(color, "val").upper() == "FFFFFF"
    return (
        (vanish is not None and value(vanish, "val").lower() not in _OFF)
        or (white and not dark and not _is_shaded(own) and of("highlight") is None)
        or (points.isdecimal() and int(points) <= _SMALLEST)
    )


def _is_shaded(properties: etree._Element | None) -> bool:
    """Whether something darker than paper lies behind the text."""
    shade = properties.find("{*}shd") if properties is not None else None
    return shade is not None and value(shade, "fill").upper() not in ("", "AUTO", "FFFFFF")


def _goes_on(paragraph: etree._Element) -> bool:
    """Whether a tracked change removed the paragraph's end."""
    properties = _properties(paragraph)
    return properties is not None and properties.find("{*}rPr/{*}del") is not None


def _symbol(code: str) -> str:
    """A letter of a symbol font as the common letter that looks so; "" for one that is not known."""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,5}", code):
        return ""
    letter = chr(int(code, 16))
    return _SYMBOLS.get(letter, "" if "\ue000" <= letter <= "\uf8ff" else letter)


def _properties(paragraph: etree._Element) -> etree._Element | None:
    return paragraph.find("{*}pPr")


def _children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children of a name, those in content controls and accepted changes too."""
    for child in () if element is None else element:
        if _name(child) == name:
            yield child
        elif _name(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _children(child, name)


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
