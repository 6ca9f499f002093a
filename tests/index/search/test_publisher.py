import subprocess
from pathlib import Path

import pytest

from index.search import publisher
from index.search.generations import Generations
from index.search.publisher import Publisher
from index.store import Store
from tests.index.search.conftest import Add, OpenEngine, model_of
from tests.index.search.words import WordEmbedder


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'tanya.db'}"


def test_what_another_process_published_comes_into_service(
    add: Add, engine_opener: OpenEngine, embedder: WordEmbedder, url: str, directory: Path
) -> None:
    add("gubernur membuka pasar ikan", "banjir merendam jalan raya")
    engine = engine_opener()
    beside = Publisher(url, directory)

    beside.start(model_of(embedder))
    beside.wait()
    engine.refresh()

    assert engine.generation is not None
    assert (engine.generation.passages, engine.tail_size) == (2, 0)


def test_nothing_is_started_while_another_process_publishes(
    store: Store, embedder: WordEmbedder, url: str, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "_started", None)
    beside = Publisher(url, directory)

    with Generations(directory).publishing():
        beside.start(model_of(embedder))
    beside.wait()

    assert not (directory / "CURRENT").exists()


def test_one_process_at_a_time_is_started(
    embedder: WordEmbedder, url: str, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[str]] = []

    def waiting(job: publisher.Job) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(["cat"], stdin=pipe, stdout=pipe, stderr=pipe, text=True))
        return started[-1]

    monkeypatch.setattr(publisher, "_started", waiting)
    beside = Publisher(url, directory)
    try:
        beside.start(model_of(embedder))
        beside.start(model_of(embedder))
    finally:
        for reading in started:
            reading.kill()
    beside.wait()

    assert len(started) == 1


def test_a_publish_that_fails_is_one_warning(
    store: Store,
    embedder: WordEmbedder,
    url: str,
    directory: Path,
    caplog: pytest.LogCaptureFixture,
    add: Add,
) -> None:
    add("gubernur membuka pasar ikan")
    beside = Publisher(url, directory)

    beside.start(model_of(WordEmbedder("another")))
    beside.wait()

    [record] = caplog.records
    assert "The index could not be published; the one before it stays in service" in record.getMessage()
    assert "another" in record.getMessage()
    assert "\n" not in record.getMessage()
