from dataclasses import replace
from datetime import UTC, date, datetime

from index.answering.citing import cite, link, state
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


def test_a_link_jumps_to_a_short_quote() -> None:
    assert link(CITATION) == (
        "https://kabar.example/kapal#:~:text=Sebanyak%2084%20penumpang%20selamat%2C%20kata%20syahbandar."
    )


def test_a_link_names_the_ends_of_a_long_quote() -> None:
    long = replace(
        CITATION,
        quote="satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua-belas tiga-belas",
    )
    assert str(link(long)).endswith(
        "#:~:text=satu%20dua%20tiga%20empat%20lima%20enam,delapan%20sembilan%20sepuluh%20sebelas%20dua%2Dbelas%20tiga%2Dbelas"
    )


def test_without_an_address_there_is_no_link() -> None:
    assert link(replace(CITATION, url=None)) is None


def test_an_answer_that_is_the_whole_quote_is_not_marked_in_it() -> None:
    citation = cite(HIT, SENTENCE, SENTENCE)
    assert (citation.answer_start, citation.answer_end) == (None, None)
