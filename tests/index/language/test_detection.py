import pytest

from index.language.detection import detect


@pytest.mark.parametrize(
    "question",
    [
        "Siapa Kim Yong Ju?",
        "siapa sih yang menang semalam",
        "Kapan album Songs for the Road to Nowhere dirilis?",
        "harga beras hari ini",
        "gempa Cianjur",
        "Berapa?",
        "Ibu kota baru di mana?",
        "gimana nasib pedagangnya",
    ],
)
def test_indonesian_questions_are_recognised(question: str) -> None:
    assert detect(question) == "id"


@pytest.mark.parametrize(
    "question",
    [
        "Who was Kim Yong Ju?",
        "When?",
        "rice price",
        "what happened in Cianjur",
        "How many people live in Kampung Melayu?",
        "Is the bridge between Surabaya and Madura closed?",
        "governor of West Java",
    ],
)
def test_english_questions_are_recognised(question: str) -> None:
    assert detect(question) == "en"


@pytest.mark.parametrize("text", ["", "Kim Yong Ju", "2021", "?!", "Raffi Ahmad"])
def test_a_text_that_does_not_tell_counts_as_indonesian(text: str) -> None:
    assert detect(text) == "id"


def test_a_passage_is_judged_by_most_of_its_words() -> None:
    english = "The mayor opened the market on Monday. Traders from Pasar Minggu sold rice and vegetables."
    assert detect(english) == "en"
    assert detect("Wali kota membuka pasar itu. Grup The Rolling Stones tampil di panggung utama.") == "id"
