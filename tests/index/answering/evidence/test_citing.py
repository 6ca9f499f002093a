from dataclasses import replace
from datetime import UTC, date, datetime

from index.answering.evidence.citing import cite, state
from index.types import Article, Hit, Passage, Span

BODY = "Kapal itu tiba Rabu (15/12/2021). Sebanyak 84 penumpang selamat, kata syahbandar."
ARTICLE = Article(
    id=7,
    title="Kapal tiba",
    body=BODY,
    url="https://kabar.example/kapal#atas",
    published_at=date(2021, 12, 16),
    external_id="s-7",
    language="id",
    content_hash="h1",
    added_at=datetime(2021, 12, 16, tzinfo=UTC),
)
HIT = Hit(
    Passage(id=3, article_id=7, start=0, end=len(BODY), heading="", text=BODY), ARTICLE, score=0.5, rank=1
)
SENTENCE = Span(34, len(BODY))
CITATION = cite(HIT, SENTENCE, Span(43, 55))


def test_a_quote_is_cut_from_the_body() -> None:
    assert CITATION.quote == BODY[34:] == "Sebanyak 84 penumpang selamat, kata syahbandar."
    assert CITATION.quote[CITATION.answer_start : CITATION.answer_end] == "84 penumpang"


def test_a_citation_of_an_unchanged_article_is_intact() -> None:
    assert state(CITATION, ARTICLE) == "intact"


def test_a_citation_knows_that_its_article_was_edited_or_removed() -> None:
    assert state(CITATION, replace(ARTICLE, body=BODY.replace("84", "85"), content_hash="h2")) == "edited"
    assert state(CITATION, None) == "removed"
