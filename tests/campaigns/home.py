"""A whole library over the stub embedder, opened through the front door, and the questions that it must answer."""

import logging
import random
from collections.abc import Sequence
from pathlib import Path

from index.answering.reading.readers import load_reader
from index.embedding.protocol import Embedder
from index.errors import ModelError
from index.ingest.drafting import draft
from index.ingest.importing import ImportLine
from index.library import Library, facade, open_library, service, serving
from index.search.documents import searchable
from index.search.query import Query
from index.settings import Settings
from index.store import Store
from index.types import Hit
from tests.campaigns.history import body
from tests.campaigns.stub_embedder import StubEmbedder

MODELS = ("stub-a", "stub-b")


def stub_loader(name: str) -> Embedder:
    """Load a stub by its name; an empty name means the first."""
    if (name or MODELS[0]) in MODELS:
        return StubEmbedder(name or MODELS[0])
    raise ModelError(f"There is no model {name}.")


def use_stubs() -> None:
    """Put the stubs in the place of all models, in this process; nothing is asked of the reader, nothing logged."""
    logging.disable()
    for module in (serving, facade):
        vars(module)["load_embedder"] = stub_loader
    vars(service)["load_reader"] = lambda name: load_reader


def open_home(home: Path, *, model: str = "") -> Library:
    """Open the library of a home."""
    return open_library(Settings(_env_file=None, tanya_home=home, embedding_model=model))


def fill(library: Library, count: int, name: str, *, seed: int = 0) -> list[str]:
    """Import so many articles; return their texts."""
    chance = random.Random(f"{seed} {name}")
    texts = [body(chance, f"{name}-{number}") for number in range(count)]
    library.import_lines(
        ImportLine(number, draft(text, title=f"Judul {name} {number}", external_id=f"{name}-{number}"))
        for number, text in enumerate(texts)
    )
    return texts


def passages_of(store: Store) -> list[tuple[int, str, str]]:
    """Return id, title and text of every passage in service."""
    with store.snapshot() as snapshot:
        if snapshot.edition is None:
            return []
        return [
            found
            for batch in snapshot.vectors(snapshot.edition.model)
            for found in zip(batch.ids.tolist(), batch.titles, batch.texts, strict=True)
        ]


def search(library: Library, query: str) -> list[Hit]:
    """Search by the very text, which the cleaning of questions would alter."""
    return library._service.use(lambda serving: serving.engine.search(Query(query, "id"), top_k=3))


def misses(library: Library, passages: Sequence[tuple[int, str, str]]) -> list[str]:
    """Ask for each passage by its own words; name those that are not the first hit, as it is stored."""
    missed = []
    for passage_id, title, text in passages:
        hits = search(library, searchable(title, text))
        if not hits or (hits[0].passage.id, hits[0].passage.text) != (passage_id, text):
            missed.append(text)
    return missed
