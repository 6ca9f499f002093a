"""Several searchers and writers at once: threads, engines on one directory, processes that die."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index.search.engine import SearchEngine, open_engine
from index.search.generations import Generations
from index.search.publishing import publish
from index.search.query import Query
from index.store import Store
from index.store.records import ResplitArticle
from tests.index.search.conftest import Add, OpenEngine, model_of, prepared, texts_of
from tests.index.search.words import WordEmbedder

FAILPOINTS = (
    "publish.started",
    "publish.mid_write",
    "publish.before_fsync",
    "publish.after_fsync",
    "publish.before_manifest",
    "publish.after_manifest",
    "publish.before_current",
    "publish.after_current",
    "publish.after_prune",
)

PUBLISHER = """
import sys
from pathlib import Path
from index.search.engine import open_engine
from index.store import open_store
from tests.index.search.words import WordEmbedder
open_engine(open_store(sys.argv[1]), WordEmbedder(), Path(sys.argv[2])).publish()
"""


def publish_in_a_process(home: Path, *, failpoint: str = "") -> int:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    environment |= {"TANYA_FAILPOINT": failpoint} if failpoint else {}
    command = [sys.executable, "-c", PUBLISHER, f"sqlite:///{home / 'tanya.db'}", str(home / "index")]
    return subprocess.run(command, env=environment, timeout=300, check=False).returncode


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for a background thread; the deadline is generous, since it only matters when the test fails."""
    pause = threading.Event()
    for _ in range(6000):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError("it did not happen within 60 s")


def first(engine: SearchEngine, query: str) -> str:
    return texts_of(engine.search(Query(query, "id"), top_k=1))[0]


def test_searches_go_on_while_generations_are_swapped(
    add: Add, engine_opener: OpenEngine, store: Store
) -> None:
    add("gubernur membuka pasar ikan", "banjir merendam jalan raya")
    engine = engine_opener()
    wrong: list[str] = []
    done = threading.Event()

    def search() -> None:
        while not done.is_set():
            found = texts_of(engine.search(Query("gubernur pasar", "id"), top_k=3))
            if found[0] != "gubernur membuka pasar ikan" or not set(found) <= known:
                wrong.append(str(found))

    known = {"gubernur membuka pasar ikan", "banjir merendam jalan raya"}
    known |= {f"kabar nomor {number}" for number in range(6)}
    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(6):
        article = add(f"kabar nomor {number}")
        engine.publish()
        if number % 3 == 0:
            store.remove(article)
    done.set()
    for thread in threads:
        thread.join()

    assert wrong == []
    assert engine.generation is not None
    assert engine.generation.number == 6


def test_another_engine_notices_articles_and_generations(add: Add, engine_opener: OpenEngine) -> None:
    add("gubernur membuka pasar ikan")
    here, there = engine_opener(), engine_opener()
    here.publish()
    there.refresh()
    add("banjir merendam jalan raya")

    assert first(there, "banjir") == "banjir merendam jalan raya"
    assert there.tail_size == 1
    info = here.publish()
    assert first(there, "banjir") == "banjir merendam jalan raya"
    wait_until(lambda: there.generation == info)
    assert (first(there, "banjir"), there.tail_size) == ("banjir merendam jalan raya", 0)


def test_an_article_is_found_at_once_though_a_generation_came_before_it(
    add: Add, engine_opener: OpenEngine
) -> None:
    add("gubernur membuka pasar ikan")
    here, there = engine_opener(), engine_opener()
    here.publish()
    there.refresh()
    add("hujan turun")
    here.publish()
    add("banjir merendam jalan raya")

    assert first(there, "banjir") == "banjir merendam jalan raya"


def test_a_process_publishes_for_another(add: Add, engine_opener: OpenEngine, tmp_path: Path) -> None:
    add("gubernur membuka pasar ikan")
    engine = engine_opener()

    assert publish_in_a_process(tmp_path) == 0
    assert first(engine, "pasar") == "gubernur membuka pasar ikan"
    wait_until(lambda: engine.generation is not None)


@pytest.mark.parametrize("failpoint", FAILPOINTS)
def test_a_publisher_killed_anywhere_costs_nothing(
    add: Add, engine_opener: OpenEngine, directory: Path, tmp_path: Path, failpoint: str
) -> None:
    add("gubernur membuka pasar ikan")
    engine_opener().publish()
    add("banjir merendam jalan raya")

    assert publish_in_a_process(tmp_path, failpoint=failpoint) == -signal.SIGKILL
    engine = engine_opener()
    assert engine.generation is not None
    assert first(engine, "banjir") == "banjir merendam jalan raya"
    assert first(engine, "pasar") == "gubernur membuka pasar ikan"
    add("gempa mengguncang pulau")
    assert engine.publish().passages == 3
    left = {path.name for path in directory.iterdir()}
    assert not [name for name in left if name.startswith("building") or name.endswith(".tmp")]


FULL_DISK = """
from index.search.query import Query
import resource, sys
from pathlib import Path
from index.errors import GenerationError
from index.search.engine import open_engine
from index.store import open_store
from tests.index.search.words import WordEmbedder
engine = open_engine(open_store(sys.argv[1]), WordEmbedder(), Path(sys.argv[2]))
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
for limit in range(0, 33000, 1500):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        engine.publish()
        print("published")
        break
    except GenerationError:
        assert engine.search(Query("banjir", "id"), top_k=1)[0].passage.text == "banjir merendam jalan raya"
        print("refused")
"""


def test_a_full_disk_costs_nothing_but_the_new_generation(
    add: Add, engine_opener: OpenEngine, tmp_path: Path
) -> None:
    """No file may grow beyond a length that is a little greater with every attempt."""
    add(*(f"kabar nomor {number} dari desa {number * 7 % 90}" for number in range(50)))
    engine_opener().publish()
    add("banjir merendam jalan raya")
    command = [sys.executable, "-c", FULL_DISK, f"sqlite:///{tmp_path / 'tanya.db'}", str(tmp_path / "index")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)

    *refused, last = ended.stdout.split()
    assert (set(refused), last) == ({"refused"}, "published"), ended.stderr
    assert len(refused) > 5


def test_publishers_take_turns(add: Add, engine_opener: OpenEngine, directory: Path) -> None:
    for number in range(20):
        add(f"kabar nomor {number}")
    engines = [engine_opener() for _ in range(4)]
    threads = [threading.Thread(target=engine.publish) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {engine.generation for engine in engines} == {engines[0].generation}
    assert [path.name for path in sorted(directory.glob("generation-*"))] == ["generation-00000001"]


def test_an_edition_and_its_generation_come_into_service_in_one_moment(
    store: Store, add: Add, engine_opener: OpenEngine, directory: Path, embedder: WordEmbedder
) -> None:
    article = add("gubernur membuka pasar ikan", "banjir merendam jalan raya")
    engine = engine_opener()
    old = engine.publish()
    edition = store.begin_edition(model_of(embedder), "splitter 2")
    again = prepared(embedder, "gubernur membuka pasar", "banjir merendam jalan")
    stored = store.article(article)
    store.fill(edition, [ResplitArticle(article, stored.content_hash, again.passages, again.vectors)])
    new = publish(store, Generations(directory), model_of(embedder), edition=edition)
    engine.refresh()

    assert (engine.generation, first(engine, "banjir")) == (old, "banjir merendam jalan raya")
    store.serve(edition)
    store.drop_retired()
    assert first(engine, "banjir") == "banjir merendam jalan"
    wait_until(lambda: engine.generation == new)
    assert engine.tail_size == 0


def test_an_engine_opened_on_an_empty_library_finds_the_first_article(
    add: Add, engine_opener: OpenEngine
) -> None:
    engine = engine_opener()
    assert engine.search(Query("pasar", "id"), top_k=3) == []
    add("gubernur membuka pasar ikan")

    assert first(engine, "pasar") == "gubernur membuka pasar ikan"


def test_a_long_tail_is_taken_up_in_steps(
    add: Add, engine_opener: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.engine.STEP", 10)
    add("gubernur membuka pasar ikan")
    engine = engine_opener()
    engine.publish()
    for number in range(25):
        add(f"kabar nomor {number}")

    engine.search(Query("kabar", "id"), top_k=1)
    wait_until(lambda: engine.tail_size == 25)
    assert first(engine, "nomor 24") == "kabar nomor 24"


def test_an_engine_on_an_empty_library_waits_for_some_steps_and_takes_up_the_rest_behind(
    add: Add, engine_opener: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.engine.STEP", 2)
    monkeypatch.setattr("index.search.engine.PATIENCE", 3)
    engine = engine_opener()
    for number in range(9):
        add(f"kabar nomor {number}")

    assert len(engine.search(Query("kabar", "id"), top_k=9)) >= 6
    wait_until(lambda: engine.tail_size == 9)


def test_publishing_is_due_when_the_tail_is_long(
    add: Add, engine_opener: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.view.LONG_TAIL", 3)
    monkeypatch.setattr("index.search.engine.STEP", 2)
    engine = engine_opener()
    due = []
    for number in range(5):
        add(f"kabar nomor {number}")
        due.append(engine.publish_due)
    engine.publish()

    assert [*due, engine.publish_due] == [False, False, False, True, True, False]


def test_an_embedder_of_another_model_is_refused(add: Add, store: Store, directory: Path) -> None:
    from index.errors import ModelError

    add("gubernur membuka pasar ikan")

    with pytest.raises(ModelError):
        open_engine(store, WordEmbedder("another"), directory)
