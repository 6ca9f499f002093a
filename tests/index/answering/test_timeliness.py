from datetime import date

import pytest

from index.answering.asked.timing import timing
from index.answering.timeliness import timely
from index.types import Hit
from tests.index.answering.articles import hit

TODAY = date(2021, 12, 16)
"""A Thursday."""

OLD = hit("Gempa lama mengguncang Cilame.", number=1, published_at=date(2021, 12, 1))
UNDATED = hit("Gempa mengguncang Cilame.", number=2)
YESTERDAY = hit("Gempa baru mengguncang Cilame.", number=3, published_at=date(2021, 12, 15))
HITS = [OLD, UNDATED, YESTERDAY]


def articles(hits: list[Hit]) -> list[int]:
    """Ids in order, after checking that ranks and scores say the same."""
    assert [h.rank for h in hits] == list(range(1, len(hits) + 1))
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    return [h.article.id for h in hits]


@pytest.mark.parametrize(
    "question",
    ["Di mana gempa kemarin?", "Where was yesterday's earthquake?", "Apa yang terjadi 15 Desember 2021?"],
)
def test_a_strict_period_leaves_other_days_out_and_undated_articles_behind(question: str) -> None:
    asked = timing(question, TODAY)
    assert asked.strict
    assert articles(timely(HITS, asked)) == [3, 2]


def test_without_an_article_of_the_period_undated_ones_remain() -> None:
    asked = timing("Di mana gempa minggu lalu?", TODAY)
    assert articles(timely(HITS, asked)) == [2]
    assert timely([OLD, YESTERDAY], asked) == []


def test_a_loose_period_only_prefers_its_days() -> None:
    rivals = [hit("Juara 2020.", number=10, published_at=date(2020, 7, 1)), *HITS[:1]]
    asked = timing("Siapa juara Piala Cilame 2020?", TODAY)
    assert asked.period
    assert not asked.strict
    far = timely([OLD, rivals[0]], asked)
    assert articles(far) == [1, 10]
    near = [OLD, hit("Juara 2020.", number=2, published_at=date(2020, 7, 1))]
    close = [near[0], Hit(near[1].passage, near[1].article, 0.9, 2)]
    assert articles(timely(close, asked)) == [2, 1]


@pytest.mark.parametrize(
    "question", ["Apa kabar terbaru dari Cilame?", "What is the latest news from Cilame?"]
)
def test_the_newest_comes_first_among_hits_that_are_nearly_as_good(question: str) -> None:
    close = [
        OLD,
        Hit(YESTERDAY.passage, YESTERDAY.article, 0.95, 2),
        Hit(UNDATED.passage, UNDATED.article, 0.9, 3),
    ]
    assert articles(timely(close, timing(question, TODAY))) == [3, 1, 2]


def test_a_time_that_counts_from_today_is_not_searched() -> None:
    assert timing("Apa yang terjadi di Cilame kemarin?", TODAY).query == "Apa yang terjadi di Cilame ?"
    assert timing("What happened in Cilame last week?", TODAY).query == "What happened in Cilame ?"
    assert (
        timing("Apa yang terjadi pada Desember 2020?", TODAY).query == "Apa yang terjadi pada Desember 2020?"
    )


def test_a_question_of_nothing_but_time_is_searched_as_it_is() -> None:
    assert timing("Kemarin?", TODAY).query == "Kemarin?"


def test_a_question_without_time_changes_nothing() -> None:
    asked = timing("Di mana gempa Cilame?", TODAY)
    assert asked.query == "Di mana gempa Cilame?"
    assert timely(HITS, asked) == HITS
