from dataclasses import replace

import pytest

from index.store import open_store
from index.store.article_query import ArticleQuery, read_article_query
from tests.index.store.samples import MODEL, prepared


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("pasar", ArticleQuery(title="pasar")),
        ("oleh Rina", ArticleQuery(author="Rina")),
        ("by Rina", ArticleQuery(author="Rina")),
        ("pasar oleh Rina", ArticleQuery(title="pasar", author="Rina")),
        ("artikel Lontar tentang pasar", ArticleQuery(title="pasar", outlet="Lontar")),
        ("berita dari Lontar", ArticleQuery(outlet="Lontar")),
        ("Lontar articles about pasar", ArticleQuery(title="pasar", outlet="Lontar")),
        ("artikel Lontar soal pasar oleh Rina", ArticleQuery("pasar", "Rina", "Lontar")),
    ],
)
def test_a_query_names_title_writer_or_outlet(query: str, wanted: ArticleQuery) -> None:
    assert read_article_query(query) == wanted


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("oleh rina", [2, 1]),
        ("artikel lontar tentang pasar", [1]),
        ("dari lontar", [3, 1]),
        ("Pasar", [2, 1]),
        ("oleh Budi", []),
    ],
)
def test_articles_are_listed_by_what_the_query_names(sqlite_url: str, query: str, ids: list[int]) -> None:
    store = open_store(sqlite_url)
    facts = (
        ("satu", "Pasar Anggrek", "Rina Sari", "Harian Lontar", None),
        ("dua", "Pasar Melati", "Rina Sari, Joko", "Kabar Kota", None),
        ("tiga", "Cabai", None, None, "https://www.lontar.example/3"),
    )
    articles = [prepared(body, title=title) for body, title, *_ in facts]
    drafts = [
        replace(a, draft=replace(a.draft, author=author, outlet=outlet, url=url))
        for a, (*_, author, outlet, url) in zip(articles, facts, strict=True)
    ]
    store.add(drafts, MODEL)
    assert [found.id for found in store.articles(query=query)] == ids
    store.close()


def test_an_article_keeps_who_made_it_and_where_its_pages_begin(url: str) -> None:
    store = open_store(url)
    made = prepared("Satu dua tiga.")
    draft = replace(made.draft, author="Rina Sari", outlet="Lontar", section="Kota", pages=(5, 9))
    store.add([replace(made, draft=draft)], MODEL)
    article = store.article(1)
    assert (article.author, article.outlet, article.section, article.pages) == (
        "Rina Sari",
        "Lontar",
        "Kota",
        (5, 9),
    )
    assert [article.page(place) for place in (0, 4, 5, 9, 13)] == [1, 1, 2, 3, 3]
    store.close()
