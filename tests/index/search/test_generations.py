import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.errors import GenerationError
from index.search.engine import SearchEngine, open_engine
from index.search.generation import open_generation
from index.search.manifest import GenerationInfo
from index.search.query import Query
from index.store import Store, open_store
from tests.index.search.conftest import Add, OpenEngine, model_of, prepared, texts_of
from tests.index.search.words import WordEmbedder


def two_generations(add: Add, engine: SearchEngine) -> tuple[GenerationInfo, GenerationInfo]:
    add("gubernur membuka pasar ikan", "harga beras naik")
    first = engine.publish()
    add("banjir merendam jalan raya")
    return first, engine.publish()


def path_of(directory: Path, info: GenerationInfo) -> Path:
    return directory / f"generation-{info.number:08}"


def flip(path: Path, bit: int) -> None:
    content = bytearray(path.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content)


def test_a_generation_holds_every_passage_in_both_indexes(
    add: Add, engine_opener: OpenEngine, directory: Path, store: Store
) -> None:
    first, second = two_generations(add, engine_opener())
    generation = open_generation(path_of(directory, second))

    assert (first.number, second.number, second.passages) == (1, 2, 3)
    assert generation.vectors.ids.tolist() == generation.lexical.ids().tolist() == [1, 2, 3]
    assert (second.last_change, second.last_passage) == (store.last_change(), 3)


def test_publishing_again_without_a_change_builds_nothing(add: Add, engine_opener: OpenEngine) -> None:
    add("gubernur membuka pasar ikan")
    engine = engine_opener()

    assert engine.publish() == engine.publish()


def test_the_last_two_generations_are_kept(add: Add, engine_opener: OpenEngine, directory: Path) -> None:
    engine = engine_opener()
    for number in range(5):
        add(f"artikel {number}")
        engine.publish()

    assert sorted(path.name for path in directory.iterdir()) == [
        "CURRENT", "generation-00000004", "generation-00000005", "publish.lock",
    ]  # fmt: skip
    assert (directory / "CURRENT").read_text() == "generation-00000005\n"


def test_progress_tells_every_passage(add: Add, engine_opener: OpenEngine) -> None:
    engine = engine_opener()
    add(*(f"kalimat {number}" for number in range(1500)))
    told: list[tuple[int, int]] = []
    engine.publish(lambda done, total: told.append((done, total)))

    assert told[-1] == (1500, 1500)


def damage_cases() -> list[Callable[[Path], None]]:
    def truncate(path: Path) -> None:
        path.write_bytes(path.read_bytes()[:-1])

    def grow(path: Path) -> None:
        path.write_bytes(path.read_bytes() + b"\0")

    def zero_page(path: Path) -> None:
        content = path.read_bytes()
        changed = bytes(min(4096, len(content))) + content[4096:]
        path.write_bytes(changed if changed != content else b"\1" * len(content))

    return [truncate, grow, zero_page, Path.unlink]


@pytest.mark.parametrize("damage", damage_cases())
def test_damage_to_any_file_is_found_before_the_first_search(
    add: Add, engine_opener: OpenEngine, directory: Path, damage: Callable[[Path], None], tmp_path: Path
) -> None:
    _, second = two_generations(add, engine_opener())
    whole = path_of(directory, second)
    files = [each.path for each in second.files if each.size] + ["manifest.json"]
    assert len(files) > 8

    for name in files:
        copy = tmp_path / "copy" / whole.name
        shutil.copytree(whole, copy)
        damage(copy / name)
        with pytest.raises(GenerationError):
            open_generation(copy)
        shutil.rmtree(copy)


def test_flipped_bits_are_found_before_the_first_search(
    add: Add, engine_opener: OpenEngine, directory: Path
) -> None:
    _, second = two_generations(add, engine_opener())
    whole = path_of(directory, second)
    files = [whole / each.path for each in second.files if each.size] + [whole / "manifest.json"]
    sizes = np.array([path.stat().st_size for path in files])
    rng = np.random.default_rng(1)

    for path in [*files, *rng.choice(np.array(files), 200, p=sizes / sizes.sum())]:
        bit = int(rng.integers(8 * path.stat().st_size))
        flip(path, bit)
        with pytest.raises(GenerationError):
            open_generation(whole)
        flip(path, bit)
    open_generation(whole)


def test_files_of_another_generation_are_found_before_the_first_search(
    add: Add, engine_opener: OpenEngine, directory: Path
) -> None:
    first, second = (path_of(directory, info) for info in two_generations(add, engine_opener()))

    for name in ("vectors.faiss", "lexical/meta.json", "manifest.json"):
        mine = (second / name).read_bytes()
        (second / name).write_bytes((first / name).read_bytes())
        with pytest.raises(GenerationError):
            open_generation(second)
        (second / name).write_bytes(mine)
    open_generation(second)


def test_a_damaged_generation_gives_way_to_the_one_before_it(
    add: Add, engine_opener: OpenEngine, directory: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = two_generations(add, engine_opener())
    flip(path_of(directory, second) / "vectors.faiss", 1000)
    engine = engine_opener()

    assert (engine.generation, engine.tail_size) == (first, 1)
    assert texts_of(engine.search(Query("banjir", "id"), top_k=1)) == ["banjir merendam jalan raya"]
    [warned] = [record.getMessage() for record in caplog.records]  # once, however often it looks
    assert "vectors.faiss is damaged" in warned
    assert "`tanya doctor --repair`" in warned


@pytest.mark.parametrize("pointer", ["", "generation-99999999\n", "rubbish", "generation-00000001\n", None])
def test_a_damaged_pointer_costs_nothing(
    add: Add, engine_opener: OpenEngine, directory: Path, pointer: str | None
) -> None:
    two_generations(add, engine_opener())
    if pointer is None:
        (directory / "CURRENT").unlink()
    else:
        (directory / "CURRENT").write_text(pointer)
    engine = engine_opener()

    assert engine.generation is not None
    assert texts_of(engine.search(Query("banjir", "id"), top_k=1)) == ["banjir merendam jalan raya"]


def test_where_no_generation_is_good_one_is_built_from_sql(
    add: Add, engine_opener: OpenEngine, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.engine.LONG_TAIL", 2)
    for info in two_generations(add, engine_opener()):
        flip(path_of(directory, info) / "lexical" / "meta.json", 100)
    engine = engine_opener()

    assert engine.generation is not None
    assert (engine.generation.number, engine.generation.passages, engine.tail_size) == (3, 3, 0)


def test_without_any_index_directory_everything_is_still_found(
    add: Add, engine_opener: OpenEngine, directory: Path
) -> None:
    two_generations(add, engine_opener())
    shutil.rmtree(directory)

    assert len(engine_opener().search(Query("banjir pasar", "id"), top_k=5)) == 3


def test_a_generation_of_another_analysis_is_never_searched(
    add: Add, engine_opener: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_generations(add, engine_opener())
    monkeypatch.setattr("index.search.publishing.ANALYSIS_VERSION", "another")
    engine = engine_opener()

    assert (engine.generation, engine.tail_size) == (None, 3)
    assert engine.publish().content.analysis == "another"


def test_a_generation_of_another_library_is_never_searched(
    add: Add, engine_opener: OpenEngine, directory: Path, tmp_path: Path, embedder: WordEmbedder
) -> None:
    two_generations(add, engine_opener())
    other = open_store(f"sqlite:///{tmp_path / 'other.db'}")
    for number in range(6):
        other.add([prepared(embedder, f"berita lain {number}")], model_of(embedder))
    engine = open_engine(other, embedder, directory)

    assert (engine.generation, engine.tail_size) == (None, 6)
    other.close()


def test_a_generation_from_the_future_is_never_searched(
    add: Add, engine_opener: OpenEngine, directory: Path, tmp_path: Path, embedder: WordEmbedder
) -> None:
    """As after the database was restored from a backup that is older than the index."""
    add("gubernur membuka pasar ikan")
    shutil.copy(tmp_path / "tanya.db", tmp_path / "backup.db")
    shutil.copy(tmp_path / "tanya.db-wal", tmp_path / "backup.db-wal")
    add("banjir merendam jalan raya")
    engine_opener().publish()
    restored = open_store(f"sqlite:///{tmp_path / 'backup.db'}")

    assert open_engine(restored, embedder, directory).generation is None
    restored.close()


def test_a_directory_that_cannot_be_written_is_one_clear_sentence(
    add: Add, store: Store, embedder: WordEmbedder, tmp_path: Path
) -> None:
    add("gubernur membuka pasar ikan")
    (tmp_path / "index").write_text("a file in its place")
    engine = open_engine(store, embedder, tmp_path / "index")

    with pytest.raises(GenerationError, match="must be writable"):
        engine.publish()
    assert len(engine.search(Query("pasar", "id"), top_k=3)) == 1
