from collections.abc import Iterator
from pathlib import Path

import pytest

from index.ingest.drafting import draft
from index.library import Library, facade, open_library, serving
from index.search.engine import SearchEngine
from index.settings import Settings
from tests.campaigns.home import stub_loader
from tests.index.library import unprivileged

TEXTS = [f"Kapal nomor {number} tiba di Ambon." for number in range(5)]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A home whose tail is long from the fourth passage on."""
    monkeypatch.setattr(serving, "load_embedder", stub_loader)
    monkeypatch.setattr(facade, "load_embedder", stub_loader)
    monkeypatch.setattr("index.search.view.LONG_TAIL", 3)
    monkeypatch.setattr("index.search.engine.LONG_TAIL", 3)
    return Settings(_env_file=None, tanya_home=tmp_path, embedding_model="stub-a")


@pytest.fixture
def index(settings: Settings) -> Iterator[Path]:
    """The directory of the generations, which a test may close."""
    settings.generations.mkdir()
    yield settings.generations
    unprivileged.reopen(settings.generations)


def found(library: Library, text: str) -> bool:
    return library.search(text, top_k=1)[0].passage.text == text


def add(library: Library, *texts: str) -> None:
    for text in texts:
        library.add(draft(text))


def test_who_adds_an_article_does_not_wait_for_the_index(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SearchEngine, "publish", None)  # nobody builds in this process
    with open_library(settings) as library:
        add(library, *TEXTS)
        assert all(found(library, text) for text in TEXTS)
        library._publisher.wait()
    with open_library(settings) as library:
        assert library.in_service.generation >= 1
        assert all(found(library, text) for text in TEXTS)


def test_a_short_tail_is_not_published(settings: Settings) -> None:
    with open_library(settings) as library:
        add(library, *TEXTS[:3])
        library._publisher.wait()
    assert not (settings.generations / "CURRENT").exists()


def test_serving_and_adding_go_on_from_an_index_that_cannot_be_written(
    settings: Settings, index: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_library(settings) as library:
        add(library, *TEXTS)
        library._publisher.wait()
    with open_library(settings) as library:
        before = library.in_service.generation
    unprivileged.close(index)
    later = [f"Kereta nomor {number} tiba di Bandung." for number in range(4)]

    def use() -> None:
        with open_library(settings) as library:
            assert library.in_service.generation == before
            add(library, *later)
            assert all(found(library, text) for text in [*TEXTS, *later])

    unprivileged.run(use)

    assert before >= 1
    said = {record.getMessage() for record in caplog.records}
    assert said == {
        f"The index directory {index} must be writable (Permission denied); set TANYA_HOME to a directory of "
        "yours. New passages are searched in memory meanwhile."
    }


def test_without_any_index_and_without_leave_to_write_one_all_is_searched_in_memory(
    settings: Settings, index: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_library(settings) as library:
        add(library, *TEXTS[:3])
    unprivileged.close(index)

    def use() -> None:
        with open_library(settings) as library:
            add(library, *TEXTS[3:])
        with open_library(settings) as library:
            assert library.in_service.generation == 0
            assert all(found(library, text) for text in TEXTS)

    unprivileged.run(use)

    assert any("All passages are searched in memory" in record.getMessage() for record in caplog.records)


def test_a_restore_without_leave_to_write_the_index_is_whole_and_says_so(
    settings: Settings, index: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with open_library(settings) as library:
        add(library, *TEXTS[:3])
        library.back_up(tmp_path / "backup")
        add(library, TEXTS[3])
        library._publisher.wait()
    unprivileged.close(index)

    def use() -> None:
        with open_library(settings) as library:
            assert library.restore(tmp_path / "backup").articles == 3
            assert [found(library, text) for text in TEXTS] == [True, True, True, False, False]

    unprivileged.run(use)

    assert any("searched in memory" in record.getMessage() for record in caplog.records)
