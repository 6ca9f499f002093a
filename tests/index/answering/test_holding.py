from datetime import date

from index.answering.composing import compose
from index.answering.holding import held
from tests.index.answering.articles import reading, source

QUESTION = "Siapa gubernur Maluku?"


def test_the_holder_answers_wherever_the_reader_points() -> None:
    sources = [source("Wali kota Ambon Budi Lubis menyambut Gubernur Maluku Ina Saleh. Hujan turun.")]
    composed = compose(QUESTION, None, sources, [reading(sources, "Budi Lubis")])
    assert composed
    assert composed.answer == "Ina Saleh"
    [citation] = composed.citations
    assert citation.quote == "Wali kota Ambon Budi Lubis menyambut Gubernur Maluku Ina Saleh."
    assert composed.assurance > 0.8


def test_holders_of_different_years_are_all_cited_the_newest_first() -> None:
    sources = [
        source("Gubernur Maluku Ina Saleh tiba.", number=1, published_at=date(2019, 5, 1)),
        source("Gubernur Maluku Joni Lubis tiba.", number=2),
        source("Gubernur Maluku Budi Lubis tiba.", number=3, published_at=date(2024, 5, 1)),
    ]
    assert [each.quote for each in held(QUESTION, sources)] == [
        "Gubernur Maluku Budi Lubis tiba.",
        "Gubernur Maluku Ina Saleh tiba.",
        "Gubernur Maluku Joni Lubis tiba.",
    ]


def test_one_holder_is_cited_once() -> None:
    sources = [source("Gubernur Maluku Ina Saleh tiba. Gubernur Maluku Dr. Ina Saleh tidur.")]
    assert [each.quote for each in held(QUESTION, sources)] == ["Gubernur Maluku Ina Saleh tiba."]


def test_nobody_is_named_where_no_sentence_names_a_holder() -> None:
    assert held(QUESTION, [source("Gubernur Maluku belum dipilih.")]) == ()
    assert held("Siapa Ina Saleh?", [source("Gubernur Maluku Ina Saleh tiba.")]) == ()
