import os
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import InputError
from index.ingest.extraction import extract
from index.ingest.files import read_document
from index.ingest.readers.pdf import paragraphs
from tests.index.ingest.documents import docx, paragraph, pdf, pdf_of, run, zipped


def test_a_pdf_is_read_in_paragraphs() -> None:
    data = pdf(
        [
            "Pasar Baru Dibuka",
            "",
            "Wali kota membuka pasar baru di tengah kota itu pada hari Kamis pagi yang",
            "cerah (16/12/2021), dan warga yang sudah lama menunggu pun segera berda-",
            "tangan sejak subuh. Semua kios sudah terisi.",
            "Sewanya murah.",
        ],
        ["Pedagang lama mendapat tempat di lantai dasar, sedangkan yang baru menempati", "lantai dua."],
    )
    made = read_document(data, name="a.pdf")
    assert made.title == "Pasar Baru Dibuka"
    assert made.body.split("\n") == [
        "Wali kota membuka pasar baru di tengah kota itu pada hari Kamis pagi yang cerah (16/12/2021), dan warga yang "
        "sudah lama menunggu pun segera berdatangan sejak subuh. Semua kios sudah terisi.",
        "Sewanya murah.",
        "Pedagang lama mendapat tempat di lantai dasar, sedangkan yang baru menempati lantai dua.",
    ]


def test_a_word_file_is_read_without_what_it_hides() -> None:
    body = (
        paragraph(run("Wali kota membuka "), run("pasar", "<w:b/>"), run(" baru."))
        + paragraph(run("Rahasia", "<w:vanish/>"), run("Warga senang."))
        + paragraph(run("Rahasia", '<w:color w:val="ffffff"/>'))
        + paragraph(run("Rahasia", '<w:sz w:val="2"/>'))
        + paragraph("<w:del><w:r><w:delText>Rahasia</w:delText></w:r></w:del>", run("Sewanya murah."))
        + "<w:tbl><w:tr><w:tc>" + paragraph(run("Kios")) + "</w:tc><w:tc>" + paragraph(run("40"))
        + "</w:tc></w:tr></w:tbl>"
        + paragraph("<w:r><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Kotak.</w:t></w:r></w:p></mc:Choice>"
                    "<mc:Fallback><w:p><w:r><w:t>Kotak.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r>")
    )  # fmt: skip
    made = read_document(docx(body, title="Pasar Baru"), name="a.docx")
    assert made.title == "Pasar Baru"
    assert made.body.split("\n") == [
        "Wali kota membuka pasar baru.",
        "Warga senang.",
        "Sewanya murah.",
        "Kios",
        "40",
        "Kotak.",
    ]


LONG = os.environ.get("TANYA_LONG_TESTS") == "1"
ENTITIES = '<!DOCTYPE d [<!ENTITY a "' + "a" * 1000 + '"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "no pdf": ("a.pdf", lambda: b"bukan pdf"),
    "cut pdf": ("a.pdf", lambda: pdf(["Halo dunia."])[:200]),
    "empty pdf": ("a.pdf", lambda: b""),
    "pictures only": ("a.pdf", lambda: pdf([])),
    "inflating pdf": ("a.pdf", lambda: pdf_of(b"0" * 100_000_000, filters=1)),
    "doubly inflating pdf": ("a.pdf", lambda: pdf_of(b"0" * 100_000_000, filters=2)),
    "many operators": ("a.pdf", lambda: pdf_of(b"BT (a) Tj ET " * 1_000_000, filters=1)),
    "page of itself": ("a.pdf", lambda: pdf([""]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")),
    "no zip": ("a.docx", lambda: b"bukan zip"),
    "empty zip": ("a.docx", lambda: zipped({})),
    "many parts": ("a.docx", lambda: zipped({f"word/{n}.xml": b"" for n in range(1001)})),
    "inflating docx": ("a.docx", lambda: zipped({"word/document.xml": b"<d>" + b" " * 100_000_000})),
    "deep docx": ("a.docx", lambda: zipped({"word/document.xml": b"<d>" * 1_000_000})),
    "entities": (
        "a.docx",
        lambda: zipped({"word/document.xml": f"{ENTITIES}<d>{'&a;' * 100_000}</d>".encode()}),
    ),
    "inflating e-book": (
        "a.epub",
        lambda: zipped({"META-INF/container.xml": b"<c>" + b" " * 100_000_000}),
    ),
    "e-book of itself": (
        "a.epub",
        lambda: zipped({"META-INF/container.xml": b'<c><rootfile full-path="META-INF/container.xml"/></c>'}),
    ),
    "e-book outside itself": (
        "a.epub",
        lambda: zipped({"META-INF/container.xml": b'<c><rootfile full-path="../../etc/passwd"/></c>'}),
    ),
    "no odt": ("a.odt", lambda: zipped({"content.xml": b"<x/>"})),
    "inflating odt": (
        "a.odt",
        lambda: zipped(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "content.xml": b"<d>" + b" " * 100_000_000,
            }
        ),
    ),
    "deep rtf": ("a.rtf", lambda: rb"{\rtf1 " + b"{" * 3_000_000),
    "empty e-mail": ("a.eml", lambda: b""),
    "deep e-mail": (
        "a.eml",
        lambda: b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(20_000)
        ),
    ),
    "empty table": ("a.csv", lambda: b"\n\n"),
    "deep quotes": ("a.md", lambda: b"> " * 500_000),
    "a file": ("a.docx", lambda: zipped({"word/document.xml": f"{ENTITIES}<d>&f;</d>".encode()})),
}


@pytest.mark.parametrize("name", [name for name in BOMBS if LONG or name != "many operators"])
def test_a_damaged_or_exploding_document_is_refused(name: str) -> None:
    file, make = BOMBS[name]
    with pytest.raises(InputError, match=r"No article text|too large"):
        read_document(make(), name=file)


def test_a_document_of_one_kind_under_the_name_of_another_is_refused() -> None:
    for kind, data in (("pdf", docx(paragraph(run("Halo.")))), ("docx", pdf(["Halo."]))):
        with pytest.raises(InputError):
            extract(data, kind)


@given(st.lists(st.text(max_size=30) | st.sampled_from(["", "-", "a-", "kata kata kata.", "b"]), max_size=30))
def test_joining_lines_loses_no_words(lines: list[str]) -> None:
    joined = "".join("".join(paragraphs(lines)).split()).replace("-", "")
    assert joined == "".join("".join(lines).split()).replace("-", "")


@settings(max_examples=500 if LONG else 8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_file_with_changed_bytes_is_read_or_refused(data: st.DataObject) -> None:
    kind, good = data.draw(
        st.sampled_from(
            [("docx", docx(paragraph(run("Halo dunia.")))), ("pdf", pdf(["Halo dunia.", "Apa kabar?"]))]
        )
    )
    bad = bytearray(good)
    for place in data.draw(st.lists(st.integers(0, len(good) - 1), max_size=5)):
        bad[place] = data.draw(st.integers(0, 255))
    with suppress(InputError):
        extract(bytes(bad), kind)
