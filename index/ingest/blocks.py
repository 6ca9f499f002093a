"""A parsed page into blocks of text, as a reader sees them: paragraphs, headings, items, rows of tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "em", "font", "i", "ins",
        "kbd", "label", "mark", "nobr", "output", "q", "rb", "rt", "ruby", "samp", "small", "span", "strong",
        "sub", "sup", "time", "tt", "u", "var", "wbr",
    )
)  # fmt: skip
_STRUCK = frozenset(("del", "s", "strike"))
_SUPERSCRIPTS = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_EXPONENT = re.compile(r"[+\-−]?\d{1,3}|n")
_LONGEST_CELL = 40
"""Words; a cell with more holds a part of the page, not a value."""

_NOT_IN_CELLS = frozenset((*HEADINGS, "p", "div", "table", "ul", "ol", "article", "section", "form"))
_LABEL_ENDS = (":", "?", ".")


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a page.

    Attributes:
        text: Without line breaks, never empty.
        linked: How many of its characters are links.
        element: The box that it stands in.
        is_row: Whether it is a row of a data table.
    """

    text: str
    linked: int
    element: HtmlElement
    is_row: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether it is marked as a heading."""
        return self.element.tag in HEADINGS


def read_blocks(page: HtmlElement) -> list[Block]:
    """Read all text under an element, in the order of the page."""
    reader = _Reader(page)
    reader.read(page)
    reader.end_block()
    return reader.blocks


def is_data_table(table: HtmlElement) -> bool:
    """Whether a table holds values in rows and columns, rather than parts of a page's layout."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    cells = [cell for row in rows for cell in row]
    if any(part.tag in _NOT_IN_CELLS - {"p", "div"} for cell in cells for part in cell.iter()):
        return False
    return all(len(cell.text_content().split()) <= _LONGEST_CELL for cell in cells)


class _Reader:
    """Walks a page and cuts its text into blocks."""

    def __init__(self, page: HtmlElement) -> None:
        self.blocks: list[Block] = []
        self._box = page
        self._parts: list[str] = []
        self._linked = 0
        self._label = ""

    def read(self, element: HtmlElement, *, in_link: bool = False) -> None:
        """Read an element and what is in it, but not what follows it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _STRUCK:
            return
        if tag == "br":
            self.end_block()
        elif tag == "sup":
            self._add(_raised(element), in_link=in_link)
        elif tag == "table" and is_data_table(element):
            self._read_rows(element)
        elif tag in _INLINE or ":" in tag:
            opening, closing = ("“", "”") if tag == "q" else ("", "")
            self._add(opening, in_link=in_link)
            self._read_inside(element, in_link=in_link or tag == "a")
            self._add(closing, in_link=in_link)
        else:
            self._read_box(element, in_link=in_link)

    def end_block(self) -> None:
        """Close the line that is being read."""
        text = " ".join("".join(self._parts).split())
        if text:
            linked = min(self._linked, len(text))
            self.blocks.append(Block(self._label + text, linked, self._box))
            self._label = ""
        self._parts, self._linked = [], 0

    def _read_box(self, element: HtmlElement, *, in_link: bool) -> None:
        self.end_block()
        outside, self._box = self._box, element
        if element.tag == "li":
            self._label = _mark(element)
        self._read_inside(element, in_link=in_link)
        if element.tag == "dt":
            self._keep_label()
        self.end_block()
        self._box = outside
        if element.tag == "li":
            self._label = ""

    def _read_inside(self, element: HtmlElement, *, in_link: bool) -> None:
        self._add(element.text or "", in_link=in_link)
        for child in element:
            self.read(child, in_link=in_link)
            self._add(child.tail or "", in_link=in_link)

    def _add(self, text: str, *, in_link: bool) -> None:
        if text:
            self._parts.append(text)
            self._linked += len(" ".join(text.split())) if in_link else 0

    def _keep_label(self) -> None:
        """Put a term before its description."""
        text = " ".join("".join(self._parts).split())
        if text:
            self._label = text + (" " if text.endswith(_LABEL_ENDS) else ": ")
        self._parts, self._linked = [], 0

    def _read_rows(self, table: HtmlElement) -> None:
        self.end_block()
        rows = _cells(table)
        first = next(table.iter("tr"))
        heads = [cell.tag for cell in first if cell.tag in ("td", "th")]
        marked = len(heads) > 1 and heads.count("th") >= len(heads) - 1
        for text in table_rows(rows, head=marked or has_head(rows)):
            self.blocks.append(Block(text, 0, table, is_row=True))


def table_rows(rows: list[list[str]], *, head: bool) -> Iterator[str]:
    """Rows of a table as lines of their own, each value behind the heading of its column (the first row, if `head`)."""
    if not head or len(rows) < 2:
        yield from (_labelled(row) for row in rows if any(row))
        return
    yield from (_row(row, rows[0]) for row in rows[1:] if any(row))


def _row(row: list[str], heads: list[str]) -> str:
    """The first cell names the row, each other stands behind its column's name; ended like a sentence."""
    named = [
        f"{heads[place]}: {value}" if place and place < len(heads) and heads[place] else value
        for place, value in enumerate(row)
        if value
    ]
    return _ended(f"{named[0]}: {'; '.join(named[1:])}" if row[0] and len(named) > 1 else "; ".join(named))


def _labelled(row: list[str]) -> str:
    """A row without heads: of two cells the first names the second."""
    values = [value.lstrip(": ") for value in row if value.strip(": ")]
    return _ended(": ".join(values) if len(values) == 2 else "; ".join(values))


def _ended(text: str) -> str:
    """A row with a full stop, so that no reader takes the next for more of it."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def has_head(rows: list[list[str]]) -> bool:
    """Whether the first of several rows names the columns, as far as its words tell: it has no figures."""
    return (
        len(rows) > 2
        and len(rows[0]) > 2
        and all(rows[0][1:])
        and not any(re.search(r"\d", cell) for cell in rows[0])
    )


def _cells(table: HtmlElement) -> list[list[str]]:
    """The texts of a table's cells by row; a cell that spans columns or rows stands in each of them."""
    rows: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        texts: list[str] = []
        cells = iter([cell for cell in row if cell.tag in ("td", "th")])
        while True:
            place = len(texts)
            left, text = below.get(place, (0, ""))
            if left:
                below[place] = (left - 1, text)
                texts.append(text)
                continue
            cell = next(cells, None)
            if cell is None:
                break
            text = " ".join(block.text for block in read_blocks(cell))
            down = _span(cell, "rowspan")
            for _ in range(_span(cell, "colspan")):
                below[len(texts)] = (down - 1, text)
                texts.append(text)
        rows.append(texts)
    return rows


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), 50) if value.isdecimal() and len(value) < 4 else 1


def _mark(item: HtmlElement) -> str:
    """What is printed before an item of a list."""
    above = item.getparent()
    if above is None or above.tag != "ol":
        return "- "
    first = above.get("start", "1")
    number = sum(1 for _ in item.itersiblings("li", preceding=True))
    return f"{number + (int(first) if first.isdecimal() and len(first) < 5 else 1)}. "


def _raised(element: HtmlElement) -> str:
    """An exponent as raised figures; the mark of a footnote is left out, anything else stays as it is."""
    text = element.text_content().strip()
    if element.find(".//a") is not None or re.fullmatch(r"\[\d+\]", text):
        return ""
    return text.translate(_SUPERSCRIPTS) if _EXPONENT.fullmatch(text) else text
