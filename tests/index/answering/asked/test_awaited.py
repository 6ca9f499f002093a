"""Tests of what a question asks for."""

import pytest

from index.answering.asked.awaited import SEARCHED, Awaited, awaited_by, shows
from index.search.query import AnswerKind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Siapa wali kota itu?", Awaited.PERSON),
        ("Who leads the team?", Awaited.PERSON),
        ("Kapankah kapal itu tenggelam?", Awaited.TIME),
        ("Tahun berapa pasar itu dibangun?", Awaited.TIME),
        ("In which year was it built?", Awaited.TIME),
        ("Berapa penumpang yang selamat?", Awaited.NUMBER),
        ("How many people were hurt?", Awaited.NUMBER),
        ("How did it happen?", Awaited.MANNER),
        ("Di mana kapal itu tenggelam?", Awaited.PLACE),
        ("Dimanakah letaknya?", Awaited.PLACE),
        ("Where did it sink?", Awaited.PLACE),
        ("Mengapa jalan ditutup?", Awaited.REASON),
        ("Apakah jalan itu ditutup?", Awaited.YES_NO),
        ("Is the road closed?", Awaited.YES_NO),
        ("Apa nama jalan itu?", Awaited.THING),
        ("What is its name?", Awaited.THING),
        ("Nama jalan itu", Awaited.UNKNOWN),
    ],
)
def test_the_question_word_names_the_kind(question: str, kind: Awaited):
    assert awaited_by(question) is kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Awaited.TIME, "terjadi Rabu (15/12)"),
        (Awaited.TIME, "pada 3 Mei"),
        (Awaited.NUMBER, "sebanyak 84 orang"),
        (Awaited.NUMBER, "dua belas orang"),
        (Awaited.PERSON, "kata Budi Santoso"),
        (Awaited.PLACE, "terjadi di pasar"),
        (Awaited.REASON, "karena hujan"),
        (Awaited.THING, "apa saja"),
    ],
)
def test_a_text_shows_what_is_asked_for(kind: Awaited, text: str):
    assert shows(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Awaited.TIME, "jalan itu ditutup"),
        (Awaited.NUMBER, "banyak orang"),
        (Awaited.PERSON, "orang itu pergi"),
        (Awaited.REASON, "jalan itu ditutup"),
    ],
)
def test_a_text_without_it_does_not(kind: Awaited, text: str):
    assert not shows(kind, text)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Siapakah wali kota Bogor?", AnswerKind.NAME),
        ("Who opened the bridge?", AnswerKind.NAME),
        ("Kapan jembatan dibuka?", AnswerKind.TIME),
        ("Pada tahun berapa jembatan dibuka?", AnswerKind.TIME),
        ("Berapa panjang jembatan itu?", AnswerKind.NUMBER),
        ("How many people crossed it?", AnswerKind.NUMBER),
        ("Di mana jembatan itu?", AnswerKind.PLACE),
        ("Mengapa jembatan ditutup?", AnswerKind.REASON),
        ("Apa nama jembatan itu?", AnswerKind.OTHER),
    ],
)
def test_the_kind_of_the_answer_follows_the_question_word(question: str, kind: AnswerKind) -> None:
    assert SEARCHED.get(awaited_by(question), AnswerKind.OTHER) is kind
