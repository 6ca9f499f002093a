"""The sample articles and questions keep what their README promises."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
DATED_DAY = re.compile(r"\b(?P<day>[A-Z][a-z]+) \((?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})\)")
ENGLISH = re.compile(r"\b(?:the|and|of|was|were|with)\b")
INDONESIAN = re.compile(r"\b(?:yang|dan|di|dari|dengan|itu)\b")


@dataclass(frozen=True, slots=True)
class Sample:
    """One line of the articles."""

    id: str
    title: str
    text: str
    url: str | None = None
    published_at: str | None = None

    @property
    def is_english(self) -> bool:
        return len(ENGLISH.findall(self.text)) > len(INDONESIAN.findall(self.text))


@dataclass(frozen=True, slots=True)
class SampleQuestion:
    """One line of the questions."""

    id: str
    question: str
    answers: list[str]
    article_ids: list[str]
    answerable: bool


def lines(name: str) -> Iterator[str]:
    return iter((SAMPLE / name).read_text(encoding="utf-8").splitlines())


def weekday(day: re.Match[str]) -> str:
    return DAYS[date(int(day["y"]), int(day["m"]), int(day["d"])).weekday()]


@pytest.fixture(scope="module")
def articles() -> list[Sample]:
    return [Sample(**json.loads(line)) for line in lines("articles.jsonl")]


@pytest.fixture(scope="module")
def questions() -> list[SampleQuestion]:
    return [SampleQuestion(**json.loads(line)) for line in lines("questions.jsonl")]


def test_there_are_at_least_40_articles(articles: list[Sample]) -> None:
    assert len(articles) >= 40


def test_at_least_six_articles_are_english(articles: list[Sample]) -> None:
    assert sum(article.is_english for article in articles) >= 6


def test_article_ids_are_unique(articles: list[Sample]) -> None:
    assert len({article.id for article in articles}) == len(articles)


def test_no_two_articles_have_the_same_body_or_title(articles: list[Sample]) -> None:
    assert len({" ".join(article.text.split()) for article in articles}) == len(articles)
    assert len({article.title for article in articles}) == len(articles)


def test_articles_have_120_to_700_words(articles: list[Sample]) -> None:
    assert [a.id for a in articles if not 120 <= len(a.text.split()) <= 700] == []


def test_outlets_are_on_the_reserved_domain(articles: list[Sample]) -> None:
    urls = [article.url for article in articles if article.url is not None]
    assert [url for url in urls if not re.match(r"https://[a-z]+\.example/", url)] == []
    assert len(set(urls)) == len(urls)


def test_publication_dates_parse(articles: list[Sample]) -> None:
    dates = [date.fromisoformat(a.published_at) for a in articles if a.published_at is not None]
    assert date(2016, 1, 1) <= min(dates)
    assert max(dates) <= date(2024, 12, 31)


def test_a_day_named_before_a_date_is_the_day_of_that_date(articles: list[Sample]) -> None:
    named = [(a.id, m) for a in articles for m in DATED_DAY.finditer(a.text) if m["day"] in DAYS]
    assert named
    assert [(number, m[0]) for number, m in named if weekday(m) != m["day"]] == []


def test_there_are_at_least_120_questions(questions: list[SampleQuestion]) -> None:
    assert len(questions) >= 120


def test_question_ids_and_questions_are_unique(questions: list[SampleQuestion]) -> None:
    assert len({question.id for question in questions}) == len(questions)
    assert len({question.question for question in questions}) == len(questions)


def test_a_quarter_of_the_questions_is_unanswerable(questions: list[SampleQuestion]) -> None:
    assert 4 * sum(not question.answerable for question in questions) >= len(questions)


def test_unanswerable_questions_have_no_answers_and_no_articles(questions: list[SampleQuestion]) -> None:
    assert [q.id for q in questions if not q.answerable and (q.answers or q.article_ids)] == []


def test_every_answer_is_a_substring_of_one_of_its_articles(
    articles: list[Sample], questions: list[SampleQuestion]
) -> None:
    text = {article.id: article.text for article in articles}
    told = {q.id: "\n".join(text[i] for i in q.article_ids) for q in questions}
    astray = [(q.id, answer) for q in questions for answer in q.answers if answer not in told[q.id]]
    assert astray == []


def test_every_article_named_with_a_question_answers_it(
    articles: list[Sample], questions: list[SampleQuestion]
) -> None:
    text = {article.id: article.text for article in articles}
    silent = [(q.id, i) for q in questions for i in q.article_ids if not any(a in text[i] for a in q.answers)]
    assert silent == []
    assert [q.id for q in questions if q.answerable and not q.article_ids] == []


def test_kim_yong_ju_is_asked_about_in_both_languages(questions: list[SampleQuestion]) -> None:
    asked = {question.question for question in questions if question.answerable}
    assert {"Siapa Kim Yong Ju?", "Who was Kim Yong Ju?"} <= asked


def test_no_article_tells_the_capital_of_france(articles: list[Sample]) -> None:
    telling = re.compile(r"(?:ibu ?kota|capital)\W+(?:\w+\W+){0,3}(?:prancis|france)", re.IGNORECASE)
    assert [article.id for article in articles if telling.search(article.text)] == []
