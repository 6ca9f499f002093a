import os
from datetime import date
from pathlib import Path

import pytest

from index.errors import InputError
from index.ingest.files import LARGEST_FILE, read_document, read_file

PAGE = """\
<html><head><title>Pasar Baru Dibuka - Harian Contoh</title>
<meta property="article:published_time" content="2021-12-16T08:00:00+07:00">
<link rel="canonical" href="https://contoh.id/pasar"></head>
<body><nav><a href="/">Beranda</a></nav>
<article><h1>Pasar Baru Dibuka</h1>
<p>Wali kota membuka pasar baru di tengah kota. Warga senang karena kios lama rusak.</p>
<p hidden>Rahasia.</p>
<h2>Harga Kios</h2>
<p>Sewa satu kios Rp 500.000 sebulan, kata wali kota pada Kamis pagi.</p>
</article><footer>Hak cipta</footer></body></html>
"""


def test_a_text_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffPasar Baru\r\n\r\nWali kota membuka pasar.".encode())
    made = read_file(path)
    assert (made.title, made.body) == ("Pasar Baru", "Wali kota membuka pasar.")


def test_markdown_is_read_without_its_marks() -> None:
    text = (
        "---\ntags: kota\n---\n# Pasar Baru #\n\n"
        "Wali **kota** membuka [pasar](https://a.id/a_b) *baru* itu.\n\n"
        "## Harga\n\n> Sewa 5 \\* 3 = 15, `snake_case_name`\n\n"
        "![Foto pasar](a.png)\n\n---\n<!-- catatan -->\n- Bawang\n"
    )
    made = read_document(text.encode(), name="A.MD")
    assert made.title == "Pasar Baru"
    assert [line for line in made.body.split("\n") if line] == [
        "Wali kota membuka pasar baru itu.",
        "Harga",
        "Sewa 5 * 3 = 15, snake_case_name",
        "- Bawang",
    ]


def test_an_html_file_is_read_with_its_title_date_and_url() -> None:
    made = read_document(PAGE.encode(), name="a.html")
    assert (made.title, made.url, made.published_at) == (
        "Pasar Baru Dibuka",
        "https://contoh.id/pasar",
        date(2021, 12, 16),
    )
    assert made.body.split("\n") == [
        "Wali kota membuka pasar baru di tengah kota. Warga senang karena kios lama rusak.",
        "Harga Kios",
        "Sewa satu kios Rp 500.000 sebulan, kata wali kota pada Kamis pagi.",
    ]


def test_a_declared_encoding_is_honoured() -> None:
    html = PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').replace(
        "senang", "s\xe9nang \x93ya\x94"
    )
    assert "sénang “ya”" in read_document(html.encode("latin-1"), name="a.htm").body


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (b"Harga \x93naik\x94 caf\xe9", "Harga “naik” café"),
        ("Harga naik".encode("utf-16"), "Harga naik"),
        ("Harga “naik”".encode(), "Harga “naik”"),
    ],
)
def test_usual_encodings_of_plain_text_are_read(data: bytes, body: str) -> None:
    assert read_document(data, name="a.txt").body == body


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "a.txt", "empty"),
        (b"", "a.html", "No article text"),
        (b"<html></html>", "a.html", "No article text"),
        (b"a\x00b", "a.txt", "zero bytes"),
        (b"a", "a.doc", "Only .txt"),
        (b"a", "a", "Only .txt"),
        (b"a", "../../etc/passwd", "Only .txt"),
        (b"a" * (LARGEST_FILE + 1), "a.txt", "20 MB"),
        (b"a" * 5_000_000, "a.txt", "1,000,000"),
        (b"# " * 900_000, "a.md", "too large"),
    ],
)
def test_what_is_no_article_is_refused_in_one_sentence(data: bytes, name: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as refused:
        read_document(data, name=name)
    assert "\n" not in str(refused.value)


def test_a_missing_file_or_a_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "d.txt").mkdir()
    for name in ("tiada.txt", "d.txt", "nul\x00.txt"):
        with pytest.raises(InputError, match="cannot be read"):
            read_file(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.touch(mode=0)
    with pytest.raises(InputError, match="permission denied"):
        read_file(path)
