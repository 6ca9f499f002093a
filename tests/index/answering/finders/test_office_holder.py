from collections.abc import Sequence
from datetime import date

from index.answering.asked.question import understood
from index.answering.confidence.confidence import assurance
from index.answering.evidence.evidence import Source
from index.answering.finders.office_holder import office_holder
from index.types import Citation
from tests.index.answering.articles import evidence, source

QUESTION = "Siapa gubernur Maluku?"


def held(question: str, sources: Sequence[Source]) -> tuple[Citation, ...]:
    finding = office_holder(understood(question), evidence(sources, []))
    return finding.citations if finding else ()


def test_the_holder_answers_wherever_the_reader_points() -> None:
    sources = [source("Wali kota Ambon Budi Lubis menyambut Gubernur Maluku Ina Saleh. Hujan turun.")]
    finding = office_holder(understood(QUESTION), evidence(sources, []))
    assert finding
    assert finding.answer == "Ina Saleh"
    [citation] = finding.citations
    assert citation.quote == "Wali kota Ambon Budi Lubis menyambut Gubernur Maluku Ina Saleh."
    assert assurance(finding) > 0.8


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
