import pytest

from index.answering.asked.topic import topic


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Siapa Kim Yong Ju?", "Kim Yong Ju"),
        ("siapa sih kim yong ju?", "kim yong ju"),
        ("Berapa korban gempa Cianjur?", "gempa Cianjur"),
        ("kapan gempa cianjur terjadi?", "gempa cianjur"),
        ("When did the Cianjur earthquake happen?", "Cianjur earthquake"),
        ("Siapa juara Piala Dunia 2022?", "Piala Dunia 2022"),
        ("Kenapa harga cabai naik?", "harga cabai naik"),
        ("BERAPA KORBAN GEMPA CIANJUR?", "GEMPA CIANJUR"),
    ],
)
def test_a_question_is_about_its_names_and_the_kind_of_thing_they_name(question: str, expected: str) -> None:
    assert topic(question) == expected
