import pytest

from index.answering.asked.described import described_name
from index.language.names import named_in


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Siapa Kim Yong Ju?", "Kim Yong Ju"),
        ("siapakah Kim Yong-ju itu?", "Kim Yong-ju"),
        ("Who was Kim Yong Ju?", "Kim Yong Ju"),
        ("who's Greysia Polii", "Greysia Polii"),
        ("siapa sih kim yong ju?", "kim yong ju"),
        ("Apa itu Whoosh?", "Whoosh"),
        ("Siapa presiden Indonesia?", None),
        ("Siapa yang memenangkan Piala Dunia 2022?", None),
        ("Who won the final?", None),
        ("Kapan Kim Yong Ju meninggal?", None),
    ],
)
def test_a_profile_is_asked_for_by_a_name_as_such(question: str, name: str | None) -> None:
    assert described_name(question) == name


def test_a_lower_case_name_is_one_where_the_articles_write_it_in_capitals() -> None:
    assert named_in("kim yong ju", "Jenazah Kim Yong-Ju disemayamkan.")
    assert not named_in("presiden indonesia", "Para presiden indonesia hadir.")


@pytest.mark.parametrize(
    "question", ["Siapa Menteri Lingkungan Hidup?", "Siapakah Kepala BPPT?", "Who is President of Peru?"]
)
def test_an_office_is_not_a_name(question: str) -> None:
    assert described_name(question) is None


def test_a_common_word_at_the_beginning_of_a_sentence_is_no_name() -> None:
    assert not named_in("anak", 'Anak adalah keturunan kedua. "Anak itu pulang."')
    assert named_in("whoosh", "Kereta itu bernama Whoosh.")
