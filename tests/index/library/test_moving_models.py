from pathlib import Path

import pytest

from index.ingest.drafting import draft
from index.library import Library, facade, open_library, serving
from index.library.serving import Serving
from index.settings import Settings
from index.types import Hit
from tests.campaigns.home import stub_loader


def test_a_question_is_answered_although_another_process_moves_to_another_model_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "load_embedder", stub_loader)
    monkeypatch.setattr(facade, "load_embedder", stub_loader)
    settings = Settings(_env_file=None, tanya_home=tmp_path, embedding_model="stub-a")
    library, other = open_library(settings), open_library(settings)
    library.add(draft("Gempa mengguncang kota itu.", title="Kabar"))
    asked_of: list[str] = []

    def ask(parts: Serving) -> list[Hit]:
        if not asked_of:
            other.reindex(model="stub-b")
        asked_of.append(parts.embedder.name)
        return parts.engine.search("gempa", "id", top_k=1)

    [hit] = hits_of(library, ask)

    assert hit.article.title == "Kabar"
    assert asked_of == ["stub-a", "stub-b"]
    library.close()
    other.close()


def hits_of(library: Library, ask: object) -> list[Hit]:
    return library._serve(ask)  # type: ignore[arg-type]
