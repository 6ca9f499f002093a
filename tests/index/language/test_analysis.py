import hashlib
import time

import pytest

from index.language.analysis import ANALYSIS_VERSION, analyzer, query_terms, terms
from index.language.lexicon import DIRECTORY
from index.language.passage_terms import tokens
from index.types import Language


def weights(question: str, language: Language) -> dict[str, float]:
    return {each.term: each.weight for each in query_terms(question, language)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("menewaskan", "tewas"),
        ("dipilih", "pemilihan"),
        ("kelahiran", "dilahirkan"),
        ("menulis", "ditulis"),
        ("rumahnya", "rumah"),
        ("anak-anak", "anak"),
        ("flooded", "floods"),
        ("Jum'at", "Jumat"),
        ("Beyoncé", "Beyonce"),
        ("city's", "city"),
        ("U.S.", "US"),
        ("13.000", "13,000"),
        ("1.250.000", "1,250,000"),
        ("3,5", "3.5"),
        ("21st", "21"),
        ("ke-21", "21"),
        ("1990-an", "1990"),
        ("Rp38.000", "38.000"),
    ],
)
def test_forms_of_one_word_share_a_term(one: str, other: str) -> None:
    assert set(terms(one)) & set(terms(other))


@pytest.mark.parametrize(("one", "other"), [("13.000", "13"), ("3,5", "35"), ("tewas", "banjir")])
def test_other_words_share_none(one: str, other: str) -> None:
    assert not set(terms(one)) & set(terms(other))


@pytest.mark.parametrize("text", ["Di manakah itu?", "who was it with", "yang dan adalah", "", " ?!"])
def test_function_words_give_no_terms(text: str) -> None:
    assert terms(text) == []


def test_the_united_states_are_no_function_word() -> None:
    assert terms("Presiden AS") == ["presiden", "as"]


@pytest.mark.parametrize("date", ["16/12/2021", "2021-12-16", "16 Desember 2021"])
def test_a_date_has_the_same_terms_however_it_is_written(date: str) -> None:
    assert terms(date) == ["16", "desember", "2021"]


def test_a_hyphenated_name_gives_its_parts_and_the_whole() -> None:
    assert terms("Yong-ju") == ["yong", "ju", "yongju", "~yungyu"]


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("Siapa Yong Yu?", "Yong-ju"),
        ("Siapa Yong-ju?", "Yong Ju"),
        ("Siapa Yongju?", "Yong-ju"),
        ("kapan soeharto lengser", "Suharto"),
        ("Siapa Jusuf Kalla?", "Yusuf"),
        ("Siapa Mohamad Hatta?", "Muhammad"),
        ("Di mana ibukota baru?", "ibu kota"),
        ("Di mana ibu kota baru?", "ibukota"),
    ],
)
def test_a_question_finds_other_spellings(question: str, passage: str) -> None:
    assert set(weights(question, "id")) & set(terms(passage))


def test_an_english_question_finds_indonesian_words() -> None:
    found = weights("How many people were killed by the earthquake?", "en")
    assert found["gempa"] > found["earthquak"]
    assert {"tewas", "bunuh"} <= set(found)


def test_an_indonesian_question_finds_english_words_at_less_weight() -> None:
    found = weights("Berapa korban gempa?", "id")
    assert found["gempa"] == 1
    assert 0 < found["earthquak"] < 0.5


def test_names_are_left_alone() -> None:
    found = weights("Who is Prabowo Subianto?", "en")
    assert found["prabowo"] == found["subianto"] == 1


def test_a_term_comes_once_and_holds_no_blank() -> None:
    found = [each.term for each in query_terms("Banjir di Jakarta, banjir 12/01/2020 di Yong-ju", "id")]
    assert len(found) == len(set(found))
    assert not any(" " in term for term in found)


def test_the_analysis_version_names_these_files() -> None:
    digest = hashlib.sha256()
    for name in ("compounds", "en-id", "english", "id-en", "roots"):
        digest.update((DIRECTORY / f"{name}.txt").read_bytes())
    assert f"2-{digest.hexdigest()[:8]}" == ANALYSIS_VERSION, "set it anew: passages must be indexed again"


def test_thousands_of_passages_are_analysed_in_a_second() -> None:
    passage = (
        "Pemerintah Kota Semarang membuka 12 posko banjir di Genuk, kata Wali Kota Semarang, Senin (4/1). "
        * 6
    )
    terms(passage)
    began = time.perf_counter()
    for _ in range(1000):
        terms(passage)
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    "text",
    [
        '(Jakarta), "Jakarta" “Jakarta’ Jakarta... [Jakarta]',
        "U.S. dan 13.000, atau 3,5; Yong-ju, Jum'at. Jum’at’",
        "Beyonce\u0301 di\u00a0Kota\u2003Solo ½ ﬁlm a\u00b4b \x1cTegal\x85Brebes",
        "x" * 100 + " (" + "y" * 100 + ")",
        "...",
    ],
)
def test_remembered_words_give_the_terms_of_the_whole_text(text: str) -> None:
    by_token = [" ".join(analyzer().term_strings([token])).split() for token in tokens(text)]
    assert terms(text) == [term for found in by_token for term in found]
    assert terms(text) == terms(text)
