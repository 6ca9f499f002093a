import ipaddress
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import InputError
from index.ingest.web_address import WebAddress, read_web_address

PIECES = st.sampled_from(
    [
        *(
            "http",
            "https",
            "file",
            ":",
            "//",
            "/",
            "\\",
            "@",
            "?",
            "#",
            "%",
            "%2e",
            "%00",
            "[",
            "]",
            "::1",
            ":80",
            ":22",
        ),
        *(
            "contoh.test",
            "localhost",
            "127.0.0.1",
            "0x7f",
            "1",
            "xn--",
            "bücher",
            "。",
            "①",
            "-",
            "_",
            "é",
            ".",
            " ",
        ),
        *("\u2100", "\n", "\x00", ":443"),
    ]
)


@given(
    st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)
    | st.text(max_size=40).map("http://".__add__)
)
def test_any_text_is_a_safe_address_or_is_refused(url: str) -> None:
    with suppress(InputError):
        address = read_web_address(url)
        assert address.scheme in ("http", "https")
        assert address.port in (80, 443)
        assert str(address).isascii()
        assert not set(str(address)) & set(' \\<>"\n\r\t\x00')
        assert urlsplit(str(address)).hostname == address.host
        assert urlsplit(str(address)).username is None
        assert read_web_address(str(address)) == address


@given(st.ip_addresses())
def test_an_ip_address_stays_what_it_is(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    host = f"[{ip}]" if ip.version == 6 else str(ip)
    assert ipaddress.ip_address(read_web_address(f"http://{host}/").host) == ip


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://contoh.test:443/a?b=c", WebAddress("https", "contoh.test", 443, "/a?b=c")),
        ("http://contoh.test:443", WebAddress("http", "contoh.test", 443, "/")),
        ("http://Bücher.Test/", WebAddress("http", "xn--bcher-kva.test", 80, "/")),
        ("http://[2606:2800:220:1::1]/", WebAddress("http", "2606:2800:220:1::1", 80, "/")),
    ],
)
def test_an_address_is_read_in_parts(url: str, address: WebAddress) -> None:
    assert read_web_address(url) == address


def test_the_site_names_a_port_only_where_it_must() -> None:
    assert read_web_address("http://contoh.test:80/").site == "contoh.test"
    assert read_web_address("http://contoh.test:443/").site == "contoh.test:443"
    assert read_web_address("http://[2606:2800:220:1::1]:443/").site == "[2606:2800:220:1::1]:443"
