import pytest

from index.answering.profile import definition, named_in, profiled_name


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
    assert profiled_name(question) == name


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("Kim Yong Ju adalah adik pendiri Korea Utara, Kim Il Sung.", "adik pendiri Korea Utara"),
        ("Kim Yong Ju, adik pendiri Korea Utara, meninggal dunia.", "adik pendiri Korea Utara"),
        ("Adik pendiri Korea Utara, Kim Yong Ju, meninggal dunia.", "Adik pendiri Korea Utara"),
        ("Kim Yong-ju was the younger brother of the founder.", "the younger brother of the founder"),
        ("Kabar itu disampaikan oleh pelatih ganda putri Kim Yong Ju.", "pelatih ganda putri"),
        ("Upacara itu dihadiri Kim Yong Ju pada Rabu.", None),
        ("Kim Yong Ju, yang sakit, tidak hadir.", None),
    ],
)
def test_a_definition_is_the_phrase_that_says_what_the_name_is(sentence: str, phrase: str | None) -> None:
    found = definition(sentence, "Kim Yong Ju")
    assert (found and sentence[found.span.start : found.span.end]) == phrase


def test_a_lower_case_name_is_one_where_the_articles_write_it_in_capitals() -> None:
    assert named_in("kim yong ju", "Jenazah Kim Yong-Ju disemayamkan.")
    assert not named_in("presiden indonesia", "Para presiden indonesia hadir.")


@pytest.mark.parametrize(
    "question", ["Siapa Menteri Lingkungan Hidup?", "Siapakah Kepala BPPT?", "Who is President of Peru?"]
)
def test_an_office_is_not_a_name(question: str) -> None:
    assert profiled_name(question) is None


def test_what_someone_passes_for_defines_them() -> None:
    sentence = (
        "Kim Yong Yu, demikian sebagian menulisnya, pernah dianggap sebagai orang terkuat kedua di sana."
    )
    found = definition(sentence, "Kim Yong Yu")
    assert found
    assert sentence[found.span.start : found.span.end] == "orang terkuat kedua di sana"


def test_a_common_word_at_the_beginning_of_a_sentence_is_no_name() -> None:
    assert not named_in("anak", 'Anak adalah keturunan kedua. "Anak itu pulang."')
    assert named_in("whoosh", "Kereta itu bernama Whoosh.")
