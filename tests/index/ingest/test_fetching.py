import gzip
import ssl
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date

import httpcore
import pytest

from index.errors import InputError
from index.ingest.fetching import FetchLimits, Network, Page, _own_url, fetch, fetch_page
from index.ingest.web_address import read_web_address
from tests.index.ingest.forbidden import LYING_NAMES, ODD_URLS, PRIVATE_V4, PRIVATE_V6, SPELLINGS
from tests.index.ingest.trap import SITE, SITE_V6, Respond, Web, page, redirect, serving

LIMITS = FetchLimits(step=2, total=4)
NAMES = {
    "contoh.test": [[SITE]],
    "enam.test": [[SITE_V6, SITE]],
    "xn--bcher-kva.test": [[SITE]],
    **LYING_NAMES,
}
UNREACHABLE = "That page could not be fetched"
FORBIDDEN = [
    *(f"http://{address}/" for address in (*PRIVATE_V4, *SPELLINGS)),
    *(f"http://[{address}]/" for address in PRIVATE_V6),
    *(f"https://{address}/" for address in PRIVATE_V4[:5]),
    *(f"http://{name}/" for name in LYING_NAMES),
    *ODD_URLS,
]


@contextmanager
def web(respond: Respond) -> Iterator[Web]:
    trapped: list[bytes] = []

    def trap(head: bytes) -> bytes:
        trapped.append(head)
        return page(b"rahasia")

    with serving(respond) as site_port, serving(trap) as trap_port:
        found = Web(site_port, trap_port, NAMES)
        yield found
        assert found.trapped == []
        assert trapped == []


def test_there_are_enough_forbidden_addresses() -> None:
    assert len(set(FORBIDDEN)) >= 160


@pytest.mark.parametrize("url", FORBIDDEN, ids=ascii)
def test_a_forbidden_address_is_never_connected_to(url: str) -> None:
    with web(lambda _: page()) as sites, pytest.raises(InputError) as refused:
        fetch_page(url, sites.network, LIMITS)
    assert sites.connected == []
    assert not [address for address in PRIVATE_V4 if address in str(refused.value)]


@pytest.mark.parametrize("url", FORBIDDEN, ids=ascii)
def test_a_redirect_to_a_forbidden_address_is_not_followed(url: str) -> None:
    location = url.encode("utf-8", "surrogatepass")
    with (
        web(lambda head: redirect(location) if b"/mulai " in head else page()) as sites,
        suppress(InputError),
    ):  # some are relative, or cut at a line end, and lead back to the site itself
        assert fetch_page("http://contoh.test/mulai", sites.network, LIMITS).address.host == "contoh.test"


@pytest.mark.parametrize("address", [*PRIVATE_V4, *PRIVATE_V6])
def test_a_name_of_a_forbidden_address_is_refused(address: str) -> None:
    with web(lambda _: page()) as sites, pytest.raises(InputError, match=UNREACHABLE):
        fetch_page(
            "http://contoh.test/", Network(resolver=lambda host, port: [SITE, address], backend=sites), LIMITS
        )
    assert sites.connected == []


def test_a_name_that_changes_its_address_is_asked_and_checked_again_for_every_connection() -> None:
    with serving(lambda _: redirect(b"/lagi")) as site_port, serving(lambda _: page()) as trap_port:
        rebound = Web(site_port, trap_port, {"ganti.contoh.test": [[SITE], ["127.0.0.1"]]})
        with pytest.raises(InputError, match=UNREACHABLE):
            fetch_page("http://ganti.contoh.test/", rebound.network, LIMITS)
    assert rebound.asked == ["ganti.contoh.test"] * 2
    assert rebound.connected == [SITE]


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://contoh.test/", b"/"),
        ("http://contoh.test", b"/"),
        ("http://contoh.test:80/a", b"/a"),
        ("http://CONTOH.test/a", b"/a"),
        ("http://contoh.test./a", b"/a"),
        ("  http://contoh.test/a\n", b"/a"),
        ("http://contoh.test/a/b/../c", b"/a/b/../c"),
        ("http://contoh.test/berita?id=7&halaman=2", b"/berita?id=7&halaman=2"),
        ("http://contoh.test?id=7", b"/?id=7"),
        ("http://contoh.test/a#bagian", b"/a"),
        ("http://contoh.test/berita-15-12-2021.html", b"/berita-15-12-2021.html"),
        ("http://contoh.test/caf%C3%A9", b"/caf%C3%A9"),
        ("http://contoh.test/café", b"/caf%C3%A9"),
        ("http://contoh.test/?q=harga beras".replace(" ", "+"), b"/?q=harga+beras"),
        ("http://contoh.test/a@b:c;d=1,2", b"/a@b:c;d=1,2"),
        ("http://contoh.test/?url=http://127.0.0.1/", b"/?url=http://127.0.0.1/"),
        ("http://bücher.test/a", b"/a"),
        ("http://enam.test/a", b"/a"),
        (f"http://{SITE}/a", b"/a"),
        (f"http://[{SITE_V6}]/a", b"/a"),
        ("HTTP://contoh.test/a", b"/a"),
        ("http://contoh.test/" + "a" * 2000, b"/" + b"a" * 2000),
    ],
)
def test_a_public_address_is_fetched(url: str, target: bytes) -> None:
    heads: list[bytes] = []

    def respond(head: bytes) -> bytes:
        heads.append(head)
        return page()

    with web(respond) as sites:
        found = fetch_page(url, sites.network, LIMITS)
    assert found.data == b"Pasar Baru\nWali kota membuka pasar."
    assert [head.split(b" ")[1] for head in heads] == [target]


def test_the_request_tells_the_name_and_nothing_private() -> None:
    heads: list[bytes] = []

    def respond(head: bytes) -> bytes:
        heads.append(head)
        return (
            page()
            if b"/dua" in head
            else page(b"", b"Location: /dua", b"Set-Cookie: a=b", status=b"302 Found")
        )

    with web(respond) as sites:
        fetch_page("http://contoh.test/satu", sites.network, LIMITS)
    lines = heads[1].lower().split(b"\r\n")
    assert b"host: contoh.test" in lines
    assert b"accept-encoding: gzip" in lines
    assert not [line for line in lines if line.startswith((b"cookie", b"authorization", b"referer"))]


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with web(lambda _: page()) as sites:
        fetch_page("http://contoh.test/", sites.network, LIMITS)
    assert sites.connected == [SITE]


class SecureStream(httpcore.MockStream):
    """Answers like a TLS server and notes the name it was asked for."""

    def __init__(self, answer: bytes, names: list[str | None]) -> None:
        super().__init__([answer])
        self._names = names

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        assert ssl_context.verify_mode is ssl.CERT_REQUIRED
        assert ssl_context.check_hostname
        self._names.append(server_hostname)
        return self


class SecureWeb(httpcore.MockBackend):
    def __init__(self, answer: bytes) -> None:
        super().__init__([])
        self._answer = answer
        self.names: list[str | None] = []
        self.connected: list[tuple[str, int]] = []

    def connect_tcp(self, host: str, port: int, *args: object, **kwargs: object) -> httpcore.NetworkStream:
        self.connected.append((host, port))
        return SecureStream(self._answer, self.names)


def test_tls_is_verified_for_the_name_while_the_connection_goes_to_the_address() -> None:
    secure = SecureWeb(page())
    found = fetch_page("https://contoh.test/a", Network(lambda host, port: [SITE], secure), LIMITS)
    assert str(found.address) == "https://contoh.test/a"
    assert secure.names == ["contoh.test"]
    assert secure.connected == [(SITE, 443)]


def test_a_redirect_from_https_to_http_is_not_followed() -> None:
    secure = SecureWeb(redirect(b"http://contoh.test/b"))
    with pytest.raises(InputError, match=UNREACHABLE):
        fetch_page("https://contoh.test/a", Network(lambda host, port: [SITE], secure), LIMITS)
    assert secure.connected == [(SITE, 443)]


def test_three_redirects_are_followed_and_a_fourth_is_not() -> None:
    def respond(head: bytes) -> bytes:
        left = int(head.split(b" ")[1][1:])
        return redirect(b"/%d" % (left - 1)) if left else page()

    with web(respond) as sites:
        assert (
            str(fetch_page("http://contoh.test/3", sites.network, LIMITS).address) == "http://contoh.test/0"
        )
        with pytest.raises(InputError, match=UNREACHABLE):
            fetch_page("http://contoh.test/4", sites.network, LIMITS)


@pytest.mark.parametrize(
    "answer",
    [
        redirect(b"/"),
        page(b"", status=b"302 Found"),
        page(b"", b"Location: ", status=b"301 Moved"),
        page(status=b"204 No Content"),
        b"",
        b"bukan http\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npendek",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 100_000 + b"\r\n",
        page(b"bukan gzip", b"Content-Encoding: gzip"),
        page(gzip.compress(b"halo" * 99)[:-9], b"Content-Encoding: gzip"),
        page(gzip.compress(gzip.compress(b"halo")), b"Content-Encoding: gzip, gzip"),
        page(b"halo", b"Content-Encoding: br"),
        page(b"halo", b"Content-Encoding: zstd"),
        page(zlib.compress(b"halo"), b"Content-Encoding: deflate"),
    ],
    ids=range(15),
)
def test_every_failure_reads_the_same(answer: bytes) -> None:
    with web(lambda _: answer) as sites, pytest.raises(InputError) as refused:
        fetch_page("http://contoh.test/", sites.network, LIMITS)
    assert str(refused.value).startswith(UNREACHABLE)


@pytest.mark.parametrize(
    ("status", "told"),
    [(b"403 Forbidden", "(403)"), (b"404 Not Found", "no such page (404)"), (b"503 Busy", "(503)")],
)
def test_a_site_that_refuses_is_quoted(status: bytes, told: str) -> None:
    with web(lambda _: page(status=status)) as sites, pytest.raises(InputError) as refused:
        fetch_page("http://contoh.test/", sites.network, LIMITS)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    "kind", [b"image/png", b"application/zip", b"application/octet-stream", b"x", b"text/htm"]
)
def test_what_is_no_text_is_refused(kind: bytes) -> None:
    with web(lambda _: page(kind=kind)) as sites, pytest.raises(InputError, match="no page of text"):
        fetch_page("http://contoh.test/", sites.network, LIMITS)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (b"text/html; charset=UTF-8", ("html", "UTF-8")),
        (b'Text/HTML;charset="iso-8859-1"', ("html", "iso-8859-1")),
        (b"application/xhtml+xml", ("html", "")),
        (b"text/markdown", ("markdown", "")),
        (b"", ("html", "")),
    ],
)
def test_the_kind_and_the_charset_are_read(kind: bytes, expected: tuple[str, str]) -> None:
    with web(lambda _: page(kind=kind)) as sites:
        found = fetch_page("http://contoh.test/", sites.network, LIMITS)
    assert (found.kind, found.charset) == expected


def test_gzip_is_inflated_once() -> None:
    with web(lambda _: page(gzip.compress(b"halo " * 1000), b"Content-Encoding: gzip")) as sites:
        assert fetch_page("http://contoh.test/", sites.network, LIMITS).data == b"halo " * 1000


@pytest.mark.parametrize(
    "answer",
    [
        page(b"a" * 2_000_000),
        b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + b"a" * 2_000_000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n"
        + b"186a0\r\n" + b"a" * 100_000 + b"\r\n" + b"186a0\r\n" + b"a" * 100_000 + b"\r\n" * 2,
        page(gzip.compress(b"\0" * 100_000_000, 1), b"Content-Encoding: gzip"),
    ],
    ids=["length", "endless", "chunked", "gzip"],
)  # fmt: skip
def test_a_page_beyond_the_limits_is_dropped_while_it_comes_in(answer: bytes) -> None:
    limits = FetchLimits(
        step=2, total=4, raw=150_000 if b"gzip" not in answer[:200] else 10**6, decoded=200_000
    )
    with web(lambda _: answer) as sites, pytest.raises(InputError, match="too long"):
        fetch_page("http://contoh.test/", sites.network, limits)


def test_a_dripping_server_is_left_at_the_deadline() -> None:
    class Drip(httpcore.MockStream):
        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            time.sleep(0.02)
            return b"H"

    class Dripping(httpcore.MockBackend):
        def connect_tcp(
            self, host: str, port: int, *args: object, **kwargs: object
        ) -> httpcore.NetworkStream:
            return Drip([])

    begun = time.monotonic()
    with pytest.raises(InputError, match="did not answer in time"):
        fetch_page(
            "http://contoh.test/", Network(lambda h, p: [SITE], Dripping([])), FetchLimits(step=1, total=0.3)
        )
    assert time.monotonic() - begun < 3


def test_a_name_server_that_sleeps_is_left_at_the_deadline() -> None:
    def asleep(host: str, port: int) -> list[str]:
        time.sleep(5)
        return [SITE]

    begun = time.monotonic()
    with pytest.raises(InputError, match=UNREACHABLE):
        fetch_page("http://contoh.test/", Network(resolver=asleep), FetchLimits(total=0.2))
    assert time.monotonic() - begun < 3


def test_a_dead_address_gives_way_to_the_next() -> None:
    with serving(lambda _: page()) as site_port, serving(lambda _: page()) as trap_port:

        class HalfDead(Web):
            def connect_tcp(
                self, host: str, port: int, *args: object, **kwargs: object
            ) -> httpcore.NetworkStream:
                if host == SITE_V6:
                    raise httpcore.ConnectError("no route")
                return super().connect_tcp(host, port, 1)

        sites = HalfDead(site_port, trap_port, {"enam.test": [[SITE_V6, SITE]]})
        assert fetch_page("http://enam.test/", sites.network, LIMITS).data.startswith(b"Pasar")


ARTICLE = """\
<html><head><title>Pasar Baru Dibuka - Harian Contoh</title><link rel="canonical" href="{canonical}">
<meta property="article:published_time" content="2021-12-16"></head><body><article><h1>Pasar Baru Dibuka</h1>
<p>Wali kota membuka pasar baru di tengah kota. Warga senang karena kios lama rusak.</p>
<p>Sewa satu kios Rp 500.000 sebulan, kata wali kota pada Kamis pagi.</p></article></body></html>
"""


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("http://contoh.test/pasar", "http://contoh.test/pasar"),
        ("https://contoh.test/pasar", "https://contoh.test/pasar"),
        ("https://lain.test/pasar", "http://contoh.test/p?id=7"),
        ("javascript:alert(1)", "http://contoh.test/p?id=7"),
        ("", "http://contoh.test/p?id=7"),
    ],
)
def test_an_article_is_read_from_its_page(canonical: str, url: str) -> None:
    html = ARTICLE.format(canonical=canonical).encode()
    with web(lambda _: page(html, kind=b"text/html; charset=utf-8")) as sites:
        made = fetch("http://contoh.test/p?id=7#komentar", network=sites.network)
    assert (made.title, made.url, made.published_at) == ("Pasar Baru Dibuka", url, date(2021, 12, 16))
    assert made.body.startswith("Wali kota membuka pasar baru")
    assert made.body.endswith("pada Kamis pagi.")


def paged(head: bytes) -> bytes:
    """Page 1, 2 or 3 of an article, or all of it, as the request asks."""
    target = head.split(b" ", 2)[1].decode()
    number = target.partition("page=")[2] or "1"
    texts = {
        "1": "Wali kota membuka pasar baru di tengah kota pada Kamis pagi.",
        "2": "Sewa satu kios Rp 500.000 sebulan, kata wali kota kepada pedagang.",
        "3": "Pasar lama terbakar pada Mei 2019 akibat korsleting di sebuah kios.",
    }
    following = {"1": "2", "2": "3"}.get(number)
    link = f'<a href="?page={following}">Halaman selanjutnya</a>' if following else ""
    return page(
        f"<html><head><title>Pasar Baru</title></head><body><article><h1>Pasar Baru</h1><p>{texts[number]}</p>"
        f"<p>{texts[number].replace('.', ' itu.')}</p></article>{link}</body></html>".encode(),
        kind=b"text/html; charset=utf-8",
    )


def test_the_pages_of_an_article_are_read_to_the_end() -> None:
    with web(paged) as sites:
        made = fetch("http://contoh.test/pasar", network=sites.network)
    assert (made.title, made.url) == ("Pasar Baru", "http://contoh.test/pasar")
    assert [line.split()[0] for line in made.body.split("\n")] == [
        "Wali",
        "Wali",
        "Sewa",
        "Sewa",
        "Pasar",
        "Pasar",
    ]


def test_a_next_page_that_fails_ends_the_article() -> None:
    def first_only(head: bytes) -> bytes:
        return paged(head) if b"page=" not in head else page(status=b"500 Oops")

    with web(first_only) as sites:
        made = fetch("http://contoh.test/pasar", network=sites.network)
    assert [line.split()[0] for line in made.body.split("\n")] == ["Wali", "Wali"]


def test_next_pages_that_lead_on_for_ever_are_bounded() -> None:
    asked: list[str] = []

    def endless(head: bytes) -> bytes:
        target = head.split(b" ", 2)[1].decode()
        asked.append(target)
        following = int(target.partition("page=")[2] or "1") + 1
        return page(
            f"<article><h1>Pasar</h1><p>Wali kota membuka pasar baru nomor {following} di tengah kota pagi ini.</p>"
            f'<p>Para pedagang lama mendapat kios di lantai dasar.</p></article><a href="?page={following}">Next</a>'.encode(),
            kind=b"text/html",
        )

    with web(endless) as sites:
        fetch("http://contoh.test/pasar", network=sites.network)
    assert len(asked) == FetchLimits().pages


def test_an_address_without_its_scheme_is_of_https() -> None:
    with web(lambda _: page()) as sites, pytest.raises(InputError):
        fetch_page("www.contoh.test/pasar", sites.network, LIMITS)
    with pytest.raises(InputError, match="must begin with http"):
        fetch_page("contoh.test/pasar", sites.network, LIMITS)


@pytest.mark.parametrize(
    ("found", "canonical", "same"),
    [
        ("https://m.contoh.co.id/a", "https://www.contoh.co.id/a", True),
        ("https://amp.contoh.com/a", "https://contoh.com/a", True),
        ("https://lain.co.id/a", "https://contoh.co.id/a", False),
        ("https://a.github.io/a", "https://b.github.io/a", False),
    ],
)
def test_a_mobile_page_may_name_its_twin(found: str, canonical: str, same: bool) -> None:
    read = Page(read_web_address(found), "html", "", b"")
    assert _own_url(canonical, read) == (canonical if same else found)


def test_plain_text_is_read_from_the_web() -> None:
    with web(lambda _: page()) as sites:
        made = fetch("http://contoh.test/a.txt", network=sites.network)
    assert (made.title, made.body, made.url) == (
        "Pasar Baru",
        "Wali kota membuka pasar.",
        "http://contoh.test/a.txt",
    )
