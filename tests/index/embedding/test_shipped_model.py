import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedding.loading import SHIPPED, load_embedder
from index.embedding.protocol import Embedder
from training.embedding.plain import write_shipped

TEXTS = [
    "Siapa yang memimpin rapat darurat di balai kota?",
    "Who chaired the emergency meeting at the city hall?",
    "Harga cabai rawit turun menjadi Rp 38.000 per kilogram di Pasar Induk Kramat Jati.",
    "Kim Yong-ju, adik kandung pendiri Korea Utara, pernah menjabat wakil presiden.",
    "naïve Café 2021-12-16",
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder("")


def test_sentence_transformers_finds_the_same_vectors(embedder: Embedder, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    write_shipped(tmp_path)
    model = SentenceTransformer(str(tmp_path), device="cpu")
    np.testing.assert_allclose(embedder.embed_passages(TEXTS), model.encode(TEXTS), atol=1e-5)


def test_a_question_is_nearest_to_its_translation(embedder: Embedder) -> None:
    vectors = embedder.embed_queries(TEXTS)
    assert np.argmax((vectors @ vectors[0])[1:]) == 0


def test_the_weights_stay_small() -> None:
    assert (SHIPPED / "model.safetensors").stat().st_size <= 24_000_000


def test_the_model_card_names_the_sources() -> None:
    card = (SHIPPED / "README.md").read_text()
    for source in ("IndoSum", "IDK-MRC", "FacQA", "SQuAD", "TyDi", "Tatoeba", "TICO-19", "licence"):
        assert source in card


def test_torch_is_not_imported() -> None:
    code = (
        "import sys; from index.embedding.loading import load_embedder; load_embedder('').embed_queries(['siapa']);"
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'scipy'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert result.stdout.strip() == "[]"
