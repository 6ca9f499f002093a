import pytest

from index.language.informal import informal_words, standard


@pytest.mark.parametrize(
    ("informal", "formal"),
    [
        ("knp dia gak dtg", "mengapa dia tidak datang"),
        ("Gmn kabarnya", "Bagaimana kabarnya"),
        ("udah kelar blm", "sudah selesai belum"),
        ("macam mana keadaannya", "bagaimana keadaannya"),
        ("LG dan Ga Eun", "LG dan Ga Eun"),
        ("XIII", "XIII"),
        ("jl. dr.soetomo", "jl. dr.soetomo"),
    ],
)
def test_informal_words_have_a_standard_form(informal: str, formal: str) -> None:
    assert standard(informal) == formal


def test_an_english_word_stays_in_an_english_text() -> None:
    assert standard("Where does the tin man go in this film?") == "Where does the tin man go in this film?"


def test_a_standard_word_is_not_informal_itself() -> None:
    words = informal_words()
    assert [word for word, form in words.items() if any(part in words for part in form.split())] == []
