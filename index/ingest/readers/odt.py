"""An OpenDocument text (.odt) by odfdo."""

from io import BytesIO

from odfdo import Document, Element

from index.ingest.blocks import table_rows
from index.ingest.found import FoundArticle

_LEFT_OUT = ("text:tracked-changes", "office:annotation", "text:table-of-content", "text:sequence-decls")


def read(data: bytes) -> FoundArticle:
    """Read the text, tables row by row; the title is the paragraph styled so, else that of the file's properties."""
    document = Document(BytesIO(data))
    body = document.body
    lines: list[str] = []
    _read(body, lines)
    styled = [e for e in body.get_paragraphs() if (e.style or "").lower() in ("title", "judul")]
    title = _text(styled[0]) if styled else (document.meta.title or "")
    return FoundArticle(title, "\n".join(lines))


def warm_up() -> None:
    """Load what is loaded late."""
    document = Document("text")
    out = BytesIO()
    document.save(out)
    read(out.getvalue())


def _read(element: Element, lines: list[str]) -> None:
    for child in element.children:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag in ("text:p", "text:h"):
            lines.append(_text(child))
        elif child.tag == "table:table":
            rows = [
                [_text(cell) for cell in row.get_elements("table:table-cell")]
                for row in child.get_elements("descendant::table:table-row")
            ]
            lines.extend(table_rows(rows, head=len(rows) > 2))
        else:
            _read(child, lines)


def _text(element: Element) -> str:
    return " ".join(element.inner_text.split())
