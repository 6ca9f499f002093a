"""Questions that are put to one outlet's or one writer's articles."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from index.library import Library, narrowing, open_library
from index.library.narrowing import Among
from index.search.query import Query
from index.settings import Settings
from index.types import Article, ArticleDraft, Hit, Passage

PAPERS = (
    ("Lontar", "Rina Sari", "Pasar Anggrek di Kota Melati dibuka pada Senin dan memiliki 210 kios."),
    ("Lontara Pos", "Budi", "Pasar Anggrek di Kota Melati dibuka pada Senin dan memiliki 190 kios."),
    (None, None, "Pasar Anggrek di Kota Melati dibuka pada Senin dan memiliki 175 kios."),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    settings = Settings(tanya_home=tmp_path_factory.mktemp("home"), min_confidence=0)
    with open_library(settings) as opened:
        for outlet, author, body in PAPERS:
            url = None if outlet else "https://www.kabar.example/pasar"
            opened.add(ArticleDraft("Pasar Anggrek dibuka", body, url, author=author, outlet=outlet))
        yield opened


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("Menurut artikel Lontar, berapa kios di Pasar Anggrek?", 1),
        ("Berapa kios di Pasar Anggrek menurut berita Lontara Pos?", 2),
        ("Berapa kios di Pasar Anggrek dalam artikel oleh Rina?", 1),
        ("According to articles by Budi, how many kios are in Pasar Anggrek?", 2),
        ("Menurut artikel Kabar, berapa kios di Pasar Anggrek?", 3),
    ],
)
def test_a_question_put_to_an_outlet_or_writer_is_answered_from_theirs_alone(
    library: Library, question: str, article: int
) -> None:
    given = library.ask(question)
    assert given.question == question
    assert [citation.article_id for citation in given.citations] == [article]
    assert [hit.article.id for hit in given.hits] == [article]


def test_passages_are_searched_in_the_articles_of_the_outlet(library: Library) -> None:
    assert [hit.article.id for hit in library.search("artikel Lontar tentang pasar")] == [1]
    assert [hit.article.id for hit in library.search("artikel oleh Budi tentang pasar")] == [2]


def test_a_name_that_made_no_article_narrows_nothing(library: Library) -> None:
    assert len(library.search("artikel Melati tentang pasar")) == 3


class Numbered:
    """Finds passage 1 of article 1, and so on."""

    def __init__(self, passages: int) -> None:
        self._passages = passages

    def search(self, query: Query, *, top_k: int) -> list[Hit]:
        day = datetime(2021, 12, 16, tzinfo=UTC)
        return [
            Hit(
                Passage(number, number, 0, 1, "", "a"),
                Article(number, "", "a", None, None, None, "id", "h", day),
                1 / number,
                number,
            )
            for number in range(1, min(top_k, self._passages) + 1)
        ]


def test_an_outlet_s_passages_are_found_far_behind_the_others_and_ranked_anew() -> None:
    far = narrowing.POOL * 3
    found = Among(Numbered(far * 2), frozenset({far, far + 1})).search(Query("pasar", "id"), top_k=5)
    assert [(hit.article.id, hit.rank) for hit in found] == [(far, 1), (far + 1, 2)]
