import logging
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from index.embedding.loading import load_embedder
from index.embedding.protocol import Embedder
from index.ingest.importing import ImportLine
from index.library import open_library
from index.library.preparing import prepare
from index.library.preparing_ahead import Ahead
from index.library.serving import WordsOnly
from index.settings import Settings
from index.store.records import EmbeddingModel
from index.types import ArticleDraft

DRAFTS = [
    ArticleDraft(f"Jembatan {n}", f"Bupati membuka jembatan nomor {n} di Demak.\nWarga senang.")
    for n in range(300)
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder("")


def test_another_process_prepares_the_same(embedder: Embedder) -> None:
    with Ahead(worth=1, processes=1) as ahead:
        ready = ahead.begin(DRAFTS[:20], embedder).ready(embedder)
    for article in prepare(DRAFTS[:20], embedder):
        found = ready[article.draft]
        np.testing.assert_array_equal(found.vectors, article.vectors)
        assert (found.passages, found.language) == (article.passages, article.language)
        assert found.content_hash == article.content_hash


def test_what_was_prepared_for_one_model_does_not_count_for_another(embedder: Embedder) -> None:
    other = WordsOnly(EmbeddingModel("other", "another fingerprint", 512))
    with Ahead(worth=1, processes=1) as ahead:
        assert not ahead.begin(DRAFTS[:1], embedder).ready(other)


def test_only_a_long_import_with_a_light_model_is_worth_processes(embedder: Embedder) -> None:
    ahead = Ahead(worth=100, processes=1)
    assert not ahead.is_worth(99, embedder)
    assert not ahead.is_worth(1, WordsOnly(EmbeddingModel("other", "another fingerprint", 512)))
    assert ahead.is_worth(1, embedder)
    assert not Ahead(worth=0, processes=0).is_worth(1, embedder)


def test_a_lost_process_costs_no_article(embedder: Embedder, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), Ahead(worth=1, processes=1) as ahead:
        missing = Path("/nowhere")
        broken = WordsOnly(EmbeddingModel(str(missing), "no such model", 512))
        assert not ahead.begin(DRAFTS[:5], broken).ready(broken)
        assert not ahead.begin(DRAFTS[5:9], broken).ready(broken)
    assert len(caplog.records) == 1


def test_an_import_stores_in_order_whoever_prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.library.preparing_ahead.Ahead", partial(Ahead, worth=1, processes=2))
    monkeypatch.setattr("index.library.storing.IMPORT_BATCH", 16)
    lines = [ImportLine(n, draft) for n, draft in enumerate([*DRAFTS, *DRAFTS[:40]], start=1)]
    settings = Settings(_env_file=None, tanya_home=tmp_path, database_url="", embedding_model="")
    told: list[int] = []
    with open_library(settings) as library:
        result = library.import_lines(lines, progress=lambda done, _: told.append(done))
        assert (result.created, result.unchanged, result.passages) == (300, 40, 300)
        assert told == [*range(16, 340, 16), 340]
        titles = [summary.title for summary in library.articles()]
        assert titles == [draft.title for draft in reversed(DRAFTS)]
        assert library.import_lines(lines).unchanged == 340
