import pytest

from index.language.asked_of import AskedOf, asked_of


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("artikel Lontar tentang pasar baru", AskedOf("pasar baru", outlet="Lontar")),
        ("berita dari Harian Lontar soal cabai", AskedOf("cabai", outlet="Harian Lontar")),
        ("artikel oleh Rina Sari tentang pasar", AskedOf("pasar", author="Rina Sari")),
        ("Menurut artikel Lontar, berapa kios dibuka?", AskedOf("berapa kios dibuka?", outlet="Lontar")),
        ("Berapa kios dibuka menurut artikel Lontar?", AskedOf("Berapa kios dibuka", outlet="Lontar")),
        ("Siapa pemiliknya di artikel karya Rina?", AskedOf("Siapa pemiliknya", author="Rina")),
        ("Lontar articles about the market", AskedOf("the market", outlet="Lontar")),
        ("articles by Rina about the market", AskedOf("the market", author="Rina")),
        ("According to the Lontar report, who came?", AskedOf("who came?", outlet="Lontar")),
        ("Who came, according to an article from Lontar?", AskedOf("Who came", outlet="Lontar")),
    ],
)
def test_a_question_names_an_outlet_or_a_writer(question: str, wanted: AskedOf) -> None:
    assert wanted in asked_of(question)


def test_outlet_and_writer_may_stand_together() -> None:
    assert AskedOf("pasar", "Lontar", "Rina") in asked_of("artikel Lontar oleh Rina tentang pasar")


@pytest.mark.parametrize(
    "question",
    [
        "Berapa kios dibuka menurut wali kota?",
        "Apa yang dikatakan oleh Rina tentang pasar?",
        "Who wrote it?",
        "berita terbaru tentang pasar",
    ],
)
def test_other_questions_name_none(question: str) -> None:
    assert asked_of(question) == []


def test_a_long_question_takes_no_long_time() -> None:
    assert asked_of("artikel " + "di a " * 250) == []
