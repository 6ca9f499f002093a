import pytest

from index.answering.asked.awaited import Awaited
from index.answering.finders.definition import definition


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
    found = definition(sentence, "Kim Yong Ju", Awaited.PERSON)
    assert (found and sentence[found.span.start : found.span.end]) == phrase


def test_what_someone_passes_for_defines_them() -> None:
    sentence = (
        "Kim Yong Yu, demikian sebagian menulisnya, pernah dianggap sebagai orang terkuat kedua di sana."
    )
    found = definition(sentence, "Kim Yong Yu", Awaited.PERSON)
    assert found
    assert sentence[found.span.start : found.span.end] == "orang terkuat kedua di sana"


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("Presiden Joko Widodo tiba di Bali.", "Presiden"),
        (
            "Kabar itu disampaikan mantan Ketua Umum Partai Beringin Joko Widodo.",
            "mantan Ketua Umum Partai Beringin",
        ),
        ("Gibran, putra sulung Presiden Joko Widodo, adalah Wali Kota Surakarta.", "Presiden"),
        ("Kata petugas lalu lintas Joko Widodo, jalan ditutup.", "petugas lalu lintas"),
        ("Istri Joko Widodo adalah guru di Solo.", None),
        ("Joko Widodo, presiden yang mana?", None),
        ("Kejuaraan itu dihadiri Philippe Tan, Joko Widodo, dan lain-lain.", None),
        ("Bersama Joko Widodo, tim tersebut terpaksa menarik diri, Rabu.", None),
        ("Pemain yang mengalahkan Joko Widodo pulang.", None),
        ("Menurut Joko Widodo, pemberian bantuan ditunda sampai tahun depan.", None),
        ("Hal itu diungkap Joko Widodo, bos pabrik yang baru diganti.", "bos pabrik yang baru diganti"),
        ("Seperti dilansir Kabar, Joko Widodo, yang sakit, pulang.", None),
    ],
)
def test_what_belongs_to_another_defines_nobody(sentence: str, phrase: str | None) -> None:
    found = definition(sentence, "Joko Widodo", Awaited.PERSON)
    assert (found and sentence[found.span.start : found.span.end]) == phrase


def test_only_people_have_titles() -> None:
    sentence = "Kata juru bicara Kementerian Laut, Rabu."
    assert definition(sentence, "Kementerian Laut", Awaited.THING) is None


def test_a_thing_may_be_explained_after_a_colon() -> None:
    sentence = "Peristiwa ini disebut likuefaksi: butiran tanah yang jenuh air kehilangan pegangan."
    found = definition(sentence, "likuefaksi", Awaited.THING)
    assert found
    assert sentence[found.span.start : found.span.end] == "butiran tanah yang jenuh air kehilangan pegangan"
