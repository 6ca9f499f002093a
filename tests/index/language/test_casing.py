import pytest

from index.language.casing import Written, recased

TEXTS = ["Kata Presiden Rara Wulan, pasar ikan dibuka KPK.", "Hari ini Rara Wulan makan. Pasar ikan ramai."]


@pytest.mark.parametrize(
    "typed", ["siapa istri rara wulan", "Siapa Istri Rara Wulan", "SIAPA ISTRI RARA WULAN"]
)
def test_names_are_written_as_the_articles_write_them(typed: str) -> None:
    assert recased(typed, Written(TEXTS)) in ("Siapa istri Rara Wulan", "Siapa Istri Rara Wulan")


def test_what_no_text_has_stays_as_it_was_typed() -> None:
    assert recased("apa kata Bima di pasar kpk", Written(TEXTS)) == "Apa kata Bima di pasar KPK"


def test_the_capital_of_a_sentence_says_nothing() -> None:
    assert Written(["Pasar ramai. Pasar sepi."]).form("pasar") is None
    assert Written(["Rara Wulan datang."]).form("rara") == "Rara"
