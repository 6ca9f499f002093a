import pytest

from index.ingest.blocks import read_blocks
from index.ingest.found import FoundArticle
from index.ingest.page import html_text, read_page
from index.ingest.page_facts import is_page_of

PARAGRAPHS = (
    "Wali kota membuka Pasar Anggrek di tengah kota pada hari Kamis pagi bersama para pedagang lama.",
    "Pasar tiga lantai itu memuat empat ratus kios, dan sewa tahun pertama dibebaskan bagi pedagang lama.",
    "Kepala dinas perdagangan meminta warga tidak memarkir sepeda motor di trotoar depan pasar itu.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
MENU = '<nav><a href="/">Beranda</a> <a href="/arsip">Arsip</a></nav>'


def read(body: str, head: str = "<title>Pasar Anggrek Dibuka</title>", url: str = "") -> FoundArticle:
    return read_page(f"<html><head>{head}</head><body>{MENU}{body}</body></html>", url)


def lines(body: str) -> list[str]:
    return read(f"<article><h1>Pasar Anggrek Dibuka</h1>{body}</article>").text.split("\n")


@pytest.mark.parametrize(
    "style", ["opacity:0", "visibility:hidden;position:absolute;top:-9999px", "display:none"]
)
def test_a_page_that_hides_all_of_its_article_is_read_with_it(style: str) -> None:
    found = read(
        f'<div><p>Memuat berita, mohon tunggu.</p></div><article style="{style}"><h1>Pasar</h1>{BODY}</article>'
    )
    assert found.text.split("\n") == list(PARAGRAPHS)


def test_a_page_that_shows_its_article_is_read_without_what_it_hides() -> None:
    planted = (
        "<p>Pasar itu ditutup oleh wali kota pada hari Jumat karena roboh, kata polisi setempat.</p>" * 12
    )
    found = read(f'<article><h1>Pasar</h1>{BODY}<div style="display:none">{planted}</div></article>')
    assert found.text.split("\n") == list(PARAGRAPHS)


def test_a_list_of_teasers_is_no_article() -> None:
    cards = "".join(
        f'<div class="item"><h2><a href="/{n}">Pasar Anggrek Dibuka {n}</a></h2><p>{paragraph}</p></div>'
        for n, paragraph in enumerate(PARAGRAPHS)
    )
    assert read(f"<main><h1>Berita Terkini</h1>{cards}</main>").text == ""


def test_a_table_of_values_keeps_rows_and_columns() -> None:
    table = (
        "<table><thead><tr><th>Kendaraan</th><th>Per jam</th><th>Sehari</th></tr></thead><tbody>"
        "<tr><td>Motor</td><td>Rp2.000</td><td>Rp10.000</td></tr><tr><td>Mobil</td><td>Rp5.000</td><td>Rp30.000</td></tr>"
        "</tbody></table>"
    )
    assert lines(
        f"{BODY}<p>Tarif parkir mulai 1 Juli sebagai berikut:</p>{table}<p>Tarif itu berlaku setahun.</p>"
    )[3:] == [
        "Tarif parkir mulai 1 Juli sebagai berikut:",
        "Motor: Per jam: Rp2.000; Sehari: Rp10.000.",
        "Mobil: Per jam: Rp5.000; Sehari: Rp30.000.",
        "Tarif itu berlaku setahun.",
    ]


def test_a_cell_that_spans_rows_stands_in_each() -> None:
    html = (
        "<table><tr><th>Hari</th><th>Kios</th><th>Jam</th></tr><tr><td rowspan=2>Senin</td><td>A</td><td>4</td></tr>"
        "<tr><td>B</td><td>5</td></tr></table>"
    )
    assert html_text(html).split("\n") == ["Senin: Kios: A; Jam: 4.", "Senin: Kios: B; Jam: 5."]


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        (
            "Pasar buka mulai <time datetime=2021-12-20>20 Desember</time> pukul <output>06.30</output> setiap "
            "<label>Jumat</label> pagi.",
            "Pasar buka mulai 20 Desember pukul 06.30 setiap Jumat pagi.",
        ),
        ("Korban luka menjadi <del>12</del> 15 orang, dan denda <s>Rp200</s> Rp350.", "Korban luka menjadi 15 orang, dan denda Rp350."),
        ("Baja tahan 2 × 10<sup>6</sup> siklus di lantai 168 m<sup>2</sup>.", "Baja tahan 2 × 10⁶ siklus di lantai 168 m²."),
        ('Pasar itu ramai<sup><a href="#1">1</a></sup> sejak pagi<sup>[2]</sup>.', "Pasar itu ramai sejak pagi."),
        ("Ia berkata <q>pasar ini milik kita</q> kepada warga.", "Ia berkata “pasar ini milik kita” kepada warga."),
        ("Ini lantai ke-2<br>dan ini lantai ke-3 pasar itu.", "Ini lantai ke-2\ndan ini lantai ke-3 pasar itu."),
    ],
)  # fmt: skip
def test_words_stay_in_their_sentence(marked: str, text: str) -> None:
    assert html_text(f"<p>{marked}</p>") == text


def test_terms_stand_before_their_descriptions_and_items_behind_their_marks() -> None:
    html = (
        "<dl><dt>Sewa</dt><dd>Rp500.000</dd></dl><ol><li>Buka</li><li>Tutup</li></ol><ul><li>Kios</li></ul>"
    )
    assert html_text(html).split("\n") == ["Sewa: Rp500.000", "1. Buka", "2. Tutup", "- Kios"]


def test_what_links_elsewhere_is_counted() -> None:
    from lxml.html import fromstring

    [block] = read_blocks(fromstring('<p>Lihat <a href="/">pasar baru</a></p>'))
    assert (block.text, block.linked) == ("Lihat pasar baru", 10)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<title>Pasar Anggrek Dibuka | Koran Kota</title><meta property="og:site_name" content="Koran Kota">', ""),
        ("<title>Pasar Anggrek Dibuka - Koran Kota</title>", '<h1 class="logo">Koran Kota</h1><h2>Pasar Anggrek Dibuka</h2>'),
        ('<meta property="og:title" content="Pasar Anggrek Dibuka">', "<h1>Ekonomi</h1>"),
        ('<meta property="og:title" content="Koran Kota: Pasar Anggrek Dibuka"><meta property="og:site_name" content="Koran Kota">', ""),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Pasar Anggrek Dibuka"}</script>', "<h1>Kota</h1>"),
    ],
)  # fmt: skip
def test_the_title_is_the_headline_without_the_outlet(head: str, body: str) -> None:
    assert read(f"{body}<div>{BODY}</div>", head).title == "Pasar Anggrek Dibuka"


@pytest.mark.parametrize(
    ("head", "above", "url", "day"),
    [
        ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "x", "datePublished": '
         '"2021-12-15T18:00:00Z"}]}</script>', "", "", "2021-12-16"),
        ('<meta property="article:published_time" content="2021-12-16T00:30:00+07:00">', "", "", "2021-12-16"),
        ("", "<div>Kamis, 16 Desember 2021 | 08.15 WIB</div>", "", "2021-12-16"),
        ("", '<time datetime="2021-12-16T09:00:00+07:00">09.00</time>', "", "2021-12-16"),
        ("", "", "https://koran.example/kota/2021/12/16/pasar", "2021-12-16"),
        ("", "", "https://koran.example/kota/pasar-20211", ""),
    ],
)  # fmt: skip
def test_the_day_is_the_articles_own(head: str, above: str, url: str, day: str) -> None:
    related = (
        '<aside><a href="/2019">Pasar lama terbakar</a> <time datetime="2019-05-01">1 Mei 2019</time></aside>'
    )
    inside = "<p>Pasar lama terbakar pada 3 Mei 2018 akibat korsleting di sebuah kios plastik itu.</p>"
    found = read(f"{related}<article><h1>Pasar Anggrek Dibuka</h1>{above}{BODY}{inside}</article>", head, url)
    assert found.date == day


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "author": [{"name": "Rina Sari"}]}</script>', ""),
        ('<meta name="author" content="Rina Sari">', "<p>Editor: Budi Santoso</p>"),
        ("", "<p>Penulis: Rina Sari | Editor: Budi Santoso</p>"),
        ("", '<div class="byline">Oleh Rina Sari</div>'),
        ("", "<table><tr><td>Reporter</td><td>: Rina Sari</td></tr><tr><td>Editor</td><td>: Budi</td></tr></table>"),
        ('<meta name="author" content="Budi Santoso">', '<span class="author">Rina Sari</span><p>Editor : Budi Santoso</p>'),
    ],
)  # fmt: skip
def test_the_author_is_who_wrote_it(head: str, below: str) -> None:
    assert read(f"<article><h1>Pasar Anggrek Dibuka</h1>{BODY}{below}</article>", head).author == "Rina Sari"


def test_the_next_page_of_the_same_article_is_named_and_no_other() -> None:
    url = "https://koran.example/kota/read/123/pasar"
    paging = '<a href="?page=2">2</a><a href="?page=2">Halaman Selanjutnya</a>'
    assert read(f"<article>{BODY}</article>{paging}", url=url).next_page == f"{url}?page=2"
    assert (
        read(f'<article>{BODY}</article>{paging}<a href="?page=all">Tampilkan Semua</a>', url=url).next_page
        == f"{url}?page=all"
    )
    assert (
        read(
            f'<article>{BODY}</article><a rel="next" href="/kota/read/124/cabai">Selanjutnya</a>', url=url
        ).next_page
        == ""
    )


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("https://a.example/x?page=2", True),
        ("https://a.example/x/2", True),
        ("https://a.example/x/page/2", True),
        ("https://a.example/x?page=all", True),
        ("https://a.example/x", False),
        ("https://a.example/y?page=2", False),
        ("https://b.example/x?page=2", False),
        ("ftp://a.example/x?page=2", False),
    ],
)
def test_pages_of_one_article_differ_in_a_number_alone(other: str, same: bool) -> None:
    assert is_page_of("https://a.example/x", other) is same
