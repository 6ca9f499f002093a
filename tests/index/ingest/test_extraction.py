import os
import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import InputError
from index.ingest import extraction
from index.ingest.decoding import decode, decode_html
from index.ingest.extraction import Extracted, extract
from index.ingest.page import read_page
from index.ingest.readers.markdown import read as read_markdown

PARAGRAPH = (
    "<p>Wali kota membuka pasar baru di tengah kota pada hari Kamis pagi bersama para pedagang lama.</p>"
)
LONG = os.environ.get("TANYA_LONG_TESTS") == "1"

BOMBS = {
    "many tags": PARAGRAPH * 100_000,
    "many links": "<a href=x>y</a>" * 300_000,
    "many headings": "<h1>x</h1>" * 500_000,
    "deep elements": "<div>" * 50_000 + "x",
    "deep tables": "<table><tr><td>" * 15_000 + "x",
    "deep lists": "<ul><li>" * 20_000 + "x",
    "one long word": "<p>" + "a" * 9_000_000,
    "many words": "<p>" + "kata " * 1_900_000,
    "many rules": "<style>" + ".a{display:none}" * 300_000 + "</style>",
    "many braces": "<style>" + "{" * 2_000_000 + "</style>",
    "many comments in a sheet": "<style>" + "/*" * 1_000_000 + "</style>",
    "long style": '<p style="' + "color:red;" * 900_000 + '">x',
    "long font": '<p style="font:' + "a " * 1_000_000 + '">x',
    "long colour": '<p style="color:rgba(' + "," * 1_000_000 + '">x',
    "long filter": '<p style="filter:' + "opacity(" * 300_000 + '">x',
    "nested entities": "".join(
        f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(12)
    ),
    "open comments": "<!--" * 50_000,
    "zero bytes": "\x00" * 1_000_000,
    "open tags": "<" * 50_000,
    "long script": "<script type='application/ld+json'>" + "[" * 1_000_000 + "</script>",
    "processor time": "<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">x</p>",
}
SHORT = (
    "many tags",
    "deep elements",
    "one long word",
    "many rules",
    "long colour",
    "nested entities",
    "zero bytes",
)


@pytest.mark.parametrize("name", BOMBS if LONG else SHORT)
def test_a_bomb_is_read_or_refused_in_time(name: str) -> None:
    begun = time.monotonic()
    with suppress(InputError):
        extract(f"<html><body>{BOMBS[name]}</body></html>".encode(), "html")
    assert time.monotonic() - begun < extraction.WALL_SECONDS + 2


def test_a_child_that_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "WALL_SECONDS", 0.01)
    with pytest.raises(InputError, match="too large"):
        extract(PARAGRAPH.encode(), "html")


def test_the_child_knows_no_secrets_and_needs_no_working_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("PYTHONSTARTUP", "/nonexistent")
    monkeypatch.setenv("PYTHONPATH", "/nonexistent")
    monkeypatch.chdir(str(tmp_path))
    assert extract(f"<html><body>{PARAGRAPH * 3}</body></html>".encode(), "html").text.startswith("Wali kota")


def test_hidden_text_reaches_neither_text_nor_title() -> None:
    html = (
        "<html><head><title>Pasar</title></head><body><h1 hidden>Rahasia</h1><article><h1>Pasar Dibuka</h1>"
        f'{PARAGRAPH * 2}<p style="font-size:0">Rahasia</p><p hidden>Rahasia</p><template>Rahasia</template>'
        f'<p style="color:#fff">Rahasia</p>{PARAGRAPH}</article></body></html>'
    )
    found = extract(html.encode(), "html")
    assert found.title == "Pasar Dibuka"
    assert "Rahasia" not in found.text


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("", "http://contoh.test/"),
        ("<meta property='og:url' content='https://www.contoh.co.id/a'>", ""),
        ("<link rel=canonical href='http://93.184.216.34/a'>", "http://localhost/"),
        (
            "<meta name=date content='Dec 16, 2021 5pm'><meta charset=latin-1>",
            "https://contoh.id/2021/12/16/a",
        ),
    ],
)
def test_the_limited_child_has_all_it_needs_for_any_head(head: str, url: str) -> None:
    paragraphs = PARAGRAPH * 8 + "<p>Published: 2021-12-16 oleh Budi.</p>"
    found = extract(f"<html><head>{head}</head><body>{paragraphs}</body></html>".encode(), "html", url=url)
    assert found.text.count("Wali kota") == 8


@pytest.mark.parametrize("head", ["", "<title>Pasar Dibuka</title>"])
def test_a_hidden_heading_is_no_title(head: str) -> None:
    page = f"<html><head>{head}</head><body><h1 hidden>Rahasia</h1>{PARAGRAPH * 3}</body></html>"
    assert read_page(page, "").title == ("Pasar Dibuka" if head else "")


def test_a_page_tells_its_date_only_in_its_head() -> None:
    body = f"<html><body>{PARAGRAPH}<p>Pada 16 Desember 2021 pasar lama terbakar habis.</p></body></html>"
    assert read_page(body, "").date == ""
    described = '{"@type": "NewsArticle", "datePublished": "2021-12-17T01:00:00+07:00"}'
    dated = body.replace(
        "<body>", f'<head><script type="application/ld+json">{described}</script></head><body>'
    )
    assert read_page(dated, "").date == "2021-12-17"


def test_plain_text_is_taken_as_it_is() -> None:
    assert extract(b"# Bukan judul", "text") == Extracted("# Bukan judul")


@given(st.text(st.sampled_from("#*_`[]()!<>-\\ \nab|~"), max_size=200))
def test_marks_in_any_order_are_read(markdown: str) -> None:
    read_markdown(markdown.encode())


@pytest.mark.parametrize("piece", ["[", "![", "**a", "# ", "`", "<!--", "*a", "_a", " #", "> ", "- - ", "\\"])
def test_monotonous_markdown_takes_little_time(piece: str) -> None:
    begun = time.monotonic()
    with suppress(InputError):
        extract((piece * (1_000_000 // len(piece))).encode(), "markdown")
    assert time.monotonic() - begun < extraction.WALL_SECONDS + 5


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "utf-8", "latin-1", "utf-7", "zip", "rot13", "x" * 99, "utf-16", "\x00"]),
)
def test_any_bytes_are_decoded(data: bytes, charset: str) -> None:
    decode(data, charset)
    decode_html(b"<meta charset=" + data, charset)


@settings(max_examples=3000 if LONG else 100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div hidden>", "</div>", "<table>", "<td>", "<h1>", "<style>", ".a{",
             "display:none", "}", "<!--", "-->",
             "&amp;", "&#0;", "&#xD800;", "<a href='//[x'>", "<meta charset=x>",
             "<base href='http://[::1'>", "<script>", "kata ",
             "<p style='color:#", "fff'>", "<br>", "\x00", "<![CDATA[", "]]>", "<?x", "?>", "<html>",
             "<body>", "<title>", "<frameset>",
             "<link rel=canonical href=javascript:x>", "<time datetime=9999-99-99>", PARAGRAPH]
        )
        | st.text(max_size=4),
        max_size=40,
    ).map("".join)
)  # fmt: skip
def test_any_page_is_read_without_an_error(html: str) -> None:
    read_page(html.encode("utf-8", "replace").decode(), "https://contoh.id/a")
