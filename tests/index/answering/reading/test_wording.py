"""Tests of how much of a question's wording a text covers."""

import pytest

from index.answering.reading.wording import UNSEEN, WordBook
from tests.index.answering.reading.parts import keys

BOOK = WordBook(keys(), {"gempa": 4.0, "cianjur": 6.0, "besar": 2.0}, {"earthquake": ("gempa",)})


def test_a_rare_word_covers_more_than_a_common_one():
    asked = BOOK.wording("Seberapa gempa besar", "id")
    assert asked.cover(BOOK.stems("ada gempa")) > asked.cover(BOOK.stems("rumah besar"))


def test_cover_is_the_weighted_share_of_the_words():
    asked = BOOK.wording("gempa besar Cianjur", "id")
    assert asked.cover(BOOK.stems("Gempa di Cianjur")) == pytest.approx(10 / 12)


def test_function_words_do_not_count():
    asked = BOOK.wording("Kapan gempa yang itu?", "id")
    assert dict(asked.weights) == {"gempa": 4.0}


def test_a_question_of_function_words_is_covered_by_nothing():
    assert BOOK.wording("Siapa dia?", "id").cover(frozenset({"dia"})) == 0


def test_names_are_capitals_after_the_first_word_and_numbers():
    assert BOOK.wording("Gempa Cianjur besar 2022", "id").names == {"cianjur", "2022"}


def test_a_question_without_names_misses_none():
    assert BOOK.wording("gempa besar", "id").name_cover(frozenset()) == 1


def test_words_that_the_news_lack_weigh_most():
    assert BOOK.wording("Zyx", "id").weights == {"zyx": UNSEEN}


def test_the_rarest_missing_word_is_named_by_its_weight():
    asked = BOOK.wording("gempa besar Cianjur", "id")
    assert asked.rarest_missing(BOOK.stems("gempa besar")) == 6.0
    assert asked.rarest_missing(BOOK.stems("gempa besar Cianjur")) == 0


def test_an_english_word_is_covered_by_its_indonesian_counterpart():
    assert BOOK.wording("earthquake", "en").cover(BOOK.stems("gempa")) == 1
    assert BOOK.wording("earthquake", "id").cover(BOOK.stems("gempa")) == 0


def test_stems_bring_forms_of_a_word_together():
    assert BOOK.stems("gempanya") == {"gempa"}
