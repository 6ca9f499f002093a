from pathlib import Path

import pytest

from index.search import generation
from index.search.engine import SearchEngine, open_engine
from index.search.query import Query
from index.store import Store
from tests.index.search.conftest import Add, OpenEngine, texts_of
from tests.index.search.words import WordEmbedder


def ask(engine: SearchEngine, query: str, *, top_k: int = 5) -> list[str]:
    return texts_of(engine.search(Query(query, "id"), top_k=top_k))


def test_an_empty_library_finds_nothing(engine_opener: OpenEngine) -> None:
    assert engine_opener().search(Query("Siapa gubernur Jambi?", "id"), top_k=5) == []


def test_a_few_passages_are_found_without_a_generation(add: Add, engine_opener: OpenEngine) -> None:
    add("gubernur membuka pasar ikan", "banjir merendam jalan raya")
    engine = engine_opener()

    assert ask(engine, "banjir jalan")[0] == "banjir merendam jalan raya"
    assert (engine.generation, engine.tail_size) == (None, 2)


def test_hits_come_with_their_article_rank_and_falling_scores(add: Add, engine_opener: OpenEngine) -> None:
    article = add("gubernur membuka pasar ikan", "banjir merendam jalan raya", title="Kabar Jambi")
    hits = engine_opener().search(Query("pasar ikan", "id"), top_k=2)

    assert [hit.rank for hit in hits] == [1, 2]
    assert hits[0].score > hits[1].score
    assert {hit.article.id for hit in hits} == {article}
    assert hits[0].article.title == "Kabar Jambi"


def test_a_published_generation_gives_the_same_hits_as_the_tail(add: Add, engine_opener: OpenEngine) -> None:
    for number in range(30):
        add(f"warga desa {number} menanam padi", f"harga beras {number} naik di pasar")
    engine = engine_opener()
    before = [
        (hit.passage.id, pytest.approx(hit.score, abs=1e-5))
        for hit in engine.search(Query("harga beras 7", "id"), top_k=10)
    ]
    info = engine.publish()
    after = engine.search(Query("harga beras 7", "id"), top_k=10)

    assert [(hit.passage.id, hit.score) for hit in after] == before
    assert (info.passages, engine.tail_size, engine.generation) == (60, 0, info)


def test_words_and_meaning_searched_at_the_same_time_find_the_same(
    add: Add, engine_opener: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        add(f"warga desa {number} menanam padi", f"harga beras {number} naik di pasar")
    one_by_one = engine_opener()
    one_by_one.publish()
    monkeypatch.setattr(generation, "SIDE_BY_SIDE", 1)
    monkeypatch.setattr(generation, "spare_cores", lambda: 2)
    side_by_side = engine_opener()
    add("harga beras 7 turun di pasar desa")

    for question in ("harga beras 7", "padi desa", "?"):
        found = side_by_side.search(Query(question, "id"), top_k=10)
        assert found == one_by_one.search(Query(question, "id"), top_k=10)


def test_an_article_added_after_the_generation_is_found_at_once(add: Add, engine_opener: OpenEngine) -> None:
    add("gubernur membuka pasar ikan")
    engine = engine_opener()
    engine.publish()
    add("banjir merendam jalan raya")

    assert ask(engine, "banjir jalan")[0] == "banjir merendam jalan raya"
    assert engine.tail_size == 1


def test_a_removed_article_is_never_shown(store: Store, add: Add, engine_opener: OpenEngine) -> None:
    gone = add("banjir merendam jalan raya")
    add("gubernur membuka pasar ikan")
    engine = engine_opener()
    engine.publish()
    store.remove(gone)

    assert ask(engine, "banjir jalan pasar") == ["gubernur membuka pasar ikan"]


def test_removed_passages_do_not_shrink_the_list(
    store: Store, add: Add, engine_opener: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.engine.POOL", 4)
    monkeypatch.setattr("index.search.engine.POOL_PER_HIT", 1)
    articles = [add(f"banjir banjir banjir {number}") for number in range(40)]
    kept = [add(f"banjir kecil di desa {number} pada hari itu") for number in range(5)]
    engine = engine_opener()
    engine.publish()
    for article in articles:
        store.remove(article)

    hits = engine.search(Query("banjir", "id"), top_k=5)
    assert {hit.article.id for hit in hits} == set(kept)


def test_a_query_without_a_vector_is_searched_by_words(
    store: Store, add: Add, directory: Path, embedder: WordEmbedder
) -> None:
    class Speechless(WordEmbedder):
        def embed_queries(self, texts):  # type: ignore[no-untyped-def]
            return self.embed_passages(["" for _ in texts])

    add("gubernur membuka pasar ikan", "banjir merendam jalan raya")

    assert ask(open_engine(store, Speechless(), directory), "banjir") == ["banjir merendam jalan raya"]


def test_a_query_without_words_and_vector_finds_nothing(add: Add, engine_opener: OpenEngine) -> None:
    add("gubernur membuka pasar ikan")

    assert ask(engine_opener(), "?!") == []
