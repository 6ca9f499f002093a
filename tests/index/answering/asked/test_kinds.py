"""Tests of what a question asks for."""

import pytest

from index.answering.asked.kinds import QuestionType, awaited, question_type, shows
from index.search.query import AnswerKind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Siapa wali kota itu?", QuestionType.PERSON),
        ("Who leads the team?", QuestionType.PERSON),
        ("Kapankah kapal itu tenggelam?", QuestionType.TIME),
        ("Tahun berapa pasar itu dibangun?", QuestionType.TIME),
        ("In which year was it built?", QuestionType.TIME),
        ("Berapa penumpang yang selamat?", QuestionType.NUMBER),
        ("How many people were hurt?", QuestionType.NUMBER),
        ("How did it happen?", QuestionType.MANNER),
        ("Di mana kapal itu tenggelam?", QuestionType.PLACE),
        ("Dimanakah letaknya?", QuestionType.PLACE),
        ("Where did it sink?", QuestionType.PLACE),
        ("Mengapa jalan ditutup?", QuestionType.REASON),
        ("Apakah jalan itu ditutup?", QuestionType.YES_NO),
        ("Is the road closed?", QuestionType.YES_NO),
        ("Apa nama jalan itu?", QuestionType.THING),
        ("What is its name?", QuestionType.THING),
        ("Nama jalan itu", QuestionType.UNKNOWN),
    ],
)
def test_the_question_word_names_the_kind(question: str, kind: QuestionType):
    assert question_type(question) is kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (QuestionType.TIME, "terjadi Rabu (15/12)"),
        (QuestionType.TIME, "pada 3 Mei"),
        (QuestionType.NUMBER, "sebanyak 84 orang"),
        (QuestionType.NUMBER, "dua belas orang"),
        (QuestionType.PERSON, "kata Budi Santoso"),
        (QuestionType.PLACE, "terjadi di pasar"),
        (QuestionType.REASON, "karena hujan"),
        (QuestionType.THING, "apa saja"),
    ],
)
def test_a_text_shows_what_is_asked_for(kind: QuestionType, text: str):
    assert shows(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (QuestionType.TIME, "jalan itu ditutup"),
        (QuestionType.NUMBER, "banyak orang"),
        (QuestionType.PERSON, "orang itu pergi"),
        (QuestionType.REASON, "jalan itu ditutup"),
    ],
)
def test_a_text_without_it_does_not(kind: QuestionType, text: str):
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
    assert awaited(question) is kind
