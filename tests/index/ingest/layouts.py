"""Pages in the layouts of Indonesian outlets, filled with an article of our own; names and places are made up.

Only how such pages are built is taken from the outlets: their boxes, their order, what they put between paragraphs.
"""

import json
from dataclasses import dataclass

TITLE = "Wali Kota Tegalsari Resmikan Pasar Anggrek"
LEAD = "Pasar Anggrek di Tegalsari kembali dibuka setelah dua tahun dibangun ulang."
PARAGRAPHS = (
    "Wali Kota Tegalsari Nurlela Hutapea meresmikan Pasar Anggrek pada Kamis (16/12/2021) pagi. Pasar tiga lantai "
    "itu memuat 412 kios dan 60 los untuk pedagang sayur.",
    "Pembangunan pasar menelan biaya Rp48,6 miliar dari anggaran daerah dan selesai dalam dua puluh bulan. "
    "Kontraktornya adalah PT Bina Titian Raharja dari Semarang.",
    "“Pedagang lama kami dahulukan, dan sewa tahun pertama dibebaskan,” kata Nurlela.",
    "Suparmi, pedagang telur, menyambut pasar baru itu dengan senang. Ia sudah dua tahun berjualan di tepi jalan "
    "dan kehilangan separuh pelanggannya.",
    "Kepala Dinas Perdagangan Bagas Simarmata menambahkan bahwa pasar buka setiap hari mulai pukul 04.00 sampai "
    "pukul 17.00. Ia meminta warga tidak memarkir sepeda motor di trotoar.",
    "Pasar lama terbakar pada Mei 2019 akibat korsleting di sebuah kios plastik.",
)
AUTHOR = "Rina Sari"
OUTLET = "Harian Lontar"
URL = "https://www.lontar.co.id/kota/read/2021/12/16/081500/pasar-anggrek"

_MENU = (
    '<header class="site-header"><a href="/"><img alt="Harian Lontar" src="/l.png"></a><nav><ul>'
    + "".join(f'<li><a href="/{n}">{n.title()}</a></li>' for n in ("nasional", "ekonomi", "olahraga", "gaya"))
    + "</ul></nav></header>"
)
_TEASERS = tuple(
    (f"/read/{n}", title, teaser)
    for n, (title, teaser) in enumerate(
        (
            ("Harga Cabai Rawit Turun Lagi", "Harga cabai rawit di Pasar Melati turun pada awal pekan ini."),
            ("Tim Voli Putri Juara Lagi", "Tim voli putri mengalahkan tim tamu dengan skor tiga satu."),
            ("Banjir Melati Sudah Surut", "Sebanyak 120 keluarga kembali ke rumah mereka pada Rabu sore."),
        )
    )
)
_FOOT = (
    '<footer><p>Copyright © 2021 Harian Lontar. Semua hak dilindungi undang-undang.</p><ul><li><a href="/redaksi">'
    "Redaksi</a></li><li><a href='/kontak'>Kontak Kami</a></li></ul></footer>"
)
_SHARE = (
    '<div class="share-box"><a href="#">Facebook</a><a href="#">Twitter</a><a href="#">Salin tautan</a></div>'
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A page, and what of it is right."""

    name: str
    html: str
    lead: bool = False
    author: str = AUTHOR

    @property
    def text(self) -> str:
        """The article's text."""
        return "\n".join((*((LEAD,) if self.lead else ()), *PARAGRAPHS))


def _p(paragraph: str, **attributes: str) -> str:
    given = "".join(f' {name.rstrip("_")}="{value}"' for name, value in attributes.items())
    return f"<p{given}>{paragraph}</p>"


def _between(*fillers: str) -> str:
    """The paragraphs, with what a page puts behind each."""
    return "".join(
        _p(paragraph) + (fillers[place] if place < len(fillers) else "")
        for place, paragraph in enumerate(PARAGRAPHS)
    )


def _cards(tag: str, box: str) -> str:
    return "".join(
        f'<div class="{box}"><{tag}><a href="{url}">{title}</a></{tag}><p>{teaser}</p><span>1 jam yang lalu</span></div>'
        for url, title, teaser in _TEASERS
    )


def _links() -> str:
    return "<ul>" + "".join(f'<li><a href="{url}">{title}</a></li>' for url, title, _ in _TEASERS) + "</ul>"


def _head(*, metas: str = "", title: str = f"{TITLE} - {OUTLET}") -> str:
    return (
        f'<head><title>{title}</title><link rel="canonical" href="{URL}"><meta property="og:title" content="{TITLE}">'
        f'<meta property="og:site_name" content="{OUTLET}">{metas}</head>'
    )


def _ld(**more: object) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2021-12-16T08:15:00+07:00",
        "author": {"@type": "Person", "name": AUTHOR},
        "publisher": {"@type": "Organization", "name": OUTLET},
        **more,
    }
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def _page(head: str, body: str) -> str:
    return f'<!DOCTYPE html><html lang="id">{head}<body>{_MENU}{body}{_FOOT}</body></html>'


def _layouts() -> tuple[Layout, ...]:
    also = f'<p><strong>Baca juga: <a href="/read/0">{_TEASERS[0][1]}</a></strong></p>'
    sidebar = f'<aside class="col-side"><h3>Terpopuler</h3>{_cards("h4", "most__item")}</aside>'
    published = '<meta property="article:published_time" content="2021-12-16T01:15:00Z">'
    written = f'<meta name="author" content="{AUTHOR}">'
    return (
        Layout(
            "paragraphs with links between",
            _page(
                _head(metas='<meta name="content_PublishedDate" content="2021-12-16 08:15:00">'),
                f'<h1 class="logo"><a href="/">Harian Lontar</a></h1><div class="read__header"><h1 class="read__title">{TITLE}</h1>'
                f'<div class="read__time">Harian Lontar, 16/12/2021, 08:15 WIB</div>{_SHARE}</div><div class="photo">'
                '<img src="a.jpg"><div class="photo__caption">Pasar Anggrek saat pagi (LONTAR/RINA SARI)</div></div>'
                f'<div class="read__content"><div class="clearfix">{_between(also, "", also)}</div></div>'
                f'<div class="read__credit"><span>Penulis: {AUTHOR}</span> <span>Editor: Budi Santoso</span></div>'
                f'<div class="read__tagging"><ul><li><a href="/tag/pasar">pasar</a></li></ul></div>{sidebar}',
            ),
        ),
        Layout(
            "advertisements between",
            _page(
                _head(metas=f'{published}<meta name="dtk:author" content="{AUTHOR}">'),
                f'<article class="detail"><h1 class="detail__title">{TITLE}</h1><div class="detail__author">{AUTHOR} - Lontar'
                '</div><div class="detail__date">Kamis, 16 Des 2021 08:15 WIB</div><figure><img src="a.jpg"><figcaption>'
                "Foto: Pasar Anggrek (Rina Sari/lontar)</figcaption></figure>"
                '<div class="detail__body-text itp_bodycontent">'
                + _between(
                    '<div class="parallaxindetail"><p>ADVERTISEMENT</p><p>SCROLL TO CONTINUE WITH CONTENT</p></div>',
                    f'<table class="linksisip"><tr><td><div class="lihatjg"><strong>Baca juga: </strong>'
                    f'<a href="/read/1">{_TEASERS[1][1]}</a></div></td></tr></table>',
                )
                + f'<p><strong>(rns/bds)</strong></p></div><div class="detail__body-tag"><a href="/tag/pasar">pasar</a>'
                f'<a href="/tag/kota">kota tegalsari</a></div></article><div class="list-content">{_cards("h3", "media")}</div>',
            ),
        ),
        Layout(
            "linked data and the editor's choice",
            _page(
                _head(metas=_ld()),
                f'<div class="container"><h1>{TITLE}</h1><p class="deck">{LEAD}</p><div class="detail-in">'
                f'{_between("", also)}<p><strong>Pilihan Editor: <a href="/read/2">{_TEASERS[2][1]}</a></strong></p></div>'
                f'<div class="related">{_links()}</div></div>',
            ),
            lead=True,
        ),
        Layout(
            "a report with several pages",
            _page(
                _head(metas=f'{published}<meta property="article:section" content="Kota">'),
                f'<div id="article"><h1 class="f50">{TITLE}</h1><div>Kamis, 16 Desember 2021 08:15 WIB</div><div>Penulis: {AUTHOR}'
                f'</div><div class="side-article txt-article multi-fontsize"><p>Laporan Wartawan Harian Lontar, {AUTHOR}</p>'
                f'{_between("", also)}<p class="baca">Baca berita lainnya di Google News</p>'
                '<div class="paging"><a href="?page=2">2</a></div></div></div>'
                f'<div class="populer">{_cards("h3", "item")}</div>',
            ),
        ),
        Layout(
            "the body in several boxes",
            _page(
                _head(metas=_ld()),
                f'<article class="hentry main read-page--core-article"><h1 class="read-page--header--title">{TITLE}</h1>'
                '<div class="article-content-body">'
                + "".join(
                    f'<div class="article-content-body__item-page"><div class="article-content-body__item-content">'
                    f'{_p(first)}{_p(second)}</div></div><div class="baca-juga-collections"><p>BACA JUGA</p>{_links()}</div>'
                    for first, second in zip(PARAGRAPHS[::2], PARAGRAPHS[1::2], strict=True)
                )
                + f"</div></article><aside>{_cards('h4', 'article-snippet')}</aside>",
            ),
        ),
        Layout(
            "a caption and a box for the app",
            _page(
                _head(metas=f'{written}<meta name="publishdate" content="2021/12/16 08:15:00">'),
                f'<h1 class="mb-2">{TITLE}</h1><div class="text-cnn_grey">Harian Lontar</div><div class="text-sm">Kamis, 16 Des 2021 '
                '08:15 WIB</div><div class="detail-image"><img src="a.jpg"><span class="caption">Pasar Anggrek saat pagi.'
                f'</span></div><div class="detail-text"><strong>Tegalsari, Harian Lontar</strong> -- {_between()}'
                f'<div class="newsletter"><p>Dapatkan berita pilihan lewat surel Anda.</p></div></div>{sidebar}',
            ),
        ),
        Layout(
            "signed by reporter and editor",
            _page(
                _head(metas=published),
                f'<div class="wrap__article-detail"><h1>{TITLE}</h1><ul><li>Kamis, 16 Desember 2021 08:15 WIB</li></ul>'
                f'<div class="wrap__article-detail-content post-content">Tegalsari (LONTAR) - {_between()}'
                f'<span class="baca-juga"><b>Baca juga: <a href="/read/0">{_TEASERS[0][1]}</a></b></span>'
                f'<p class="text-muted">Pewarta: {AUTHOR}<br>Editor: Budi Santoso<br>Copyright © LONTAR 2021</p></div></div>'
                f'<div class="wrapper__list__article">{_cards("h5", "card__post")}</div>',
            ),
        ),
        Layout(
            "lines that breaks end",
            _page(
                _head(title=f"{TITLE} | {OUTLET}"),
                f'<div class="max-card"><h1>{TITLE}</h1><div class="date">Kamis , 16 Dec 2021, 08:15 WIB</div>'
                f'<div class="reporter">Rep: {AUTHOR} / Red: Budi Santoso</div><div class="article-content">'
                + "<br><br>".join(PARAGRAPHS)
                + f'<br><br><div class="tags"><a href="/tag/pasar">pasar</a></div></div></div>{_links()}',
            ),
        ),
        Layout(
            "a heading over each part",
            _page(
                _head(metas=f"{written}{published}"),
                f'<h1>{TITLE}</h1><div class="read"><div id="contentx" itemprop="articleBody">{_between()}</div></div>'
                f'<div class="berita-lainnya"><h2>Berita Lainnya</h2>{_cards("h3", "thumb")}</div>',
            ),
        ),
        Layout(
            "a table for the page",
            f'<html>{_head(metas=published)}<body><table width="980"><tr><td width="160"><a href="/">Beranda</a><br>'
            f'<a href="/arsip">Arsip Berita</a></td><td><h1>{TITLE}</h1><p>Oleh: {AUTHOR}</p>{_between()}</td>'
            f"<td>{_links()}</td></tr></table></body></html>",
        ),
        Layout(
            "a lead in a box of its own",
            _page(
                _head(metas=_ld()),
                f'<main><h1>{TITLE}</h1><div class="article-lead"><p>{LEAD}</p></div><section class="article-body">{_between()}'
                f'</section><section class="comments"><h2>Komentar</h2><p>Semoga pasar ini bersih dan tertib ya, salam.</p>'
                "</section></main>",
            ),
            lead=True,
        ),
        Layout(
            "only in linked data",
            f'<html>{_head(metas=_ld(articleBody=chr(10).join(PARAGRAPHS)))}<body>{_MENU}<div id="app"><p>Memuat…</p></div>'
            f"{_FOOT}</body></html>",
        ),
        Layout(
            "in an aside, under a notice",
            _page(
                _head(metas=f"{published}{written}"),
                f'<aside id="main-content"><h1>{TITLE}</h1>{_between()}</aside><div class="notice"><p>Situs ini memakai kuki '
                "agar lebih nyaman dipakai. Dengan meneruskan, Anda menyetujui kebijakan kuki kami.</p></div>",
            ),
        ),
    )


LAYOUTS = _layouts()
