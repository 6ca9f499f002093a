import sqlite3
from pathlib import Path

import pytest

from index.store import Store, open_store
from index.store.health import Finding, examine, has_wal_reset_fix
from index.store.mending import mend
from tests.index.store.samples import MODEL, prepared, resplit


def execute(store: Store, *statements: str) -> None:
    """Damage a database as only a program from outside could."""
    with store.database.engine.connect() as connection:
        if store.database.path:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        else:
            connection.exec_driver_sql("SET session_replication_role = replica")
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()
        if store.database.path:
            connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        else:
            connection.exec_driver_sql("SET session_replication_role = origin")
            connection.commit()


def faults(store: Store) -> dict[str, str]:
    return {f.name: f.verdict for f in examine(store) if f.verdict != "good"}


def test_a_sound_database_is_good_in_every_respect(store: Store) -> None:
    assert faults(store) == {}
    store.add([prepared("satu\ndua"), prepared("tiga")], MODEL)
    assert faults(store) == {}
    names = [finding.name for finding in examine(store)]
    assert names == [
        "integrity",
        "foreign keys",
        "ids",
        "vectors",
        "articles",
        "rows",
        "passages",
        "editions",
        "version",
        "log",
        "disk",
    ]
    assert mend(store) == []


def test_missing_and_torn_vectors_are_found_and_their_articles_embedded_again(store: Store) -> None:
    first, second, _ = store.add([prepared("satu\ndua"), prepared("tiga"), prepared("empat")], MODEL)
    one, three = (store.article_passages(r.article_id)[0].id for r in (first, second))
    cut = "x'00'" if store.database.path else "'\\x00'"
    execute(
        store,
        f"DELETE FROM vectors WHERE passage_id = {one}",
        f"UPDATE vectors SET vector = {cut} WHERE passage_id = {three}",
    )
    assert faults(store) == {"vectors": "bad", "rows": "bad"}

    assert mend(store) == ["Took 2 damaged articles out of the index; they are to be embedded again."]

    assert faults(store) == {"articles": "bad"}
    edition = store.edition()
    assert edition is not None
    pending = store.pending_articles(edition, limit=9)
    assert [a.id for a in pending] == [first.article_id, second.article_id]
    store.fill(edition, [resplit(article, MODEL) for article in pending])
    assert faults(store) == {}
    assert [c.kind for c in store.changes_after(0, 99)][-2:] == ["edit", "edit"]


def test_rows_without_a_parent_are_found_and_deleted(store: Store) -> None:
    first, _ = store.add([prepared("satu\ndua"), prepared("tiga")], MODEL)
    execute(store, f"DELETE FROM articles WHERE id = {first.article_id}")
    assert faults(store)["foreign keys"] == "bad"

    assert mend(store) == [
        "Deleted 2 rows of passages that belonged to nothing.",
        "Deleted 1 rows of splits that belonged to nothing.",
    ]

    assert faults(store) == {}
    assert store.counts().passages == 1


def test_ids_about_to_be_used_twice_are_found_and_skipped(store: Store) -> None:
    store.add([prepared("satu"), prepared("dua")], MODEL)
    if store.database.path:
        execute(store, "UPDATE sqlite_sequence SET seq = 1 WHERE name = 'passages'")
    else:
        execute(store, "SELECT setval(pg_get_serial_sequence('passages', 'id'), 1)")
    assert faults(store) == {"ids": "bad"}

    assert mend(store) == ["New ids of passages begin after 2."]

    assert faults(store) == {}
    store.add([prepared("tiga")], MODEL)


def test_a_passage_beyond_its_article_is_found(store: Store) -> None:
    store.add([prepared("satu")], MODEL)
    execute(store, 'UPDATE passages SET "end" = 99')
    assert faults(store) == {"passages": "bad", "rows": "bad"}


def test_an_unfinished_and_a_retired_edition_are_reported(store: Store) -> None:
    store.add([prepared("satu")], MODEL)
    new = store.begin_edition(MODEL, "2")
    assert faults(store) == {"editions": "warning"}
    store.fill(new, [resplit(article, MODEL) for article in store.pending_articles(new, limit=9)])
    store.serve(new)
    assert faults(store) == {"editions": "warning"}
    assert mend(store) == ["Deleted 1 retired editions."]
    assert faults(store) == {}


def test_a_damaged_file_is_a_finding_and_not_a_traceback(sqlite_url: str) -> None:
    store = open_store(sqlite_url)
    store.add([prepared(f"nomor {n} " + "kata " * 200) for n in range(200)], MODEL)
    store.close()
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    content = bytearray(path.read_bytes())
    half = len(content) // 2
    content[half:] = b"\xff" * (len(content) - half)
    path.write_bytes(content)

    damaged = open_store(sqlite_url)
    findings = {f.name: f for f in examine(damaged)}

    assert findings["integrity"].verdict == "bad"
    assert "\n" not in findings["integrity"].detail
    assert any(f.verdict == "bad" for name, f in findings.items() if name != "integrity")


@pytest.mark.parametrize(
    ("version", "fixed"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 54, 0), True),
    ],
)
def test_the_verdict_knows_the_fix_and_its_backports(version: tuple[int, ...], fixed: bool) -> None:
    assert has_wal_reset_fix(version) is fixed


def test_the_verdict_names_the_version_in_use(sqlite_url: str) -> None:
    found = {f.name: f for f in examine(open_store(sqlite_url))}["version"]
    assert isinstance(found, Finding)
    assert sqlite3.sqlite_version in found.detail
