from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import InputError
from index.ingest.drafting import LONGEST_BODY, content_hash, draft, draft_from_message, has_hash
from index.language.normalising import clean


def test_the_first_line_is_the_title_when_none_is_given() -> None:
    made = draft("Pasar Baru Dibuka\n\nWali kota membuka pasar.\nWarga senang.")
    assert (made.title, made.body) == ("Pasar Baru Dibuka", "Wali kota membuka pasar.\nWarga senang.")


def test_a_given_title_leaves_the_text_whole() -> None:
    made = draft("Satu.\nDua.", title=" Judul\nberita ")
    assert (made.title, made.body) == ("Judul berita", "Satu.\nDua.")


def test_an_empty_title_stays_empty() -> None:
    assert draft("Satu.\nDua.", title="").title == ""


def test_a_single_line_is_the_body_and_titled_by_its_first_words() -> None:
    line = (
        "Wali kota membuka pasar baru di tengah kota itu pada Senin pagi, dan warga pun datang sejak subuh."
    )
    made = draft(line)
    assert made.body == line
    assert made.title == "Wali kota membuka pasar baru di tengah kota itu pada Senin pagi, dan warga pun…"


def test_a_long_first_paragraph_is_no_title() -> None:
    first = "Wali kota membuka pasar. " * 20
    assert draft(f"{first}\nWarga senang.").body.endswith("pasar.\nWarga senang.")


@pytest.mark.parametrize(
    "value",
    ["2021-12-16", "16/12/2021", "16 Desember 2021", "16 December 2021", "Kamis, 16 Desember 2021 08:00 WIB",
     "2021-12-16T23:30:00+07:00", date(2021, 12, 16), datetime(2021, 12, 16, 5, tzinfo=UTC)],
)  # fmt: skip
def test_dates_are_read_in_the_usual_forms(value: date | str) -> None:
    assert draft("Isi.", published_at=value).published_at == date(2021, 12, 16)


def test_missing_parts_are_none() -> None:
    made = draft("Isi.", url="", published_at=" ", external_id="")
    assert (made.url, made.published_at, made.external_id) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty"),
        (" \n\u200b\x00", "empty"),
        ("a" * (LONGEST_BODY + 1), "1,000,001"),
        ("a" * 5_000_000, "5,000,000"),
    ],
)
def test_an_empty_or_huge_text_is_refused(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        draft(text)


@pytest.mark.parametrize(
    "url",
    ["ftp://contoh.id/a", "javascript:alert(1)", "contoh.id/a", "http://", "http:///a",
     "https://contoh.id/a b", "http://[::1",
     "https://contoh.id:99999/", "https://contoh.id/" + "a" * 2048],
)  # fmt: skip
def test_a_url_that_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="http"):
        draft("Isi.", url=url)


@pytest.mark.parametrize(
    "value", ["kemarin", "31/02/2021", "2021-13-01", "16 Foo 2021", "2021", "१६/१२/२०२१", "9" * 5000]
)
def test_a_date_that_cannot_be_read_is_refused(value: str) -> None:
    with pytest.raises(InputError, match="must read like"):
        draft("Isi.", published_at=value)


def test_an_endless_title_or_id_is_refused() -> None:
    with pytest.raises(InputError, match="title"):
        draft("Isi.", title="a" * 501)
    with pytest.raises(InputError, match="id"):
        draft("Isi.", external_id="a" * 201)


@pytest.mark.parametrize(
    "head",
    [
        "https://contoh.id/pasar\n16 Desember 2021\n",
        "16/12/2021\n\nhttps://contoh.id/pasar\n",
        "URL: https://contoh.id/pasar\nTanggal: Kamis (16/12/2021)\n\n",
    ],
)
def test_a_message_holds_title_url_date_and_body(head: str) -> None:
    made = draft_from_message(f"Pasar Baru Dibuka\n{head}Wali kota membuka pasar.\n17 Desember 2021")
    assert made.title == "Pasar Baru Dibuka"
    assert made.url == "https://contoh.id/pasar"
    assert made.published_at == date(2021, 12, 16)
    assert made.body == "Wali kota membuka pasar.\n17 Desember 2021"


def test_a_message_needs_no_url_and_no_date() -> None:
    made = draft_from_message("Pasar Baru Dibuka\n\nWali kota membuka pasar.")
    assert (made.title, made.body, made.url, made.published_at) == (
        "Pasar Baru Dibuka",
        "Wali kota membuka pasar.",
        None,
        None,
    )


@pytest.mark.parametrize("text", ["Judul saja", "Judul\nhttps://contoh.id/a", "Judul\n16/12/2021\n\n"])
def test_a_message_without_a_body_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no text"):
        draft_from_message(text)


def test_the_hash_is_blind_to_white_space_and_to_nothing_else() -> None:
    assert content_hash("Satu  dua.\n\nTiga.") == content_hash(" Satu dua. Tiga.\n")
    assert content_hash("Satu dua.") != content_hash("Satu Dua.")
    assert len(content_hash("Satu")) == 64


@given(st.text(st.sampled_from("aé\u0301\u200b \n\t\r\x1c\xa0\u3000"), max_size=12))
def test_a_body_has_its_own_hash_whatever_its_white_space(body: str) -> None:
    assert has_hash(body, content_hash(body))
    assert not has_hash(body + "b", content_hash(body))
    assert not has_hash("b" + body, content_hash(body))


LINES = st.lists(
    st.sampled_from(
        [
            "Judul",
            "https://contoh.id/a",
            "http://[",
            "URL: ftp://x",
            "16/12/2021",
            "Tanggal: besok",
            "",
            " ",
            "Isi.",
        ]
    )
    | st.text(max_size=20),
    max_size=8,
)


@given(LINES.map("\n".join), st.none() | st.text(max_size=20), st.none() | st.text(max_size=20))
def test_any_text_is_an_article_or_is_refused(text: str, url: str | None, day: str | None) -> None:
    for make in (draft_from_message, lambda text: draft(text, url=url, published_at=day, external_id=url)):
        with suppress(InputError):
            made = make(text)
            assert made.body
            assert "\n" not in made.title
            assert clean(made.body) == made.body
