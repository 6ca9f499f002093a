import pytest

from index.language.abbreviations import abbreviations, asked_abbreviation
from index.language.analysis import query_terms, terms


@pytest.mark.parametrize(
    ("text", "short", "meaning"),
    [
        ("Ketua Komisi Pemilihan Umum (KPU) dilantik.", "kpu", "Komisi Pemilihan Umum"),
        ("Ketua KPU (Komisi Pemilihan Umum) dilantik.", "kpu", "Komisi Pemilihan Umum"),
        ("wabah demam berdarah dengue (DBD)", "dbd", "demam berdarah dengue"),
        ("Badan Pangan dan Gizi Kota (BPGK)", "bpgk", "Badan Pangan dan Gizi Kota"),
        ("the Office for River Works (ORW) said", "orw", "Office for River Works"),
        ("Perserikatan Bangsa-Bangsa (PBB)", "pbb", "Perserikatan Bangsa-Bangsa"),
        ("Pusat Koperasi Nelayan Daerah (Puskonelda)", "puskonelda", "Pusat Koperasi Nelayan Daerah"),
        (
            "pakai Quick Response Code Indonesian Standard (QRIS)",
            "qris",
            "Quick Response Code Indonesian Standard",
        ),
        ("di Kementerian Perhubungan (Kemenhub)", "kemenhub", "Kementerian Perhubungan"),
    ],
)
def test_a_long_form_is_found_beside_its_abbreviation(text: str, short: str, meaning: str) -> None:
    (found,) = abbreviations(text)
    assert (found.short, text[found.meaning.start : found.meaning.end]) == (short, meaning)


def test_of_two_abbreviations_in_one_bracket_the_last_is_explained_too() -> None:
    text = "kepada Dewan Keamanan Perserikatan Bangsa-Bangsa (DK PBB)."
    assert {each.short: text[each.meaning.start : each.meaning.end] for each in abbreviations(text)} == {
        "dkpbb": "Dewan Keamanan Perserikatan Bangsa-Bangsa",
        "pbb": "Perserikatan Bangsa-Bangsa",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Minggu (11/9)",
        "pemain asal (Palembang) itu",
        "Kabar Nusantara (kabar)",
        "Presiden Amerika (USA)",
        "Wali Kota Semarang (KPU)",
        "(KPU)",
        "KPU ()",
        "((((",
    ],
)
def test_other_brackets_explain_nothing(text: str) -> None:
    assert list(abbreviations(text)) == []


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Apa kepanjangan KPU?", "kpu"),
        ("apa kepanjangan dari kpu", "kpu"),
        ("Apakah singkatan dari B.P.S.?", None),
        ("Apakah kepanjangan hama GAS?", "gas"),
        ("Apa singkatan dari Lembaga Bantuan Hukum?", None),
        ("Apa singkatan dari Perhimpunan Bantuan Hukum dan HAM?", None),
        ("What does the acronym UNOPS stand for?", "unops"),
        ("What is BPPT short for?", "bppt"),
        ("ORW stands for what?", "orw"),
        ("QRIS singkatannya apa?", "qris"),
        ("Whoosh itu singkatan dari apa?", "whoosh"),
        ("Apa KPU itu singkatan dari apa?", "kpu"),
        ("What is the full name of the KPU?", "kpu"),
        ("Siapa ketua KPU?", None),
        ("", None),
    ],
)
def test_a_question_asks_for_the_long_form_of_one_abbreviation(question: str, short: str | None) -> None:
    assert asked_abbreviation(question) == short


def test_the_question_and_the_passage_that_explains_share_a_term_of_their_own() -> None:
    (own,) = {each.term for each in query_terms("Apa kepanjangan KPU?", "id")} & {"=kpu"}
    assert own in terms("Komisi Pemilihan Umum (KPU) menunda rapat.")
    assert own not in terms("KPU menunda rapat.")


def test_a_text_full_of_brackets_is_read_in_no_time() -> None:
    assert list(abbreviations("Aa Bb Cc Dd Ee Ff Gg Hh Ii Jj (ABCDEFGHIJKLMN) " * 2000)) == []
    assert list(abbreviations("a" * 100_000 + " (ABC)" + " b" * 50_000)) == []


def test_a_question_of_blanks_is_read_in_no_time() -> None:
    assert asked_abbreviation(" " * 990 + "x") is None
    assert asked_abbreviation("  Apa   kepanjangan\n dari  KPU? ") == "kpu"


def test_a_text_made_to_be_tried_in_every_way_is_given_up_at_once() -> None:
    assert list(abbreviations("aaaaaaaa " * 10 + "(Aaaaaaaaaaaaaaa Aaaaaaaaaaaaaab)")) == []
