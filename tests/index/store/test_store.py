from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from index.errors import InputError, ModelError, NotFoundError
from index.store import EmbeddingModel, PreparedArticle, Store, open_store
from index.types import AddResult, ArticleDraft
from tests.index.store.samples import MODEL, OTHER_MODEL, content_hash, prepared, sentences, vector


def ids_in_service(store: Store) -> list[int]:
    with store.snapshot() as snapshot:
        return [int(i) for batch in snapshot.vectors(MODEL, batch=2) for i in batch.ids]


def test_an_article_comes_back_as_it_was_given(store: Store) -> None:
    body = "Kim Yong Ju meninggal.\nIa adik Kim Il Sung."
    draft = ArticleDraft("Kabar", body, "https://contoh.id/1", date(2021, 12, 16), "k-1")
    article = PreparedArticle(
        draft, "id", content_hash(body), sentences(body), np.eye(2, 8, dtype=np.float32)
    )

    [result] = store.add([article], MODEL)

    stored = store.article(result.article_id)
    assert result == AddResult(stored.id, created=True, passages=2)
    assert (stored.title, stored.body, stored.url) == ("Kabar", body, "https://contoh.id/1")
    assert (stored.published_at, stored.external_id, stored.language) == (date(2021, 12, 16), "k-1", "id")
    assert stored.content_hash == content_hash(body)
    assert abs(datetime.now(UTC) - stored.added_at) < timedelta(minutes=1)
    passages = store.article_passages(stored.id)
    assert [stored.body[p.start : p.end] for p in passages] == body.split("\n")


def test_vectors_come_back_bit_for_bit_with_title_and_text(store: Store) -> None:
    store.add([prepared("satu\ndua", title="A"), prepared("tiga", title="B")], MODEL)

    with store.snapshot() as snapshot:
        [first, second] = snapshot.vectors(MODEL, batch=2)

    assert (first.titles, first.texts) == (["A", "A"], ["satu", "dua"])
    assert (second.titles, second.texts) == (["B"], ["tiga"])
    assert first.vectors.tobytes() == np.array([vector("satu"), vector("dua")]).tobytes()
    assert first.ids.tolist() < second.ids.tolist()


def test_the_same_text_in_other_white_space_is_a_duplicate_that_names_the_article(store: Store) -> None:
    [first] = store.add([prepared("satu dua\ntiga")], MODEL)
    seq = store.last_change()

    [again] = store.add([prepared("satu  dua\n\n tiga")], MODEL)

    assert again == AddResult(first.article_id, created=False, passages=2)
    assert store.last_change() == seq
    assert store.counts().articles == 1


def test_a_duplicate_within_one_batch_is_written_once(store: Store) -> None:
    first, second = store.add([prepared("sama"), prepared("sama")], MODEL)

    assert (first.created, second.created) == (True, False)
    assert second.article_id == first.article_id


def test_another_text_under_the_same_external_id_replaces_the_article(store: Store) -> None:
    [before] = store.add([prepared("lama", external_id="x")], MODEL)
    old_passages = store.article_passages(before.article_id)

    [after] = store.add([prepared("baru", external_id="x")], MODEL)

    assert after == AddResult(before.article_id, created=True, passages=1)
    assert store.article(before.article_id).body == "baru"
    assert store.passages([p.id for p in old_passages]) == []
    assert [c.kind for c in store.changes_after(0, 10)] == ["serve", "add", "edit"]


def test_within_one_batch_the_last_text_of_an_external_id_stays(store: Store) -> None:
    results = store.add([prepared("lama", external_id="x"), prepared("baru", external_id="x")], MODEL)

    assert [r.created for r in results] == [True, True]
    assert [store.article(r.article_id).body for r in results] == ["baru", "baru"]


def test_a_text_given_up_by_an_edit_can_be_added_again_in_the_same_batch(store: Store) -> None:
    store.add([prepared("lama", external_id="x")], MODEL)

    results = store.add([prepared("baru", external_id="x"), prepared("lain"), prepared("baru")], MODEL)

    assert [r.created for r in results] == [True, True, False]
    assert results[2].article_id == results[0].article_id


def test_an_edit_replaces_text_passages_and_vectors_and_keeps_the_id(store: Store) -> None:
    [added] = store.add([prepared("lama satu\nlama dua")], MODEL)
    before = ids_in_service(store)

    store.edit(added.article_id, prepared("baru", title="Baru"), MODEL)

    article = store.article(added.article_id)
    assert (article.title, article.body) == ("Baru", "baru")
    assert min(ids_in_service(store)) > max(before)
    assert store.changes_after(0, 10)[-1].kind == "edit"


def test_an_edit_into_another_articles_text_is_refused_and_changes_nothing(store: Store) -> None:
    first, second = store.add([prepared("satu"), prepared("dua")], MODEL)

    with pytest.raises(InputError, match=f"Article {first.article_id} has the same text"):
        store.edit(second.article_id, prepared("satu"), MODEL)

    assert store.article(second.article_id).body == "dua"


def test_an_edit_into_another_articles_external_id_is_refused_and_changes_nothing(store: Store) -> None:
    _, second = store.add([prepared("satu", external_id="x"), prepared("dua")], MODEL)
    passages = ids_in_service(store)

    with pytest.raises(InputError, match="external id"):
        store.edit(second.article_id, prepared("tiga", external_id="x"), MODEL)

    assert ids_in_service(store) == passages


def test_removing_returns_the_article_and_leaves_nothing_of_it(store: Store) -> None:
    first, second = store.add([prepared("satu"), prepared("dua")], MODEL)
    passages = [p.id for p in store.article_passages(first.article_id)]

    assert store.remove(first.article_id).body == "satu"

    assert store.passages(passages) == []
    with pytest.raises(NotFoundError, match=f"id {first.article_id}"):
        store.article(first.article_id)
    assert [p.article_id for p in store.article_passages(second.article_id)] == [second.article_id]
    last = store.changes_after(0, 10)[-1]
    assert (last.kind, last.article_id) == ("remove", first.article_id)


@pytest.mark.parametrize("action", ["remove", "edit"])
def test_an_unknown_article_is_named_as_such(store: Store, action: str) -> None:
    with pytest.raises(NotFoundError, match="id 7"):
        store.remove(7) if action == "remove" else store.edit(7, prepared("x"), MODEL)


def test_ids_are_never_reused_not_even_after_the_newest_article_is_gone(store: Store) -> None:
    [first] = store.add([prepared("satu")], MODEL)
    passages = ids_in_service(store)
    store.remove(first.article_id)

    [second] = store.add([prepared("dua")], MODEL)

    assert second.article_id > first.article_id
    assert min(ids_in_service(store)) > max(passages)


def test_passages_come_in_the_asked_order_without_those_that_are_gone(store: Store) -> None:
    first, _ = store.add([prepared("satu\ndua"), prepared("tiga")], MODEL)
    one, two, three = ids_in_service(store)

    found = store.passages([three, 999, one, two])

    assert [(f.passage.id, f.passage.text, f.article.body) for f in found] == [
        (three, "tiga", "tiga"),
        (one, "satu", "satu\ndua"),
        (two, "dua", "satu\ndua"),
    ]
    store.remove(first.article_id)
    assert [f.passage.id for f in store.passages([one, three])] == [three]
    assert store.passages([]) == []


def test_many_ids_are_looked_up_at_once(store: Store) -> None:
    store.add([prepared(f"nomor {n}") for n in range(1200)], MODEL)
    ids = ids_in_service(store)[::-1]

    assert [f.passage.id for f in store.passages(ids)] == ids
    assert store.known([content_hash("nomor 1199"), "?", content_hash("nomor 0")])[1] is None


def test_changes_ascend_and_are_read_in_parts(store: Store) -> None:
    assert store.last_change() == 0
    store.add([prepared("satu"), prepared("dua")], MODEL)

    changes = store.changes_after(0, 100)

    assert [c.seq for c in changes] == sorted({c.seq for c in changes})
    assert changes[-1].seq == store.last_change()
    assert store.changes_after(changes[0].seq, 1) == [changes[1]]
    assert store.changes_after(changes[-1].seq, 10) == []


def test_the_tail_reads_passages_after_an_id_in_ascending_order(store: Store) -> None:
    assert len(store.passages_after(0, MODEL, limit=5)) == 0
    store.add([prepared("satu\ndua\ntiga")], MODEL)
    one, two, three = ids_in_service(store)

    batch = store.passages_after(one, MODEL, limit=1)

    assert (batch.ids.tolist(), batch.texts) == ([two], ["dua"])
    rest = store.passages_after(one, MODEL, limit=9)
    assert rest.ids.tolist() == [two, three]
    assert store.passages_after(three, MODEL, limit=9).vectors.shape == (0, 8)


def test_a_snapshot_does_not_see_what_comes_after_it(store: Store) -> None:
    store.add([prepared("satu")], MODEL)

    with store.snapshot() as snapshot:
        store.add([prepared("dua")], MODEL)
        texts = [text for batch in snapshot.vectors(MODEL) for text in batch.texts]

    assert texts == ["satu"]
    assert snapshot.last_change < store.last_change()


def test_articles_are_listed_newest_first_filtered_and_paged(store: Store) -> None:
    drafts = [("Tol 100% baru", "a"), ("Banjir", "b\nc"), ("tol lama", "d")]
    store.add([prepared(body, title=title, external_id=f"e{body}") for title, body in drafts], MODEL)

    assert [s.title for s in store.articles()] == ["tol lama", "Banjir", "Tol 100% baru"]
    assert [s.passages for s in store.articles()] == [1, 2, 1]
    assert [s.title for s in store.articles(query="TOL")] == ["tol lama", "Tol 100% baru"]
    assert [s.title for s in store.articles(query="0%")] == ["Tol 100% baru"]
    assert [s.title for s in store.articles(query="%")] == ["Tol 100% baru"]
    assert [s.title for s in store.articles(query="eb\nc")] == ["Banjir"]
    assert [s.title for s in store.articles(limit=1, offset=1)] == ["Banjir"]
    assert [s.title for s in store.articles(offset=2)] == ["Tol 100% baru"]


def test_counts_are_those_of_what_is_stored(store: Store) -> None:
    assert (store.counts().articles, store.counts().passages) == (0, 0)
    store.add([prepared("satu\ndua"), prepared("tiga")], MODEL)
    assert (store.counts().articles, store.counts().passages) == (2, 3)
    assert store.missing_vectors() == 0


def test_an_article_without_passages_is_stored(store: Store) -> None:
    empty = PreparedArticle(ArticleDraft("", "Baca juga: x"), "id", "h", (), np.zeros((0, 8), np.float32))

    [result] = store.add([empty], MODEL)

    assert result == AddResult(result.article_id, created=True, passages=0)


@pytest.mark.parametrize("bad", ["a\0b", "a\ud800b"])
def test_text_that_a_database_cannot_keep_is_refused_before_sql(store: Store, bad: str) -> None:
    with pytest.raises(InputError, match="clean it first"):
        store.add(
            [prepared("baik"), PreparedArticle(ArticleDraft(bad, "x"), "id", "h", (), np.zeros((0, 8)))],
            MODEL,
        )
    assert store.counts().articles == 0


@pytest.mark.parametrize("vectors", [np.full((1, 8), np.nan), np.zeros((1, 7)), np.zeros((2, 8))])
def test_vectors_that_no_index_could_use_are_refused(store: Store, vectors: np.ndarray) -> None:
    article = PreparedArticle(ArticleDraft("", "x"), "id", "h", sentences("x"), vectors.astype(np.float32))
    with pytest.raises(ModelError):
        store.add([article], MODEL)
    assert store.counts().articles == 0


def test_vectors_of_two_models_never_meet_in_one_edition(store: Store) -> None:
    [added] = store.add([prepared("satu")], MODEL)
    other = prepared("dua", model=OTHER_MODEL)

    for attempt in (
        lambda: store.add([other], OTHER_MODEL),
        lambda: store.edit(added.article_id, other, OTHER_MODEL),
        lambda: store.passages_after(0, OTHER_MODEL, limit=1),
    ):
        with pytest.raises(ModelError, match="reindex --model"):
            attempt()
    assert store.models() == [MODEL]


def test_an_empty_library_takes_another_model(store: Store) -> None:
    [added] = store.add([prepared("satu")], MODEL)
    store.remove(added.article_id)

    store.add([prepared("dua", model=OTHER_MODEL)], OTHER_MODEL)

    assert store.models() == [OTHER_MODEL]


def test_the_first_batch_puts_its_model_and_splitter_in_service(store: Store) -> None:
    assert store.edition() is None
    store.add([prepared("satu")], MODEL, splitter_version="7")
    edition = store.edition()
    assert edition is not None
    assert (edition.model, edition.splitter_version, edition.state) == (MODEL, "7", "serving")


def test_a_batch_is_written_whole_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add([prepared("satu")], MODEL)
    before = (store.counts(), store.last_change())
    monkeypatch.setattr("index.store.writing.record", interrupted)

    with pytest.raises(KeyboardInterrupt):
        store.add([prepared("dua"), prepared("tiga")], MODEL)

    assert (store.counts(), store.last_change()) == before


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_what_was_written_is_there_after_opening_again(url: str) -> None:
    first = open_store(url)
    first.add([prepared("satu")], MODEL)
    first.close()

    second = open_store(url)

    assert [a.title for a in second.articles()] == ["Judul"]
    assert second.models() == [EmbeddingModel("stub", "a" * 64, 8)]
    second.close()
