import time

import pytest

from index.answering.asked.office import asked_office
from index.answering.finders.holder_names import holder as holder_in


def holder(question: str, sentence: str) -> str | None:
    office = asked_office(question)
    assert office is not None
    found = holder_in(office, sentence)
    return None if found is None else sentence[found.start : found.end]


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        (
            "Siapa Menteri Kelautan?",
            'Laut sudah pulih, kata Menteri Kelautan Wiranata Lubis di Tual, Senin (3/2).',
            "Wiranata Lubis",
        ),
        ("Siapakah nama rektor Stikom Banda?", "Rektor Stikom Banda Prof. Dr. Ina Saleh hadir.", "Prof. Dr. Ina Saleh"),
        ("Siapa yang menjabat sebagai bupati Tual?", "Bupati Tual, Rahman bin Saleh, tiba.", "Rahman bin Saleh"),
        ("Siapa presiden Belanda Baru?", "Presiden Belanda Baru adalah Ahmad Wirya.", "Ahmad Wirya"),
        ("Siapa pendiri Partai Laut sekarang?", "Ina Saleh-Lubis, pendiri Partai Laut, menolak.", "Ina Saleh-Lubis"),
        ("Siapa pendiri Partai Laut?", "Kata Ina Saleh, pendiri Partai Laut, semua menolak.", "Ina Saleh"),
        ("Siapa pendiri Partai Laut?", "Ina Saleh adalah pendiri Partai Laut.", "Ina Saleh"),
        ("Who is the founder of Partai Laut?", "Pendiri Partai Laut Ina Saleh menolak.", "Ina Saleh"),
        ("Who is the founder of North Korea?", "Kim Yong Ju, adik pendiri Korea Utara Kim Il Sung, ", "Kim Il Sung"),
        ("Who is North Korea's founder?", "Adapun pendiri Korut Kim Il Sung lahir pada 1912.", "Kim Il Sung"),
        ("Siapa ketua PSSI?", "Ina Saleh selaku Ketua PSSI mengatakan itu.", "Ina Saleh"),
        ("Siapa ketua PSSI?", "Menurut Ina Saleh yang terpilih sebagai ketua PSSI, itu benar.", "Ina Saleh"),
        ("Siapa ketua PSSI?", "Ina Saleh sebagai Ketua PSSI Maluku mengatakan itu.", None),
        ("Siapa ketua PSSI?", "Ina Saleh, ketua PSSI Maluku, mengatakan itu.", None),
        ("Siapa presiden AS?", "Presiden Amerika Serikat Ina Saleh tiba Rabu.", "Ina Saleh"),
        ("Who is the president of the United States?", "Presiden AS Ina Saleh tiba.", "Ina Saleh"),
        ("Siapa menteri pertahanan?", "The defense minister, whose name is not given, left.", None),
        ("Siapa gubernur Maluku?", "Gubernur Maluku Senin (3/2) tiba di Tual.", None),
        ("Siapa gubernur Maluku?", "Gubernur Maluku Utara Ina Saleh tiba di Tual.", None),
        ("Siapa gubernur Maluku?", "Wakil Gubernur Maluku Ina Saleh tiba di Tual.", None),
        ("Siapa gubernur Maluku?", "Mantan gubernur Maluku Ina Saleh tiba di Tual.", None),
        ("Siapa gubernur Maluku?", "Juru bicara gubernur Maluku Ina Saleh tiba di Tual.", None),
        ("Siapa gubernur Maluku?", "Adik gubernur Maluku Ina Saleh tiba di Tual.", None),
        ("Siapa gubernur Maluku?", "Gubernur Maluku, Tual, Ambon dan Banda dihuni warga.", None),
        ("Siapa gubernur Maluku?", "Gubernur Maluku di Tual menunggu Ina Saleh.", None),
        ("Siapa gubernur Maluku?", "Ina Saleh bertemu gubernur. Maluku hujan.", None),
        ("Siapa direktur PT Laut?", "Direktur Utama PT Laut Ina Saleh hadir.", None),
        ("Siapa ketua KONI?", "Ketua KONI DKI Ina Saleh hadir.", None),
    ],
)  # fmt: skip
def test_the_name_beside_the_very_office_is_its_holder(
    question: str, sentence: str, name: str | None
) -> None:
    assert holder(question, sentence) == name


@pytest.mark.parametrize(
    "question",
    [
        "Siapa presiden?",
        "Siapa presiden Prancis yang bertemu Megawati?",
        "Siapa presiden Prancis pada 1995?",
        "Siapa adik pendiri Korea Utara?",
        "Who is the younger brother of North Korea's founder?",
        "Who did the president of France meet?",
        "Kapan presiden Prancis tiba?",
        "Siapa Kim Yong Ju?",
        "Siapa gubernur dan wakil gubernur Maluku?",
        "Siapa pemain Persebaya?",
    ],
)
def test_other_questions_ask_for_no_office(question: str) -> None:
    assert asked_office(question) is None


@pytest.mark.parametrize("repeated", ["gubernur Maluku, ", "gubernur Maluku "])
def test_a_long_sentence_is_looked_at_quickly(repeated: str) -> None:
    office = asked_office("Siapa gubernur Maluku?")
    assert office is not None
    begun = time.process_time()
    assert holder_in(office, repeated * 20_000) is None
    assert time.process_time() - begun < 10
