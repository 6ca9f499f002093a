import pytest

from index.answering.asked.yes_no import asks_yes_or_no


@pytest.mark.parametrize(
    "question",
    [
        "Apakah Whoosh kereta cepat pertama di Asia Tenggara?",
        "Apakah vaksin Sinovac halal?",
        "Apakah gempa itu berpotensi tsunami?",
        "apa benar kim yong ju sudah meninggal",
        "Benarkah Semeru meletus lagi?",
        "Did Argentina win the 2022 World Cup?",
        "Was Abe the longest-serving prime minister of Japan?",
        "Isn't the bridge open?",
    ],
)
def test_yes_or_no_is_wanted(question: str) -> None:
    assert asks_yes_or_no(question)


@pytest.mark.parametrize(
    "question",
    [
        "Apakah nama istana kepresidenan Filipina?",
        "Apakah kepanjangan KPU?",
        "Apakah yang dikelola Sinopec di Provinsi Sichuan?",
        "Apakah julukan pembalap Raikkonen?",
        "Apakah Cabang ilmu pengetahuan yang mempelajari reptil?",
        "Apakah perusahaan produksi Roti terbesar di Indonesia?",
        "Apa yang terjadi di Kanjuruhan?",
        "Siapa Kim Yong Ju?",
        "What is the capital of France?",
        "Istana apa yang didatangi Biden?",
    ],
)
def test_something_else_is_wanted(question: str) -> None:
    assert not asks_yes_or_no(question)
