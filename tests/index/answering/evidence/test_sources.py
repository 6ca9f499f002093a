from dataclasses import replace

import pytest

from index.answering.evidence.sources import dateline
from tests.index.answering.articles import article, sentences, source


@pytest.mark.parametrize(
    "printed",
    [
        "JAKARTA, Kabar Nusantara - ",
        "Jakarta, Warta Harian -- ",
        "Jakarta (KABAR News) - ",
        "Kabar6.com, Jakarta - ",
        "SEOUL, KABAR.com– ",
        "Magelang, Jawa Tengah (KABAR News) - ",
        "Suluh - ",
    ],
)
def test_a_dateline_is_what_stands_before_the_first_dash(printed: str) -> None:
    text = f"{printed}Sebanyak 84 penumpang tiba dengan selamat."
    assert text[: dateline(text, article(text))] == printed
    assert sentences(source(text).candidate) == ["Sebanyak 84 penumpang tiba dengan selamat."]


@pytest.mark.parametrize(
    "text",
    [
        "Joko Widodo - Ma'ruf Amin unggul. Kubu Joko Widodo menyambutnya.",
        "Go - Jek membuka layanan baru. Go - Jek hadir di lima kota.",
        "Pertandingan Arema - Persebaya berakhir 2-3.",
        "Bandar Udara Internasional Guarulhos – Gubernur Montoro adalah bandara terbesar.",
        "Sebanyak 84 penumpang tiba dengan selamat.",
    ],
)
def test_names_joined_by_a_dash_are_no_dateline(text: str) -> None:
    assert dateline(text, article(text)) == 0


def test_bare_words_are_a_dateline_when_the_outlets_address_has_them() -> None:
    written = replace(article("Jendela Laut - Kapal Arjuna tiba."), url="https://www.jendela-laut.example/1")
    assert dateline(written.body, written) == len("Jendela Laut - ")
    assert dateline(written.body, replace(written, url="https://kabar.example/1")) == 0


def test_boilerplate_is_in_no_sentence() -> None:
    text = "Kapal itu tiba Rabu.\nBaca juga: Kapal Lain Karam\nSemua penumpang selamat."
    assert sentences(source(text).candidate) == ["Kapal itu tiba Rabu.", "Semua penumpang selamat."]
