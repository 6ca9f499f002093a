"""PDF and Word files made for the tests."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile


def pdf(*pages: list[str]) -> bytes:
    """A PDF file with a line of print for each text."""
    contents = [
        b"BT /F1 11 Tf 14 TL 50 750 Td "
        + b" ".join(
            b"("
            + line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            + b") Tj T*"
            for line in page
        )
        + b" ET"
        for page in pages
    ]
    return pdf_of(*contents)


def pdf_of(*contents: bytes, filters: int = 0) -> bytes:
    """A PDF file of pages with these content streams, compressed so many times."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids: list[int] = []
    for content in contents:
        for _ in range(filters):
            content = zlib.compress(content, 9)
        kinds = b"/Filter [" + b" /FlateDecode" * filters + b" ] " if filters else b""
        objects.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (kinds, len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)
    return bytes(out)


def docx(body: str, *, title: str = "") -> bytes:
    """A Word file with this WordprocessingML in its body."""
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{main}" xmlns:mc="{mc}"><w:body>{body}</w:body></w:document>'
    }
    if title:
        core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
        dc = "http://purl.org/dc/elements/1.1/"
        parts["docProps/core.xml"] = (
            f'<c:coreProperties xmlns:c="{core}" xmlns:dc="{dc}"><dc:title>{title}</dc:title></c:coreProperties>'
        )
    return zipped({name: text.encode() for name, text in parts.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(runs) + "</w:p>"


def run(text: str, style: str = "") -> str:
    return f"<w:r><w:rPr>{style}</w:rPr><w:t>{text}</w:t></w:r>"
