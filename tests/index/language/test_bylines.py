import pytest

from index.language.bylines import Dateline, dateline, editor, is_byline, person


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Penulis: Rina Sari", "Rina Sari"),
        ("Penulis: Rina Sari | Editor: Budi Santoso", "Rina Sari"),
        ("Reporter: Rina Sari Editor : Budi Santoso", "Rina Sari"),
        ("Penulis: Kontributor Tegalsari, Rina Sari", "Rina Sari"),
        ("Rep: Rina Sari / Red: Budi Santoso", "Rina Sari"),
        ("Oleh Rina Sari, Kamis 16 Desember 2021", "Rina Sari"),
        ("By Rina Sari on 16 Dec 2021", "Rina Sari"),
        ("(Pewarta: Rina Sari)", "Rina Sari"),
        ("Oleh karena itu harga naik.", ""),
        ("Penulis: Apakah harga naik?", ""),
        ("Editor: Budi Santoso", ""),
        ("Penulis buku itu tinggal di Tegalsari.", ""),
    ],
)
def test_the_writer_is_named_by_the_line(line: str, name: str) -> None:
    assert person(line) == name


def test_an_editor_is_no_writer() -> None:
    assert (editor("Editor: Budi Santoso"), person("Editor: Budi Santoso")) == ("Budi Santoso", "")
    assert is_byline("Editor: Budi Santoso")


@pytest.mark.parametrize(
    ("body", "outlet"),
    [
        ("TEGALSARI, LONTAR.co.id - Wali kota membuka pasar.", "LONTAR.co.id"),
        ("Lontar.com, Tegalsari - Wali kota membuka pasar.", "Lontar.com"),
        ("Tegalsari (Lontar News) -- Wali kota membuka pasar.", "Lontar News"),
        ("Wali kota membuka pasar.", ""),
    ],
)
def test_a_dateline_tells_the_outlet(body: str, outlet: str) -> None:
    assert dateline(body).outlet == outlet


def test_a_body_without_a_dateline_has_none() -> None:
    assert dateline("Wali kota membuka pasar baru - dan warga senang.") == Dateline(0, "")
