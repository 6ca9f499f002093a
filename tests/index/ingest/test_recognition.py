from io import BytesIO

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont

from index.errors import InputError
from index.ingest import recognition
from index.ingest.files import read_document

TEXT = "Wali kota membuka pasar baru.\nSewa kios murah sekali."


def picture(text: str = TEXT) -> Image.Image:
    image = Image.new("L", (900, 200), 255)
    ImageDraw.Draw(image).multiline_text((30, 40), text, fill=0, font=ImageFont.load_default(size=36))
    return image


def scan() -> bytes:
    """A PDF of two pages that hold pictures alone."""
    document = pdfium.PdfDocument.new()
    for text in (TEXT, "Pasar lama terbakar tahun lalu."):
        page = document.new_page(600, 140)
        drawn = pdfium.PdfImage.new(document)
        drawn.set_bitmap(pdfium.PdfBitmap.from_pil(picture(text)))
        drawn.set_matrix(pdfium.PdfMatrix().scale(600, 133))
        page.insert_obj(drawn)
        page.gen_content()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def png() -> bytes:
    out = BytesIO()
    picture().save(out, "PNG")
    return out.getvalue()


needs_tesseract = pytest.mark.skipif(not recognition.is_installed(), reason="Tesseract is optional")


@needs_tesseract
def test_the_letters_in_a_photo_are_read() -> None:
    made = read_document(png(), name="foto.png")
    assert (made.title, made.body) == ("Wali kota membuka pasar baru.", "Sewa kios murah sekali.")


@needs_tesseract
def test_a_scan_is_read_by_its_pictures_and_keeps_its_pages() -> None:
    made = read_document(scan(), name="a.pdf")
    assert "Sewa kios murah sekali." in made.body
    assert [made.body[start:] for start in made.pages] == ["Pasar lama terbakar tahun lalu."]


@needs_tesseract
def test_a_picture_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="could not be read"):
        read_document(b"\x89PNG rusak", name="foto.png")


def test_a_recogniser_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "_PROGRAM", "sleep")
    monkeypatch.setattr(recognition, "_languages", lambda: "ind")
    with pytest.raises(InputError, match="could not be read"):
        recognition.recognise([png()])


@pytest.mark.parametrize("name", ["a.pdf", "a.png"])
def test_without_tesseract_one_sentence_says_what_to_install(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "is_installed", lambda: False)
    with pytest.raises(InputError, match="where Tesseract is installed"):
        read_document(scan() if name == "a.pdf" else png(), name=name)
