import random
import sqlite3
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from index.errors import InputError, StoreError
from index.store import Store, open_store
from index.store.backup import back_up, check_seal, restore
from index.store.health import examine
from index.store.rows import METADATA
from tests.index.store.samples import MODEL, OTHER_MODEL, prepared, resplit


def contents(store: Store) -> list[tuple[object, ...]]:
    """Everything that a question can find, without the keys of passages."""
    found: list[tuple[object, ...]] = []
    for summary in store.articles():
        article = store.article(summary.id)
        passages = [(p.start, p.end, p.heading, p.text) for p in store.article_passages(article.id)]
        found.append((article, passages))
    with store.snapshot() as snapshot:
        if snapshot.edition:
            for batch in snapshot.vectors(snapshot.edition.model):
                found.append((batch.titles, batch.texts, batch.vectors.tobytes()))
    return found


def passage_ids(store: Store) -> list[int]:
    return [p.id for summary in store.articles() for p in store.article_passages(summary.id)]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Store]:
    store = open_store(f"sqlite:///{tmp_path / 'elsewhere' / 'tanya.db'}")
    yield store
    store.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tanya.backup"


def test_a_backup_restores_the_library_elsewhere_with_all_its_ids(
    store: Store, elsewhere: Store, file: Path
) -> None:
    store.add([prepared("satu\ndua", external_id="x"), prepared("tiga"), prepared("empat")], MODEL)
    store.remove(store.articles()[0].id)

    saved = back_up(store, file)
    restored = restore(elsewhere, file)

    assert saved == restored == store.counts()
    assert contents(elsewhere) == contents(store)
    assert passage_ids(elsewhere) == passage_ids(store)
    assert [f.verdict for f in examine(elsewhere)] == ["good"] * 11
    [added] = elsewhere.add([prepared("lima")], MODEL)
    assert added.article_id == 4
    assert file.parent.joinpath("tanya.backup").is_file()
    assert [p.name for p in file.parent.iterdir() if "part" in p.name or "journal" in p.name] == []


def test_a_sqlite_backup_restores_into_postgresql_and_back(
    store: Store, elsewhere: Store, file: Path
) -> None:
    elsewhere.add([prepared("satu\ndua", external_id="x"), prepared("tiga")], MODEL)
    back_up(elsewhere, file)

    restore(store, file)

    assert contents(store) == contents(elsewhere)
    store.add([prepared("baru")], MODEL)
    assert store.counts().articles == 3


def test_restoring_over_articles_replaces_them_and_gives_no_passage_an_old_id(
    store: Store, file: Path
) -> None:
    store.add([prepared("satu\ndua"), prepared("tiga")], MODEL)
    back_up(store, file)
    before, edition, seq = contents(store), store.edition(), store.last_change()
    store.remove(store.articles()[0].id)
    store.add([prepared("kemudian\nlagi")], MODEL)
    used = set(passage_ids(store)) | {1, 2, 3}

    restore(store, file)

    assert contents(store) == before
    assert not used & set(passage_ids(store))
    assert store.edition() != edition
    assert store.last_change() > seq
    [added] = store.add([prepared("lain")], MODEL)
    assert added.article_id == 4
    assert [f.name for f in examine(store) if f.verdict != "good"] == []


def test_only_the_edition_in_service_is_carried(store: Store, elsewhere: Store, file: Path) -> None:
    store.add([prepared("satu"), prepared("dua")], MODEL)
    new = store.begin_edition(OTHER_MODEL, "2")
    store.fill(new, [resplit(article, OTHER_MODEL) for article in store.pending_articles(new, limit=1)])

    back_up(store, file)
    restore(elsewhere, file)

    assert elsewhere.models() == [MODEL]
    assert contents(elsewhere) == contents(store)


def test_an_empty_library_is_backed_up_and_restored(store: Store, elsewhere: Store, file: Path) -> None:
    elsewhere.add([prepared("satu")], MODEL)
    back_up(store, file)
    restore(elsewhere, file)
    assert elsewhere.counts().articles == 0
    assert elsewhere.edition() is None


def test_a_backup_taken_while_others_write_is_of_one_moment(
    store: Store, elsewhere: Store, file: Path
) -> None:
    """The writer keeps the number of articles even; a backup must never see an odd one."""
    stop = threading.Event()

    def write() -> None:
        for number in count():
            if stop.is_set():
                return
            store.add([prepared(f"kiri {number}"), prepared(f"kanan {number}")], MODEL)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(5):
            back_up(store, file)
            restore(elsewhere, file)
            assert elsewhere.counts().articles % 2 == 0
            assert [f.name for f in examine(elsewhere) if f.verdict == "bad"] == []
    finally:
        stop.set()
        writer.join()


@pytest.fixture
def written(elsewhere: Store, file: Path) -> bytes:
    elsewhere.add([prepared(f"nomor {n} " + "kata " * 50) for n in range(100)], MODEL)
    back_up(elsewhere, file)
    return file.read_bytes()


def test_a_flipped_bit_in_a_row_is_found_and_changes_nothing(
    written: bytes, file: Path, tmp_path: Path
) -> None:
    target = open_store(f"sqlite:///{tmp_path / 'target.db'}")
    target.add([prepared("yang lama")], MODEL)
    for word in (b"nomor 57 kata", b"Judul", b"tanya backup 1"):
        flipped = bytearray(written)
        flipped[written.rindex(word) + 3] ^= 1
        file.write_bytes(flipped)
        with pytest.raises(InputError):
            restore(target, file)
    assert [target.article(s.id).body for s in target.articles()] == ["yang lama"]


def test_random_damage_is_found_or_harmless(written: bytes, file: Path) -> None:
    """A flip in unused space of a page changes no row; any other must be found."""
    rows = dump(file)
    chance = random.Random(5)
    for _ in range(60):
        damaged = bytearray(written)
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        file.write_bytes(damaged)
        try:
            check_seal(file)
        except InputError:
            continue
        assert dump(file) == rows


def dump(file: Path) -> list[str]:
    connection = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_a_cut_off_backup_is_found(written: bytes, file: Path) -> None:
    for kept in (0, 100, 4096, len(written) // 2, len(written) - 4096):
        file.write_bytes(written[:kept])
        with pytest.raises(InputError):
            check_seal(file)


def test_what_is_no_backup_is_refused_in_one_sentence(store: Store, tmp_path: Path) -> None:
    other = tmp_path / "lain.db"
    sqlite3.connect(other).execute("CREATE TABLE t (x)").connection.close()
    text = tmp_path / "lain.txt"
    text.write_text("bukan cadangan")
    for path in (tmp_path / "tidak ada", tmp_path, other, text):
        with pytest.raises(InputError) as refused:
            restore(store, path)
        assert "\n" not in str(refused.value)


def test_a_backup_of_a_newer_version_is_refused(elsewhere: Store, store: Store, file: Path) -> None:
    back_up(elsewhere, file)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("DROP TABLE backup_seal")
    from index.store.backup import seal

    seal(file)
    with pytest.raises(InputError, match="upgrade Tanya"):
        restore(store, file)


def test_a_failed_backup_leaves_the_older_one_as_it_was(elsewhere: Store, written: bytes, file: Path) -> None:
    with elsewhere.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE vectors")
    with pytest.raises(StoreError):
        back_up(elsewhere, file)
    assert file.read_bytes() == written
    assert [p.name for p in file.parent.iterdir() if ".part" in p.name] == []


def test_a_backup_into_a_directory_that_is_not_there_is_refused(elsewhere: Store, tmp_path: Path) -> None:
    file = tmp_path / "tidak" / "ada.backup"
    with pytest.raises(InputError, match=f"The backup {file} cannot be written: No such file or directory."):
        back_up(elsewhere, file)


def test_a_backup_replaces_nothing_but_a_backup(store: Store, tmp_path: Path) -> None:
    store.add([prepared("satu")], MODEL)
    notes, live = tmp_path / "catatan.txt", store.database.path
    notes.write_text("jangan hilang")
    for path in (notes, tmp_path, *([live] if live else [])):
        with pytest.raises(InputError, match="is there already and is no backup"):
            back_up(store, path)
    assert notes.read_text() == "jangan hilang"
    assert store.counts().articles == 1
    assert [p.name for p in tmp_path.iterdir() if ".part" in p.name] == []


def test_a_backup_replaces_an_older_one_and_an_empty_file(store: Store, file: Path) -> None:
    file.touch()
    back_up(store, file)
    store.add([prepared("satu")], MODEL)
    assert back_up(store, file).articles == 1
    check_seal(file)


def test_every_table_is_carried_or_made_anew() -> None:
    """A new table must be given a place in `copying`, then here."""
    assert set(METADATA.tables) == {"articles", "editions", "splits", "passages", "vectors", "changes"}
