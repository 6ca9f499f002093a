from collections.abc import Iterator
from pathlib import Path

import pytest

from index.answering.answerer import Answerer
from index.embedding.protocol import Embedder
from index.ingest.drafting import draft
from index.library import Library, facade, open_library, reindexing, service, serving
from index.library.serving import Serving
from index.search.engine import SearchEngine
from index.search.query import Query
from index.search.reranking import Reranker
from index.settings import Settings
from index.store import Store
from index.types import Hit
from tests.campaigns.home import stub_loader


@pytest.fixture
def libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Library, Library]]:
    """One library, opened twice, as by two processes."""
    monkeypatch.setattr(serving, "load_embedder", stub_loader)
    monkeypatch.setattr(facade, "load_embedder", stub_loader)
    settings = Settings(_env_file=None, tanya_home=tmp_path, embedding_model="stub-a")
    one, other = open_library(settings), open_library(settings)
    one.add(draft("Gempa mengguncang kota itu.", title="Kabar"))
    yield one, other
    one.close()
    other.close()


def test_a_search_goes_on_although_another_process_moves_to_another_model(
    libraries: tuple[Library, Library],
) -> None:
    library, other = libraries
    asked_of: list[str] = []

    def ask(parts: Serving) -> list[Hit]:
        if not asked_of:
            other.reindex(model="stub-b")
        asked_of.append(parts.embedder.name)
        return parts.engine.search(Query("gempa", "id"), top_k=1)

    [hit] = library._service.use(ask)

    assert hit.article.title == "Kabar"
    assert asked_of == ["stub-a", "stub-b"]


def test_a_library_opens_although_another_process_moves_to_another_model_at_that_moment(
    libraries: tuple[Library, Library], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _, other = libraries
    open_engine, opened_for = service.open_engine, list[str]()

    def moving(
        store: Store, embedder: Embedder, directory: Path, *, reranker: Reranker | None
    ) -> SearchEngine:
        if not opened_for:
            other.reindex(model="stub-b")
        opened_for.append(embedder.name)
        return open_engine(store, embedder, directory, reranker=reranker)

    monkeypatch.setattr(service, "open_engine", moving)

    with open_library(Settings(_env_file=None, tanya_home=tmp_path, embedding_model="stub-a")) as library:
        assert library.in_service.model == "stub-b"
        assert [hit.article.title for hit in library.search("Gempa mengguncang kota itu.")] == ["Kabar"]
    assert opened_for == ["stub-a", "stub-b"]


def test_a_question_is_answered_although_another_process_moves_to_another_model(
    libraries: tuple[Library, Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    library, other = libraries
    current, moved = library._service.answerer, False

    def moving() -> Answerer:
        nonlocal moved
        answerer = current()
        if not moved:
            moved = True
            other.reindex(model="stub-b")
        return answerer

    monkeypatch.setattr(library._service, "answerer", moving)

    assert [hit.article.title for hit in library.best_answer("Di mana gempa?").hits] == ["Kabar"]


def test_the_edition_before_is_still_there_for_those_who_search_it_when_another_comes_into_service(
    libraries: tuple[Library, Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    library, other = libraries
    engine, given = library._service.current().engine, list[float]()
    engine.publish()
    before = library.search("gempa")

    def wait(seconds: float) -> None:
        given.append(seconds)
        monkeypatch.setattr(engine, "refresh", None)  # nobody waits for it
        monkeypatch.setattr(engine, "_refresh_in_background", lambda: None)
        assert library.search("gempa") == before

    monkeypatch.setattr(reindexing, "sleep", wait)
    other.reindex()
    monkeypatch.undo()
    engine.refresh()

    assert given == [reindexing.GRACE_S]
    assert [hit.passage.text for hit in library.search("gempa")] == [before[0].passage.text]
    assert library.search("gempa") != before
