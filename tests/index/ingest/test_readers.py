from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile

import pytest

from index.errors import InputError
from index.ingest.file_kinds import KINDS
from index.ingest.files import read_document
from index.types import ArticleDraft
from tests.index.ingest.documents import docx, paragraph, pdf, run, zipped

FIRST = "Wali kota membuka Pasar Anggrek pada Kamis pagi bersama para pedagang lama."
SECOND = "Sewa tahun pertama dibebaskan bagi pedagang lama, kata wali kota."


def body(data: bytes, name: str = "a.docx") -> list[str]:
    return read_document(data, name=name).body.split("\n")


def styled(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text)}</w:p>'


# Word


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("Pasar buka 10") + "<w:r><w:noBreakHyphen/></w:r>" + run("15 Mei."), "Pasar buka 10-15 Mei."),
        (run("Rukmini", '<w:vanish w:val="0"/>') + run(" hadir."), "Rukmini hadir."),
        (run("Rahasia", '<w:vanish w:val="1"/>') + run("Rukmini hadir."), "Rukmini hadir."),
        (run("Suhu 30") + '<w:r><w:sym w:font="Symbol" w:char="F0B0"/></w:r>' + run("C."), "Suhu 30°C."),
        (f"<w:ins>{run('Lima belas')}</w:ins><w:moveTo>{run(' orang.')}</w:moveTo><w:moveFrom>{run('x')}</w:moveFrom>",
         "Lima belas orang."),
        (run("Putih", '<w:color w:val="FFFFFF"/><w:shd w:fill="003366"/>') + run(" di biru."), "Putih di biru."),
        (run("Rahasia", '<w:color w:val="FFFFFF"/><w:shd w:fill="FFFFFF"/>') + run("Tampak."), "Tampak."),
    ],
)  # fmt: skip
def test_runs_are_read_as_word_shows_them(runs: str, text: str) -> None:
    assert body(docx(paragraph(run("Judul")) + paragraph(runs))) == [text]


def test_white_text_on_a_dark_paragraph_or_cell_is_read() -> None:
    white = run("Putih.", '<w:color w:val="FFFFFF"/>')
    shaded = f'<w:p><w:pPr><w:shd w:fill="112233"/></w:pPr>{white}</w:p>'
    cell = f'<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="112233"/></w:tcPr>{paragraph(white)}</w:tc></w:tr></w:tbl>'
    assert body(docx(paragraph(run("Judul")) + shaded + cell)) == ["Putih.", "Putih."]


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Pasar itu ')}</w:p>"
    assert body(docx(paragraph(run("Judul")) + first + paragraph(run("ramai.")))) == ["Pasar itu ramai."]


def test_tables_are_read_by_row() -> None:
    rows = (("Kios", "Lantai", "Sewa"), ("A", "1", "Rp5"), ("B", "2", "Rp4"))
    table = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(run(c))}</w:tc>' for c in row)}</w:tr>" for row in rows
    )
    assert body(docx(paragraph(run("Judul")) + f"<w:tbl>{table}</w:tbl>")) == [
        "A: Lantai: 1; Sewa: Rp5.",
        "B: Lantai: 2; Sewa: Rp4.",
    ]


def test_the_paragraph_styled_as_title_comes_before_the_property() -> None:
    made = read_document(
        docx(styled("Title", "Pasar Anggrek") + paragraph(run(FIRST)), title="Templat 2019"), name="a.docx"
    )
    assert (made.title, made.body) == ("Pasar Anggrek", FIRST)


STRICT = "http://purl.oclc.org/ooxml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*targets: tuple[str, str]) -> bytes:
    inside = "".join(
        f'<Relationship Id="r{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets)
    )
    return f'<Relationships xmlns="{RELATIONS}">{inside}</Relationships>'.encode()


def test_the_main_part_is_found_by_its_relation_and_strict_names_are_known() -> None:
    document = f'<w:document xmlns:w="{STRICT}/wordprocessingml/main"><w:body>{paragraph(run(FIRST))}{paragraph(run(SECOND))}</w:body></w:document>'
    parts = {
        "_rels/.rels": relations((f"{STRICT}/officeDocument/relationships/officeDocument", "isi/utama.xml")),
        "isi/utama.xml": document.encode(),
    }
    assert body(zipped(parts)) == [SECOND]


def test_notes_stand_behind_the_text_and_list_numbers_before_their_items() -> None:
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>{}</w:p>'
    inside = paragraph(run("Judul")) + item.format(run("Buka pintu.")) + item.format(run("Tutup pintu."))
    parts = {
        "_rels/.rels": relations((f"{OFFICE}/officeDocument", "word/document.xml")),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'.encode(),
        "word/_rels/document.xml.rels": relations(
            (f"{OFFICE}/footnotes", "catatan.xml"), (f"{OFFICE}/numbering", "numbering.xml")
        ),
        "word/catatan.xml": (
            f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0">{paragraph(run("-"))}</w:footnote>'
            f'<w:footnote w:id="1">{paragraph(run("Angka itu dikoreksi menjadi 7.350."))}</w:footnote></w:footnotes>'
        ).encode(),
        "word/numbering.xml": (
            f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
            '<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num></w:numbering>'
        ).encode(),
    }
    assert body(zipped(parts)) == ["a. Buka pintu.", "b. Tutup pintu.", "Angka itu dikoreksi menjadi 7.350."]


# PDF


def test_heads_feet_and_page_numbers_are_left_out_and_pages_are_kept() -> None:
    pages = [
        [f"Koran Kota - Edisi {n}", "", *lines, "", f"Halaman {n}"]
        for n, lines in enumerate(
            (
                ["Pasar Anggrek", "", "Wali kota membuka pasar itu pada Kamis pagi, dan para pedagang"],
                ["lama mendapat kios di lantai dasar. Sewanya murah."],
                ["Pasar lama terbakar pada Mei 2019 akibat korsleting di sebuah kios."],
            ),
            start=1,
        )
    ]
    made = read_document(pdf(*pages), name="a.pdf")
    assert made.title == "Pasar Anggrek"
    assert made.body.split("\n") == [
        "Wali kota membuka pasar itu pada Kamis pagi, dan para pedagang lama mendapat kios di lantai dasar. Sewanya murah.",
        "Pasar lama terbakar pada Mei 2019 akibat korsleting di sebuah kios.",
    ]
    assert [made.body[start:].split()[0] for start in made.pages] == ["lama", "Pasar"]


# Others


def epub() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as parts:
        parts.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="b/c.opf"/></rootfiles></container>',
        )
        parts.writestr(
            "b/c.opf",
            '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Pasar Anggrek</dc:title><dc:creator>'
            'Rina Sari</dc:creator><dc:date>2021-12-16</dc:date></metadata><manifest><item id="p" href="satu%20a.xhtml" '
            'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="p"/></spine></package>',
        )
        parts.writestr("b/satu a.xhtml", f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>")
    return out.getvalue()


def odt() -> bytes:
    from odfdo import Document, Paragraph

    document = Document("text")
    document.body.clear()
    document.body.append(Paragraph("Pasar Anggrek", style="Title"))
    document.body.append(Paragraph(FIRST))
    document.body.append(Paragraph(SECOND))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


OTHERS: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "a.epub": (epub, "Rina Sari"),
    "a.odt": (odt, None),
    "a.rtf": (
        lambda: rf"{{\rtf1\ansi{{\info{{\title Pasar Anggrek}}}}{FIRST}\par {SECOND}\par}}".encode(),
        None,
    ),
    "a.eml": (
        lambda: (
            f"Subject: Pasar Anggrek\nFrom: Rina Sari <r@a.test>\nDate: Thu, 16 Dec 2021 08:00:00 +0700\n\n{FIRST}\n{SECOND}".encode()
        ),
        "Rina Sari",
    ),
    "a.md": (
        lambda: (
            f"---\ntitle: Pasar Anggrek\ndate: 2021-12-16\nauthor: Rina Sari\n---\n{FIRST}\n\n{SECOND}".encode()
        ),
        "Rina Sari",
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_more_kinds_are_read(name: str) -> None:
    make, author = OTHERS[name]
    made = read_document(make(), name=name)
    assert (made.title, [line for line in made.body.split("\n") if line], made.author) == (
        "Pasar Anggrek",
        [FIRST, SECOND],
        author,
    )


def test_a_table_of_values_is_read_by_row() -> None:
    made = read_document(b"Kios;Sewa\nA;Rp5\n\nB;Rp4\n", name="sewa.csv")
    assert made == ArticleDraft("A: Sewa: Rp5.", "B: Sewa: Rp4.")


def test_hard_wrapped_markdown_is_read_in_paragraphs_with_its_front_matter() -> None:
    text = "---\njudul: Pasar Anggrek\nurl: https://a.example/1\n---\n\nWali kota membuka pasar senilai Rp6,4\nmiliar itu.\n"
    made = read_document(text.encode(), name="a.md")
    assert (made.title, made.body, made.url) == (
        "Pasar Anggrek",
        "Wali kota membuka pasar senilai Rp6,4 miliar itu.",
        "https://a.example/1",
    )


@pytest.mark.parametrize(
    "name", [f"a{ending}" for ending in KINDS if KINDS[ending] not in ("text", "picture")]
)
def test_damage_is_refused_in_one_sentence_or_read(name: str) -> None:
    for data in (b"\x00\xff" * 500, b"PK\x03\x04" + b"x" * 200, b"%PDF-1.7 rusak", b"{\\rtf1 {{{{"):
        with suppress(InputError):
            assert read_document(data, name=name).body
