import pytest

from index.errors import ModelError, StoreError
from index.store import Edition, Store
from tests.index.store.samples import MODEL, OTHER_MODEL, prepared, resplit


def filled(store: Store, edition: Edition) -> None:
    while articles := store.pending_articles(edition, limit=2):
        store.fill(edition, [resplit(article, edition.model) for article in articles])


def texts(store: Store, edition: Edition | None = None) -> list[str]:
    with store.snapshot() as snapshot:
        model = edition.model if edition else MODEL
        return [t for batch in snapshot.vectors(model, edition=edition) for t in batch.texts]


def test_a_reindex_fills_an_edition_beside_the_one_in_service_then_replaces_it(store: Store) -> None:
    store.add([prepared(f"nomor {n}\nlagi") for n in range(5)], MODEL)
    old = store.edition()
    with store.snapshot() as snapshot:
        old_ids = [int(i) for batch in snapshot.vectors(MODEL) for i in batch.ids]

    new = store.begin_edition(OTHER_MODEL, "2")
    assert store.pending_count(new) == 5
    filled(store, new)

    assert store.edition() == old
    assert len(texts(store)) == len(texts(store, new)) == 10
    assert store.counts().passages == 10
    assert [p.passage.id for p in store.passages(old_ids)] == old_ids

    store.serve(new)

    assert store.models() == [OTHER_MODEL]
    assert store.changes_after(0, 100)[-1].kind == "serve"
    assert [p.passage.id for p in store.passages(old_ids)] == old_ids
    store.drop_retired()
    assert store.passages(old_ids) == []
    assert len(texts(store, new)) == store.counts().passages == 10
    assert store.missing_vectors() == 0


def test_an_unfinished_edition_is_taken_up_where_it_stopped(store: Store) -> None:
    store.add([prepared(f"nomor {n}") for n in range(5)], MODEL)
    first = store.begin_edition(MODEL, "2")
    done = store.pending_articles(first, limit=3)
    assert store.fill(first, [resplit(article, MODEL) for article in done]) == 3

    again = store.begin_edition(MODEL, "2")

    assert again == first
    assert store.pending_count(again) == 2
    assert not {a.id for a in done} & {a.id for a in store.pending_articles(again, limit=9)}


def test_an_unfinished_edition_of_another_model_is_given_up(store: Store) -> None:
    store.add([prepared("satu")], MODEL)
    first = store.begin_edition(OTHER_MODEL, "2")
    filled(store, first)

    second = store.begin_edition(MODEL, "2")

    assert second.id != first.id
    with pytest.raises(StoreError, match="given up"):
        store.serve(first)
    store.drop_retired()
    assert store.models() == [MODEL]


def test_an_article_added_meanwhile_must_be_in_the_edition_before_it_serves(store: Store) -> None:
    store.add([prepared("satu")], MODEL)
    new = store.begin_edition(MODEL, "2")
    filled(store, new)
    store.add([prepared("dua")], MODEL)

    with pytest.raises(StoreError, match="1 articles are not yet"):
        store.serve(new)

    filled(store, new)
    store.serve(new)
    assert texts(store) == ["satu", "dua"]


def test_articles_edited_or_removed_meanwhile_are_not_filled_with_their_old_text(store: Store) -> None:
    edited, removed, same = store.add([prepared("a"), prepared("b"), prepared("c")], MODEL)
    new = store.begin_edition(MODEL, "2")
    articles = store.pending_articles(new, limit=9)
    store.edit(edited.article_id, prepared("a baru"), MODEL)
    store.remove(removed.article_id)

    assert store.fill(new, [resplit(article, MODEL) for article in articles]) == 1

    assert texts(store, new) == ["c"]
    assert [a.body for a in store.pending_articles(new, limit=9)] == ["a baru"]
    assert store.fill(new, [resplit(store.article(same.article_id), MODEL)]) == 0


def test_an_edit_takes_the_article_out_of_a_half_filled_edition(store: Store) -> None:
    [added] = store.add([prepared("a")], MODEL)
    new = store.begin_edition(MODEL, "2")
    filled(store, new)

    store.edit(added.article_id, prepared("b"), MODEL)

    assert texts(store, new) == []
    assert store.pending_count(new) == 1


def test_building_is_invisible_to_the_tail_and_to_the_change_log(store: Store) -> None:
    store.add([prepared("satu")], MODEL)
    seq = store.last_change()
    last = int(store.passages_after(0, MODEL, limit=9).ids[-1])

    filled(store, store.begin_edition(MODEL, "2"))

    assert store.last_change() == seq
    assert len(store.passages_after(last, MODEL, limit=9)) == 0


def test_the_tail_of_a_retired_edition_can_still_be_read(store: Store) -> None:
    store.add([prepared("satu")], MODEL)
    old = store.edition()
    new = store.begin_edition(MODEL, "2")
    filled(store, new)
    store.serve(new)

    assert store.passages_after(0, MODEL, limit=9, edition=old).texts == ["satu"]


def test_serving_twice_is_serving_once(store: Store) -> None:
    store.add([prepared("satu")], MODEL)
    new = store.begin_edition(MODEL, "2")
    filled(store, new)
    store.serve(new)
    seq = store.last_change()

    store.serve(new)

    assert store.last_change() == seq


def test_vectors_of_another_model_are_not_filled_into_an_edition(store: Store) -> None:
    store.add([prepared("satu")], MODEL)
    new = store.begin_edition(OTHER_MODEL, "2")

    with pytest.raises(ModelError):
        store.fill(new, [resplit(article, MODEL) for article in store.pending_articles(new, limit=1)])


def test_dropping_works_in_small_transactions_until_nothing_is_left(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.store.editions.DROP_BATCH", 2)
    store.add([prepared("a\nb\nc\nd\ne")], MODEL)
    old = store.edition()
    for splitter in ("2", "3"):
        new = store.begin_edition(MODEL, splitter)
        filled(store, new)
        store.serve(new)

    store.drop_retired()

    assert texts(store) == ["a", "b", "c", "d", "e"]
    assert len(store.passages_after(0, MODEL, limit=9, edition=old)) == 0
