"""A database, index or home that is not what it was: the doctor says so, and nothing hangs or breaks off."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import StoreError
from index.ingest.drafting import draft
from index.ingest.importing import ImportLine
from index.library import Library, open_library
from index.settings import Settings
from index.store import backup, open_store


def home_of(home: Path) -> Settings:
    return Settings(_env_file=None, tanya_home=home)


def filled(home: Path) -> Settings:
    settings = home_of(home)
    with open_library(settings) as library:
        library.import_lines(ImportLine(n, draft(f"Kabar nomor {n} dari pasar ikan.")) for n in range(5))
        library.reindex()
    return settings


def complaints(settings: Settings) -> dict[str, str]:
    return complaints_of(settings, then=lambda library: None)


def complaints_of(settings: Settings, then: Callable[[Library], object]) -> dict[str, str]:
    with open_library(settings) as library:
        found = {each.name: each.verdict for each in library.doctor() if each.verdict != "good"}
        then(library)
    return found


@pytest.mark.parametrize("how", ["deleted", "emptied"])
def test_a_database_that_is_gone_beside_its_index_is_found_and_mended(tmp_path: Path, how: str) -> None:
    settings = filled(tmp_path / "home")
    assert complaints(settings) == {}
    for file in (tmp_path / "home").glob("tanya.db*"):
        file.unlink() if how == "deleted" or file.name != "tanya.db" else file.write_bytes(b"")

    assert complaints(settings) == {"index origin": "bad"}
    with open_library(settings) as library:
        assert library.repair() == ["Deleted 1 generations that belong to no article of the database."]
    assert complaints(settings) == {}


@pytest.mark.parametrize("name", ["generation-00000001", "generation-00000007"])
def test_a_file_named_like_a_generation_is_found_and_mended(tmp_path: Path, name: str) -> None:
    settings = home_of(tmp_path)
    with open_library(settings) as library:
        library.add(draft("Kabar dari pasar ikan."))
    (tmp_path / "index").mkdir(exist_ok=True)
    (tmp_path / "index" / name).write_text("not a directory")

    assert complaints(settings) == {name: "bad"}
    with open_library(settings) as library:
        assert library.repair()[0] == f"Deleted the damaged {name}."
    assert complaints(settings) == {}


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json", "vectors.faiss"])
def test_a_device_in_the_place_of_an_index_file_is_not_read(tmp_path: Path, name: str) -> None:
    settings = filled(tmp_path)
    [file] = (tmp_path / "index").rglob(name)
    file.unlink()
    file.symlink_to("/dev/zero")

    with open_library(settings) as library:
        assert library.search("pasar ikan", top_k=1)
        library.repair()
    assert complaints(settings) == {}


@pytest.mark.parametrize("name", ["a?b", "a%20b", "a b#c", "a%3Fb", "é"])
def test_a_home_of_any_name_is_used_as_it_is_named(tmp_path: Path, name: str) -> None:
    with open_library(home_of(tmp_path / name)) as library:
        library.add(draft("Kabar dari pasar ikan."))

    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name / "tanya.db").stat().st_size > 0


def test_a_database_that_is_no_file_is_one_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tanya.db")
    with pytest.raises(StoreError, match="must be a file"):
        open_library(home_of(tmp_path))


def test_everything_is_for_its_owner_alone_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        settings = filled(tmp_path / "home")
        with open_library(settings) as library:
            library.add(draft("Kabar lain."))
            library.back_up(tmp_path / "all.tanya")
            files = [tmp_path / "all.tanya", *(tmp_path / "home").glob("tanya.db*")]
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in files}
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}, modes


def test_little_waits_in_the_log_after_an_import(tmp_path: Path) -> None:
    with open_library(home_of(tmp_path)) as library:
        library.import_lines([ImportLine(1, draft("Kabar dari pasar ikan."))])
        assert (tmp_path / "tanya.db-wal").stat().st_size == 0


def test_a_backup_with_a_bad_date_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    from index.errors import InputError

    settings = filled(tmp_path / "home")
    file = tmp_path / "all.tanya"
    with open_library(settings) as library:
        library.back_up(file)
        with closing(sqlite3.connect(file)) as rows, rows:
            rows.execute("UPDATE articles SET published_at = 'kemarin' WHERE id = 2")
            rows.execute(f"DROP TABLE {backup.SEAL_TABLE}")
        backup.seal(file)
        before = json.dumps([summary.title for summary in library.articles()])
        with pytest.raises(InputError, match="cannot be read"):
            library.restore(file)
        assert json.dumps([summary.title for summary in library.articles()]) == before


def test_a_url_of_the_settings_leads_to_the_file_of_that_name(tmp_path: Path) -> None:
    store = open_store(home_of(tmp_path / "x%41?").store_url)
    assert store.database.path == tmp_path / "x%41?" / "tanya.db"
    store.close()


@pytest.mark.parametrize("place", [20, 40, 200, 20_000])
def test_a_damaged_write_ahead_log_is_told_and_given_up(tmp_path: Path, place: int) -> None:
    settings = filled(tmp_path)
    with open_library(settings) as library:
        library.add(draft("Kabar yang ditunggu dari pelabuhan."))
        library.add(draft("Kabar lain yang ditunggu dari pelabuhan."))
        aside = {path: path.read_bytes() for path in tmp_path.glob("tanya.db*") if path.is_file()}
    for path, content in aside.items():  # as they were when the process was killed
        path.write_bytes(content)
    log = bytearray((tmp_path / "tanya.db-wal").read_bytes())
    log[place] ^= 1
    (tmp_path / "tanya.db-wal").write_bytes(log)

    assert complaints_of(settings, then=lambda library: library.repair())["log"] == "bad"
    assert complaints(settings) == {}


def test_a_write_ahead_log_that_is_whole_is_no_complaint(tmp_path: Path) -> None:
    settings = filled(tmp_path)
    with open_library(settings) as library:
        library.add(draft("Kabar yang ditunggu dari pelabuhan."))
        assert (tmp_path / "tanya.db-wal").stat().st_size > 0
        assert [each.name for each in library.doctor() if each.verdict != "good"] == []
